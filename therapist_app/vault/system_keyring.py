"""The operating system's keyring behind an allow-list and a time limit; no secret of it ever goes to a file."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import os
import queue
import secrets
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Protocol, TypeVar, cast

from therapist_app.kernel.ids import new_id
from therapist_app.vault.errors import KeyringSilent, KeyringUnfit

LIMIT = 5.0  # seconds: a prompt of the desktop can wait for ever
FORCED = "PYTHON_KEYRING_BACKEND"  # whoever sets it chooses where secrets go
ALLOWED = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.macOS.Keyring": "Keychain",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
}
_FORM = "attune1:"
_BYTES = 32
T = TypeVar("T")


class Backend(Protocol):
    """What we use of a backend of the keyring library."""

    def get_password(self, service: str, username: str, /) -> str | None: ...  # noqa: D102
    def set_password(self, service: str, username: str, password: str, /) -> None: ...  # noqa: D102
    def delete_password(self, service: str, username: str, /) -> None: ...  # noqa: D102


class KeyringSecret:
    """32 random bytes that the system keeps under `item`; shows nothing when printed."""

    __slots__ = ("_key", "backend", "item")

    def __init__(self, key: bytes | bytearray, item: str, backend: str) -> None:
        if len(key) != _BYTES:
            raise ValueError("a keyring secret has 32 bytes")
        self._key = bytearray(key)
        self.item, self.backend = item, backend

    def to_bytes(self) -> bytearray:
        """The key's bytes, as a copy that its holder forgets."""
        return bytearray(self._key)

    def __repr__(self) -> str:
        return "KeyringSecret(hidden)"


class SystemKeyring:
    """Keeps, fetches and drops secrets; each call ends within `limit` seconds, whatever the desktop does.

    Every refusal is KeyringSilent, or KeyringUnfit where a new secret cannot be kept safely. `choose` names the
    backend; only tests hand one down. The library is loaded at the first call, in the thread that asks.
    """

    def __init__(self, choose: Callable[[], Backend] | None = None, limit: float = LIMIT) -> None:
        self._choose = choose or best_allowed
        self._limit = limit
        self._asked: queue.SimpleQueue[Callable[[], object]] | None = None

    def keep(self, vault_id: str) -> KeyringSecret:
        """A new secret, written, read back and compared; the caller drops it if its slot is not saved."""
        raw, item = secrets.token_bytes(_BYTES), new_id()

        def write(backend: Backend) -> KeyringSecret:
            name = require_allowed(backend)
            backend.set_password(_service(vault_id), item, _spelled(raw))
            if not is_kept(backend, vault_id, item, raw):
                with contextlib.suppress(Exception):
                    backend.delete_password(_service(vault_id), item)
                raise KeyringUnfit
            return KeyringSecret(raw, item, name)

        return self._within(write, KeyringUnfit)

    def fetch(self, vault_id: str, item: str, kept_by: str) -> KeyringSecret:
        """The secret of a slot, from the backend that it was given to and no other."""

        def read(backend: Backend) -> KeyringSecret:
            name = require_allowed(backend)
            if name != kept_by:
                raise KeyringSilent
            return KeyringSecret(_read(backend.get_password(_service(vault_id), item)), item, name)

        return self._within(read, KeyringSilent)

    def drop(self, vault_id: str, item: str) -> None:
        """Take a secret out; one that stays opens nothing once its slot is gone, so a refusal is no matter."""

        def delete(backend: Backend) -> None:
            require_allowed(backend)
            backend.delete_password(_service(vault_id), item)

        with contextlib.suppress(KeyringSilent):
            self._within(delete, KeyringSilent)

    def give_up(self) -> None:
        """Let whoever waits for the keyring go on at once, as if it had not answered."""
        asked = self._asked
        if asked is not None:
            asked.put(_silent)

    def _within(self, work: Callable[[Backend], T], refusal: type[KeyringSilent]) -> T:
        """Run `work` in a thread that nobody has to wait for: a hung prompt must not hold up even the end."""
        asked: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()

        def run() -> None:
            try:
                value = work(self._choose())
            except Exception:  # noqa: BLE001 - each desktop has its own; all mean: no answer
                asked.put(_silent)
            else:
                asked.put(lambda: value)

        self._asked = asked
        threading.Thread(target=run, name="keyring", daemon=True).start()
        try:
            return cast("T", asked.get(timeout=self._limit)())
        except (queue.Empty, KeyringSilent):
            raise refusal from None
        finally:
            self._asked = None


def best_allowed() -> Backend:
    """The fittest backend of the allow-list that works here.

    The library's own choice is not asked: its settings file and its plug-ins could name one that keeps secrets in
    a plain file.
    """
    found: list[tuple[float, Callable[[], Backend]]] = []
    for place in ALLOWED:
        module, _, name = place.rpartition(".")
        with contextlib.suppress(Exception):  # each says in its own way that it does not work here
            kind = getattr(import_module(module), name)
            found.append((float(kind.priority), kind))
    if not found:
        raise KeyringUnfit
    return max(found, key=lambda pair: pair[0])[1]()


def require_allowed(backend: Backend) -> str:
    """The backend's name, if it may hold a key: no other kind, and none that the environment forced on us."""
    kind = type(backend)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if os.environ.get(FORCED) or name not in ALLOWED:
        raise KeyringUnfit
    return name


def is_kept(backend: Backend, vault_id: str, item: str, raw: bytes) -> bool:
    """Whether the backend gives back what it was given; one that throws secrets away says no word about it."""
    return hmac.compare_digest(_read(backend.get_password(_service(vault_id), item)), raw)


def _service(vault_id: str) -> str:
    """Opaque: anyone on this computer can read it, also while the keyring is locked."""
    return f"attune-{vault_id}"


def _spelled(raw: bytes) -> str:
    return _FORM + base64.b64encode(raw).decode("ascii")


def _read(text: str | None) -> bytes:
    if not isinstance(text, str) or not text.startswith(_FORM):
        raise KeyringSilent
    try:
        raw = base64.b64decode(text.removeprefix(_FORM), validate=True)
    except (binascii.Error, ValueError):
        raise KeyringSilent from None
    if len(raw) != _BYTES:
        raise KeyringSilent
    return raw


def _silent() -> object:
    raise KeyringSilent
