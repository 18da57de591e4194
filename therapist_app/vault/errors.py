"""One class and one true sentence for each way a vault can refuse; none of them offers to delete anything.

VaultError
├── WrongPassphrase, WrongWords          the secret does not fit
├── HeaderDamaged (HeaderWeakened), HeaderMissing
├── VaultDamaged (VaultNotEncrypted), VaultMissing
├── VaultOlder (HistoryAltered)
├── VaultReplaced, VaultAway             another file, or no disk, where the open vault was
├── NewerVault, AlreadyOpen, NotEnoughMemory, KeyringSilent (KeyringUnfit)
├── LastWayIn                             nothing else would open it
├── DiskFull, ReadOnly, NoPermission, DiskError
├── NotABackup, BackupDamaged, BackupNotKept, OtherPractice
└── NotAVault, FolderExists, FolderNotWritable
"""

from __future__ import annotations

import errno

from therapist_app.kernel.errors import AttuneError

_STILL_HERE = "Not saved \N{EM DASH} your text is still here."


class VaultError(AttuneError):
    """The vault cannot be opened, read or written; each cause below has its own words."""

    MAY_PASS = True
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


class VaultOlder(VaultError):
    """A witness outside the database has seen more of its history than it holds."""

    SENTENCE = "This vault is older than the one you last used."
    ADVICE = (
        "Nothing was changed. What you wrote since may be in a newer backup. You can also go on with this one; "
        "the history will say so."
    )


class HistoryAltered(VaultOlder):
    """The history is not the one that its witnesses remember, or what guards it was taken away."""

    SENTENCE = "The history of this vault was changed outside Attune."
    ADVICE = (
        "Nothing was changed now. Check the practice, and look at the newest backup. You can also go on with it; "
        "the history will say so."
    )


class VaultReplaced(VaultError):
    """Another file lies where the open vault was; nothing more is written until it is opened again."""

    SENTENCE = "The vault file was replaced while Attune was open."
    ADVICE = "To go on with the file that lies there now, open it again."


class VaultAway(VaultError):
    """The disk or folder around the open vault is gone, such as a stick that was pulled out."""

    SENTENCE = "The disk or folder with this vault is not there."
    ADVICE = "Plug the disk in again, or put the folder back. Attune keeps trying."


class NewerVault(VaultError):
    """The vault was written by a later version of the program."""

    SENTENCE = "This vault was made by a newer version of Attune."
    ADVICE = "Nothing was changed. Update Attune to open it."


class KeyringSilent(VaultError):
    """The system keyring is absent, locked, denied or slow."""

    SENTENCE = "The system keyring didn't answer. Type your passphrase."


class KeyringUnfit(KeyringSilent):
    """No keyring of the allow-list is there, or what was written into it did not come back."""

    SENTENCE = "This computer has no keyring that Attune can rely on."
    ADVICE = "Nothing was changed. Your passphrase opens the practice as before."


class LastWayIn(VaultError):
    """Without this slot nobody could open the vault on another computer."""

    SENTENCE = "This is the last way in that works without this computer, so it stays."
    ADVICE = "Nothing was changed. Make another way in first."


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


class NotABackup(VaultError):
    """The file or folder that was chosen is nothing that Attune made as a backup."""

    SENTENCE = "This is not an Attune backup."
    ADVICE = "Nothing was changed. Choose a file whose name ends in .attunebackup, or a backup's folder."


class BackupDamaged(VaultError):
    """A backup whose seal, bytes or records do not fit together."""

    SENTENCE = "This backup is damaged or was altered, so it was not used."
    ADVICE = "Nothing was changed. Use another backup; each one stands by itself."


class BackupNotKept(VaultError):
    """A copy that was just made did not check out when it was opened again."""

    SENTENCE = "The backup did not check out, so it was not kept."
    ADVICE = "Your notes and earlier backups are untouched. Try again, or choose another folder for backups."


class OtherPractice(VaultError):
    """A backup of another practice than the one that it should replace."""

    SENTENCE = "This backup belongs to another practice."
    ADVICE = "Nothing was changed. Choose a backup of this one, or restore it under a name of its own."


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
