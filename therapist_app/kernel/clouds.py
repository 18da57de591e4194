"""Folders that some service copies to other computers by itself, told from their names."""

from __future__ import annotations

from pathlib import Path

_CLOUDS = {
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
}


def cloud_of(folder: Path) -> str:
    """The service that seems to copy this folder to other computers, or ""."""
    for part in folder.parts:
        for start, name in _CLOUDS.items():
            if part.casefold().startswith(start):
                return name
    return ""
