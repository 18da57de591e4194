"""The row above the note text: marks and kinds of block by icon and name, and who may read the part."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.sessions.editor import FormatState, NoteText
from ui.sessions.editor_shortcuts import EDITOR_KEYS
from ui.sessions.format_button import BarButton, ReaderButton
from ui.sessions.look import px

BUTTONS: tuple[tuple[str, str, str], ...] = (  # name of EDITOR_KEYS, word, icon
    ("bold", "Bold", "bold"),
    ("italic", "Italic", "italic"),
    ("heading", "Heading", "heading"),
    ("bullet", "List", "list"),
    ("tick", "Checkboxes", "ticks"),
    ("quote", "Quote", "quote"),
)
_GAP_PX = 4
_KEYS = {key.name: key.keys[0] for key in EDITOR_KEYS}


class FormatBar(QWidget):
    """Follows the caret of `editor`. One tab stop with arrows inside; a click leaves the caret alone."""

    def __init__(self, editor: NoteText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._state = editor.format_state()
        self._buttons = {name: BarButton(editor.look, word, icon, self) for name, word, icon in BUTTONS}
        self._reader = ReaderButton(editor, self)
        self._row = QHBoxLayout(self)
        self._lay_out()
        for name, button in self._buttons.items():
            button.setCheckable(True)
            button.setToolTip(f"{button.accessibleName()} ({_KEYS[name]})")
            button.clicked.connect(lambda _=False, name=name: self._act(name))
        for button in self._all():
            button.moved.connect(self._step)
            button.left.connect(self._leave)
        self._stop(self._all()[0])
        editor.format_changed.connect(self._show)
        editor.fitted.connect(self._fit)
        editor.look.changed.connect(self._apply_look)
        self._apply_look()
        self._show(self._state)

    def _step(self, key: Qt.Key) -> None:
        """Move the focus along the row, as an arrow key, Home or End says."""
        every = self._all()
        now = next((n for n, button in enumerate(every) if button.hasFocus()), 0)
        moves = {Qt.Key.Key_Left: now - 1, Qt.Key.Key_Right: now + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            moves[Qt.Key.Key_Left], moves[Qt.Key.Key_Right] = now + 1, now - 1
        to = every[moves[key] % len(every)]
        self._stop(to)
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Go back to the text."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _all(self) -> list[BarButton]:
        return [*self._buttons.values(), self._reader]

    def _stop(self, chosen: BarButton) -> None:
        """Make one button the row's only tab stop."""
        for button in self._all():
            tab = Qt.FocusPolicy.TabFocus if button is chosen else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(tab)

    def _act(self, name: str) -> None:
        self._editor.act(name)
        self._show(self._editor.format_state())

    def _show(self, state: FormatState) -> None:
        self._state = state
        on = {
            "bold": state.bold,
            "italic": state.italic,
            "heading": state.kind in ("h2", "h3"),
            "bullet": state.kind == "bullet",
            "tick": state.kind == "tick",
            "quote": state.kind == "quote",
        }
        for name, button in self._buttons.items():
            button.setChecked(on[name])
        self._reader.show_reader(state)
        self._words_or_icons()

    def _apply_look(self) -> None:
        for button in self._all():
            button.apply_look()
        self._row.setSpacing(round(px(self._editor.look, _GAP_PX)))
        self._words_or_icons()
        self.updateGeometry()
        self.update()

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 9)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addStretch()
        self._row.addWidget(self._reader)

    def _fit(self, end: int) -> None:
        """End where the text column ends."""
        self._row.setContentsMargins(0, 0, max(self.width() - end, 0), 9)
        self._words_or_icons()

    def _words_or_icons(self) -> None:
        """Show names beside icons where they fit."""
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        shown = self._names_width() + self._reader.least_width() <= room
        for button in self._buttons.values():
            button.show_words(shown)
        taken = sum(button.width() + self._row.spacing() for button in self._buttons.values())
        self._reader.fit(max(room - taken, self._narrow_reader()))

    def _names_width(self) -> int:
        return sum(button.width_with_words() + self._row.spacing() for button in self._buttons.values())

    def _narrow_reader(self) -> int:
        return 3 * self._reader.height()

    def sizeHint(self) -> QSize:
        """As wide as its names, as high as a button with the line below."""
        return QSize(self._names_width() + self._reader.width_with_words(), self._reader.height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the icons and the reader."""
        side = self._reader.height() + self._row.spacing()
        return QSize(side * len(self._buttons) + self._narrow_reader(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the row to the text column."""
        super().resizeEvent(event)
        self._fit(self._editor.column_end())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line between row and text."""
        right = self.width() - self._row.contentsMargins().right()
        line = QRect(0, self.height() - 1, right, 1)
        QPainter(self).fillRect(line, self._editor.look.color("line"))
