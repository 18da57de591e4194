"""From a secret to the data key: the key files in their order, and which of them was used."""

from __future__ import annotations

from pathlib import Path

from therapist_app.vault.errors import HeaderDamaged, WrongPassphrase, WrongWords
from therapist_app.vault.header import HeaderRead, read_headers
from therapist_app.vault.keys import DataKey, KdfPolicy
from therapist_app.vault.slots import Secret, unwrap

_OLDER = (
    "Attune tried the previous key file, which opens with the passphrase or words you had before the last "
    "change. Nothing was changed."
)


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
