"""The two families of errors: the user's world, and our bugs.

AttuneError                 the user's world: a plain sentence, what is safe, what to do next
├── InputError              something typed or chosen cannot be kept as it is
├── SafetyHold              a sheet or action is held back by a couple's safety status
├── VaultError              the vault cannot be opened, read or written
│   └── ...                 one class for each cause, in therapist_app.vault.errors
└── FileError               a file that the user chose cannot be read or written

Everything else that is raised is our bug and goes to the crash door.
"""

from __future__ import annotations


class AttuneError(Exception):
    """A failure that belongs to the user's world; `sentence` is shown as it is.

    `advice` says what is safe and what to do. Neither holds client data: both may be logged.
    """

    MAY_PASS = False
    """Whether the very same thing may be kept a little later, so that it is worth trying again by itself."""

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice

    @property
    def whole(self) -> str:
        """The sentence and its advice as one line of text."""
        return f"{self.sentence} {self.advice}".strip()


class InputError(AttuneError):
    """Something typed or chosen cannot be kept as it is; `field` names the form field, if one."""

    def __init__(self, sentence: str, advice: str = "", field: str = "") -> None:
        super().__init__(sentence, advice)
        self.field = field


class SafetyHold(AttuneError):
    """A couple's safety status holds this back; `can_override` is false while joint work is paused."""

    def __init__(self, sentence: str, advice: str = "", *, can_override: bool) -> None:
        super().__init__(sentence, advice)
        self.can_override = can_override


class FileError(AttuneError):
    """A file or folder that the user chose cannot be read or written."""
