"""Pages of paper under each other on the preview ground: fitted or zoomed, scrolled by keyboard."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.homework.page_images import PageImages
from ui.theme.theme import Theme

Fit = Literal["width", "page"]
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_EDGE, _GAP, _SHADOW = 20, 20, 4
_WIDEST = 780  # px of a page that fits the width, so that a wide window does not make letters huge
_CSS_DPI = 96


class PageView(QAbstractScrollArea):
    """Paints the pages that can be seen.

    page_changed(int)   another page (the first is 0) is the one being read
    zoom_changed()      the size of the pages is another
    """

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._images: PageImages | None = None
        self._zoom: float | None = None  # None fits
        self._fit: Fit = "width"
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setAccessibleName("Scroll the pages")
        self.horizontalScrollBar().setAccessibleName("Scroll sideways")
        self.setAccessibleName("Pages")

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._images.papers) if self._images else 0

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        return self._page

    @property
    def fits(self) -> Fit | None:
        """What the pages are fitted to, or None while they are zoomed."""
        return self._fit if self._zoom is None else None

    @property
    def zoom(self) -> float:
        """How large the first page is shown; 1.0 is the size of the paper."""
        if self._zoom is not None:
            return self._zoom
        paper = self._images.papers[0] if self._images else None
        return self._fit_width() / (paper.width * _CSS_DPI / 72) if paper else 1.0

    def device_width(self) -> int:
        """How wide the first page would be now, in device pixels, for drawing it before it is shown."""
        return round(self._fit_width() * self.devicePixelRatioF())

    def show_images(self, images: PageImages | None, *, keep_place: bool = False) -> None:
        """Show another document from its top, or from where the one before was being read, or nothing."""
        kept = self.verticalScrollBar().value() if keep_place else 0
        if self._images:
            self._images.deleteLater()
        self._images = images
        if images:
            images.setParent(self)
            images.arrived.connect(self._arrived)
        self._page = 0
        self._lay_out()
        self.verticalScrollBar().setValue(kept)
        self._scrolled()
        self.viewport().update()

    def fit_width(self) -> None:
        """Let the pages follow the width of the view."""
        self._fit = "width"
        self._set_zoom(None)

    def fit_page(self) -> None:
        """Show a whole page at a time."""
        self._fit = "page"
        self._set_zoom(None)

    def turn(self, by: int) -> None:
        """Read on by a screen, or back."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(next((step for step in ZOOMS if step > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(next((step for step in reversed(ZOOMS) if step < self.zoom - 0.01), ZOOMS[0]))

    def sizeHint(self) -> QSize:
        """Little: it takes what room there is, and asks for none that would make the window scroll."""
        return QSize(self._theme.px(360), self._theme.px(160))

    def minimumSizeHint(self) -> QSize:
        """Room for a page that can be recognised."""
        return QSize(self._theme.px(180), self._theme.px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by lines, screens and pages; plus and minus change the size, 0 and W fit."""
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_Space: bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Plus:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit_width()
        elif key == Qt.Key.Key_W:
            self.fit_page()
        elif key in moves:
            bar.setValue(bar.value() + moves[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for another width, keeping the place that is being read."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        if self._zoom is None:
            self.zoom_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and every page that can be seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("preview"))
        for number, rect in enumerate(self._rects()):
            if rect.intersects(self.viewport().rect()):
                self._paint_page(painter, number, rect)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int, rect: QRect) -> None:
        shade = QColor(self._theme.color("shadow"))
        shade.setAlphaF(0.05)
        for step in range(_SHADOW, 0, -1):
            painter.fillRect(rect.adjusted(-step, -step + 2, step, step + 2), shade)
        painter.fillRect(rect, self._theme.color("paper"))
        ratio = self.devicePixelRatioF()
        image = self._images.image(number, round(rect.width() * ratio)) if self._images else None
        if image is None:
            return
        own = QRectF(rect.x(), rect.y(), image.width() / ratio, image.height() / ratio)
        # Drawn in its own size: stretched by the point that rounding makes, a row of the page would be lost.
        exact = (
            abs(own.width() - rect.width()) * ratio <= 1 and abs(own.height() - rect.height()) * ratio <= 1
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.drawImage(own if exact else QRectF(rect), image)

    def _rects(self) -> list[QRect]:
        """Where each page lies in the viewport now."""
        if not self._images:
            return []
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        sizes = [self._page_size(number) for number in range(self.pages)]
        ground = max(self.viewport().width(), max(size.width() for size in sizes) + 2 * _EDGE)
        top, rects = _EDGE, list[QRect]()
        for size in sizes:
            left = (ground - size.width()) // 2
            rects.append(QRect(QPoint(left, top), size).translated(offset))
            top += size.height() + _GAP
        return rects

    def _page_size(self, number: int) -> QSize:
        papers = self._images.papers if self._images else ()
        paper = papers[number]
        if self._zoom is None:
            widest = max(one.width for one in papers)
            width = self._fit_width() * paper.width / widest
        else:
            width = paper.width * _CSS_DPI / 72 * self._zoom
        return QSize(round(width), round(width * paper.height / paper.width))

    def _fit_width(self) -> int:
        # The vertical bar is always counted, so that a bar that comes or goes does not change the size.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _EDGE
        room = min(room, self._theme.px(_WIDEST))
        if self._fit == "page" and self._images:
            tallest = max(paper.height / paper.width for paper in self._images.papers)
            room = min(room, int((self.viewport().height() - 2 * _EDGE) / tallest))
        return max(80, room)

    def _set_zoom(self, zoom: float | None) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()
        self.zoom_changed.emit()

    def _lay_out(self) -> None:
        rects = self._rects()
        view = self.viewport().size()
        bottom = sum(rect.height() + _GAP for rect in rects) - _GAP + 2 * _EDGE if rects else 0
        widest = max((rect.width() for rect in rects), default=0) + 2 * _EDGE
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setRange(0, max(0, bottom - view.height()))
        down.setPageStep(max(1, view.height() - _EDGE))
        down.setSingleStep(self._theme.px(48))
        across.setRange(0, max(0, widest - view.width()) if self._zoom is not None else 0)
        across.setPageStep(view.width())

    def _scrolled(self) -> None:
        middle = self.viewport().height() // 2
        rects = self._rects()
        number = next((index for index, rect in enumerate(rects) if rect.bottom() >= middle), len(rects) - 1)
        if rects and number != self._page:
            self._page = number
            self.page_changed.emit(number)

    def _arrived(self, _page: int) -> None:
        self.viewport().update()
