"""The buttons of the format row, painted by us: icon and name 8 px apart, a ring for the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from therapist_app.kernel.audience import Audience
from ui.sessions.editor import FormatState, NoteText
from ui.sessions.editor_margin import font_at
from ui.sessions.editor_menu import readers_menu
from ui.sessions.look import Look, px
from ui.sessions.parts import STYLES

HEIGHT_PX = 32
_TEXT_PX, _ICON_PX, _EDGE_PX, _APART_PX, _RADIUS_PX = 13, 16, 7, 8, 8
_WIDEST_PX = 240  # of a button with a long name in it


class BarButton(QToolButton):
    """An icon with its name, or the icon alone; it tells the row about arrow keys and Escape."""

    moved = Signal(object)  # the Qt.Key of an arrow, Home or End
    left = Signal()  # Escape

    def __init__(self, look: Look, word: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self._icon, self._ink, self._weight = look, icon, "text", QFont.Weight.Normal
        self._after_px = 0  # room after the name
        self._with_words = True
        self._word = word  # not setText: a name with & in it would become a shortcut
        self.setAccessibleName(word)

    def apply_look(self) -> None:
        """Take the text size from the theme; colours are asked for when painting."""
        self.setFixedHeight(round(px(self.look, HEIGHT_PX)))
        self.show_words(self._with_words)
        self.update()

    def show_words(self, shown: bool) -> None:
        """Show the name beside the icon, or the icon alone."""
        self._with_words = shown
        self.setFixedWidth(self.width_with_words() if shown else round(px(self.look, HEIGHT_PX)))

    def width_with_words(self) -> int:
        """How wide the button is with icon and name."""
        sides = px(self.look, 2 * _EDGE_PX + _ICON_PX + _APART_PX + self._after_px)
        return round(min(sides + self.word_width(self._word), px(self.look, _WIDEST_PX)))

    def word_width(self, word: str) -> int:
        """How wide a name is, in the heaviest weight that it is shown in."""
        return QFontMetrics(self._own_font()).horizontalAdvance(word)

    def sizeHint(self) -> QSize:
        """The size that `show_words` chose."""
        return QSize(self.minimumWidth(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move along the row, Escape leaves it, Enter acts as Space does."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self.moved.emit(Qt.Key(key))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground by state, icon, name, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side, edge = round(px(self.look, _ICON_PX)), px(self.look, _EDGE_PX)
        left = edge if self._with_words else (self.width() - side) / 2
        picture = self.look.icon(self._icon, self._ink, _ICON_PX).pixmap(
            QSize(side, side), self.devicePixelRatio()
        )
        painter.drawPixmap(QPointF(left, (self.height() - side) / 2), picture)
        if self._with_words:
            start = left + side + px(self.look, _APART_PX)
            room = self.width() - start - edge - px(self.look, self._after_px)
            painter.setFont(self._own_font())
            painter.setPen(self.look.color(self._ink))
            words = painter.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, round(room) + 1)
            painter.drawText(QRectF(start, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _own_font(self) -> QFont:
        """Asked for each time: a style sheet sets the widget's own font as it likes."""
        return font_at(self.look, self, _TEXT_PX, self._weight)

    def _paint_ground(self, painter: QPainter) -> None:
        radius = px(self.look, _RADIUS_PX)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(QPen(self.look.color("accent"), 1.8))
            painter.setBrush(self.look.color("selection"))
            painter.drawRoundedRect(box, radius, radius)
        elif self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(self.look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)


class ReaderButton(BarButton):
    """Says who may read the caret's part, and opens the menu that changes it."""

    def __init__(self, editor: NoteText, parent: QWidget) -> None:
        super().__init__(editor.look, "", "users", parent)
        self._editor = editor
        self._audience = Audience.JOINT
        self._weight = QFont.Weight.DemiBold
        self._after_px = 22
        self.clicked.connect(self._open)

    def show_reader(self, state: FormatState) -> None:
        """Show the audience at the caret."""
        style = STYLES[state.audience]
        self._audience = state.audience
        self._icon = style.icon
        word = self._editor.names.word(state.audience)
        self._word = word
        self.setAccessibleName(f"Who may read this: {word}")
        self.setToolTip(f"{word}: {self._editor.names.copies(state.audience)} ({style.keys})")
        self.update()

    def least_width(self) -> int:
        """How wide the button must be so that none of the short labels is cut."""
        now, self._word = self._word, max(map(self._editor.names.short, Audience), key=self.word_width)
        width = self.width_with_words()
        self._word = now
        return width

    def fit(self, room: int) -> None:
        """Show the whole label where it fits, else the short one."""
        for word in (self._editor.names.word(self._audience), self._editor.names.short(self._audience)):
            self._word = word
            if self.width_with_words() <= room:
                break
        self.setFixedWidth(min(self.width_with_words(), room))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button with a chevron at its end."""
        super().paintEvent(event)
        side = round(px(self.look, _ICON_PX))
        painter = QPainter(self)
        at = QPointF(self.width() - px(self.look, _EDGE_PX) - side, (self.height() - side) / 2)
        picture = self.look.icon("chevron-down", "text", _ICON_PX).pixmap(
            QSize(side, side), self.devicePixelRatio()
        )
        painter.drawPixmap(at, picture)

    def _open(self) -> None:
        if self._editor.isReadOnly():
            return
        menu = readers_menu(self._editor, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = QPoint(self.width() - menu.sizeHint().width(), self.height())
        menu.popup(self.mapToGlobal(corner))
