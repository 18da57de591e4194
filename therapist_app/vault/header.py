"""The key file `header.json`: who can open the vault, in readable, canonical, self-checking JSON."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from therapist_app.kernel.files import read_small, write_whole
from therapist_app.vault.errors import (
    HeaderDamaged,
    HeaderMissing,
    NewerVault,
    NotAVault,
    VaultError,
    from_os,
)
from therapist_app.vault.keys import HEADER, DataKey, KdfPolicy, forget
from therapist_app.vault.slots import KDF_OF, Slot, SlotType

MAGIC = "attune-vault"
FORMAT = 1
HEADER_NAME = "header.json"
PREVIOUS_NAME = "header.prev.json"
DB_NAME = "practice.db"
JUST_RESTORED = "restored.new"  # there until the history of a restored vault says so
CIPHER = {"compatibility": 4, "hmac": "HMAC-SHA512", "name": "SQLCipher", "page_size": 4096}
MAX_BYTES = 64 * 1024
_MAX_SLOTS = 8
_MAX_PASSPHRASE_SLOTS = 2  # each costs one Argon2id run at a wrong passphrase
_FIELDS = {
    "magic", "format", "vault_id", "db_salt", "cipher", "header_seq", "slots", "pending", "min_app",
    "header_mac", "sha256",
}  # fmt: skip
_PENDING_FORMS = (set[str](), {"slots", "nonce", "ct"})
_SLOT_FIELDS = {"type", "id", "created", "kdf", "params", "salt", "nonce", "ct", "commit"}


@dataclass(frozen=True, slots=True)
class Pending:
    """A change of the data key under way: slots of the next key, and the present key wrapped under the next.

    So whoever has a new way in can open the vault on either side of the change; the old ways never reach the next
    key.
    """

    slots: tuple[Slot, ...]
    nonce: bytes = field(repr=False)
    ct: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Header:
    """What the key file says; `mac` vouches for all of it and can be checked once the data key is known."""

    vault_id: str
    db_salt: bytes = field(repr=False)
    slots: tuple[Slot, ...]
    seq: int = 1
    min_app: str = "0.1.0"
    mac: str = field(default="", repr=False)
    pending: Pending | None = None

    def sealed(self, key: DataKey) -> Header:
        """The same header with its MAC under this vault's header key."""
        return replace(self, mac=self._mac(key))

    def is_authentic(self, key: DataKey) -> bool:
        """Whether whoever wrote this header held the data key."""
        return hmac.compare_digest(self._mac(key), self.mac)

    def to_bytes(self) -> bytes:
        """The file's bytes; `parse` accepts these and no other spelling of the same values."""
        content = {**self._content(), "header_mac": self.mac}
        return _canonical({**content, "sha256": hashlib.sha256(_canonical(content)).hexdigest()})

    def _mac(self, key: DataKey) -> str:
        mac_key = key.derive(HEADER)
        try:
            return hmac.new(bytes(mac_key), _canonical(self._content()), hashlib.sha256).hexdigest()
        finally:
            forget(mac_key)

    def _content(self) -> dict[str, Any]:
        return {
            "magic": MAGIC,
            "format": FORMAT,
            "vault_id": self.vault_id,
            "db_salt": self.db_salt.hex(),
            "cipher": CIPHER,
            "header_seq": self.seq,
            "slots": [_slot_out(slot) for slot in self.slots],
            "pending": _pending_out(self.pending),
            "min_app": self.min_app,
        }


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """A header, the name of the file it came from, and why an earlier one in the order was not used."""

    header: Header
    source: str
    passed_over: VaultError | None = None


def parse(data: bytes) -> Header:
    """Read a key file's bytes; HeaderDamaged unless they are whole, NewerVault for a later format."""
    try:
        raw: Any = json.loads(data.decode("ascii"), parse_constant=_refuse)
        if not isinstance(raw, dict):
            raise HeaderDamaged
        content = cast("dict[str, Any]", raw)
        if _canonical(content) != data:
            raise HeaderDamaged
        unhashed = {name: value for name, value in content.items() if name != "sha256"}
        if content.get("sha256") != hashlib.sha256(_canonical(unhashed)).hexdigest():
            raise HeaderDamaged
        return _read(content)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise HeaderDamaged from None


def read_headers(folder: Path) -> list[HeaderRead]:
    """The whole key files of a vault folder, in the order in which to try them: present, previous.

    Raises HeaderDamaged, HeaderMissing (a vault file is there), NotAVault, NewerVault or a disk's sentence
    when there is none.
    """
    found: list[HeaderRead] = []
    first: VaultError | None = None
    for name in (HEADER_NAME, PREVIOUS_NAME):
        try:
            found.append(HeaderRead(read_header_file(folder / name), name, first))
        except (HeaderDamaged, HeaderMissing) as error:
            first = error if first is None or isinstance(error, HeaderDamaged) else first
    if found:
        return found
    if isinstance(first, HeaderMissing) and not (folder / DB_NAME).exists():
        raise NotAVault
    raise first or NotAVault


def write_header(folder: Path, header: Header, *, check: Callable[[Header], None] | None = None) -> None:
    """Write the key file through the whole-file door; `check` sees the header as read back from the disk."""

    def read_back(data: bytes) -> None:
        again = parse(data)
        if check:
            check(again)

    write_whole(folder / HEADER_NAME, header.to_bytes(), check=read_back)


