"""Making, opening, using and closing a vault."""

import stat
import subprocess
import sys
import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.support.vaults import NOON, PASSPHRASE, WEAK, make_vault, open_again
from therapist_app.couples.model import Couple
from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.errors import InputError
from therapist_app.practice.model import Remembered
from therapist_app.vault.errors import AlreadyOpen, WrongPassphrase, WrongWords
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.vault import create_vault

COPY_OPENS = """
import sys, pathlib
from tests.support.vaults import open_again
from therapist_app.vault.errors import AlreadyOpen
try:
    open_again(pathlib.Path(sys.argv[1]))
except AlreadyOpen as error:
    print(error.sentence)
"""


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    yield made
    made.vault.close()


def keep(vault, key, value):
    with vault.begin() as session:
        session.merge(Remembered(key=key, value=value))


def kept(vault, key):
    with vault.read() as session:
        found = session.get(Remembered, key)
    return found.value if found else None


def test_what_is_saved_is_there_after_closing_and_opening_again(made):
    text = 'Ωmega 👩🏽\u200d🤝\u200d👩🏻 نص "quotes" <b>&</b> \'); DROP TABLE couples; --'
    keep(made.vault, "place", {"text": text})
    assert kept(made.reopen(), "place") == {"text": text}


def test_each_slot_opens_it(made):
    keep(made.vault, "k", 1)
    assert kept(made.reopen(Passphrase(PASSPHRASE)), "k") == 1
    assert kept(made.reopen(RecoveryWords.parse(" ".join(made.words))), "k") == 1


def test_the_same_passphrase_from_another_keyboard_opens_it(tmp_path):
    composed, decomposed = "caf\u00e9 lantern meadow", "cafe\u0301 lantern meadow"
    create_vault(tmp_path / "P.attune", composed, policy=WEAK, clock=FixedClock(NOON)).vault.close()
    open_again(tmp_path / "P.attune", Passphrase(decomposed)).close()


def break_off(unit, **rows):
    """Add rows in a unit, then end it with an error."""
    with unit as session:
        session.add_all(Remembered(key=key, value=value) for key, value in rows.items())
        session.flush()
        raise KeyError("our bug")


def test_an_error_in_a_unit_keeps_nothing_of_it(made):
    with pytest.raises(KeyError):
        break_off(made.vault.begin(), half=1)
    assert kept(made.vault, "half") is None


def test_records_are_inert_after_their_unit(made):
    with made.vault.begin() as session:
        couple = Couple(label="Ada & Ben", created_at=NOON)
        session.add(couple)
    with made.vault.read() as session:
        (again,) = session.scalars(select(Couple)).all()
    assert (couple.label, again.label, again.created_at) == ("Ada & Ben", "Ada & Ben", NOON)
    again.label = "changed on the screen only"
    with made.vault.read() as session:
        assert session.scalars(select(Couple.label)).all() == ["Ada & Ben"]


def test_a_unit_inside_another_shares_its_fate(made):
    def outer():
        with made.vault.begin() as session:
            session.add(Remembered(key="outer", value=1))
            keep(made.vault, "inner", 2)
            raise KeyError("our bug")

    with pytest.raises(KeyError):
        outer()
    assert (kept(made.vault, "outer"), kept(made.vault, "inner")) == (None, None)


def test_a_failed_inner_unit_leaves_the_outer_one_whole(made):
    with made.vault.begin() as session:
        session.add(Remembered(key="outer", value=1))
        session.flush()
        assert kept(made.vault, "outer") == 1
        with pytest.raises(KeyError):
            break_off(made.vault.read())
        with pytest.raises(KeyError):
            break_off(made.vault.begin(), inner=2)
    assert (kept(made.vault, "outer"), kept(made.vault, "inner")) == (1, None)


def test_changing_records_while_reading_is_refused_rather_than_lost(made):
    keep(made.vault, "k", 1)
    with pytest.raises(RuntimeError), made.vault.read() as session:
        session.get(Remembered, "k").value = 2
    with pytest.raises(RuntimeError), made.vault.read() as session:
        session.add(Remembered(key="new", value=2))
    with pytest.raises(RuntimeError), made.vault.read(), made.vault.begin():
        pass
    assert kept(made.vault, "k") == 1


def test_two_threads_take_turns(made):
    keep(made.vault, "n", 0)

    def count():
        for _ in range(20):
            with made.vault.begin() as session:
                session.get(Remembered, "n").value += 1

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept(made.vault, "n") == 40


