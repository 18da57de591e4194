"""Linux: what logind and the desktop's screen saver say over D-Bus.

Sources: the D-Bus interface of systemd-logind (org.freedesktop.login1) and "Inhibitor Locks" at systemd.io;
the Idle Inhibition and screen saver interfaces of freedesktop.org, GNOME and Xfce.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCall, QDBusPendingCallWatcher

from ui.shell.sentry import Sentry

_LOGIN = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_PRESENCE = "org.gnome.SessionManager.Presence"
_IS_IDLE = 3  # org.gnome.SessionManager.Presence: the desktop's own time without a key has passed

Answered = Callable[[list[Any]], None]


class LinuxSentry(Sentry):
    """Listens on both buses. A missing bus, service or session is quiet: nothing is known then, and nothing said."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system: QDBusConnection | None = None
        self._session = ""  # the path of logind's object for this login
        self._brake = -1  # the file that holds off sleep for as long as it is open
        self._wanted = False

    def watch(self) -> None:
        """Listen to the screen savers at once, and to logind as soon as it has said which login this is."""
        if _has_session_bus():
            self._listen_to_savers(QDBusConnection.sessionBus())
        if _has_system_bus():
            self._system = QDBusConnection.systemBus()
            self._listen_to_manager(self._system)
            self._find_session()

    def _listen_to_savers(self, bus: QDBusConnection) -> None:
        for name in _SAVERS:
            bus.connect("", "", name, "ActiveChanged", self, _slot("saver_changed(bool)"))
        bus.connect("", "", _PRESENCE, "StatusChanged", self, _slot("presence_changed(uint)"))

    def _listen_to_manager(self, bus: QDBusConnection) -> None:
        manager = f"{_LOGIN}.Manager"
        bus.connect(_LOGIN, _MANAGER, manager, "PrepareForSleep", self, _slot("sleep_changed(bool)"))

    # Which login this is

    def _find_session(self) -> None:
        """By this process, which logind looks up itself behind the name "self"; a program that the desktop starts
        as a service belongs to no login, so next by the name it was told, then the login the user sits at.
        """
        self._ask_id("self", self._find_by_name)

    def _ask_id(self, which: str, otherwise: Callable[[], None] | None = None) -> None:
        wanted = [f"{_LOGIN}.Session", "Id"]
        self._ask("Get", wanted, self._has_id, otherwise, f"{_MANAGER}/session/{which}", _PROPERTIES)

    def _has_id(self, answer: list[Any]) -> None:
        self._ask("GetSession", [str(answer[0].variant())], self._found)

    def _find_by_name(self) -> None:
        name = os.environ.get("XDG_SESSION_ID", "")
        if name:
            self._ask("GetSession", [name], self._found, lambda: self._ask_id("auto"))
        else:
            self._ask_id("auto")

    def _found(self, answer: list[Any]) -> None:
        self._follow(answer[0].path())

    def _follow(self, path: str) -> None:
        if self._system is None or self._session:
            return
        self._session = path
        session = f"{_LOGIN}.Session"
        self._system.connect(_LOGIN, path, session, "Lock", self, _slot("lock_asked()"))
        self._system.connect(
            _LOGIN, path, _PROPERTIES, "PropertiesChanged", self, _slot("session_changed(QDBusMessage)")
        )

    # What is heard

    @Slot(bool)
    def saver_changed(self, on: bool) -> None:
        """A screen saver has begun or ended."""
        if on:
            self.leaving.emit("screen")

    @Slot("uint")
    def presence_changed(self, status: int) -> None:
        """GNOME's idea of whether somebody is there."""
        if status == _IS_IDLE:
            self.leaving.emit("screen")

    @Slot()
    def lock_asked(self) -> None:
        """Someone told logind to lock this login."""
        self.leaving.emit("screen")

    @Slot(QDBusMessage)
    def session_changed(self, message: QDBusMessage) -> None:
        """Some property of this login is another; ask for the one that matters, whatever form the news has."""
        wanted = [f"{_LOGIN}.Session", "Active"]
        self._ask("Get", wanted, self._is_active, None, message.path(), _PROPERTIES)

    def _is_active(self, answer: list[Any]) -> None:
        if answer[0].variant() is False:
            self.leaving.emit("switch")

    @Slot(bool)
    def sleep_changed(self, coming: bool) -> None:
        """The computer is about to sleep, or awake again."""
        if coming:
            self.leaving.emit("sleep")
            return
        if self._wanted:
            self.hold_sleep()  # a brake is used up by the sleep that it held off
        self.woke.emit()

    # Sleep

    def hold_sleep(self) -> None:
        """Take a brake of the kind "delay"; logind lets go of it by itself after some seconds."""
        self._wanted = True
        if self._brake < 0:
            what = ["sleep", "Attune", "Lock the practice first", "delay"]
            self._ask("Inhibit", what, self._hold)

    def _hold(self, answer: list[Any]) -> None:
        held = answer[0].fileDescriptor()
        if self._wanted and self._brake < 0 and held >= 0:
            self._brake = os.dup(held)  # closed by itself when the process is replaced

    def let_sleep(self) -> None:
        """Let go of the brake."""
        self._wanted = False
        if self._brake >= 0:
            with contextlib.suppress(OSError):
                os.close(self._brake)
            self._brake = -1

    # Asking

    def _ask(
        self,
        method: str,
        given: list[Any],
        then: Answered,
        otherwise: Callable[[], None] | None = None,
        path: str = _MANAGER,
        interface: str = f"{_LOGIN}.Manager",
    ) -> None:
        if self._system is None:
            return
        call = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
        call.setArguments(given)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(call), self)

        def finished(done: QDBusPendingCall) -> None:
            answer = done.reply()
            worked = answer.type() is QDBusMessage.MessageType.ReplyMessage and answer.arguments()
            watcher.deleteLater()
            if worked:
                then(worked)
            elif otherwise is not None:
                otherwise()

        watcher.finished.connect(finished)


def _slot(name: str) -> Any:
    """A slot as the binding wants it: its stub asks for bytes, which it refuses."""
    return SLOT(name)


def _has_session_bus() -> bool:
    """Whether there is a bus already; the library would otherwise start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (
        bool(runtime) and Path(runtime, "bus").exists()
    )


def _has_system_bus() -> bool:
    places = (Path("/run/dbus/system_bus_socket"), Path("/var/run/dbus/system_bus_socket"))
    return bool(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")) or any(place.exists() for place in places)
