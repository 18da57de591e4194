"""Use cases of the practice itself: what it prints, and where the user left off."""

from __future__ import annotations

from typing import Any

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import LONGEST_NAME, clean_line
from therapist_app.practice.model import Practice, Remembered
from therapist_app.vault.vault import Vault

_LINES = ("name", "clinician", "credentials", "footer", "danger_line")
PAPERS = ("", "letter", "a4")


class PracticeService:
    """Reads and changes the one practice row and the small facts the app remembers."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault

    def get(self) -> Practice:
        """The practice; an empty one before anything was filled in."""
        with self._vault.read() as db:
            return db.get(Practice, 1) or Practice()

    def update(self, **fields: str) -> Done[Practice]:
        """Change what is given: name, clinician, credentials, region, paper, footer, danger_line."""
        cleaned = {name: _checked(name, value) for name, value in fields.items()}
        with self._vault.begin() as db:
            practice = db.get(Practice, 1)
            if practice is None:
                practice = Practice()
                db.add(practice)
            for name, value in cleaned.items():
                setattr(practice, name, value)
        return Done(practice, Changes.of("practice"))

    def remember(self, key: str, value: Any) -> None:
        """Keep a small JSON-able fact that may name a client, such as the place to come back to."""
        with self._vault.begin() as db:
            db.merge(Remembered(key=key, value=value))

    def recall(self, key: str) -> Any:
        """What was remembered under this key, or None."""
        with self._vault.read() as db:
            found = db.get(Remembered, key)
            return found.value if found else None


def _checked(name: str, value: str) -> str:
    if name in _LINES:
        return clean_line(value, name, longest=LONGEST_NAME if name != "footer" else 500)
    if name == "paper" and value in PAPERS:
        return value
    if name == "region" and (value == "" or (len(value) == 2 and value.isalpha())):
        return value.upper()
    raise InputError("That cannot be set for the practice.", "Nothing was changed.", name)
