"""From a secret to the data key: the key files in their order, and which of them was used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapist_app.vault.driver import require_file
from therapist_app.vault.errors import HeaderDamaged, WrongPassphrase, WrongWords
from therapist_app.vault.header import DB_NAME, HeaderRead, read_headers
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.slots import Secret, unwrap

_OLDER = (
    "Attune tried the previous key file, which opens with the passphrase or words you had before the last "
    "change. Nothing was changed."
)


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A vault's data key and the key file it came from, to be handed once to `open_unlocked`."""

    folder: Path
    read: HeaderRead
    key: DataKey


def unlock_vault(folder: Path, secret: Secret, floor: KdfPolicy | None = None) -> Unlocked:
    """The slow half of opening a vault; it needs no database library. Raises a VaultError with its sentence.

    `floor` is the least protection a key file may ask for; only tests hand down less than the default.
    """
    require_header_or_file(folder)
    return Unlocked(folder, *unlock(folder, secret, floor or KdfPolicy.floor()))


def require_header_or_file(folder: Path) -> None:
    """Name what is missing from a vault folder before anyone waits for the passphrase check."""
    read_headers(folder)
    require_file(folder / DB_NAME)


def unlock(folder: Path, secret: Secret, floor: KdfPolicy) -> tuple[HeaderRead, DataKey]:
    """The data key, by the first key file that is whole and authentic.

    Raises WrongPassphrase or WrongWords, HeaderDamaged and its kin, or what `read_headers` raises.
    """
    damaged: HeaderDamaged | None = None
    for read in read_headers(folder):
        damaged = damaged or (read.passed_over if isinstance(read.passed_over, HeaderDamaged) else None)
        try:
            key = unwrap(read.header.slots, secret, read.header.vault_id, floor)
        except HeaderDamaged as error:
            damaged = damaged or error
            continue
        except (WrongPassphrase, WrongWords):
            if damaged is None:
                raise
            raise HeaderDamaged(_OLDER) from None
        if read.header.is_authentic(key):
            return read, key
        key.forget()
        damaged = damaged or HeaderDamaged()
    raise damaged or HeaderDamaged()
