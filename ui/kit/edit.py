"""A line edit that can hold an icon at its start and buttons or a hint at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.dress import Dress, set_style
from ui.theme.theme import Theme


class Edit(QLineEdit):
    """One line of text; `tall` is "small", "" or "large"."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        icon: str = "",
        tall: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self.ends: list[QWidget] = []
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("tall", tall)
        Dress(self, theme, self.place_ends)

    def add_end(self, widget: QWidget) -> None:
        """Put a button or a hint inside the field, at its end."""
        widget.setParent(self)
        widget.setCursor(Qt.CursorShape.ArrowCursor)
        self.ends.append(widget)
        self.place_ends()

    def set_wrong(self, wrong: bool) -> None:
        """Show that what is typed cannot be kept; the reason stands below the field."""
        if bool(self.property("wrong")) != wrong:
            set_style(self, wrong=wrong)

    def place_ends(self) -> None:
        """Place what lies inside the field and keep its text clear of it."""
        px = self.theme.px
        right = self.width() - px(5)
        for widget in reversed(self.ends):
            if widget.isHidden() and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                widget.show()
            if widget.isHidden():
                continue
            size = widget.sizeHint().boundedTo(self.size())
            right -= size.width()
            widget.setGeometry(
                QRect(right, (self.height() - size.height()) // 2, size.width(), size.height())
            )
            right -= px(4)
        used = self.width() - right - px(5)
        self.setTextMargins(px(26) if self._icon else 0, 0, max(0, used - px(8)) if self.ends else 0, 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the end at the end."""
        super().resizeEvent(event)
        self.place_ends()

    def changeEvent(self, event: QEvent) -> None:
        """Place again when the style or font changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "ends"):
            self.place_ends()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon over the field."""
        super().paintEvent(event)
        if self._icon:
            role = "text2" if self.isEnabled() else "disabled"
            pixmap = self.theme.pixmap(self._icon, role, 16, self.devicePixelRatio())
            top = (self.height() - self.theme.px(16)) // 2
            QPainter(self).drawPixmap(self.theme.px(11), top, pixmap)
