"""Locks when the person leaves, as far as the settings want it, and holds off sleep until that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from therapist_app.settings import Settings

if TYPE_CHECKING:
    from ui.shell.doorway import Doorway
    from ui.shell.sentry import Sentry

# What the sentry says, and the setting that decides whether it is followed.
_SETTING = {"screen": "lock_with_screen", "sleep": "lock_before_sleep", "switch": "lock_at_switch"}


class Watch(QObject):
    """Stands between the desktop and the doorway."""

    def __init__(self, sentry: Sentry, doorway: Doorway, settings: Settings) -> None:
        super().__init__(doorway)
        self._sentry, self._doorway, self._settings = sentry, doorway, settings
        sentry.leaving.connect(self._leaves)
        sentry.woke.connect(doorway.look_at_clock)
        doorway.opening.connect(self._hold)
        doorway.opened.connect(lambda _: self._hold())
        doorway.locked.connect(sentry.let_sleep)
        settings.when_changed(lambda _: self._hold() if doorway.holds_anything else None)

    def begin(self) -> None:
        """Listen, from the first paint on."""
        self._sentry.watch()

    def _wants(self, leaving: str) -> bool:
        return bool(getattr(self._settings.values, _SETTING[leaving]))

    def _hold(self) -> None:
        if self._wants("sleep"):
            self._sentry.hold_sleep()
        else:
            self._sentry.let_sleep()

    def _leaves(self, leaving: str) -> None:
        if self._wants(leaving):
            self._doorway.lock(leaving)
        if leaving == "sleep" and not self._doorway.holds_anything:
            self._sentry.let_sleep()
