"""What is said about the backups of a practice, on the card and in the bar above the page; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.kernel.dates import span_words
from therapist_app.kernel.phrases import counted

if TYPE_CHECKING:
    from therapist_app.workspace import BackupStatus

NOT_YET = "No backup yet. The first one is made when you lock, or now."


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for the bar, how serious they are, and the keys of what can be done about it."""

    words: str
    tone: str
    acts: tuple[str, ...]


def ago(days: int) -> str:
    """When it was: "today", "yesterday", "12 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{span_words(days)} ago")


def last_words(status: BackupStatus) -> str:
    """When the practice was last backed up and how many backups are kept."""
    if status.days is None:
        return NOT_YET
    return f"Last backup {ago(status.days)}. {counted(status.count, 'backup')} kept beside the practice."


def outside_words(status: BackupStatus) -> str:
    """How the folder for copies stands; an unplugged disk is nothing to worry about."""
    last = "" if status.outside_days is None else f" Last copy {ago(status.outside_days)}."
    cloud = status.outside.cloud
    return {
        "none": "No folder chosen. A copy outside this computer survives its loss: a stick, another disk, or a folder "
        "that a service copies. Copies are sealed; without your passphrase nobody can read them.",
        "ready": f"{f'{cloud} copies this folder further.' if cloud else 'On another disk.'}{last}",
        "same_disk": f"This folder is on the same disk as the practice and would be lost with it.{last}",
        "away": f"Not there now. Plug in its disk, and Attune catches up by itself.{last}",
        "inside": "This folder lies inside the practice itself. Choose another one.",
    }[status.outside.where]


def tried_words(status: BackupStatus) -> str:
    """What came of the last restore that was tried."""
    tried = status.tried
    if tried is None:
        return "Attune tries a restore each month by itself, to see that a backup would come back."
    if not tried.worked:
        return f"Restore tried {ago(tried.days)}, and it did not work. {tried.words}"
    notes = "note" if tried.notes == 1 else "notes"
    return f"Restore tried {ago(tried.days)}: {tried.notes} {notes} would come back."


def notice_of(status: BackupStatus) -> Notice | None:
    """What has to be said above the page, the most serious first; None if all is well."""
    if status.tried is not None and not status.tried.worked:
        words = (
            f"A restore was tried and did not work. {status.tried.words} Your practice itself is untouched."
        )
        return Notice(words, "warn", ("back_up", "try_restore"))
    if status.trouble:
        return Notice(f"The last backup could not be made. {status.trouble}", "warn", ("back_up",))
    if status.shrunk:
        words = (
            "The newest backup is less than half as large as the one before it. Earlier backups are kept. If you "
            "removed nothing, look at your practice before you go on."
        )
        return Notice(words, "warn", ("backup_size_is_right",))
    if status.overdue_days is not None:
        return _overdue(status, status.overdue_days)
    return None


def _overdue(status: BackupStatus, days: int) -> Notice:
    words = f"No copy outside this computer for {counted(days, 'day')}."
    more = {
        "away": " The folder for copies is not there now; plug in its disk.",
        "same_disk": " The folder for copies is on the same disk as the practice.",
        "inside": " The folder for copies lies inside the practice itself.",
    }.get(status.outside.where, "")
    chosen = status.outside.is_usable or status.outside.where == "away"
    acts = ("back_up", "backup_folder") if chosen else ("backup_folder",)
    return Notice(words + more, "info", (*acts, "remind_later"))
