"""The forms of one couple: opened by a word, so that the same one can be opened again after a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.progression.model import PhaseEntry
from ui.couples.cycle_sheet import CycleSheet
from ui.couples.dismiss_sheet import DismissSheet
from ui.couples.edit_sheets import CoupleSheet
from ui.couples.entry_sheet import EntrySheet
from ui.couples.measure_forms import MEASURE_FORMS, make_form, read_for
from ui.couples.partner_sheet import PartnerSheet
from ui.couples.path_facts import PathFacts, facts_to_correct, path_facts
from ui.couples.path_sheet import PathSheet
from ui.couples.phase_sheet import BesideSheet, PhaseSheet
from ui.couples.review_sheet import ReviewSheet
from ui.couples.rupture_sheet import RuptureSheet
from ui.couples.score_sheet import ScoreSheet
from ui.couples.secrets_sheet import SecretsSheet
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet, half_filled_form, open_form


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
    """Opens "couple", "partner_a", "partner_b", "cycle", "phase", "secrets", "rupture", "rupture:<id>", "review" or
    "guidance:<rule> <digest>"; of the path "entries", "entry:<id>", "beside"
    or "step"; of measures "score", "score:<id>", "goal",
    "goal:<id>", "rate:<goal id>" or "instrument".

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
        kind, _, which = word.partition(":")
        if kind in MEASURE_FORMS:
            self._read_first(word, about.file, discreet=discreet, typed=typed)
        elif kind in ("entries", "beside", "step"):
            self._read_path(kind, about.file.couple.id, discreet=discreet, typed=typed)
        elif kind == "entry":
            self._correct_entry(about.file.couple.id, which, discreet=discreet, typed=typed)
        elif (sheet := self._sheet(word, about, discreet=discreet)) is not None:
            self._show(sheet, word, typed)

    def _read_first(
        self, word: str, file: CoupleFile, *, discreet: bool, typed: dict[str, Any] | None
    ) -> None:
        """Open a form of measures as soon as what it begins with is read."""
        (kind, _, which), ctx, couple_id = word.partition(":"), self._ctx, file.couple.id

        def read(facts: object) -> None:
            sheet = make_form(ctx, kind, file, facts, self._over, discreet=discreet)
            if isinstance(sheet, ScoreSheet):
                sheet.taken_back.connect(self._taken_back)
            self._show(sheet, word, typed)

        ctx.tasks.vault(
            lambda: read_for(ctx.workspace, kind, couple_id, which, discreet=discreet),
            read,
            self,
            self._refused,
        )

    def _read_path(self, kind: str, couple_id: str, *, discreet: bool, typed: dict[str, Any] | None) -> None:
        """List the entries, choose a set beside the six phases, or enter a step of it."""

        def read(facts: PathFacts) -> None:
            if kind == "beside" or (kind == "step" and facts.beside is None):
                self._show(BesideSheet(self._ctx, facts, self._over), "beside", typed)
            elif kind == "step":
                sheet = PhaseSheet(self._ctx, couple_id, facts.step_now, self._over, among=facts.beside)
                self._show(sheet, kind, typed)
            else:
                listed = PathSheet(self._ctx, facts, self._over)
                listed.asked.connect(lambda key: self._correct_entry(couple_id, key, discreet=discreet))
                self._ctx.dialogs.open(listed)

        workspace = self._ctx.workspace
        self._ctx.tasks.vault(
            lambda: path_facts(workspace, couple_id, discreet=discreet), read, self, self._refused
        )

    def _correct_entry(
        self, couple_id: str, entry_id: str, *, discreet: bool, typed: dict[str, Any] | None = None
    ) -> None:
        workspace = self._ctx.workspace
        phases = workspace.progression.phases

        def give_back() -> Changes:
            return phases.give_back(entry_id)

        def corrected(done: Done[PhaseEntry]) -> None:
            if done.value.id != entry_id:
                self._say("Corrected. What it was stays readable", give_back)

        def taken_back(changes: Changes) -> None:
            self.changed.emit(changes)
            self._say("Taken back. That it was entered stays readable", give_back)

        def read(facts: PathFacts) -> None:
            sheet = EntrySheet(self._ctx, facts, entry_id, self._over)
            sheet.worked.connect(corrected)
            sheet.taken_back.connect(taken_back)
            self._show(sheet, f"entry:{entry_id}", typed)

        self._ctx.tasks.vault(
            lambda: facts_to_correct(workspace, couple_id, entry_id, discreet=discreet),
            read,
            self,
            self._refused,
        )

    def _taken_back(self, changes: Changes, give_back: Callable[[], Changes]) -> None:
        self.changed.emit(changes)

        def undo() -> None:
            self._ctx.tasks.vault(give_back, self.changed.emit, self, self._refused)

        self.message.emit("The score is taken back", undo)

    def _show(self, sheet: FormSheet, word: str, typed: dict[str, Any] | None) -> None:
        sheet.kept.connect(self.changed)
        open_form(self._ctx.dialogs, sheet, word, typed)

    def half_filled(self) -> dict[str, Any]:
        """Which form stands open here and what is typed into it, as `Place.extra` takes it; {} for none."""
        return half_filled_form(self._ctx.dialogs)

    def _sheet(self, word: str, about: About, *, discreet: bool) -> FormSheet | None:
        ctx, file, over = self._ctx, about.file, self._over
        kind, _, rest = word.partition(":")
        makers: dict[str, Callable[[], FormSheet | None]] = {
            "couple": lambda: CoupleSheet(ctx, file, over, discreet=discreet),
            "partner_a": lambda: PartnerSheet(ctx, file, "a", over, discreet=discreet),
            "partner_b": lambda: PartnerSheet(ctx, file, "b", over, discreet=discreet),
            "secrets": lambda: SecretsSheet(ctx, file, over, discreet=discreet),
            "cycle": lambda: CycleSheet(ctx, file, over, discreet=discreet),
            "phase": lambda: PhaseSheet(ctx, file.couple.id, about.phase, over),
            "rupture": lambda: self._rupture(file, rest, discreet=discreet),
            "review": lambda: self._review(file),
            "guidance": lambda: self._dismissal(file, rest),
        }
        return makers[kind]() if kind in makers else None

    def _rupture(self, file: CoupleFile, rupture_id: str, *, discreet: bool) -> RuptureSheet | None:
        known = next((one for one in file.ruptures if one.id == rupture_id), None)
        if rupture_id and known is None:
            return None  # it was removed since
        sheet = RuptureSheet(self._ctx, file, known, self._over, discreet=discreet)
        sheet.removed.connect(self._rupture_removed)
        return sheet

    def _review(self, file: CoupleFile) -> ReviewSheet:
        sheet, reviews = (
            ReviewSheet(self._ctx, file.couple.id, self._over),
            self._ctx.workspace.progression.reviews,
        )
        sheet.marked.connect(lambda key: self._say("Review marked", lambda: reviews.take_back(key)))
        return sheet

    def _dismissal(self, file: CoupleFile, rest: str) -> DismissSheet:
        rule, _, digest = rest.partition(" ")
        sheet, guidance = (
            DismissSheet(self._ctx, file.couple.id, rule, digest, self._over),
            self._ctx.workspace.guidance,
        )
        sheet.set_aside.connect(lambda key: self._say("Set aside", lambda: guidance.take_back(key)))
        return sheet

    def _say(self, words: str, take_back: Callable[[], Changes]) -> None:
        """A short word, with its undo."""

        def undo() -> None:
            self._ctx.tasks.vault(take_back, self.changed.emit, self, self._refused)

        self.message.emit(words, undo)

    def _rupture_removed(self, changes: Changes, entry_id: str) -> None:
        self.changed.emit(changes)
        trash = self._ctx.workspace.trash
        self._say("Removed. It lies in the trash", lambda: trash.restore(entry_id))

    def _refused(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
