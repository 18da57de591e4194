"""The forms of one couple: opened by a word, so that the same one can be opened again after a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.couples.cycle_sheet import CycleSheet
from ui.couples.edit_sheets import CoupleSheet
from ui.couples.partner_sheet import PartnerSheet
from ui.couples.phase_sheet import PhaseSheet
from ui.couples.rupture_sheet import RuptureSheet
from ui.couples.safety_sheet import SafetySheet
from ui.couples.secrets_sheet import SecretsSheet
from ui.kit.context import Context
from ui.kit.form import FormSheet


class About(Protocol):
    """The couple that a form is about, and the phase they are in (catalogue key or "")."""

    @property
    def file(self) -> CoupleFile:
        """The couple with both partners."""
        ...

    @property
    def phase(self) -> str:
        """The phase now."""
        ...


class CoupleSheets(QObject):
    """Opens "couple", "safety", "partner_a", "partner_b", "cycle", "phase", "secrets", "rupture" or
    "rupture:<id>".

    changed(Changes)            a form was kept
    message(str, callable)      a short word, with its undo
    """

    changed = Signal(object)
    message = Signal(str, object)

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(over)
        self._ctx, self._over = ctx, over

    def open(self, word: str, about: About, *, discreet: bool, typed: dict[str, Any] | None = None) -> None:
        """Open a form, with what was `typed` into it before a lock; a word that is none opens nothing."""
        sheet = self._sheet(word, about, discreet=discreet)
        if sheet is None:
            return
        sheet.reopens = word
        sheet.kept.connect(self.changed)
        self._ctx.dialogs.open(sheet)
        if typed:
            sheet.fill(typed)

    def half_filled(self) -> dict[str, Any]:
        """Which form stands open here and what is typed into it, as `Place.extra` takes it; {} for none."""
        for sheet in reversed(self._ctx.dialogs.shown):
            if isinstance(sheet, FormSheet) and sheet.reopens and (typed := sheet.half_filled):
                return {"open": sheet.reopens, "typed": typed}
        return {}

    def _sheet(self, word: str, about: About, *, discreet: bool) -> FormSheet | None:
        ctx, file, over = self._ctx, about.file, self._over
        kind, _, rupture = word.partition(":")
        makers: dict[str, Callable[[], FormSheet | None]] = {
            "couple": lambda: CoupleSheet(ctx, file, over, discreet=discreet),
            "safety": lambda: SafetySheet(ctx, file, over, discreet=discreet),
            "partner_a": lambda: PartnerSheet(ctx, file, "a", over, discreet=discreet),
            "partner_b": lambda: PartnerSheet(ctx, file, "b", over, discreet=discreet),
            "secrets": lambda: SecretsSheet(ctx, file, over, discreet=discreet),
            "cycle": lambda: CycleSheet(ctx, file, over, discreet=discreet),
            "phase": lambda: PhaseSheet(ctx, file.couple.id, about.phase, over),
            "rupture": lambda: self._rupture(file, rupture, discreet=discreet),
        }
        return makers[kind]() if kind in makers else None

    def _rupture(self, file: CoupleFile, rupture_id: str, *, discreet: bool) -> RuptureSheet | None:
        known = next((one for one in file.ruptures if one.id == rupture_id), None)
        if rupture_id and known is None:
            return None  # it was removed since
        sheet = RuptureSheet(self._ctx, file, known, self._over, discreet=discreet)
        sheet.removed.connect(self._rupture_removed)
        return sheet

    def _rupture_removed(self, changes: Changes, entry_id: str) -> None:
        self.changed.emit(changes)
        trash = self._ctx.workspace.trash

        def undo() -> None:
            self._ctx.tasks.vault(lambda: trash.restore(entry_id), self.changed.emit, self, self._refused)

        self.message.emit("Removed. It lies in the trash", undo)

    def _refused(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
