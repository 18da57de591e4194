"""Numbered steps: whole or not at all, backed up first, and equal to the records."""

import importlib.util
import os
import pkgutil

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

import therapist_app
from tests.support.vaults import NOON, PASSPHRASE, fingerprint, make_vault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.files import new_file
from therapist_app.kernel.ids import new_id
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.backup import Source, back_up_before
from therapist_app.vault.bundle import read_bundle
from therapist_app.vault.driver import create_raw, driver, open_raw
from therapist_app.vault.header import Header, write_header
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.migrations import m0001_first
from therapist_app.vault.migrations.runner import STEPS, migrate, newest, version
from therapist_app.vault.records import Record
from therapist_app.vault.slots import wrap


def every_record():
    """Import each slice's records."""
    for found in pkgutil.iter_modules(therapist_app.__path__):
        name = f"therapist_app.{found.name}"
        if found.ispkg and importlib.util.find_spec(f"{name}.model"):
            importlib.import_module(f"{name}.model")
    return Record.metadata


def described(engine):
    """Tables with columns, types, keys, rules and indexes, in a form to compare two databases by."""
    found = {}
    with engine.connect() as connection:
        look = inspect(connection)
        for table in look.get_table_names():
            found[table] = {
                "columns": [
                    (one["name"], str(one["type"]), one["nullable"], one["primary_key"])
                    for one in look.get_columns(table)
                ],
                "links": sorted(
                    (
                        one["constrained_columns"],
                        one["referred_table"],
                        one["referred_columns"],
                        str(one["options"]),
                    )
                    for one in look.get_foreign_keys(table)
                ),
                "unique": sorted(one["column_names"] for one in look.get_unique_constraints(table)),
                "rules": sorted(
                    (one["name"], " ".join(one["sqltext"].split()))
                    for one in look.get_check_constraints(table)
                ),
                "indexes": sorted(
                    (one["name"], one["column_names"], one["unique"]) for one in look.get_indexes(table)
                ),
            }
    engine.dispose()
    return found


def memory(raw):
    return create_engine("sqlite+pysqlite://", module=driver, creator=lambda: raw, poolclass=StaticPool)


def test_the_schema_after_all_steps_equals_the_records():
    migrated = driver.connect(":memory:", isolation_level=None)
    migrate(migrated)
    from_records = memory(driver.connect(":memory:"))
    every_record().create_all(from_records)
    ours, wanted = described(memory(migrated)), described(from_records)
    assert {ours.pop(name) is not None for name in ("history", "vault_keys")} == {True}  # the vault's own
    ours = {name: parts for name, parts in ours.items() if not name.startswith("search_")}  # made from these
    extra = {
        ("sessions", "ix_sessions_couple_id_on_date"),
        ("phase_entries", "ix_phase_entries_couple_id_on_date"),
        ("safety_entries", "ix_safety_entries_couple_id_on_date"),
        ("check_ins", "ix_check_ins_commitment_id_on_date"),
        ("sessions", "ix_sessions_on_date"),
        ("sessions", "ix_sessions_open"),
        ("sessions", "ix_sessions_course"),
        ("block_tags", "ix_block_tags_course"),
    }
    beyond = {
        (table, name)
        for table, parts in ours.items()
        for name, *rest in parts["indexes"]
        if (name, *rest) not in wanted.get(table, {"indexes": []})["indexes"]
    }
    assert beyond - extra == set()
    for table, parts in ours.items():
        parts["indexes"] = [one for one in parts["indexes"] if (table, one[0]) not in extra]
    for table, parts in wanted.items():
        parts["indexes"] = [one for one in parts["indexes"] if (table, one[0]) not in extra]
    assert ours == wanted


def test_every_foreign_key_has_an_index():
    raw = driver.connect(":memory:", isolation_level=None)
    migrate(raw)
    missing = []
    for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type='table'").fetchall():
        indexed = set()
        for _, name, *_ in raw.execute(f"PRAGMA index_list({table})").fetchall():
            indexed.add(raw.execute(f"PRAGMA index_info({name})").fetchone()[2])
        missing += [
            (table, row[3])
            for row in raw.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            if row[3] not in indexed
        ]
    raw.close()
    assert missing == []


def test_steps_are_numbered_one_by_one():
    assert [step.VERSION for step in STEPS] == list(range(1, len(STEPS) + 1))


@pytest.fixture
def old(tmp_path):
    """A hand-made vault of the time before the first step: schema version 0 with one table of its own."""
    folder = tmp_path / "Old.attune"
    folder.mkdir(mode=0o700)
    key, salt, vault_id = DataKey.new(), os.urandom(16), new_id()
    new_file(folder / "practice.db")
    raw = create_raw(folder / "practice.db", key, salt)
    raw.execute("CREATE TABLE from_before (words TEXT)")
    raw.execute("INSERT INTO from_before VALUES ('kept')")
    raw.close()
    slot = wrap(Passphrase(PASSPHRASE), key, vault_id, NOON, KdfPolicy.weak())
    header = Header(vault_id, salt, (slot,)).sealed(key)
    write_header(folder, header)
    return folder, header, key


