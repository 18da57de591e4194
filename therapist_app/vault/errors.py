"""One class and one true sentence for each way a vault can refuse; none of them offers to delete anything.

VaultError
├── WrongPassphrase, WrongWords          the secret does not fit
├── HeaderDamaged (HeaderWeakened), HeaderMissing
├── VaultDamaged (VaultNotEncrypted), VaultMissing
├── NewerVault, AlreadyOpen, NotEnoughMemory, KeyringSilent
├── DiskFull, ReadOnly, NoPermission, DiskError
└── NotAVault, FolderExists, FolderNotWritable
"""

from __future__ import annotations

import errno

from therapist_app.kernel.errors import AttuneError

_STILL_HERE = "Not saved \N{EM DASH} your text is still here."


class VaultError(AttuneError):
    """The vault cannot be opened, read or written; each cause below has its own words."""

    SENTENCE = "The vault cannot be used."
    ADVICE = ""

    def __init__(self, advice: str | None = None, *, saving: bool = False) -> None:
        """`advice` replaces the usual one; `saving` says first that the text being saved is safe."""
        words = self.ADVICE if advice is None else advice
        super().__init__(self.SENTENCE, f"{_STILL_HERE} {words}".strip() if saving else words)


class WrongPassphrase(VaultError):
    """The key file is whole and no passphrase slot opens."""

    SENTENCE = "That passphrase doesn't open this vault."
    ADVICE = "Nothing was changed. Try again, or use your recovery words."


class WrongWords(VaultError):
    """The key file is whole and no recovery slot opens."""

    SENTENCE = "Those recovery words don't open this vault."
    ADVICE = "Nothing was changed. Check that the sheet is the one for this practice, then try again."


class HeaderDamaged(VaultError):
    """The key file fails its own checks."""

    SENTENCE = "The key file is damaged. Your notes are probably fine."
    ADVICE = "Nothing was changed. Use the previous key file, or the copy of it in a backup."


class HeaderWeakened(HeaderDamaged):
    """The key file asks for weaker protection than the floor that this program was given."""

    SENTENCE = "The key file asks for weaker protection than Attune accepts, so it was not used."
    ADVICE = (
        "It may have been altered. Your notes are probably fine. Use the copy of the key file in a backup."
    )


class HeaderMissing(VaultError):
    """There is a vault file and no key file."""

    SENTENCE = "The key file is missing."
    ADVICE = "Your notes are still there. Find header.json, or use the copy of it in a backup."


class VaultDamaged(VaultError):
    """The right key was used, twice, and the vault file still cannot be read."""

    SENTENCE = "The vault file is damaged."
    ADVICE = "Nothing was changed. Restore a verified backup, or make a copy of the folder for rescue."


class VaultNotEncrypted(VaultDamaged):
    """The vault file is a plain, unencrypted database that Attune did not make."""

    SENTENCE = "The vault file is not encrypted, so it was not opened."
    ADVICE = "Attune never writes such a file. Restore a verified backup."


class VaultMissing(VaultError):
    """There is a key file, and the vault file is absent or has no bytes."""

    SENTENCE = "The vault file is missing or empty."
    ADVICE = "Nothing new was made in its place. Find practice.db, or restore a verified backup."


class NewerVault(VaultError):
    """The vault was written by a later version of the program."""

    SENTENCE = "This vault was made by a newer version of Attune."
    ADVICE = "Nothing was changed. Update Attune to open it."


class KeyringSilent(VaultError):
    """The system keyring is absent, locked, denied or slow."""

    SENTENCE = "The system keyring didn't answer. Type your passphrase."


class AlreadyOpen(VaultError):
    """Another window or program holds the vault's lock."""

    SENTENCE = "This vault is already open."
    ADVICE = "Go to the window that has it, or close that window first."


class NotEnoughMemory(VaultError):
    """Too little free memory for the passphrase check."""

    SENTENCE = "Not enough free memory to unlock."
    ADVICE = "Close some programs, then try again."


class DiskFull(VaultError):
    """No room for the write."""

    SENTENCE = "The disk is full."
    ADVICE = "Free some space, then try again."


class ReadOnly(VaultError):
    """The disk or folder can be read and not written."""

    SENTENCE = "This disk is read-only."
    ADVICE = "You can read. To write, move the vault to a disk that can be written."


class NoPermission(VaultError):
    """The operating system does not let this user at the file."""

    SENTENCE = "You have no permission for this vault's folder."
    ADVICE = "Ask whoever looks after this computer to give it to your user, then try again."


class DiskError(VaultError):
    """The disk gave an error that did not repeat, or that is not about the vault's own bytes."""

    SENTENCE = "The disk gave an error."
    ADVICE = "Try again. If it happens again, copy the vault folder to another disk."


class NotAVault(VaultError):
    """The folder holds no vault."""

    SENTENCE = "There is no Attune practice in this folder."
    ADVICE = "Choose the folder whose name ends in .attune."


class FolderExists(VaultError):
    """A new practice would need a name that is taken."""

    SENTENCE = "There is already something with this name."
    ADVICE = "It was left as it is. Choose another name or place."


class FolderNotWritable(VaultError):
    """A new practice cannot be made in the chosen place."""

    SENTENCE = "Attune cannot write in this folder."
    ADVICE = "Choose another place for the practice."


_BY_ERRNO: dict[int, type[VaultError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: ReadOnly,
    errno.EACCES: NoPermission,
    errno.EPERM: NoPermission,
    errno.ENOMEM: NotEnoughMemory,
}

# Primary result codes of SQLite (sqlite.org/rescode.html); the low byte of an extended code.
_BY_CODE: dict[int, type[VaultError]] = {
    3: NoPermission,
    5: AlreadyOpen,
    6: AlreadyOpen,
    7: NotEnoughMemory,
    8: ReadOnly,
    10: DiskError,
    11: VaultDamaged,
    13: DiskFull,
    14: DiskError,
    26: VaultDamaged,
}


def from_os(error: OSError, *, saving: bool = False) -> VaultError:
    """The true sentence for a failed file operation; a cause without its own class is a disk error."""
    return _BY_ERRNO.get(error.errno or 0, DiskError)(saving=saving)


def from_sqlite(error: BaseException | None, *, saving: bool = False) -> VaultError | None:
    """The true sentence for a driver's exception, or None where it is our own bug.

    `VaultDamaged` is only a suspicion until the file was closed, opened again and checked a second time.
    """
    if isinstance(error, MemoryError):  # how SQLCipher says that a page to be written over does not open
        return VaultDamaged(saving=saving)
    code = getattr(error, "sqlite_errorcode", None)
    found = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return found(saving=saving) if found else None
