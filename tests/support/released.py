"""Vaults as earlier versions wrote them, kept for ever, and what was in them."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.programs import ROOT
from tests.support.vaults import NOON, PASSPHRASE, WEAK
from therapist_app.vault.driver import open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.slots import unwrap

FOLDER = ROOT / "tests" / "fixtures" / "vaults"


@dataclass(frozen=True)
class Released:
    """One kept vault: its schema, and for each table its columns and the hash of its rows at that time."""

    archive: Path
    schema: int
    tables: dict[str, dict[str, Any]]

    def unpack(self, parent: Path) -> Path:
        """A fresh copy of the vault's folder."""
        with zipfile.ZipFile(self.archive) as file:
            file.extractall(parent)
            name = file.namelist()[0].split("/")[0]
        (parent / name / "backups").mkdir(exist_ok=True)
        return parent / name


def released() -> list[Released]:
    """Every kept vault, oldest first."""
    found: list[Released] = []
    for facts in sorted(FOLDER.glob("schema_*.json")):
        content = json.loads(facts.read_text())
        found.append(Released(facts.with_suffix(".zip"), content["schema"], content["tables"]))
    return found


def contents(folder: Path, columns: dict[str, list[str]] | None = None) -> dict[str, dict[str, Any]]:
    """What each table holds, as hashes, read past all services; only the `columns` of an earlier time if given."""
    header = read_headers(folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, WEAK)
    raw = open_raw(folder / "practice.db", key, header.db_salt, write=False).raw
    try:
        tables = columns or _columns(raw)
        return {name: {"columns": names, "rows": _hash(raw, name, names)} for name, names in tables.items()}
    finally:
        raw.close()
        key.forget()


def _columns(raw: Any) -> dict[str, list[str]]:
    query = "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    # The history only ever grows; the search index is made from the other tables.
    names = [
        name
        for (name,) in raw.execute(query).fetchall()
        if name != "history" and not name.startswith("search_")
    ]
    return {
        name: [column[1] for column in raw.execute(f'PRAGMA table_info("{name}")').fetchall()]
        for name in names
    }


def _hash(raw: Any, table: str, columns: list[str]) -> str:
    wanted = ", ".join(f'"{name}"' for name in columns)
    rows = sorted(repr(row) for row in raw.execute(f'SELECT {wanted} FROM "{table}"').fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def keep(parent: Path) -> Path:
    """Keep a vault of today's schema, before the next step is written: `python -m tests.support.released`."""
    from therapist_app.kernel.clock import FixedClock
    from therapist_app.sample.build import build_sample
    from therapist_app.vault.migrations.runner import newest
    from therapist_app.workspace import create_workspace

    folder = parent / f"Schema {newest()}.attune"
    clock = FixedClock(NOON)
    workspace = create_workspace(folder, PASSPHRASE, "Willow Street", clock=clock, policy=WEAK).workspace
    try:
        build_sample(workspace, clock, seed="kept", couples=2, weeks=8)
    finally:
        workspace.close()
    archive = FOLDER / f"schema_{newest()}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            file.write(path, path.relative_to(parent))
    facts = {"schema": newest(), "tables": contents(folder)}
    archive.with_suffix(".json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    return archive


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        print(keep(Path(folder)))  # noqa: T201
