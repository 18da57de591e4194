"""A desktop's own services, on a private bus: logind and the screen savers, as far as Attune talks with them.

The bus is the real dbus-daemon; the services are fakes of ours that are as strict about the form of a call as the
real ones.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

LOGIN = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
SESSION = f"{MANAGER}/session/_37"
NAMES = (LOGIN, "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.xfce.ScreenSaver")
_PROPERTIES = "org.freedesktop.DBus.Properties"


@dataclass
class Brake:
    """One inhibitor that was handed out; `what` are its four words."""

    what: tuple[str, ...]
    our_end: int

    @property
    def held(self) -> bool:
        """Whether the program still holds it; all its copies must be closed to let go."""
        return not select.select([self.our_end], [], [], 0)[0]

    def wait_released(self, seconds: float) -> bool:
        """Wait until it is let go."""
        return bool(select.select([self.our_end], [], [], seconds)[0])


class Desktop:
    """The bus and the services; `knows_process` is whether logind finds a login for a process."""

    def __init__(self, folder: Path, *, knows_process: bool = True) -> None:
        self.address = f"unix:path={folder}/bus"
        self.knows_process = knows_process
        self.active = True
        self.refuse_brakes = False
        self.calls: list[str] = []
        self.brakes: list[Brake] = []
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={self.address}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._bus = self._connect()
        self._lock = threading.Lock()
        for name in NAMES:
            Proxy(message_bus, self._bus).RequestName(name)
        self._ended = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _connect(self) -> DBusConnection:
        deadline = time.monotonic() + 20
        while True:
            try:
                return open_dbus_connection(self.address, enable_fds=True)
            except OSError:
                if time.monotonic() > deadline or self._daemon.poll() is not None:
                    raise
                time.sleep(0.01)

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment in which a program finds this desktop."""
        both = ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS")
        return dict.fromkeys(both, self.address) | {"XDG_SESSION_ID": "" if self.knows_process else "7"}

    def say(self, path: str, interface: str, member: str, form: str = "", *words: Any) -> float:
        """Send a signal to everyone who listens; the moment it was sent, by the monotonic clock."""
        message = new_signal(DBusAddress(path, interface=interface), member, form or None, words)
        with self._lock:
            self._bus.send(message)
        return time.monotonic()

    def saver(self, desktop: str, on: bool = True) -> float:
        """A screen saver of this desktop begins or ends."""
        name = f"org.{desktop}.ScreenSaver"
        return self.say("/" + name.replace(".", "/"), name, "ActiveChanged", "b", on)

    def presence(self, status: int = 3) -> float:
        """GNOME's idea of the person: 3 is away."""
        name = "org.gnome.SessionManager.Presence"
        return self.say("/org/gnome/SessionManager/Presence", name, "StatusChanged", "u", status)

    def lock(self, session: str = SESSION) -> float:
        """Logind asks a login to lock."""
        return self.say(session, f"{LOGIN}.Session", "Lock")

    def sleep(self, coming: bool) -> float:
        """Logind says that sleep is coming, or over."""
        return self.say(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "b", coming)

    def switch(self, active: bool) -> float:
        """Another user takes the screen, or gives it back."""
        self.active = active
        news = {"Active": ("b", active)}
        return self.say(SESSION, _PROPERTIES, "PropertiesChanged", "sa{sv}as", f"{LOGIN}.Session", news, [])

    # Answering

    def _serve(self) -> None:
        while not self._ended:
            try:
                message = self._bus.receive(timeout=0.2)
            except TimeoutError:
                continue
            except (OSError, ConnectionError):
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, call: Message) -> None:
        fields = call.header.fields
        member, path = fields[HeaderFields.member], fields[HeaderFields.path]
        form = fields.get(HeaderFields.signature, "")
        self.calls.append(member)
        answers: dict[tuple[str, str], Callable[[], Message]] = {
            ("Get", "ss"): lambda: self._get(call, path, *call.body),
            ("GetSession", "s"): lambda: self._session(call, *call.body),
            ("Inhibit", "ssss"): lambda: self._inhibit(call),
        }
        answer = answers.get((member, form))
        reply = answer() if answer else new_error(call, "org.freedesktop.DBus.Error.InvalidArgs")
        with self._lock:
            self._bus.send(reply)
        for number in getattr(reply, "handed_over", ()):
            os.close(number)

    def _get(self, call: Message, path: str, _interface: str, name: str) -> Message:
        itself, automatic = path == f"{MANAGER}/session/self", path == f"{MANAGER}/session/auto"
        if name == "Id" and (automatic or (itself and self.knows_process)):
            return new_method_return(call, "v", (("s", "7"),))
        if name == "Active" and path == SESSION:
            return new_method_return(call, "v", (("b", self.active),))
        return new_error(call, f"{LOGIN}.NoSessionForPID")

    def _session(self, call: Message, name: str) -> Message:
        if name == "7":
            return new_method_return(call, "o", (SESSION,))
        return new_error(call, f"{LOGIN}.NoSuchSession")

    def _inhibit(self, call: Message) -> Message:
        if self.refuse_brakes:
            return new_error(call, f"{LOGIN}.OperationInProgress")
        ours, theirs = os.pipe()
        self.brakes.append(Brake(tuple(call.body), ours))
        reply = new_method_return(call, "h", (theirs,))
        reply.handed_over = (theirs,)  # pyright: ignore[reportAttributeAccessIssue]
        return reply

    def end(self) -> None:
        """Take the services and the bus away, as at a log-out."""
        self._ended = True
        self._thread.join()
        with contextlib.suppress(OSError):
            self._bus.close()
        self._daemon.terminate()
        self._daemon.wait()
        for brake in self.brakes:
            os.close(brake.our_end)

    def __enter__(self) -> Desktop:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
