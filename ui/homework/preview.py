"""The preview of a page of paper: the pages themselves, or why there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.homework.hold_notice import HoldNotice
from ui.homework.page_images import OpenedPdf, PageImages, open_pdf
from ui.homework.page_view import PageView
from ui.kit.buttons import Button, IconButton
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.tasks import Tasks
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

_WAIT_MS = 250  # a page that comes sooner is shown without a word about waiting


class PreviewPane(QWidget):
    """Shows one PDF from memory.

    shown()               the pages of the newest PDF are there
    override_given(str)   a reason was typed to use a sheet on hold
    """

    shown = Signal()
    override_given = Signal(str)

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._tasks = theme, tasks
        self._pdf = b""
        self._ticket = 0
        self._words = ("", "")
        self._shown = ""
        self._head()
        self.view = PageView(theme)
        self.hold = HoldNotice(theme)
        self._empty = QWidget()
        self._covered = False
        self._cover = EmptyState(
            theme, "eye-off", "Names are hidden", "The page shows names. It can be printed all the same."
        )
        self._stack = QStackedWidget()
        self._notice = Label("", "small", "warn", wrap=True)
        self._lay_out()
        self._patience = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._patience.timeout.connect(self._say_waiting)
        self.view.page_changed.connect(self._say_page)
        self.view.zoom_changed.connect(self._say_zoom)
        self.hold.given.connect(self.override_given)
        Dress(self, theme, self._space)
        self.show_nothing("", "")

    @property
    def pdf(self) -> bytes:
        """The PDF that can be seen and printed now; empty while nothing can."""
        return self._pdf

    @property
    def pages(self) -> int:
        """How many pages can be seen."""
        return self.view.pages if self._pdf else 0

    def wait(self, title: str) -> None:
        """Another page is being laid out: what is there stays, but can no longer be printed."""
        self._ticket += 1
        self._pdf = b""
        self._words = (title, "")
        self._patience.start()

    def show_pdf(self, pdf: bytes, title: str, holder: str, notices: tuple[str, ...] = ()) -> None:
        """Show a PDF; `holder` says who may hold it ("for Ben to hold"). A newer call drops an older one."""
        self._ticket += 1
        ticket, width = self._ticket, max(1, self.view.device_width())

        def arrived(opened: OpenedPdf) -> None:
            if ticket == self._ticket:
                self._show(opened, title, holder, notices)

        self._tasks.cpu(lambda: open_pdf(pdf, width), arrived, self)

    def show_nothing(self, what: str, why: str, icon: str = "file") -> None:
        """Say in words why there is no page."""
        self._forget("", "")
        empty = EmptyState(self._theme, icon, what, why) if what else QWidget()
        self._stack.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = empty
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)
        self.setAccessibleName(f"Preview. {what} {why}".strip())

    def show_hold(self, title: str, sentence: str, advice: str, *, can_override: bool) -> None:
        """Say why a sheet is held back, and ask for a reason where one may lift it."""
        self._forget(title, "on hold")
        self.hold.show_words(sentence, advice, can_override=can_override)
        self._stack.setCurrentWidget(self.hold)
        self.setAccessibleName(f"{title} is on hold. {sentence}")

    def set_covered(self, covered: bool) -> None:
        """While names are hidden, the pages are covered too; what may be printed stays as it is."""
        self._covered = covered
        if self._stack.currentWidget() in (self.view, self._cover):
            self._show_pages()

    def _show_pages(self) -> None:
        self._stack.setCurrentWidget(self._cover if self._covered else self.view)
        self._show_tools(shown=not self._covered)

    def clear(self) -> None:
        """Take the pages out of memory."""
        self.show_nothing("", "")

    def _show(self, opened: OpenedPdf, title: str, holder: str, notices: tuple[str, ...]) -> None:
        self._patience.stop()
        self._pdf = opened.pdf
        again = self._shown == title  # the same sheet for another paper or holder keeps its place
        self._shown = title
        self._words = (title, holder)
        self.view.show_images(PageImages(self._tasks, opened), keep_place=again)
        self._notice.setText(" ".join(notices))
        self._notice.setVisible(bool(notices))
        self._say_page()
        self._say_zoom()
        self._show_pages()
        self.shown.emit()

    def _forget(self, title: str, state: str) -> None:
        self._ticket += 1
        self._patience.stop()
        self._pdf = b""
        self._shown = ""
        self._words = (title, state)
        self.view.show_images(None)
        self._notice.hide()
        self.title.setText(title)
        self.facts.setText(state)
        self._show_tools(shown=False)

    def _show_tools(self, *, shown: bool) -> None:
        for tool in (self.smaller, self.larger, self.fit):
            tool.setVisible(shown)

    def _say_waiting(self) -> None:
        self.title.setText(self._words[0])
        self.facts.setText("Laying out the page…")

    def _say_page(self, _page: int = 0) -> None:
        title, holder = self._words
        count = self.view.pages
        place = f"page {self.view.page + 1} of {count}"
        self.title.setText(title)
        self.facts.setText(" · ".join(part for part in (place, holder) if part))
        pages = "1 page" if count == 1 else f"{count} pages"
        self.view.setAccessibleName(
            ", ".join(part for part in (f"Preview of {title}", pages, holder) if part)
        )
        self.view.setAccessibleDescription(place)
        self.setAccessibleName(f"Preview of {title}")

    def _say_zoom(self) -> None:
        width = self.view.fits != "width"
        self.fit.set_word("Fit width" if width else "Whole page")
        self.fit.setToolTip(f"Shown at {round(self.view.zoom * 100)} %. Key: {'0' if width else 'W'}")

    def _change_fit(self) -> None:
        if self.view.fits == "width":
            self.view.fit_page()
        else:
            self.view.fit_width()

    def _head(self) -> None:
        theme = self._theme
        self.title = Elided("", "strong")
        self.facts = Elided("", "body", "text2")
        self.smaller = IconButton(theme, "zoom-out", "Smaller", "plain")
        self.larger = IconButton(theme, "zoom-in", "Larger", "plain")
        self.fit = Button(theme, "Whole page")

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.title)
        self._top.addWidget(self.facts, 1)
        for tool in (self.smaller, self.larger, self.fit):
            self._top.addWidget(tool)
        self.smaller.clicked.connect(self.view.zoom_out)
        self.larger.clicked.connect(self.view.zoom_in)
        self.fit.clicked.connect(self._change_fit)
        for page in (self.view, self._cover, self.hold, self._empty):
            self._stack.addWidget(page)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._top)
        self._whole.addWidget(self._notice)
        self._whole.addWidget(self._stack, 1)

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._top.setContentsMargins(px(20), px(8), px(24), px(6))
        self._top.setSpacing(px(8))
        self._notice.setContentsMargins(px(20), 0, px(24), px(6))
