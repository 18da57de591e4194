"""A copy of unsaved text beside what the vault has: both are shown, and nothing is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from therapist_app.kernel.dates import short_day
from ui.kit.fields import ParagraphField
from ui.kit.sheet import Sheet
from ui.kit.words import Label

if TYPE_CHECKING:
    from therapist_app.sessions.copies import FoundCopy, FoundText
    from ui.kit.context import Context

_SAID = {
    "same": "This is in the note already.",
    "fits": "The note has not changed since. The copy takes its place.",
    "both": "The note has changed since. Both stay: the copy goes below what is there now.",
    "signed": "The note has been signed since, so it stays as it is. The copy can be added below it, signed in turn.",
    "gone": "The session of this text is no longer here. The copy stays where it is.",
}


class PutBackSheet(Sheet):
    """Reads only; its owner puts the text back when asked, and what belongs to a signed note below it."""

    def __init__(self, ctx: Context, found: FoundCopy, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, "Put text back", "Put it back", parent)
        self._ctx = ctx
        day, time = short_day(found.made_at.date()), f"{found.made_at:%H:%M}"
        self.column.addWidget(
            Label(f"This copy was made on {day} at {time}, when your text could not be saved.", wrap=True)
        )
        for number, text in enumerate(found.texts, 1):
            self._add(text, number if len(found.texts) > 1 else 0)
        standings = {str(text.standing) for text in found.texts}
        self.signed = next((text for text in found.texts if text.standing == "signed"), None)
        self.puts_back = bool(standings & {"fits", "both"})
        if self.signed is not None and not self.puts_back:
            self.yes.set_word("Add it below the note")
        self.yes.setEnabled(self.puts_back or self.signed is not None)

    def _add(self, text: FoundText, number: int) -> None:
        title = "A session that is gone" if text.file is None else _title_of(text)
        self.column.addWidget(Label(title, "card", wrap=True))
        self.column.addWidget(Label(_SAID[text.standing], "body", "text2", wrap=True))
        which = f" {number}" if number else ""
        if text.file is not None and text.standing == "both":
            self._show(f"In the note now{which}", text.file.note.plain_text())
        self._show(f"In the copy{which}", text.copied.plain_text())

    def _show(self, label: str, words: str) -> None:
        field = ParagraphField(self._ctx.theme, label, words, lines=4)
        field.edit.setReadOnly(True)
        self.column.addWidget(field)


def _title_of(text: FoundText) -> str:
    session = text.file.session if text.file else None
    if session is None:
        return ""
    number = f"Session {text.file.number}" if text.file and text.file.number else "Session"
    return f"{number} of {short_day(session.on_date)}"
