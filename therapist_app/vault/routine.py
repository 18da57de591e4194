"""What a practice does about its backups: when one is due, what was copied outside, which restore was tried.

The folder for copies outside lies in the settings of the computer, because it must be known when the vault cannot be
opened, and it says nothing of a client. What came of the copies lies in the vault: it is about this practice.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from therapist_app.kernel.clock import Clock
from therapist_app.kernel.progress import Cancelled, Deadline, Progress
from therapist_app.kernel.whereabouts import cloud_of
from therapist_app.vault.audit import Event, Head, entries, entry_at
from therapist_app.vault.backup import Making, Source, Wish, require_sound_source
from therapist_app.vault.bundle import Backup
from therapist_app.vault.driver import RawConnection, checked
from therapist_app.vault.errors import BackupNotKept, ReadOnly, VaultError
from therapist_app.vault.outside import Outside, look_at
from therapist_app.vault.round import Round
from therapist_app.vault.shelf import BACKUPS, Shelf
from therapist_app.vault.vault import Vault

_KEY = "backups"
_APART = dt.timedelta(minutes=30)
_REMIND_DAYS, _LATER_DAYS, _DRILL_DAYS = 7, 2, 30
_AT_LOCK = 0.6  # seconds that a backup may add to a lock
_SPEED = 12_000_000  # bytes a second for copy and check together, on a slow and busy computer
_QUIET_TABLES = frozenset({"remembered"})
_CHANGES = frozenset({Event.ADOPTED, Event.MIGRATED, Event.ROTATED})


class Memory(Protocol):
    """Keeps small facts inside the vault."""

    def remember(self, key: str, value: Any) -> None: ...  # noqa: D102
    def recall(self, key: str) -> Any: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Tried:
    """A restore that was tried: how many days ago, whether it worked, and how many notes would come back."""

    days: int
    worked: bool
    notes: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """What the card and the bars show; `days` of None: never. `shrunk`: the newest is under half of the one before."""

    count: int
    days: int | None
    outside: Outside
    outside_days: int | None
    overdue_days: int | None
    tried: Tried | None
    shrunk: bool
    trouble: str


class Backups:
    """The backups of one open practice; belongs to the vault's own thread, as the vault does."""

    def __init__(self, vault: Vault, memory: Memory, clock: Clock) -> None:
        self.folder: Path | None = None  # for copies outside this computer; the settings say which
        self._vault, self._memory, self._clock = vault, memory, clock
        self._own = vault.folder / BACKUPS
        self._trouble = ""
        self._newest: Backup | None = None
        self._keys_of_newest = 0  # which version of the key file lies in it
        self._knows_newest = False

    def begin(self, *, asked: bool = False, progress: Progress | None = None) -> Round | None:
        """What is due now, with the pages of a due backup already copied; None if nothing is.

        `asked`: a person wants a backup and its copy outside now. Raises a disk's sentence or Cancelled.
        """
        if self._vault.read_only:
            if asked:
                raise ReadOnly
            return None
        makes = asked or self.is_due
        outside = self.outside()
        carries = outside.is_usable and (makes or self._is_behind(outside))
        drills = not asked and self._drill_is_due(makes=makes)
        if not (makes or carries or drills):
            return None
        return self._round(outside, makes=makes, carries=carries, drills=drills, progress=progress)

    def end(self, done: Round) -> None:
        """Record what came of a round, before anything is thinned; raises VaultDamaged if that is what was found."""
        kept = self._kept()
        if done.made is not None:
            self._vault.note_event(Event.BACKED_UP, number=done.made.seq)
            before = kept.get("size", 0)
            kept |= {"size": done.made.size, "shrunk": done.made.size * 2 < before}
            self._newest, self._keys_of_newest = done.made, self._vault.source().header.seq
        if done.carried is not None and done.outside is not None:
            kept["outside"] = self._outside_now(done.carried, done.outside.folder, done.rate)
        if done.drilled is not None:
            worked = done.contents is not None
            self._vault.note_event(Event.DRILLED, number=done.drilled.seq, ok=worked)
            kept["tried"] = self._tried_now(done)
        self._trouble = done.troubles["make"].whole if "make" in done.troubles else ""
        if done.made or done.carried or done.drilled:
            self._memory.remember(_KEY, kept)
        if isinstance(done.troubles.get("make"), BackupNotKept):
            require_sound_source(self._vault.source())

    def run(self, *, asked: bool = False, progress: Progress | None = None) -> Round | None:
        """A whole round on this thread."""
        done = self.begin(asked=asked, progress=progress)
        if done is None:
            return None
        try:
            done.work()
            self.end(done)
            done.thin()
        finally:
            done.close()
        return done

    def at_lock(self, seconds: float = _AT_LOCK) -> bool:
        """A backup just before the vault closes, if one is due and fits into so many seconds; whether it was made.

        Never raises for a backup's sake and leaves nothing half done: what does not fit is made up for while the
        practice is open and idle.
        """
        deadline = Deadline(seconds)
        try:
            if self._vault.read_only or not self.is_due or self._size() > seconds * _SPEED:
                return False
            outside = self.outside()
            carries = outside.is_usable and self._size() < self._rate() * seconds / 3
            done = self._round(outside, makes=True, carries=carries, drills=False, progress=deadline)
        except (VaultError, OSError, Cancelled):
            return False
        with contextlib.closing(done):
            with contextlib.suppress(Cancelled, OSError):
                done.work()
            with contextlib.suppress(VaultError, OSError):
                self.end(done)
                if deadline.left > seconds / 2:
                    done.thin()
        return done.made is not None

    def try_restore(self, progress: Progress | None = None) -> Round:
        """What a drill by hand needs; `work`, `end`, `close` follow as for every round."""
        return self._round(self.outside(), makes=False, carries=False, drills=True, progress=progress)

    def remind_later(self) -> None:
        """Let the reminder rest for two days."""
        self._memory.remember(_KEY, self._kept() | {"later": self._today()})

    def folder_is_chosen(self) -> None:
        """A person has just chosen the folder for copies: an empty one is meant as it is."""
        self._memory.remember(_KEY, self._kept() | {"outside": {}})

    def size_is_right(self) -> None:
        """A person says that the practice did become so much smaller."""
        self._memory.remember(_KEY, self._kept() | {"shrunk": False})

    def status(self) -> BackupStatus:
        """How the backups stand; reads the folders."""
        kept, outside = self._kept(), self.outside()
        shelf = self._shelf(self._own, self._vault.source()).bundles()
        dates = [bundle.backup.date or _day_of(bundle.backup.made_at) for bundle in shelf]
        copied = self._said_of(outside)
        since = copied.get("date") if copied.get("safe") else next(reversed(dates), None)
        return BackupStatus(
            count=len(shelf),
            days=self._days(next(iter(dates), None)),
            outside=outside,
            outside_days=self._days(copied.get("date")),
            overdue_days=self._overdue(since, kept.get("later")),
            tried=self._tried(kept.get("tried")),
            shrunk=kept.get("shrunk") is True,
            trouble=self._trouble,
        )

    def outside(self) -> Outside:
        """The folder for copies outside, as it is now."""
        return look_at(self.folder, self._vault.folder, holds_copies=self._holds_copies())

    @property
    def is_due(self) -> bool:
        """Whether the practice changed since its last backup, and that one is half an hour old or more."""
        newest = self._last()
        if newest is None:
            return True
        age = self._clock.now() - _instant(newest.made_at)
        if dt.timedelta(0) <= age < _APART:
            return False
        is_same_key_file = self._keys_of_newest == self._vault.source().header.seq
        return not is_same_key_file or self._changed_since(newest.head)

    def _changed_since(self, head: Head | None) -> bool:
        raw = self._raw()
        found = entry_at(raw, head.seq) if head else None
        if head is None or found is None or found.digest != head.digest:
            return True
        return any(
            sealed.entry.event in _CHANGES
            or any(table not in _QUIET_TABLES for table, *_ in json.loads(sealed.entry.objects))
            for sealed in entries(raw, head.seq)
        )

    def _round(
        self, outside: Outside, *, makes: bool, carries: bool, drills: bool, progress: Progress | None
    ) -> Round:
        source, progress = self._vault.source(), progress or Progress()
        if makes:
            self._vault.history.witness()  # the backup tells where the history ends, so its last entry stands
        key = source.key.copy()
        folder = outside.folder if outside.is_usable else None
        done = Round(
            name=self._vault.folder.stem,
            key=key,
            own=Shelf(self._own, source.header.vault_id, key),
            outside=Shelf(folder, source.header.vault_id, key) if folder else None,
            making=Making(source, self._own, Wish("by-itself"), progress) if makes else None,
            carries=carries,
            drills=drills,
            progress=progress,
            device=outside.device,
        )
        try:
            if done.making is not None:
                done.making.copy()
        except BaseException as error:
            done.close()
            if isinstance(error, VaultError):
                self._trouble = error.whole
            raise
        return done

    def _last(self) -> Backup | None:
        if not self._knows_newest:
            found = self._shelf(self._own, self._vault.source()).bundles()
            if found:
                self._newest, self._keys_of_newest = found[0].backup, found[0].header.seq
            self._knows_newest = True
        return self._newest

    @staticmethod
    def _shelf(folder: Path, source: Source) -> Shelf:
        return Shelf(folder, source.header.vault_id, source.key)

    def _raw(self) -> RawConnection:
        return self._vault.source().raw

    def _size(self) -> int:
        pages, page = (int(checked(self._raw(), f"PRAGMA page_{what}")[0][0]) for what in ("count", "size"))
        return pages * page

    def _is_behind(self, outside: Outside) -> bool:
        last = self._last()
        return last is not None and self._said_of(outside).get("seq") != last.seq

    def _drill_is_due(self, *, makes: bool) -> bool:
        if self._last() is None and not makes:
            return False
        tried = self._tried(self._kept().get("tried"))
        return tried is None or tried.days >= (_DRILL_DAYS if tried.worked else 1)

    def _kept(self) -> dict[str, Any]:
        kept = self._memory.recall(_KEY)
        return dict(cast("dict[str, Any]", kept)) if isinstance(kept, dict) else {}

    def _said_of(self, outside: Outside) -> dict[str, Any]:
        said = self._kept().get("outside", {})
        return said if said.get("folder") == str(outside.folder) else {}

    def _holds_copies(self) -> bool:
        return self._kept().get("outside", {}).get("folder") == str(self.folder)

    def _rate(self) -> float:
        return float(self._kept().get("outside", {}).get("rate", 0))

    def _outside_now(self, carried: Backup, folder: Path, rate: float) -> dict[str, Any]:
        is_elsewhere = folder.stat().st_dev != self._vault.folder.stat().st_dev
        return {
            "folder": str(folder),
            "seq": carried.seq,
            "date": self._today(),
            "safe": is_elsewhere or bool(cloud_of(folder)),
            "rate": round(rate or self._rate()),
        }

    def _overdue(self, since: str | None, later: str | None) -> int | None:
        """Days without a copy that would survive this computer, once there are seven and nobody said "later"."""
        days, rests = self._days(since), self._days(later)
        is_quiet = days is None or days < _REMIND_DAYS or (rests is not None and rests < _LATER_DAYS)
        return None if is_quiet else days

    def _tried_now(self, done: Round) -> dict[str, Any]:
        trouble = done.troubles.get("drill")
        notes = done.contents.notes if done.contents else 0
        return {
            "date": self._today(),
            "worked": trouble is None,
            "notes": notes,
            "words": trouble.sentence if trouble else "",
        }

    def _tried(self, said: Any) -> Tried | None:
        if not isinstance(said, dict):
            return None
        facts = cast("dict[str, Any]", said)
        days = self._days(facts.get("date"))
        return Tried(
            days if days is not None else _DRILL_DAYS, facts["worked"], facts["notes"], facts["words"]
        )

    def _today(self) -> str:
        return self._clock.today().isoformat()

    def _days(self, date: str | None) -> int | None:
        """Days since a date; 0 for one that has not come yet, as after a clock that was set back."""
        return None if not date else max(0, (self._clock.today() - dt.date.fromisoformat(date)).days)


def _instant(stamp: str) -> dt.datetime:
    return dt.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)


def _day_of(stamp: str) -> str:
    return _instant(stamp).date().isoformat()
