"""Checks of a vault: the key files, every page, every rule; the report holds no content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from therapist_app.vault.audit import DERIVED
from therapist_app.vault.driver import RawConnection, checked
from therapist_app.vault.errors import HeaderDamaged, VaultDamaged, VaultError, VaultMissing
from therapist_app.vault.header import (
    DB_NAME,
    HEADER_NAME,
    PREVIOUS_NAME,
    HeaderRead,
    read_header_file,
    read_headers,
)
from therapist_app.vault.history_check import check_history
from therapist_app.vault.keys import KdfPolicy
from therapist_app.vault.migrations.runner import newest, version
from therapist_app.vault.report import Check, VerifyReport
from therapist_app.vault.search_index import check_index, concerns_only_the_index
from therapist_app.vault.slots import Secret
from therapist_app.vault.unlock import Keys, keys_of, open_either


def verify(folder: Path, secret: Secret, *, floor: KdfPolicy | None = None) -> VerifyReport:
    """Check a vault that is closed, from its folder and what opens it.

    Raises the VaultError of what is no matter of damage: a wrong secret, a vault that is open elsewhere,
    a folder without one, a disk that does not answer.
    """
    try:
        reads = read_headers(folder)
    except HeaderDamaged as error:
        return VerifyReport("", (Check("key_file", ok=False, words=error.sentence),), {})
    keys, sealed = _authentic(reads, secret, floor or KdfPolicy.floor())
    files = (*check_key_files(folder), sealed)
    if keys is None:
        return VerifyReport(reads[0].header.vault_id, files, {})
    header = reads[0].header
    try:
        opened, _ = open_either(folder / DB_NAME, header.db_salt, keys)
    except (VaultDamaged, VaultMissing) as error:
        return VerifyReport(
            header.vault_id, (*files, Check("vault_file", ok=False, words=error.sentence)), {}
        )
    finally:
        keys.forget()
    try:
        checks = check_contents(opened.raw, header.vault_id, folder)
        if all(check.ok for check in checks):
            checks = (*checks, check_index(opened.raw))
        return VerifyReport(header.vault_id, (*files, *checks), counts(opened.raw))
    finally:
        opened.raw.close()


def _authentic(reads: list[HeaderRead], secret: Secret, floor: KdfPolicy) -> tuple[Keys | None, Check]:
    """The data key or keys, and whether each whole key file was written by someone who held it."""
    keys: Keys | None = None
    forged = False
    for read in reads:
        try:
            found = keys_of(read.header, secret, floor)
        except HeaderDamaged:
            forged = True  # its plain checksum fits, so this is no accident of a disk
            continue
        except VaultError:
            if keys is None and not forged:
                raise
            continue  # the previous key file may open with an earlier passphrase
        forged = forged or not read.header.is_authentic(found.present)
        if keys is None:
            keys = found
        else:
            found.forget()
    words = (
        "The key file was altered by someone without the keys." if forged else "The key file's seal is good."
    )
    return keys, Check("key_file_seal", ok=not forged, words=words, tampering=forged)


def check_key_files(folder: Path) -> tuple[Check, ...]:
    """Whether both copies of the key file pass their own checksum."""
    found: list[Check] = []
    for key, name in (("key_file", HEADER_NAME), ("previous_key_file", PREVIOUS_NAME)):
        try:
            read_header_file(folder / name)
            found.append(Check(key, ok=True, words=f"{name} is whole."))
        except VaultError as error:
            found.append(Check(key, ok=False, words=f"{name}: {error.sentence}"))
    return tuple(found)


def check_contents(raw: RawConnection, vault_id: str, folder: Path | None = None) -> tuple[Check, ...]:
    """Pages, structure, links and schema, then the history; with `folder`, its witnesses too. Needs a fresh connection.

    Rows on a damaged page look changed: then nobody is accused of it.
    """
    found = check_database(raw)
    history = check_history(raw, vault_id, folder)
    if all(check.ok for check in found):
        return (*found, *history)
    return (*found, *(replace(check, tampering=False) for check in history))


def check_database(raw: RawConnection) -> tuple[Check, ...]:
    """Every page, the structure, the links between records and the schema; needs a fresh connection."""
    pages = _rows(raw, "PRAGMA cipher_integrity_check")
    structure = _structure(_rows(raw, "PRAGMA integrity_check"))
    links = _rows(raw, "PRAGMA foreign_key_check")
    try:
        schema, current = version(raw), newest()
    except VaultError:
        schema, current = -1, newest()
    return (
        _check("pages", pages == [], "Every page is authentic.", f"{_many(pages)} pages are damaged."),
        _check("structure", structure == [("ok",)], "The structure is whole.", "The structure is damaged."),
        _check(
            "links",
            links == [],
            "All records fit together.",
            f"{_many(links)} records lost what they belong to.",
        ),
        _check(
            "schema", schema == current, f"Schema {schema}.", f"Schema {schema} where {current} was expected."
        ),
    )


def _check(key: str, ok: bool, good: str, bad: str) -> Check:
    return Check(key, ok=ok, words=good if ok else bad)


def _rows(raw: RawConnection, sql: str) -> list[tuple[object, ...]] | None:
    """All rows of a check, or None if it could not even run."""
    try:
        return list(checked(raw, sql))
    except VaultError:
        return None


def _structure(rows: list[tuple[object, ...]] | None) -> list[tuple[object, ...]] | None:
    """What SQLite says of the structure, but for the search index, which is made from the records."""
    return rows and ([row for row in rows if not concerns_only_the_index(row)] or [("ok",)])


def _many(rows: list[tuple[object, ...]] | None) -> str:
    return "Some" if rows is None else str(len(rows))


def sound(raw: RawConnection) -> bool:
    """Whether every page is authentic and the structure whole, on a connection that was just opened.

    Raises DiskError and its kin where the disk gave no answer: that says nothing about the pages.
    """
    try:
        broken = checked(raw, "PRAGMA cipher_integrity_check")
        return not broken and _structure(checked(raw, "PRAGMA integrity_check")) == [("ok",)]
    except VaultDamaged:
        return False


def counts(raw: RawConnection) -> dict[str, int]:
    """How many rows each table of records holds; empty if the list of tables cannot be read."""
    found: dict[str, int] = {}
    names = _rows(
        raw, "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    for (name,) in names or []:
        if str(name).startswith(DERIVED):
            continue
        quoted = str(name).replace('"', '""')
        rows = _rows(raw, f'SELECT count(*) FROM "{quoted}"')  # noqa: S608 - a table's own name, quoted
        found[str(name)] = int(str(rows[0][0])) if rows else -1
    return found