def test_a_broken_rule_of_the_schema_is_our_bug_and_says_no_text(made):
    with pytest.raises(IntegrityError) as caught, made.vault.begin() as session:
        session.add(Couple(label="Canary Label", status="no such status", created_at=NOON))
    assert "Canary" not in str(caught.value)


def test_links_between_records_are_enforced(made):
    with pytest.raises(IntegrityError), made.vault.begin() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO cycles (id, couple_id, a_does, b_does, a_sees, b_sees, a_fear_words, b_fear_words,"
            " a_new, b_new, audience) VALUES ('1', 'nobody', '', '', '', '', '', '', '', '', 'joint')"
        )


def test_the_settings_are_those_that_lose_nothing_in_a_power_cut(made):
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
    with made.vault.read() as session:
        found = {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_no_program_can_be_loaded_through_the_database(made):
    with pytest.raises(OperationalError, match="not authorized"), made.vault.read() as session:
        session.connection().exec_driver_sql("SELECT load_extension('libc.so.6')")


def test_broken_characters_are_refused_in_plain_words(made):
    with pytest.raises(InputError, match="broken character"):
        keep(made.vault, "k", "x\ud800")


def test_a_second_opening_is_told_so_here_and_in_another_program(made):
    with pytest.raises(AlreadyOpen, match=r"This vault is already open\."):
        open_again(made.folder)
    # The attempt above must not have dropped our lock, so the other program is still shut out.
    said = subprocess.run(
        [sys.executable, "-c", COPY_OPENS, str(made.folder)], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "This vault is already open."
    keep(made.vault, "still", "writable")
    made.vault.close()
    open_again(made.folder).close()


def test_a_closed_vault_is_not_used(made):
    made.vault.close()
    made.vault.close()
    with pytest.raises(RuntimeError), made.vault.read():
        pass


def test_only_this_user_can_read_the_folder(made):
    folder = made.folder
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()
    assert {"practice.db", "header.json", "header.prev.json", "backups"} < set(modes)


def test_a_loosened_folder_is_tightened_at_the_next_opening(made):
    made.vault.close()
    made.folder.chmod(0o755)
    (made.folder / "practice.db").chmod(0o644)
    made.reopen()
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.folder / "practice.db").stat().st_mode) == 0o600


def test_a_new_passphrase_replaces_the_old_one_and_leaves_the_words(made):
    keep(made.vault, "k", 1)
    made.vault.ways.change_passphrase("quarry tulip anvil brook")
    assert kept(made.reopen(Passphrase("quarry tulip anvil brook")), "k") == 1
    made.vault.close()
    with pytest.raises(WrongPassphrase):
        open_again(made.folder)
    made.reopen(RecoveryWords.parse(" ".join(made.words)))


def test_the_previous_key_file_is_the_one_before_each_change(made):
    made.vault.ways.change_passphrase("quarry tulip anvil brook")
    made.vault.ways.change_passphrase("walnut ferry ribbon crane")
    made.vault.close()
    (made.folder / "header.json").unlink()
    made.reopen(Passphrase("quarry tulip anvil brook"))


def test_after_the_next_unlock_the_old_passphrase_opens_no_copy_of_the_key_file(made):
    made.vault.ways.change_passphrase("quarry tulip anvil brook")
    made.reopen(Passphrase("quarry tulip anvil brook")).close()
    (made.folder / "header.json").unlink()
    with pytest.raises(WrongPassphrase):
        open_again(made.folder)
    made.reopen(Passphrase("quarry tulip anvil brook"))


def test_new_recovery_words_replace_the_old_ones(made):
    words = made.vault.ways.new_recovery_words()
    made.reopen(RecoveryWords.parse(" ".join(words)))
    made.vault.close()
    with pytest.raises(WrongWords):
        open_again(made.folder, RecoveryWords.parse(" ".join(made.words)))
    made.reopen()


def test_asking_again_tells_right_from_wrong(made):
    made.vault.ways.confirm(Passphrase(PASSPHRASE))
    made.vault.ways.confirm(RecoveryWords.parse(" ".join(made.words)))
    with pytest.raises(WrongPassphrase):
        made.vault.ways.confirm(Passphrase("someone walking past"))


def test_a_change_never_weakens_the_passphrase_check(made):
    made.vault.ways.change_passphrase(
        "quarry tulip anvil brook", policy=KdfPolicy(memory_kib=128, passes=1, lanes=1)
    )
    made.vault.ways.change_passphrase("walnut ferry ribbon crane", policy=KdfPolicy.weak())
    made.vault.close()
    assert '"memory_kib": 128' in (made.folder / "header.json").read_text()
