"""What each step of the first run asks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.kit.buttons import Button
from ui.kit.card import Panel
from ui.kit.columns import Columns
from ui.kit.dialogs import Dialogs
from ui.kit.fields import TextField
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.places import Look, folder_meant, shown_place
from ui.unlock.setup_welcome import Step
from ui.unlock.strength import Judge
from ui.unlock.words_panel import PrintSheet, WordsPanel


class CreateVault(Step):
    """Where the vault is kept, and its passphrase twice."""

    def __init__(self, theme: Theme, judge: Judge, look: Look, dialogs: Dialogs, practices: Path) -> None:
        super().__init__(
            theme,
            "Create your vault",
            "Your notes live in one locked folder on this computer. Only the passphrase, or the recovery words you "
            "get next, opens it. Nobody can reset it for you.",
        )
        self._dialogs = dialogs
        self._look = look
        self.place = TextField(
            theme,
            "Where to keep it",
            shown_place(practices / "My practice.attune"),
            icon="folder",
            tall="large",
        )
        self.place.edited.connect(lambda _: self._look_at_place())
        self.choose = Button(theme, "Choose\N{HORIZONTAL ELLIPSIS}", tall="large")
        self.choose.setAccessibleName("Choose a folder to keep it in")
        self.choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.place, 1)
        beside = QVBoxLayout()  # beside the field, not beside its label
        beside.setSpacing(theme.px(5))
        beside.addWidget(Label(" ", "medium"))
        beside.addWidget(self.choose)
        beside.addStretch(1)
        row.addLayout(beside)
        self.column.addLayout(row)
        self.column.addSpacing(theme.px(14))
        self.passphrase = NewPassphrase(theme, judge)
        self.passphrase.submitted.connect(self.submitted)
        self.column.addWidget(self.passphrase)
        self.first = self.passphrase.first.edit
        self._look_at_place()
        self.finish()

    @property
    def folder(self) -> Path:
        """The folder to be made."""
        return folder_meant(self.place.value)

    def _choose(self) -> None:
        folder = self.folder
        chosen = self._dialogs.choose_folder(self, "Where to keep your vault", folder.parent)
        if chosen:
            self.place.set_value(shown_place(Path(chosen) / folder.name))
            self._look_at_place()

    def _look_at_place(self) -> None:
        folder = self.folder

        def told(words: str) -> None:
            if folder == self.folder and not self.place.error:  # what is typed since is asked about by itself
                self.place.set_hint(words)

        self._look(folder, told, self)

    def is_ready(self) -> bool:
        """Whether everything needed is there; if not, says what is missing."""
        self.refuse("")
        if not self.place.value:
            self.refuse("Choose a place.", "place")
            return False
        return self.passphrase.is_ready()

    def refuse(self, line: str, field: str = "") -> None:
        """Say why the vault was not made, below the field it is about."""
        super().refuse("" if field else line)
        if field == "passphrase":
            self.passphrase.refuse(line)
        elif field == "place":
            self.place.set_error(line)
            self.place.edit.setFocus()


class KeepWords(Step):
    """The recovery words of the vault that was just made."""

    def __init__(self, theme: Theme, words: list[str], print_sheet: PrintSheet) -> None:
        super().__init__(theme, "Your vault is made. Keep its recovery words", "")
        self.panel = WordsPanel(theme, words, print_sheet)
        self.panel.confirmed.connect(self.submitted)
        panel = Panel(theme)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*(theme.px(24),) * 4)
        inside.addWidget(self.panel)
        self.column.addWidget(panel)
        self.first = self.panel.print_button
        self.finish()


class PracticeLines(Step):
    """The practice's name and what its pages carry."""

    def __init__(self, theme: Theme, footer: str, danger: str) -> None:
        super().__init__(
            theme,
            "Your practice on paper",
            "Every sheet you print carries these lines. All of them can stay empty and be changed in Settings.",
        )
        self.name = TextField(theme, "Name of the practice", tall="large")
        self.clinician = TextField(theme, "Your name", tall="large")
        self.credentials = TextField(theme, "License or title", tall="large")
        self.footer = TextField(theme, "Footer of handouts", placeholder=footer, tall="large")
        self.danger = TextField(theme, "Danger line", placeholder=danger, tall="large")
        self.danger.set_hint("Check that the numbers are right where your couples live.")
        pair = Columns(theme, 15, 2)
        pair.add(self.clinician)
        pair.add(self.credentials)
        for part in (self.name, pair, self.footer, self.danger):
            self.column.addWidget(part)
            self.column.addSpacing(theme.px(8))
        fields = self._fields
        for field, following in pairwise(fields):
            field.edit.returnPressed.connect(following.edit.setFocus)
        fields[-1].edit.returnPressed.connect(self.submitted)
        self.first = self.name.edit
        self.finish()

    @property
    def _fields(self) -> list[TextField]:
        return [self.name, self.clinician, self.credentials, self.footer, self.danger]

    @property
    def values(self) -> dict[str, str]:
        """The lines by their names in the practice."""
        names = ("name", "clinician", "credentials", "footer", "danger_line")
        return {name: field.value for name, field in zip(names, self._fields, strict=True)}

    def refuse(self, line: str, field: str = "") -> None:
        """Say below the field why its line cannot be kept."""
        found = dict(zip(self.values, self._fields, strict=True)).get(field)
        super().refuse("" if found else line)
        if found is not None:
            found.set_error(line)
            found.edit.setFocus()


class FirstCouple(Step):
    """Two names, or a sample practice to look around in."""

    sample_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Your first couple",
            "Only the names are needed now. Everything else can be added when you meet.",
        )
        self.a = TextField(theme, "One partner", tall="large")
        self.b = TextField(theme, "The other partner", tall="large")
        pair = Columns(theme, 15, 2)
        pair.add(self.a)
        pair.add(self.b)
        self.column.addWidget(pair)
        self.a.edit.returnPressed.connect(self.b.edit.setFocus)
        self.b.edit.returnPressed.connect(self.submitted)
        self.column.addSpacing(theme.px(20))
        self.column.addWidget(self._sample(theme))
        self.first = self.a.edit
        self.finish()

    def _sample(self, theme: Theme) -> Panel:
        panel = Panel(theme)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*(theme.px(24),) * 4)
        inside.setSpacing(theme.px(6))
        inside.addWidget(Label("Or look around first", "lead"))
        words = (
            "A few invented couples with notes, promises and progress. They can be removed whole at any time."
        )
        inside.addWidget(Label(words, "body", "text2", wrap=True))
        inside.addSpacing(theme.px(8))
        self.sample = Button(theme, "Add sample couples", "users")
        self.sample.clicked.connect(self.sample_requested)
        row = QHBoxLayout()
        row.addWidget(self.sample)
        row.addStretch(1)
        inside.addLayout(row)
        return panel

    def is_ready(self) -> bool:
        """Whether both names are there; if not, says which is missing."""
        for field in (self.a, self.b):
            if not field.value:
                field.set_error("Type a name, or a letter if you prefer.")
                field.edit.setFocus()
                return False
        return True

    def refuse(self, line: str, field: str = "") -> None:
        """Say below a name why it cannot be kept."""
        found = {"a": self.a, "b": self.b}.get(field[:1])
        super().refuse("" if found else line)
        if found is not None:
            found.set_error(line)
            found.edit.setFocus()