def test_an_older_vault_is_brought_up_to_date_after_a_verified_backup(old):
    folder, _, key = old
    vault = open_again(folder)
    with vault.begin() as session:
        session.add(Remembered(key="k", value=1))
        assert session.connection().exec_driver_sql("SELECT words FROM from_before").scalar() == "kept"
        assert session.connection().exec_driver_sql("PRAGMA user_version").scalar() == newest()
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    vault.close()
    (bundle,) = (folder / "backups").iterdir()
    found = read_bundle(bundle)
    found.require_sealed(key)
    found.require_whole()
    backup = found.backup
    assert (backup.pinned, backup.schema, backup.reason) == (True, 0, "before-update-from-0")
    open_again(folder).close()
    assert list((folder / "backups").iterdir()) == [bundle]


def test_a_new_vault_needs_no_backup(tmp_path):
    made = make_vault(tmp_path)
    assert list((made.folder / "backups").iterdir()) == []
    made.vault.close()


def test_a_vault_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.read() as session:
        session.connection().exec_driver_sql("COMMIT")
        session.connection().exec_driver_sql(f"PRAGMA user_version={newest() + 1}")
        session.connection().exec_driver_sql("BEGIN")
    made.vault.close()
    before = fingerprint(made.folder)
    with pytest.raises(errors.NewerVault):
        open_again(made.folder)
    assert fingerprint(made.folder) == before


class Good:
    VERSION = 1

    @staticmethod
    def apply(raw):
        raw.execute("CREATE TABLE good (id)")


class Wrong:
    VERSION = 2

    @staticmethod
    def apply(raw):
        raw.execute("CREATE TABLE half (id)")
        raw.execute("DELETE FROM from_before")
        raw.execute("INSERT INTO nowhere VALUES (1)")


class Orphans:
    VERSION = 1

    @staticmethod
    def apply(raw):
        raw.execute("CREATE TABLE parent (id PRIMARY KEY)")
        raw.execute("CREATE TABLE child (parent_id REFERENCES parent (id))")
        raw.execute("INSERT INTO child VALUES ('nobody')")


class Full:
    VERSION = 1

    @staticmethod
    def apply(raw):
        raw.execute("PRAGMA max_page_count=3")
        raw.execute("CREATE TABLE big (words)")
        raw.execute("INSERT INTO big VALUES (zeroblob(100000))")


@pytest.mark.parametrize(
    ("step", "expected"),
    [(Wrong, driver.OperationalError), (Orphans, errors.VaultDamaged), (Full, errors.DiskFull)],
)
def test_a_step_that_goes_wrong_leaves_the_file_as_it_was(old, step, expected):
    folder, header, key = old
    before = fingerprint(folder)
    raw = open_raw(folder / "practice.db", key, header.db_salt).raw
    with pytest.raises(expected):
        migrate(raw, steps=(step,))
    assert version(raw) == 0
    assert raw.execute("PRAGMA foreign_keys").fetchall() == [(1,)]
    raw.close()
    assert fingerprint(folder) == before


def test_the_steps_before_a_wrong_one_stay(old):
    folder, header, key = old
    raw = open_raw(folder / "practice.db", key, header.db_salt).raw
    with pytest.raises(driver.OperationalError):
        migrate(raw, steps=(Good, Wrong))
    assert version(raw) == 1
    assert raw.execute("SELECT words FROM from_before").fetchall() == [("kept",)]
    raw.close()


def test_without_its_backup_nothing_is_migrated(old):
    folder, header, key = old
    before = fingerprint(folder)
    raw = open_raw(folder / "practice.db", key, header.db_salt).raw

    def no_room(_version):
        raise errors.DiskFull

    with pytest.raises(errors.DiskFull):
        migrate(raw, before=no_room)
    raw.close()
    assert fingerprint(folder) == before


def test_the_backup_before_a_step_opens_with_the_passphrase_of_that_time(old):
    folder, header, key = old
    raw = open_raw(folder / "practice.db", key, header.db_salt).raw
    backup = back_up_before("update-from-0", Source(folder, raw, header, key, FixedClock(NOON)))
    raw.close()
    vault = open_again(backup.path)
    with vault.read() as session:
        assert session.connection().exec_driver_sql("SELECT words FROM from_before").scalar() == "kept"
    vault.close()


def test_the_first_step_is_what_the_tool_prints(capsys):
    from tools import print_schema

    every_record()
    statements = [" ".join(sql.split()) for sql in print_schema.statements()]
    assert [" ".join(sql.split()) for sql in m0001_first.DDL] == statements
