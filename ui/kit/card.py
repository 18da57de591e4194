"""A card: a title with its count, one link, and rows with hairlines between rows of the same kind."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.dress import Dress, hairline, icon_label
from ui.kit.row import OpenRow
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme


class Panel(QFrame):
    """A white ground with a line, round corners and, in light, a hairline of shadow below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, stripe: str = "") -> None:
        """`stripe` is the role of a 3 px stripe at the left edge: you are here, or a warning."""
        super().__init__(parent)
        self.theme = theme
        self._stripe = stripe
        Dress(self, theme, self.update)

    def set_stripe(self, role: str) -> None:
        """Show or, with "", hide the stripe."""
        self._stripe = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shadow, ground, line and stripe."""
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_ = theme.px(10)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("card_shadow"))
        painter.drawRoundedRect(box.translated(0, 1.5), round_, round_)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRoundedRect(box, round_, round_)
        if self._stripe:
            painter.setClipRect(QRectF(0, 0, theme.px(4), self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._stripe))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), round_, round_)


class Card(Panel):
    """A panel with a head; put rows in with `add` and `add_row`, or lay out `body` yourself."""

    link_clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        count: int | str | None = None,
        link: str = "",
        icon: str = "",
        *,
        link_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`link_name` is read aloud instead of the link's word, as "Open safety" for "Open"."""
        super().__init__(theme, parent)
        self.setAccessibleName(title)
        self._rows = 0
        self._whole = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._whole.addLayout(
            self._head
        )  # before it is filled: a part that is shown without a parent is a window
        self.title = Elided(title, "card")
        self._count = Label(words="body", ink="text2")
        self.link = LinkButton(theme, link, name=link_name or (f"{link}: {title}" if title else link))
        self._fill_head(icon, link)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self._whole.addLayout(self.body)
        self._whole.addStretch(1)
        self.set_count(count)
        Dress(self, theme, self._space)

    def _fill_head(self, icon: str, link: str) -> None:
        if icon:
            self._head.addWidget(icon_label(self.theme, icon, "text", 16))
        self._head.addWidget(self.title)
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self.link)
        self.link.clicked.connect(self.link_clicked)
        self.link.setVisible(bool(link))
        if not self.title.text():
            self.title.hide()

    def set_count(self, count: int | str | None) -> None:
        """A number or short words beside the title, or nothing."""
        self._count.setText("" if count is None else str(count))
        self._count.setVisible(count is not None)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head, before the link."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def add(self, what: QWidget | QLayout, gap: int = 0) -> None:
        """Put something below what is there, `gap` px (at 100 %) away."""
        if gap:
            self.body.addSpacing(self.theme.px(gap))
        if isinstance(what, QWidget):
            self.body.addWidget(what)
        else:
            self.body.addLayout(what)

    def add_row(self, row: QWidget) -> None:
        """Put a row below, with a hairline if a row is above it."""
        if self._rows:
            self.body.addWidget(hairline())
        self._rows += 1
        if isinstance(row, OpenRow):
            self.body.addLayout(Outset(row, self.theme))
        else:
            self.body.addWidget(row)

    def clear(self) -> None:
        """Take all rows out."""
        self._rows = 0
        empty_layout(self.body)

    def _space(self) -> None:
        px = self.theme.px
        self._whole.setContentsMargins(px(16), px(8), px(16), px(13))
        self._whole.setSpacing(px(2))
        self._head.setSpacing(px(8))
        self._head.setContentsMargins(0, 0, 0, 0)
        self.title.setMinimumHeight(px(32))


class Outset(QHBoxLayout):
    """Lets the ground of a row that opens reach past its words, so that these stand below the title."""

    def __init__(self, row: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.addWidget(row)

    def setGeometry(self, rect: QRect) -> None:
        """Reach out to both sides."""
        super().setGeometry(rect.adjusted(-self._theme.px(8), 0, self._theme.px(8), 0))


def empty_layout(layout: QLayout) -> None:
    """Take every item out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
            inner.deleteLater()
