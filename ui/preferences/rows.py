"""How each setting of the table is shown: its section, its words, its control; the bounds come from the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from therapist_app.settings import TABLE, Row
from ui.kit.sharing import can_leave_out

Section = Literal["general", "look", "security"]
Control = Literal["choice", "steps", "tick", "minutes"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting on the page: `key` names the row of the table, `words` the choices in its order."""

    key: str
    section: Section
    label: str
    control: Control
    words: tuple[str, ...] = ()
    step: int = 1
    more: str = ""  # says more than the table, where its sentence would only repeat the label

    @property
    def row(self) -> Row:
        """The row of the table."""
        return next(row for row in TABLE if row.key == self.key)

    @property
    def meaning(self) -> str:
        """What it does, in one sentence."""
        return self.more or self.row.meaning


_FOLD = "More room for the page; each icon says its word when you point at it."
_SLEEP = "Attune locks first, then the computer sleeps, so that no note stays readable in its memory."
SHOWN: tuple[Shown, ...] = (
    Shown("fold_sidebar", "general", "Fold the sidebar to its icons", "tick", more=_FOLD),
    Shown("spelling", "general", "Mark spelling in notes", "tick"),
    Shown("theme", "look", "Look", "choice", ("As this computer", "Light", "Dark")),
    Shown("text_size", "look", "Text size", "steps", step=10),
    Shown("easy_reading", "look", "Easy reading letters", "tick"),
    Shown("idle_minutes", "security", "Lock by itself after", "minutes"),
    Shown("lock_with_screen", "security", "Lock with the screen", "tick"),
    Shown("lock_before_sleep", "security", "Lock before sleep", "tick", more=_SLEEP),
    Shown("lock_at_switch", "security", "Lock when another user comes", "tick"),
    Shown("clipboard_seconds", "security", "Keep a copy for", "choice", ("10 s", "30 s", "1 min", "2 min")),
    *(
        (Shown("hide_from_sharing", "security", "Leave out of screen sharing", "tick"),)
        if can_leave_out()
        else ()
    ),
)
# Without a control of the usual kinds: the practice last opened, the window's place, a copy of unsaved text, the
# card before the session, which folds where it stands, and the folder for backups, which the card of backups asks for.
KEPT_QUIETLY = frozenset({"backup_folder", "copy", "fold_before", "vault", "window"}) | (
    frozenset() if can_leave_out() else {"hide_from_sharing"}  # no control for what this system cannot do
)
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30)


def in_section(section: Section) -> tuple[Shown, ...]:
    """The settings of a section, in their order."""
    return tuple(one for one in SHOWN if one.section == section)


def minutes_for(row: Row, now: int) -> tuple[int, ...]:
    """The minutes to choose from, within the bounds, with the one in use."""
    least, most = row.least or 1, row.most or max(_MINUTES)
    return tuple(sorted({now, *(minutes for minutes in _MINUTES if least <= minutes <= most)}))


def minutes_words(minutes: int) -> str:
    """The minutes with their word, as in "5 minutes"."""
    return f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"
