"""The note page below its top line: text and panel side by side, or the panel below the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.theme.theme import Theme

PANEL_PX = 372
_WIDE_EM = 54  # of this page: the panel stands beside the text unless it is put away
_NARROW_EM = 40  # below, the panel is a page of its own under the text
_PEEK_PX = 40  # of the panel that can be seen below the text, so that one knows it is there


class NoteBody(QScrollArea):
    """Holds the writing column and the panel; `panel` is a scroll area of its own."""

    arranged = Signal()  # the panel came, went or moved

    def __init__(
        self, theme: Theme, writing: QWidget, panel: QScrollArea, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._writing, self._panel = theme, writing, panel
        self._wanted: bool | None = None  # what the person said about the panel
        self._told: tuple[bool, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(writing, 1)
        self._row.addWidget(panel)
        self.setWidget(inside)
        Dress(self, theme, self._arrange)

    @property
    def is_stacked(self) -> bool:
        """Whether the panel is below the text."""
        return self.width() < _NARROW_EM * self._theme.em

    @property
    def panel_is_shown(self) -> bool:
        """Whether the panel can be seen or scrolled to."""
        return not self._panel.isHidden()

    @property
    def is_wide(self) -> bool:
        """Whether the panel stands beside the text by itself."""
        return self.width() >= _WIDE_EM * self._theme.em

    def show_panel(self, shown: bool) -> None:
        """Show the panel or put it away; below the text it always is."""
        self._wanted = shown
        self._arrange()

    def go_to_panel(self, there: bool) -> None:
        """Scroll to the panel below the text, or back to the text."""
        self.verticalScrollBar().setValue(self._panel.y() if there else 0)

    def fit_panel(self) -> None:
        """Let a panel below the text be as tall as what it holds."""
        inside = self._panel.widget()
        if not self.is_stacked or inside is None:
            return
        width = self.viewport().width()
        tall = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        if self._panel.minimumHeight() != tall:
            self._panel.setFixedHeight(max(tall, self._theme.px(80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange again for this width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.is_stacked
        shown = stacked or (self.is_wide if self._wanted is None else self._wanted)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._panel.setVisible(shown)
        policy = QSizePolicy.Policy
        bar = Qt.ScrollBarPolicy
        if stacked:
            peek = self._theme.px(_PEEK_PX)
            self._writing.setMinimumHeight(max(self.viewport().height() - peek, self._theme.px(220)))
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(16_777_215)
            self._panel.setSizePolicy(policy.Ignored, policy.Fixed)
            self._panel.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff)
            self.fit_panel()
        else:
            self._writing.setMinimumHeight(0)
            self._panel.setMinimumHeight(0)
            self._panel.setMaximumHeight(16_777_215)
            self._panel.setFixedWidth(self._theme.px(PANEL_PX))
            self._panel.setSizePolicy(policy.Fixed, policy.Ignored)
            self._panel.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded)
        now = (self.is_wide, shown, stacked)
        if now != self._told:
            self._told = now
            self.arranged.emit()
