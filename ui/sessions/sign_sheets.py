"""The sheets of signing: sign a note, add below a signed one, say why it is unlocked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer
from ui.kit.date_field import DateField
from ui.kit.fields import ComboField, Field, ParagraphField, TextField
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.sessions.parts import PartNames
from ui.sessions.signed_words import KIND_WORDS, LOCKS
from ui.theme.theme import Theme


class SigningSheet(Sheet):
    """What all three share: who signs, and errors at their fields."""

    def __init__(self, theme: Theme, title: str, yes: str, signer: Signer, parent: QWidget | None) -> None:
        super().__init__(theme, title, yes, parent)
        self.name = TextField(theme, "Name", signer.name)
        self.credentials = TextField(theme, "Credentials", signer.credentials)
        self._fields: dict[str, Field] = {"name": self.name, "credentials": self.credentials}

    def ask_signer(self) -> None:
        """Put the fields for who signs at the end of the form."""
        self.column.addWidget(self.name)
        self.column.addWidget(self.credentials)

    def signer(self) -> Signer:
        """Who signs."""
        return Signer(self.name.value, self.credentials.value)

    def say_error(self, error: AttuneError) -> None:
        """Say what is missing, at its field where it has one."""
        field = self._fields.get(error.field) if isinstance(error, InputError) else None
        if field is None:
            self.refuse(error.whole)
            return
        self.set_busy(False)
        field.set_error(error.sentence)
        field.setFocus()


class SignSheet(SigningSheet):
    """Asks who signs, and says what signing means."""

    def __init__(self, theme: Theme, signer: Signer, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Sign this note", "Sign", signer, parent)
        self.column.addWidget(Label(LOCKS, wrap=True))
        self.ask_signer()


class AdditionSheet(SigningSheet):
    """Asks what is added, about which day, for whom, and why."""

    def __init__(
        self,
        theme: Theme,
        signer: Signer,
        about_on: dt.date,
        readers: tuple[Audience, PartNames],
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        """`readers`: who may read it unless someone says otherwise, and what everyone is called."""
        super().__init__(theme, "Add below this note", "Sign and add", signer, parent)
        audience, names = readers
        kinds = [(str(kind), words) for kind, words in KIND_WORDS.items()]
        self.kind = ComboField(theme, "Kind", kinds, "addendum")
        self.about = DateField(theme, "About the day", about_on, today=today)
        who = [(one, names.word(one)) for one in Audience]
        self.reader = ComboField(theme, "Who may read it", who, audience)
        self.words = ParagraphField(theme, "Text", lines=5)
        self.words.edit.setAccessibleName("Text")
        self.reason = TextField(theme, "Reason", hint="Kept and shown with it.")
        self._fields |= {
            "kind": self.kind,
            "about_on": self.about,
            "note": self.words,
            "reason": self.reason,
        }
        for field in (self.kind, self.about, self.reader, self.words, self.reason):
            self.column.addWidget(field)
        self.ask_signer()

    def addition(self) -> Addition | None:
        """What is added, or None while the day cannot be read."""
        if not self.about.commit():
            return None
        audience = Audience(self.reader.key)
        lines = self.words.value.split("\n")
        note = NoteDocument.of((audience, Block.of("p", line)) for line in lines)
        return Addition(self.kind.key, note, self.reason.value, self.about.date)


class UnlockSheet(SigningSheet):
    """Asks why a signed note is opened again."""

    def __init__(self, theme: Theme, signer: Signer, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Unlock this note", "Unlock", signer, parent)
        words = "The signed text is kept as it is and stays readable. The note is then signed again as a new version."
        self.column.addWidget(Label(words, wrap=True))
        self.reason = TextField(theme, "Reason", hint="Signed and kept with the note.")
        self._fields["reason"] = self.reason
        self.column.addWidget(self.reason)
        self.ask_signer()
