"""Settings: each change applies at once; there is nothing to save."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.whereabouts import look_at, practice_words
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.form_sheet import half_filled_form
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.preferences.about_card import AboutCard
from ui.preferences.aids_card import AidsCard
from ui.preferences.assurance_sheet import AssuranceRow
from ui.preferences.backup_card import BackupCard
from ui.preferences.controls import SettingRow, setting_row
from ui.preferences.guidance_card import GuidanceSettingsCard
from ui.preferences.practice_card import PracticeCard
from ui.preferences.rows import SHOWN, Section, in_section
from ui.preferences.safety_card import SafetyCard
from ui.preferences.sets_card import SetsCard
from ui.preferences.signing_card import SigningCard
from ui.preferences.ways_card import WaysCard

_MOST_WIDE = 720
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"
_TRASH = "Notes, promises and other things that you removed can be brought back."
_LOCKS_ANYWAY = "Time asleep counts too. Ctrl+L locks at once, and what you are writing is kept."


class SettingsPage(Page):
    """Calm cards in one column, from how the app looks to what it is."""

    title = "Settings"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        theme = ctx.theme
        self.rows: dict[str, SettingRow] = {one.key: setting_row(theme, ctx.settings, one) for one in SHOWN}
        self.practice = PracticeCard(ctx)
        self.signing = SigningCard(ctx)
        self.signing.changed.connect(self.changed)
        self.safety = SafetyCard(ctx)
        self.safety.changed.connect(self.changed)
        self.ways = WaysCard(ctx)
        self.ways.asked.connect(self.action_requested)
        self.backups = BackupCard(ctx)
        self.guidance = GuidanceSettingsCard(ctx)
        self.guidance.changed.connect(self.changed)
        self.sets = SetsCard(ctx)
        self.sets.changed.connect(self.changed)
        self.sets.message.connect(self.message)
        self.aids = AidsCard(ctx)
        self.aids.changed.connect(self.changed)
        self.aids.message.connect(self.message)
        self.about = AboutCard(ctx)
        folder = str(ctx.workspace.folder)
        self.folder = Label(folder.replace(os.sep, f"{os.sep}{_MAY_BREAK}"), "small", "text2", wrap=True)
        self.folder.setAccessibleName(folder)
        self.folder_words = Label("", "small", "warn", wrap=True)
        self.folder_words.hide()
        self.lock_button = Button(theme, "Lock now", "lock", tall="small")
        self.trash_button = Button(theme, "Open the trash", "trash", tall="small")
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lay_out()
        self.practice.changed.connect(self.changed)
        self.backups.action_requested.connect(self.action_requested)
        self.trash_button.clicked.connect(lambda: self.action_requested.emit("trash"))
        self.lock_button.clicked.connect(lambda: self.action_requested.emit("lock"))
        Dress(self, theme, self._follow)

    def _lay_out(self) -> None:
        self.area = scroll = ScrollColumn(self._ctx.theme, top=22)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        scroll.add_centred(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        head.setSpacing(self._ctx.theme.px(4))
        head.addWidget(Label(self.title, "title"))
        head.addWidget(Label("Each change applies at once.", "body", "text2", wrap=True))
        self._lines.addLayout(head)
        for card in (
            self._general(),
            self._section("Look and text size", "look"),
            self._security(),
            self.ways,
        ):
            self._lines.addWidget(card)
        self._lines.addWidget(self.backups)
        self._lines.addWidget(self.practice)
        self._lines.addWidget(self.signing)
        self._lines.addWidget(self.safety)
        self._lines.addWidget(self.guidance)
        self._lines.addWidget(self.sets)
        self._lines.addWidget(self.aids)
        self._lines.addWidget(self.about)
        self._lines.addStretch(1)

    def _section(self, title: str, section: Section) -> Card:
        card = Card(self._ctx.theme, title)
        for one in in_section(section):
            card.add_row(self.rows[one.key])
        return card

    def _general(self) -> Card:
        card = self._section("General", "general")
        place = QWidget()
        lines = QVBoxLayout(place)
        px = self._ctx.theme.px
        lines.setContentsMargins(0, px(8), 0, px(8))
        lines.setSpacing(px(4))
        lines.addWidget(Label("This practice lies in", "medium"))
        lines.addWidget(self.folder)
        lines.addWidget(self.folder_words)
        card.add_row(place)
        card.add_row(self._beside(_TRASH, self.trash_button))
        return card

    def _security(self) -> Card:
        card = self._section("Security and lock", "security")
        card.add_row(self._beside(_LOCKS_ANYWAY, self.lock_button))
        card.add_row(AssuranceRow(self._ctx))
        return card

    def _beside(self, words: str, button: Button) -> QWidget:
        """A line of words with a button at its end."""
        row, px = QWidget(), self._ctx.theme.px
        line = QHBoxLayout(row)
        line.setContentsMargins(0, px(8), 0, px(8))
        line.addWidget(Label(words, "small", "text2", wrap=True), 1)
        line.addWidget(button)
        return row

    def place(self) -> Place:
        """Always the same one, with a form that is half filled."""
        return Place("settings", extra=half_filled_form(self._ctx.dialogs))

    def open(self, place: Place) -> None:
        """Show what is in use, and a form that was half filled before a lock."""
        for card in (self.sets, self.aids):
            card.reopen(str(place.extra.get("open", "")), place.extra.get("typed") or {})
        self._show_values()
        self.practice.load()
        self.signing.load()
        self.safety.load()
        self.guidance.load()
        self.ways.load()
        self.backups.load()
        self.sets.load()
        self.aids.load()
        self.about.load()
        folder = self._ctx.workspace.folder
        self._ctx.tasks.cpu(lambda: practice_words(look_at(folder)), self._say_where, owner=self)

    def _say_where(self, words: str) -> None:
        self.folder_words.setText(words)
        self.folder_words.setVisible(bool(words))

    def reload(self, changes: Changes) -> None:
        """Read the practice anew when it changed."""
        if "practice" in changes.nouns:
            self.practice.load()
            self.signing.load()
            self.safety.load()
        if "phase_set" in changes.nouns:
            self.sets.load()
        if changes.nouns & {"template", "snippet"}:
            self.aids.load()
        if "ways" in changes.nouns:
            self.ways.load()
        if "backup" in changes.nouns:
            self.backups.load()

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is still being typed for the practice."""
        self.signing.keep_typed()
        self.practice.keep_typed(on_settled)

    def _show_values(self) -> None:
        for row in self.rows.values():
            row.show_values(self._ctx.settings.values)

    def _follow(self) -> None:
        """The look was changed, here or by a key elsewhere."""
        px = self._ctx.theme.px
        self._lines.setSpacing(px(14))
        self._holder.setMaximumWidth(px(_MOST_WIDE))
        self._show_values()