def write_previous(folder: Path, header: Header) -> None:
    """Write the spare copy of the key file."""
    write_whole(folder / PREVIOUS_NAME, header.to_bytes(), check=lambda data: _only_parse(data))


def _only_parse(data: bytes) -> None:
    parse(data)


def read_header_file(path: Path) -> Header:
    """One key file; HeaderMissing, HeaderDamaged, NewerVault or a disk's sentence."""
    try:
        return parse(read_small(path, MAX_BYTES))
    except (FileNotFoundError, NotADirectoryError):
        raise HeaderMissing from None
    except ValueError:
        raise HeaderDamaged from None
    except OSError as error:
        raise from_os(error) from None


def _canonical(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True, allow_nan=False) + "\n").encode()


def _refuse(word: str) -> float:
    raise ValueError(word)


def _slot_out(slot: Slot) -> dict[str, Any]:
    return {
        "type": str(slot.type),
        "id": slot.id,
        "created": slot.created,
        "kdf": KDF_OF[slot.type],
        "params": slot.params,
        "salt": _b64(slot.salt),
        "nonce": _b64(slot.nonce),
        "ct": _b64(slot.ct),
        "commit": _b64(slot.commit),
    }


def _pending_out(pending: Pending | None) -> dict[str, Any]:
    if pending is None:
        return {}
    slots = [_slot_out(slot) for slot in pending.slots]
    return {"slots": slots, "nonce": _b64(pending.nonce), "ct": _b64(pending.ct)}


def _read(content: dict[str, Any]) -> Header:
    if content["magic"] != MAGIC:
        raise HeaderDamaged
    version = _whole(content["format"], 1, 2**31)
    if not isinstance(content["pending"], dict):
        raise HeaderDamaged
    pending = cast("dict[str, Any]", content["pending"])
    if version > FORMAT or set(pending) not in _PENDING_FORMS or content["cipher"] != CIPHER:
        raise NewerVault
    if set(content) != _FIELDS:
        raise HeaderDamaged
    slots = _read_slots(content["slots"])
    return Header(
        vault_id=_text(content["vault_id"], 64),
        db_salt=_sized(bytes.fromhex(_text(content["db_salt"], 32)), 16),
        slots=slots,
        seq=_whole(content["header_seq"], 1, 2**53),
        min_app=_text(content["min_app"], 32),
        mac=_text(content["header_mac"], 64),
        pending=_read_pending(pending),
    )


def _read_pending(pending: dict[str, Any]) -> Pending | None:
    if not pending:
        return None
    nonce, ct = _sized(_unb64(pending["nonce"]), 12), _sized(_unb64(pending["ct"]), 48)
    return Pending(_read_slots(pending["slots"]), nonce, ct)


def _read_slots(raw: Any) -> tuple[Slot, ...]:
    if not isinstance(raw, list):
        raise HeaderDamaged
    slots = tuple(_read_slot(slot) for slot in cast("list[Any]", raw)[: _MAX_SLOTS + 1])
    passphrases = sum(slot.type is SlotType.PASSPHRASE for slot in slots)
    if not 1 <= len(slots) <= _MAX_SLOTS or passphrases > _MAX_PASSPHRASE_SLOTS:
        raise HeaderDamaged
    return slots


def _read_slot(raw: Any) -> Slot:
    if not isinstance(raw, dict) or set(cast("dict[str, Any]", raw)) != _SLOT_FIELDS:
        raise HeaderDamaged
    slot = cast("dict[str, Any]", raw)
    kind = SlotType(_text(slot["type"], 20))
    if slot["kdf"] != KDF_OF[kind]:
        raise HeaderDamaged
    return Slot(
        type=kind,
        id=_text(slot["id"], 64),
        created=_text(slot["created"], 40),
        salt=_sized(_unb64(slot["salt"]), 16),
        nonce=_sized(_unb64(slot["nonce"]), 12),
        ct=_sized(_unb64(slot["ct"]), 48),
        commit=_sized(_unb64(slot["commit"]), 16),
        policy=_read_policy(slot["params"]) if kind is SlotType.PASSPHRASE else None,
        backend=_read_backend(slot["params"]) if kind is SlotType.KEYRING else "",
    )


def _read_backend(raw: Any) -> str:
    if not isinstance(raw, dict) or set(cast("dict[str, Any]", raw)) != {"backend"}:
        raise HeaderDamaged
    return _text(cast("dict[str, Any]", raw)["backend"], 80)


def _read_policy(raw: Any) -> KdfPolicy:
    if not isinstance(raw, dict) or set(cast("dict[str, Any]", raw)) != {"memory_kib", "passes", "lanes"}:
        raise HeaderDamaged
    params = cast("dict[str, Any]", raw)
    limit = 2**31
    policy = KdfPolicy(*(_whole(params[name], 1, limit) for name in ("memory_kib", "passes", "lanes")))
    if not policy.is_sane:
        raise HeaderDamaged
    return policy


def _text(value: Any, limit: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= limit:
        raise HeaderDamaged
    return value


def _whole(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise HeaderDamaged
    return value


def _sized(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise HeaderDamaged
    return value


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _unb64(value: Any) -> bytes:
    return base64.b64decode(_text(value, 200), validate=True)
