"""The numbers of the sessions over the map of blocks; the newest is bold."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme.theme import Theme


class SessionHeader(QHeaderView):
    """Session numbers without frames, so that two figures fit over a narrow cell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.newest_shown = True
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 Qt's own name
        """Write one number."""
        model = self.model()
        words = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DisplayRole)
        newest = self.newest_shown and logicalIndex == model.columnCount() - 1
        painter.save()
        painter.setFont(self._theme.font(12, 600 if newest else 400))
        painter.setPen(self._theme.color("text" if newest else "text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(words or ""))
        painter.restore()
