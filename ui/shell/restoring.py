"""What the lock page's restore stands on: which backups there are, a look inside, and putting one in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.progress import Cancelled
from ui.kit.progress import Reporter
from ui.unlock.restore_card import Offer, RestoreCard

if TYPE_CHECKING:
    from therapist_app.kernel.progress import Progress
    from therapist_app.vault.restore import Restore
    from therapist_app.vault.slots import Secret
    from ui.shell.outside import Outside

T = TypeVar("T")
_WORDS = 20  # so many words typed are no passphrase but the sheet's


class Restoring(QObject):
    """One restore from the lock page; nothing changes before someone has seen what is inside."""

    def __init__(self, outside: Outside, folder: Path, card: RestoreCard) -> None:
        super().__init__(card)
        self._out, self._folder, self._card = outside, folder, card
        self._coming: Restore | None = None
        self._progress: Progress | None = None
        card.look_requested.connect(self._look)
        card.place_requested.connect(self._place)
        card.cancel_requested.connect(self._call_off)
        card.left.connect(self._forget)
        chosen = outside.settings.values.backup_folder
        self._try(lambda: offers_for(folder, Path(chosen) if chosen else None), card.show_offers)

    def _look(self, source: Path, typed: str) -> None:
        folder, clock, floor = self._folder, self._out.clock, self._out.policy
        self._card.set_busy(busy=True)
        self._forget()
        if self._card.key_only:
            from therapist_app.vault.restore import restore_key_file

            self._try(
                lambda: restore_key_file(source, folder, secret_of(typed), floor=floor), self._key_is_there
            )
            return

        reporter = Reporter(self)
        reporter.advanced.connect(self._card.show_step)
        progress = self._progress = reporter.progress

        def look() -> tuple[Restore, str, bool] | None:
            from therapist_app.vault.restore import Restore

            coming = Restore(source, folder, clock)
            try:
                found = coming.look(secret_of(typed), floor=floor, progress=progress)
            except Cancelled:
                coming.close()
                return None
            except BaseException:
                coming.close()
                raise
            return coming, f"{_day(coming.backup.date)}: {found.words}. All of it checks out.", found.altered

        self._try(look, self._found)

    def _call_off(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _found(self, found: tuple[Restore, str, bool] | None) -> None:
        if found is None or (self._progress is not None and self._progress.is_cancelled):
            if found is not None:
                self._out.tasks.vault(found[0].close)
            self._card.call_off()
            return
        self._coming, words, altered = found
        self._card.show_inside(words, altered=altered)

    def _place(self) -> None:
        coming = self._coming
        if coming is not None:
            self._card.set_busy(busy=True)
            self._try(lambda: coming.put_in_place().aside, self._is_there)

    def _is_there(self, aside: Path | None) -> None:
        self._forget()
        kept = (
            f" What was there before is untouched. It lies beside it as \u201c{aside.name}\u201d."
            if aside
            else ""
        )
        self._card.show_done(f"The backup is in place.{kept}")

    def _key_is_there(self, _: object) -> None:
        self._card.show_done("The key file is in place. It opens with the passphrase you had on that day.")

    def _forget(self) -> None:
        coming, self._coming = self._coming, None
        if coming is not None:
            self._out.tasks.vault(coming.close)

    def _try(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._out.tasks.vault(work, then, self._card, self._refused)

    def _refused(self, error: AttuneError) -> None:
        self._card.refuse(error.whole)


def offers_for(folder: Path, outside: Path | None) -> tuple[Offer, ...]:
    """The backups of a practice that lie beside it and in the folder for copies, the newest first; none is believed."""
    from therapist_app.vault.errors import VaultError
    from therapist_app.vault.header import read_headers
    from therapist_app.vault.shelf import BACKUPS, bundles_in

    here = bundles_in(folder / BACKUPS)
    there = bundles_in(outside) if outside is not None else []
    try:
        ours = {read.header.vault_id for read in read_headers(folder)}
    except VaultError:
        ours = {bundle.backup.vault_id for bundle in here}
    places = [(bundle, "beside the practice") for bundle in here]
    places += [
        (one, f"in {one.path.parent.name}") for one in there if not ours or one.backup.vault_id in ours
    ]
    places.sort(key=lambda place: place[0].backup.seq, reverse=True)
    return tuple(
        Offer(
            one.path, f"{_day(one.backup.date)} \N{MIDDLE DOT} number {one.backup.seq} \N{MIDDLE DOT} {where}"
        )
        for one, where in places
    )


def newest_day(folder: Path, outside: Path | None) -> str:
    """The day of the newest backup, as "3 March", or ""."""
    found = offers_for(folder, outside)
    return found[0].words.partition(" \N{MIDDLE DOT} ")[0] if found else ""


def secret_of(typed: str) -> Secret:
    """What someone typed: the sheet's words if it is many, else a passphrase. Raises InputError for a wrong word."""
    from therapist_app.vault.keys import Passphrase
    from therapist_app.vault.recovery import RecoveryWords

    return RecoveryWords.parse(typed) if len(typed.split()) >= _WORDS else Passphrase(typed)


def _day(date: str) -> str:
    """A day as people say it: "4 March 2026"; an older backup's manifest did not have one."""
    import datetime as dt

    from therapist_app.kernel.dates import MONTHS

    if not date:
        return "An early one"
    day = dt.date.fromisoformat(date)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
