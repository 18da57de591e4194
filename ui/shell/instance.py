"""One window for each practice and user: a second start brings the first window to the front.

It is a courtesy alone. That no two programs write into one vault is seen to by the vault's own exclusive lock, which
ends with the process that holds it. On Linux the name lies in no folder, so nothing is left behind by a crash.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2_000  # for a first window that is busy
_RAISE, _RAISED = b"raise\n", b"raised\n"


def name_for(practice: Path) -> str:
    """The name that the window of a practice listens on: a hash of its real path and of the user."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    real = os.path.realpath(practice)
    return f"attune-{hashlib.sha256(f'{user} {real}'.encode(errors='surrogateescape')).hexdigest()[:32]}"


def raise_other(practice: Path) -> bool:
    """Bring another program's window of this practice to the front; False if there is none that answers."""
    talk = QLocalSocket()
    if sys.platform == "linux":
        talk.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    talk.connectToServer(name_for(practice))
    if not talk.waitForConnected(_PATIENCE_MS) or not _is_own_user(talk):
        return False
    talk.write(_RAISE)
    talk.flush()
    answered = talk.waitForReadyRead(_PATIENCE_MS) and bytes(talk.readAll().data()) == _RAISED
    talk.close()
    return answered


def _is_own_user(talk: QLocalSocket) -> bool:
    """Whether the other side runs for the same user: a name outside all folders can be taken by anyone."""
    if sys.platform != "linux":
        return True  # there the system lets nobody else in
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(talk.socketDescriptor()))) as plain:
        peer = plain.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return struct.unpack("3i", peer)[1] == os.getuid()
    return False


class Instance(QObject):
    """Listens for a second start on the practice that is shown."""

    raise_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._server = QLocalServer(self)
        options = QLocalServer.SocketOption
        self._server.setSocketOptions(
            options.AbstractNamespaceOption if sys.platform == "linux" else options.UserAccessOption
        )
        self._server.newConnection.connect(self._called)

    def serve(self, practice: Path) -> bool:
        """Listen for this practice, and no longer for the one before; False if another program does already."""
        name = name_for(practice)
        if name == self._name and self._server.isListening():
            return True
        self.stop()
        if (
            not self._server.listen(name)
            and sys.platform not in ("linux", "win32")
            and not raise_other(practice)
        ):
            QLocalServer.removeServer(name)  # left behind by a crash: nobody answered
            self._server.listen(name)
        self._name = name if self._server.isListening() else ""
        return bool(self._name)

    def stop(self) -> None:
        """Listen no longer."""
        self._server.close()
        self._name = ""

    def _called(self) -> None:
        talk = self._server.nextPendingConnection()
        talk.disconnected.connect(talk.deleteLater)
        if not _is_own_user(talk):
            talk.abort()
            return
        talk.readyRead.connect(lambda: self._answer(talk))
        if talk.bytesAvailable():
            self._answer(talk)

    def _answer(self, talk: QLocalSocket) -> None:
        if bytes(talk.read(len(_RAISE)).data()) == _RAISE:
            self.raise_requested.emit()
            talk.write(_RAISED)
            talk.flush()
        talk.disconnectFromServer()
