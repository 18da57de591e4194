"""What kind of place a folder is: copied online by a service, on a disk that can be unplugged, or on another computer.

Known names of folders and the marker files that sync programs leave are looked for from the folder upwards; the kind of
disk is asked of the system: Linux is tested, Windows and macOS are written plainly and untested. Reads the disk, so
call it away from the window's thread. Finding nothing is no proof: a service may be unknown here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["synced", "removable", "shared"]

_NAMES = {  # how a folder begins that the service makes by itself
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "box sync": "Box",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "proton drive": "Proton Drive",
    "tresorit": "Tresorit",
    "seafile": "Seafile",
}
_MARKERS = {  # files and folders that sync programs keep at the top of what they copy
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".megaignore": "MEGA",
    ".seafile-data": "Seafile",
}
_DATABASES = re.compile(r"\.?_?sync_[0-9a-f]{8,}\.db", re.IGNORECASE)  # of Nextcloud and ownCloud
_SHARED_DISKS = (
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2"}
    | {"fuse.gvfsd-fuse", "fuse.s3fs", "fuse.google-drive-ocamlfuse", "ceph", "glusterfs", "webdav", "afpfs"}
)  # fmt: skip
_UNPLUGGED = ("/media/", "/run/media/")
_MOST_ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is special about a place; `service` names who copies it, where that is known."""

    kind: Kind
    service: str = ""


def look_at(folder: Path) -> Whereabouts | None:
    """What is special about a folder that exists or is to be made, or None; never raises."""
    try:
        place = _existing(folder)
        if service := cloud_of(folder):
            return Whereabouts("synced", service)
        return _disk_of(place.resolve())
    except (OSError, RuntimeError, ValueError):
        return None


def cloud_of(folder: Path) -> str:
    """The service that seems to copy this folder to other computers, or ""."""
    try:
        real = _existing(folder).resolve()
        return _service_of(folder) or _service_of(real) or _marked_by(real)
    except (OSError, RuntimeError, ValueError):
        return ""


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    for one in (folder, *folder.parents):
        if one.is_dir():
            return one
    return Path(folder.anchor or ".")


def _service_of(folder: Path) -> str:
    for part in folder.parts:
        for start, name in _NAMES.items():
            if part.casefold().startswith(start):
                return name
    return ""


def _marked_by(folder: Path) -> str:
    """The service whose marker lies in this folder or above it; the home itself and what is above are not asked."""
    home = Path.home().resolve()
    for one in (folder, *folder.parents):
        if one == home or one.parent == one:
            break
        for name in _entries(one):
            if found := _MARKERS.get(name.casefold()):
                return found
            if _DATABASES.fullmatch(name):
                return "Nextcloud"
    return ""


def _entries(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            for _, entry in zip(range(_MOST_ENTRIES), found, strict=False):
                yield entry.name
    except OSError:
        return


def _disk_of(folder: Path) -> Whereabouts | None:
    if sys.platform == "linux":
        return _linux_disk(folder, Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace"))
    if sys.platform == "win32":
        return _windows_disk(folder)
    if sys.platform == "darwin" and folder.parts[:2] == ("/", "Volumes"):
        return Whereabouts("removable")
    return None


def _linux_disk(folder: Path, mounts: str, blocks: Path = Path("/sys/dev/block")) -> Whereabouts | None:
    """The disk a folder lies on, by the table of mounts: fields as in proc(5), the longest mount point wins."""
    best, device, form = "", "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, device, form = point, fields[2], right.split()[0]
    if form in _SHARED_DISKS:
        return Whereabouts("shared")
    if form.startswith("fuse.") and "cloud" in form.casefold():
        return Whereabouts("synced", "pCloud" if "pcloud" in form.casefold() else "a service")
    if f"{best}/".startswith(_UNPLUGGED) or _can_be_unplugged(blocks / device):
        return Whereabouts("removable")
    return None


def _can_be_unplugged(block: Path) -> bool:
    """Whether a disk says so itself, or hangs on USB."""
    if not block.exists():
        return False
    real = block.resolve()
    flags = [real / "removable", real.parent / "removable"]
    return "/usb" in str(real) or any(one.is_file() and one.read_text().strip() == "1" for one in flags)


def _windows_disk(folder: Path) -> Whereabouts | None:
    import ctypes

    if str(folder).startswith("\\\\"):
        return Whereabouts("shared")
    ask = getattr(getattr(ctypes, "windll"), "kernel32").GetDriveTypeW  # noqa: B009 only there on Windows
    kind: int = ask(f"{folder.drive}\\")
    return {2: Whereabouts("removable"), 4: Whereabouts("shared")}.get(kind)


def file_words(found: Whereabouts | None) -> str:
    """What it means for a readable file to lie there, as one sentence; "" where nothing is special."""
    if found is None:
        return ""
    return {
        "synced": f"That folder looks like one that {found.service} copies to other computers, the file with it.",
        "removable": "That folder is on a disk that can be unplugged; whoever has the disk can read the file.",
        "shared": "That folder is on another computer, whose users may be able to read the file.",
    }[found.kind]


def opening_words(found: Whereabouts | None) -> str:
    """A short word for the moment a practice is opened that should lie elsewhere, or ""."""
    if found is None or found.kind == "removable":
        return ""
    copied = (
        f"a folder that {found.service} copies" if found.kind == "synced" else "a folder of another computer"
    )
    return f"This practice lies in {copied}. Settings says what to do."


def practice_words(found: Whereabouts | None) -> str:
    """What it means for a practice to lie there and what to do, in a few sentences; "" where nothing is special."""
    if found is None:
        return ""
    return {
        "synced": f"This looks like a folder that {found.service} copies to other computers. Copying a practice while "
        "it is open can damage it. Keep it in a folder of this computer alone, and put backups there instead.",
        "removable": "This is a disk that can be unplugged. Lock Attune before you unplug it, and keep a backup "
        "elsewhere.",
        "shared": "This folder is on another computer. If the connection breaks while Attune writes, the practice can "
        "be damaged. Keep it on this computer, and put backups there instead.",
    }[found.kind]
