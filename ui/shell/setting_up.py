"""The first run: what this is, a vault and its recovery words, the practice's lines, and a first couple."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.logs import Event
from ui.kit.places import Place
from ui.shell.judging import judge_with, look_with
from ui.shell.lock_words import LockWords
from ui.shell.opening import (
    Door,
    Made,
    Opened,
    add_first_couple,
    add_sample,
    fill_practice,
    here_of,
    make_practice,
    printed_lines,
    words_are_confirmed,
)
from ui.shell.sheet_printer import print_sheet
from ui.unlock.setup_frame import SetupFrame
from ui.unlock.setup_steps import CreateVault, FirstCouple, KeepWords, PracticeLines
from ui.unlock.setup_welcome import Step, WhatThisIs
from ui.unlock.words_panel import WordsPanel

if TYPE_CHECKING:
    from ui.shell.outside import Outside

STEPS = (
    ("What this is", "Read"),
    ("Create your vault", "A locked folder only you can open"),
    ("Practice and footer", "Name on handouts, danger line"),
    ("First couple, or a sample", "Samples can be removed whole"),
)
_LATER = "Open Attune now"


class SettingUp(QObject):
    """Leads through the steps; from step 2 on the vault exists and is open."""

    ready = Signal(object)  # Opened
    made = Signal(object)  # Opened, as soon as the vault exists
    other_requested = Signal()

    def __init__(self, outside: Outside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._out = outside
        self._opened: Opened | None = None
        self.is_making = False  # the practice comes to be just now
        self._began = 0.0
        self.page = SetupFrame(outside.theme, STEPS)
        self.page.next_requested.connect(self._next)
        self.page.back_requested.connect(self.show_what_this_is)
        self.page.later_requested.connect(self._enter)
        self.page.help_requested.connect(lambda: outside.dialogs.open(LockWords(outside.theme, self.page)))
        self.page.destroyed.connect(self.deleteLater)  # it holds the practice it made
        self.step: Step
        self.show_what_this_is()

    # Each step

    def show_what_this_is(self) -> None:
        """Step 1."""
        step = WhatThisIs(self._out.theme)
        step.other_requested.connect(self.other_requested)
        self._show(0, step, on="Set up my practice")

    def show_create(self) -> None:
        """Step 2, before the vault is made."""
        out = self._out
        judge, look = judge_with(out.tasks), look_with(out.tasks)
        step = CreateVault(out.theme, judge, look, out.dialogs, out.folders.practices)
        self._show(1, step, back=True, on="Create vault")

    def show_words(self, words: list[str]) -> None:
        """Step 2, after the vault is made."""
        self._show(1, KeepWords(self._out.theme, words, self._print))

    def _print(self, words: list[str], panel: WordsPanel) -> None:
        if self._opened is not None:
            print_sheet(self._out, self._opened.workspace)(words, panel)

    def show_practice(self) -> None:
        """Step 3."""
        step = PracticeLines(self._out.theme, *printed_lines())
        self._show(2, step, on="Continue", later=_LATER)

    def show_couple(self) -> None:
        """Step 4."""
        step = FirstCouple(self._out.theme)
        step.sample_requested.connect(self._add_sample)
        self._show(3, step, on="Add this couple", icon="plus", later="Open without a couple")

    def _show(self, number: int, step: Step, **ways: Any) -> None:
        self.step = step
        step.submitted.connect(self._next)
        self.page.show_step(number, step)
        self.page.set_ways(**ways)
        self.focus_first()

    def focus_first(self) -> None:
        """Put the caret where this step begins."""
        (self.step.first or self.page.next).setFocus()

    # On

    def _next(self) -> None:
        step = self.step
        if not step.isEnabled():
            return
        if isinstance(step, WhatThisIs):
            self.show_create()
        elif isinstance(step, CreateVault) and step.is_ready():
            self._create(step.folder, step.passphrase.value)
        elif isinstance(step, KeepWords):
            self._confirm(step)
        elif isinstance(step, PracticeLines):
            self._fill(step.values)
        elif isinstance(step, FirstCouple) and step.is_ready():
            self._add_couple(step.a.value, step.b.value)

    def _create(self, folder: Path, passphrase: str) -> None:
        door = Door(folder, self._out.clock, self._out.policy, here_of(self._out))
        self._began = time.monotonic()
        self.is_making = True
        self.page.set_busy("Making the lock\N{HORIZONTAL ELLIPSIS}")
        self._out.tasks.vault(lambda: make_practice(door, passphrase), self._is_made, self, self._refused)

    def _is_made(self, made: Made) -> None:
        milliseconds = round((time.monotonic() - self._began) * 1000)
        self._out.log.write(Event.CREATED, milliseconds=milliseconds)
        self._opened, self.is_making = made.opened, False
        self.page.set_busy("")
        self.show_words(made.words)
        self.made.emit(made.opened)

    def _confirm(self, step: KeepWords) -> None:
        step.panel.set_busy(busy=True)
        self._work(words_are_confirmed, lambda _: self.show_practice())

    def _fill(self, lines: dict[str, str]) -> None:
        self.page.set_busy("Keeping\N{HORIZONTAL ELLIPSIS}")
        self._work(lambda workspace: fill_practice(workspace, lines), lambda _: self.show_couple())

    def _add_couple(self, a: str, b: str) -> None:
        self.page.set_busy("Adding\N{HORIZONTAL ELLIPSIS}")
        self._work(lambda workspace: add_first_couple(workspace, a, b), self._enter_couple)

    def _add_sample(self) -> None:
        self.page.set_busy("Telling their stories\N{HORIZONTAL ELLIPSIS}")
        self._work(add_sample, lambda _: self._enter())

    def _work(self, work: Any, then: Any) -> None:
        if self._opened is not None:
            workspace = self._opened.workspace

            def arrived(value: Any) -> None:
                self.page.set_busy("")
                then(value)

            self._out.tasks.vault(lambda: work(workspace), arrived, self, self._refused)

    def _refused(self, error: AttuneError) -> None:
        self.is_making = False
        self.page.set_busy("")
        if isinstance(self.step, KeepWords):
            self.step.panel.set_busy(busy=False)
            self.step.panel.refuse(error.whole)
        elif isinstance(error, InputError):
            self.step.refuse(error.sentence, error.field)
        else:
            about_place = type(error).__name__ in (
                "FolderExists",
                "FolderNotWritable",
                "NoPermission",
                "ReadOnly",
            )
            self.step.refuse(error.whole, "place" if about_place else "")

    def _enter_couple(self, couple_id: str) -> None:
        self._enter(Place("couple", couple_id, tab="overview").to_json())

    def _enter(self, place: dict[str, Any] | None = None) -> None:
        if self._opened is not None:
            opened = self._opened
            self.ready.emit(Opened(opened.workspace, opened.name, place or {}))
