"""Lays out the sheet that is chosen now, off the GUI thread: a newer choice drops an older one."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from therapist_app.homework.service import Choices, RenderedSheet
from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context

_MOST_KEPT = 8  # sheets laid out; walking back to one shows it at once
_PAUSE_MS = 90  # walking down a list with the arrow keys lays out where it stops


@dataclass(frozen=True, slots=True)
class WantedSheet:
    """A sheet with everything it is printed with."""

    couple_id: str
    key: str
    holder: str
    paper: str
    large: bool
    review_on: dt.date | None
    override_reason: str
    keys: tuple[str, ...] = ()  # of a packet: the sheets in it, in their order


class Typesetter(QObject):
    """Asks for one sheet at a time.

    laid_out(WantedSheet, RenderedSheet)   the newest choice is ready
    refused(WantedSheet, AttuneError)      it cannot be laid out, with a sentence that says why
    """

    laid_out = Signal(object, object)
    refused = Signal(object, object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wanted: WantedSheet | None = None
        self._under_way = False
        self._kept: OrderedDict[WantedSheet, RenderedSheet] = OrderedDict()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    def want(self, wanted: WantedSheet) -> None:
        """Lay this sheet out soon, and nothing that was wanted before."""
        self._wanted = wanted
        if wanted in self._kept:
            self._pause.stop()
            self.laid_out.emit(wanted, self._kept[wanted])
        else:
            self._pause.start()

    def has(self, wanted: WantedSheet) -> bool:
        """Whether this sheet is laid out and nothing on it can have changed."""
        return wanted in self._kept

    def forget(self) -> None:
        """Something changed that may stand on a sheet: lay out anew what is wanted from now on."""
        self._kept.clear()

    def stop(self) -> None:
        """Want nothing."""
        self._wanted = None
        self._pause.stop()

    def _start(self) -> None:
        wanted = self._wanted
        if wanted is None or self._under_way:
            return
        self._under_way = True
        homework, packets = self._ctx.workspace.homework, self._ctx.workspace.packets

        def work() -> Callable[[], RenderedSheet]:
            choices: Choices = {
                "holder": wanted.holder,
                "paper": wanted.paper,
                "override_reason": wanted.override_reason,
                "large": wanted.large,
                "review_on": wanted.review_on,
            }
            if wanted.keys:
                return packets.layout(wanted.couple_id, wanted.keys, **choices)
            return homework.layout(wanted.couple_id, wanted.key, **choices)

        self._ctx.tasks.layout(
            work,
            lambda sheet: self._arrived(wanted, sheet, None),
            self,
            lambda error: self._arrived(wanted, None, error),
        )

    def _arrived(self, wanted: WantedSheet, sheet: RenderedSheet | None, error: AttuneError | None) -> None:
        self._under_way = False
        if wanted != self._wanted:
            if self._wanted is not None and not self._pause.isActive():
                self._start()
        elif sheet is not None:
            self._kept[wanted] = sheet
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            self.laid_out.emit(wanted, sheet)
        else:
            self.refused.emit(wanted, error)
