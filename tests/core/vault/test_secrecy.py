"""Nothing readable on the disk, in messages, in logs; an independent program reads what we write."""

import gc
import logging
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
import traceback
from pathlib import Path

import apsw
import pytest
import sqlalchemy.exc
from sqlalchemy import text

from tests.support.vaults import NOON, PASSPHRASE, canary_forms, leaks, make_vault, open_again
from therapist_app.couples.model import Couple
from therapist_app.practice.model import Remembered
from therapist_app.vault.driver import driver
from therapist_app.vault.errors import VaultError
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import DB, DataKey, KdfPolicy, Passphrase
from therapist_app.vault.slots import unwrap

CANARY = "Canary-Zwölf-Perlmutt-8841"


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add(Remembered(key="note", value=CANARY))
    yield made
    made.vault.close()


def database_key(folder):
    """What the secret and the key file give, spelled for an independent program."""
    header = read_headers(folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, KdfPolicy.weak())
    return (key.derive(DB) + header.db_salt).hex()


def test_an_independent_program_reads_our_file_with_the_key(made):
    made.vault.close()
    other = apsw.Connection(str(made.folder / "practice.db"), flags=apsw.SQLITE_OPEN_READONLY)
    for words in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{database_key(made.folder)}'\""):
        list(other.execute(f"PRAGMA {words}"))
    assert list(other.execute("SELECT key, value FROM remembered")) == [("note", f'"{CANARY}"')]
    assert list(other.execute("PRAGMA integrity_check")) == [("ok",)]
    other.close()


def test_pythons_own_sqlite_cannot_read_it(made):
    made.vault.close()
    plain = sqlite3.connect(made.folder / "practice.db")
    plain.execute(f"PRAGMA key=\"x'{database_key(made.folder)}'\"")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM remembered")
    plain.close()


def test_no_file_holds_the_text_in_any_spelling(made, tmp_path):
    made.vault.backup(tmp_path / "kept elsewhere")
    made.vault.backup(tmp_path / "one.attunebackup")
    made.vault.close()
    assert leaks(tmp_path, CANARY) == []
    assert leaks(tmp_path, "CREATE TABLE") == []
    # The search itself works: each spelling is found when it is there.
    for number, form in enumerate(canary_forms(CANARY)):
        planted = tmp_path / "planted" / str(number)
        planted.parent.mkdir(exist_ok=True)
        planted.write_bytes(b"\0" + form + b"\0")
    assert len(leaks(tmp_path, CANARY)) == len(canary_forms(CANARY))


def test_the_journal_of_a_killed_save_holds_no_text(made):
    made.vault.close()
    child = (
        "import os, pathlib, sys\n"
        "from tests.support.vaults import open_again\n"
        "from therapist_app.practice.model import Remembered\n"
        "vault = open_again(pathlib.Path(sys.argv[1]))\n"
        "with vault.begin() as session:\n"
        "    connection = session.connection()\n"
        "    connection.exec_driver_sql('PRAGMA cache_size=1')\n"
        "    note = sys.argv[2]\n"
        "    session.add_all(Remembered(key=f'{n} {note}', value=note * 90) for n in range(400))\n"
        "    session.flush()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", child, str(made.folder), CANARY], check=False)
    assert (made.folder / "practice.db-journal").stat().st_size > 4096
    assert stat.S_IMODE((made.folder / "practice.db-journal").stat().st_mode) == 0o600
    assert leaks(made.folder, CANARY) == []
    vault = open_again(made.folder)
    with vault.read() as session:
        assert session.execute(text("SELECT count(*) FROM remembered")).scalar() == 1
    vault.close()


def test_keys_and_secrets_show_nothing_when_printed_or_stored(made):
    key = DataKey(b"K" * 32)
    shown = [repr(key), str(key), repr(Passphrase(CANARY)), f"{Passphrase(CANARY)!s}", repr(made.vault)]
    shown += [repr(made), repr(read_headers(made.folder)[0])]
    assert not any("KKK" in one or CANARY in one or PASSPHRASE in one for one in shown)
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_a_forgotten_key_gives_no_more_keys():
    key = DataKey.new()
    key.forget()
    with pytest.raises(RuntimeError):
        key.derive(DB)


LOGGERS = ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.engine.Engine", "sqlalchemy.pool", "sqlalchemy.orm")


@pytest.mark.parametrize("when", ["before opening", "after opening"])
def test_neither_key_nor_text_is_in_logs_or_exceptions(made, caplog, monkeypatch, when):
    """Even when someone turns every logger up, at whichever moment."""
    made.vault.close()

    def turn_up():
        for name in LOGGERS:
            monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
            logging.getLogger(name).manager._clear_cache()

    with caplog.at_level(logging.DEBUG):
        if when == "before opening":
            turn_up()
        vault = open_again(made.folder)
        if when == "after opening":
            turn_up()
        logging.getLogger("sqlalchemy.engine.Engine").warning("loggers are heard")
        said = provoke(vault)
    everything = "\n".join([caplog.text, *said])
    secret = database_key(made.folder)
    assert "Traceback" in everything
    assert "loggers are heard" in everything
    for needle in (CANARY, PASSPHRASE, secret[:64], secret[:32]):
        assert needle not in everything
        assert needle.encode().hex() not in everything


def provoke(vault):
    """Use the vault in every wrong way that prints something, and return what was printed."""
    said = [repr(vault)]

    def note(wrong):
        try:
            with vault.begin() as session:
                said.append(repr(session.connection().engine) + str(session.connection().engine.url))
                wrong(session)
        except (sqlalchemy.exc.SQLAlchemyError, VaultError):
            said.append(traceback.format_exc())
        else:
            raise AssertionError("nothing went wrong")

    def full():
        bad = driver.OperationalError("database or disk is full")
        bad.sqlite_errorcode = 13
        return sqlalchemy.exc.OperationalError(
            f"INSERT '{CANARY}'", {"value": CANARY}, bad, hide_parameters=True
        )

    def raise_full(_session):
        raise full()

    insert, ask = (
        text("INSERT INTO remembered VALUES ('note', :v)"),
        text("SELECT no FROM remembered WHERE value=:v"),
    )
    note(lambda session: session.execute(insert, {"v": CANARY}))
    note(lambda session: session.execute(ask, {"v": CANARY}))
    note(lambda session: session.add(Couple(label=CANARY, status=CANARY, created_at=NOON)))
    note(raise_full)
    with vault.read() as session:
        session.execute(text("SELECT * FROM remembered")).all()
    vault.close()
    return said


def test_a_wrong_passphrase_prints_nothing_to_the_terminal(made):
    made.vault.close()
    child = (
        "import pathlib, sys\n"
        "from tests.support.vaults import open_again\n"
        "from therapist_app.vault.errors import VaultDamaged\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "(folder / 'practice.db').write_bytes(b'x' * 9000)\n"
        "try:\n"
        "    open_again(folder)\n"
        "except VaultDamaged:\n"
        "    pass\n"
    )
    done = subprocess.run([sys.executable, "-c", child, str(made.folder)], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_closing_leaves_no_file_of_the_vault_open(made):
    made.vault.close()
    gc.collect()
    names = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    assert not [name for name in names if str(made.folder) in name]
