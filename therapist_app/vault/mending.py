"""After a cut: free pages of the vault file are written anew, so that a check of every page tells the truth.

SQLite does not journal what a page held that was free when a save began. If the save is cut, its roll-back leaves
there what half of it wrote: no record is in such a page, but its seal is broken, and a check calls it damage.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from therapist_app.vault.errors import VaultError

if TYPE_CHECKING:
    from therapist_app.vault.driver import RawConnection

_OVERFLOW = 4012  # bytes of one record that fill one page more: 4096, less SQLCipher's 80 and a link of 4
_IN_FIRST = 2000  # bytes of it that stay in the table's first page


def was_cut(path: Path) -> bool:
    """Whether whoever had the vault file last left a journal: it did not come to closing it."""
    journal = path.with_name(f"{path.name}-journal")
    with contextlib.suppress(OSError):
        return journal.stat().st_size > 0
    return False


def mend_free_pages(raw: RawConnection) -> None:
    """Fill every free page in one transaction and free it again; a vault that refuses is left as it is."""
    from therapist_app.vault.driver import checked, driver

    try:
        free = int(checked(raw, "PRAGMA freelist_count")[0][0])
        if free:
            checked(raw, "BEGIN IMMEDIATE")
            checked(raw, "CREATE TABLE free_pages (filling)")
            size = (free - 1) * _OVERFLOW + _IN_FIRST
            checked(raw, f"INSERT INTO free_pages VALUES (zeroblob({size}))")  # noqa: S608 - a number
            checked(raw, "DROP TABLE free_pages")
            checked(raw, "COMMIT")
    except (VaultError, driver.Error):  # whatever it is, reading or saving will say it better
        with contextlib.suppress(driver.Error, MemoryError):
            if raw.in_transaction:
                raw.execute("ROLLBACK")
