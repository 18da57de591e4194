"""Keyrings for tests: one that works, and one for each way in which a desktop's own can fail."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from therapist_app.vault.system_keyring import Backend, SystemKeyring


class Desktop:
    """What a desktop's keyring holds; in a file where another program shall find it. `fault` names how it fails."""

    def __init__(self, store: Path | None = None, fault: str = "", plain: Path | None = None) -> None:
        """`plain` is where the fault "plain file" puts secrets that anyone can read."""
        self._store, self.fault = plain if fault == "plain file" else store, fault
        self._items: dict[str, str] = {}
        self.hung = threading.Event()  # set to let a prompt that hangs go

    @property
    def items(self) -> dict[str, str]:
        """Every secret by its attributes."""
        if self._store is not None and self._store.exists():
            self._items = json.loads(self._store.read_text())
        return self._items

    def put(self, name: str, text: str | None) -> None:
        """Keep a text under a name, or with None take it out."""
        items = self.items
        if text is None:
            items.pop(name)
        else:
            items[name] = text
        if self._store is not None:
            self._store.write_text(json.dumps(items))

    def keyring(self, limit: float = 5.0) -> SystemKeyring:
        """This desktop as the program sees it."""
        return SystemKeyring(self._choose, limit)

    def _choose(self) -> Backend:
        if self.fault == "missing":
            from keyring.errors import NoKeyringError

            raise NoKeyringError
        if self.fault == "null":
            from keyring.backends.null import Keyring as Null

            return Null()
        return _KINDS.get(self.fault, _SECRET_SERVICE)(self)


class _Held:
    """A backend on a desktop."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def get_password(self, service: str, username: str) -> str | None:
        """What lies under these attributes."""
        self._fail()
        found = self._desktop.items.get(f"{service} {username}")
        if self._desktop.fault == "wrong bytes" and found is not None:
            return found[:12] + ("A" if found[12] != "A" else "B") + found[13:]
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it, or on a desktop that forgets, do not."""
        self._fail()
        if self._desktop.fault != "forgets":
            self._desktop.put(f"{service} {username}", password)

    def delete_password(self, service: str, username: str) -> None:
        """Take it out."""
        self._fail()
        self._desktop.put(f"{service} {username}", None)

    def _fail(self) -> None:
        from keyring.errors import InitError, KeyringLocked

        if self._desktop.fault == "locked":
            raise KeyringLocked
        if self._desktop.fault == "denied":
            raise InitError("Prompt dismissed")
        if self._desktop.fault == "hang":
            self._desktop.hung.wait(30)


def _kind(module: str, name: str) -> type[_Held]:
    """A backend that bears the name of one of the library's, as the allow-list goes by names."""
    return type(name, (_Held,), {"__module__": module, "__qualname__": name})


_SECRET_SERVICE = _kind("keyring.backends.SecretService", "Keyring")
_KINDS = {
    "swapped": _kind("keyring.backends.kwallet", "DBusKeyring"),
    "plain file": _kind("keyrings.alt.file", "PlaintextKeyring"),
}
