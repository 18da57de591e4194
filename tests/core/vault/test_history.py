"""No change goes past the history, and nothing of the past can be changed without being named."""

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.support.vaults import PASSPHRASE, WEAK, make_vault, open_again
from therapist_app.paths import find_folders
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.audit import Event, entries
from therapist_app.vault.driver import open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.slots import unwrap
from therapist_app.vault.verify import verify

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    yield made
    made.vault.close()


def put(vault, key, value):
    with vault.begin() as db:
        db.merge(Remembered(key=key, value=value))


def fail_after(vault, key):
    with vault.begin() as db:
        db.add(Remembered(key=key, value=1))
        db.flush()
        raise ZeroDivisionError


def told(vault):
    """The events of the history and what they are about, oldest first."""
    with vault.read() as db:
        raw = db.connection().connection.driver_connection
        return [
            (found.entry.event, [(kind, key) for kind, key, _ in json.loads(found.entry.objects)])
            for found in entries(raw)
        ]


class Forger:
    """Someone who holds the keys and edits the database without Attune."""

    def __init__(self, folder):
        self.folder = folder
        header = read_headers(folder)[0].header
        self.salt = header.db_salt
        self.key = unwrap(header.slots, SECRET, header.vault_id, KdfPolicy.weak())

    def run(self, *statements):
        raw = open_raw(self.folder / "practice.db", self.key, self.salt).raw
        for sql in statements:
            raw.execute(sql)
        raw.close()


def look(folder):
    report = verify(folder, SECRET, floor=WEAK)
    return report.exit_code, {check.key: check.words for check in report.checks if not check.ok}


def test_a_new_vault_begins_its_history_with_its_own_keys(made):
    first, second = told(made.vault)[:2]
    assert first == ("adopted", [])
    assert second == ("changed", [("vault_keys", "history"), ("vault_keys", "signing")])


@pytest.mark.parametrize(
    "change",
    [
        lambda db: db.add(Remembered(key="new", value=1)),
        lambda db: db.merge(Remembered(key="old", value=2)),
        lambda db: db.delete(db.get(Remembered, "old")),
        lambda db: db.execute(text("UPDATE remembered SET value = '3' WHERE key = 'old'")),
        lambda db: db.execute(text("INSERT OR REPLACE INTO remembered VALUES ('old', '4')")),
        lambda db: db.connection().exec_driver_sql("DELETE FROM remembered WHERE key = 'old'"),
    ],
    ids=["added", "merged", "deleted", "updated in SQL", "replaced in SQL", "deleted past the records"],
)
def test_no_way_of_changing_a_row_goes_past_the_history(made, change):
    put(made.vault, "old", 1)
    made.vault.history.witness()
    with made.vault.begin() as db:
        change(db)
    event, about = told(made.vault)[-1]
    assert event == "changed"
    assert [kind for kind, _ in about] == ["remembered"]
    made.vault.close()
    assert look(made.folder) == (0, {})


def test_what_was_rolled_back_is_not_told(made):
    before = told(made.vault)
    with pytest.raises(ZeroDivisionError):
        fail_after(made.vault, "never")
    assert told(made.vault) == before
    put(made.vault, "after", 1)
    made.vault.close()
    assert look(made.folder) == (0, {})


def test_a_step_inside_a_unit_that_failed_alone_is_not_told(made):
    with made.vault.begin() as db:
        db.add(Remembered(key="outer", value=1))
        with pytest.raises(ZeroDivisionError):
            fail_after(made.vault, "inner")
    assert told(made.vault)[-1] == ("changed", [("remembered", "outer")])


def test_a_note_kept_each_second_takes_one_entry_until_a_witness_saw_it(made):
    put(made.vault, "note", "a")
    many = len(told(made.vault))
    for letter in "bcdef":
        put(made.vault, "note", letter)
    assert len(told(made.vault)) == many
    made.vault.history.witness()
    put(made.vault, "note", "g")
    assert len(told(made.vault)) == many + 1
    made.vault.close()
    assert look(made.folder) == (0, {})


def test_an_event_holds_no_words_of_anyone(made):
    with pytest.raises(ValueError, match="does not take"):
        made.vault.note_event(Event.EXPORTED, kind="Ada and Ben, session 3")
    with pytest.raises(ValueError, match="does not take"):
        made.vault.note_event(Event.EXPORTED, name="Ada")
    made.vault.note_event(Event.EXPORTED, kind="handout")
    assert told(made.vault)[-1] == ("exported", [])


# Someone holds the key, and edits


def test_an_edited_row_is_named_with_the_entry_that_vouches_for_it(made):
    put(made.vault, "one", 1)
    made.vault.history.witness()
    told_by = made.vault.history.head.seq
    put(made.vault, "two", 2)
    made.vault.close()
    Forger(made.folder).run("UPDATE remembered SET value = '9' WHERE key = 'one'")
    code, wrong = look(made.folder)
    assert code == 3
    assert list(wrong) == ["records"]
    assert "1 changed" in wrong["records"]
    assert f"entry {told_by} vouches" in wrong["records"]


def test_a_removed_and_an_added_row_are_named(made):
    put(made.vault, "one", 1)
    made.vault.close()
    Forger(made.folder).run("DELETE FROM remembered", "INSERT INTO remembered VALUES ('forged', '1')")
    code, wrong = look(made.folder)
    assert code == 3
    assert "1 added, 1 removed" in wrong["records"]


def test_the_database_itself_refuses_to_change_its_history(made):
    for number in range(3):
        put(made.vault, str(number), 1)
    made.vault.close()
    forger = Forger(made.folder)
    for sql in (
        "DELETE FROM history WHERE seq = 2",
        "UPDATE history SET event = 'x' WHERE seq = 2",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE seq = 2",
    ):
        with pytest.raises(Exception, match="history is never"):
            forger.run(sql)


def test_a_guard_taken_away_is_named_at_the_next_unlock_and_by_verify(made):
    made.vault.close()
    Forger(made.folder).run("DROP TRIGGER history_keeps_all")
    with pytest.raises(errors.HistoryAltered):
        open_again(made.folder)
    code, wrong = look(made.folder)
    assert (code, list(wrong)) == (3, ["guards"])
    assert "history_keeps_all" in wrong["guards"]


GUARDS_OFF = ("DROP TRIGGER history_keeps_all", "DROP TRIGGER history_stands")


@pytest.mark.parametrize(
    ("sql", "at"),
    [
        ("UPDATE history SET event = 'printed' WHERE seq = 3", 3),
        ("DELETE FROM history WHERE seq = 4", 4),
        ("UPDATE history SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4)", 3),
        ("UPDATE history SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 5", 5),
    ],
)
def test_an_edited_removed_or_moved_entry_is_named_by_its_number(made, sql, at):
    for number in range(6):
        put(made.vault, str(number), 1)
    made.vault.close()
    Forger(made.folder).run(*GUARDS_OFF, sql)
    code, wrong = look(made.folder)
    assert code == 3
    assert f"entry {at} does not fit" in wrong["history"]


def test_a_cut_tail_is_named_by_both_witnesses(made):
    for number in range(6):
        put(made.vault, str(number), 1)
    made.vault.close()
    Forger(made.folder).run(
        *GUARDS_OFF, "DELETE FROM history WHERE seq >= 7", "DELETE FROM remembered WHERE key >= '4'"
    )
    code, wrong = look(made.folder)
    assert code == 3
    assert {"witness_beside", "witness_elsewhere", "guards"} <= set(wrong)
    assert "entries 7 to" in wrong["witness_elsewhere"]


# The whole file, put back


def test_yesterdays_folder_put_back_is_seen_at_unlock_and_can_be_accepted(made, tmp_path):
    put(made.vault, "monday", 1)
    made.vault.close()
    shutil.copytree(made.folder, tmp_path / "yesterday")
    made.reopen()
    put(made.vault, "tuesday", 2)
    made.vault.close()
    shutil.rmtree(made.folder)
    shutil.copytree(tmp_path / "yesterday", made.folder)
    with pytest.raises(errors.VaultOlder):
        open_again(made.folder)
    code, wrong = look(made.folder)
    assert (code, list(wrong)) == (3, ["witness_elsewhere"])
    with open_again(made.folder, accept_older=True) as vault:
        assert [event for event, _ in told(vault)[-2:]] == ["older_accepted", "unlocked"]
    open_again(made.folder).close()
    assert look(made.folder) == (0, {})


def test_one_old_page_put_back_is_seen(made):
    put(made.vault, "note", "as it was signed")
    made.vault.close()
    path = made.folder / "practice.db"
    old = path.read_bytes()
    made.reopen()
    made.vault.history.witness()
    put(made.vault, "note", "as it was amended")
    made.vault.close()
    new = path.read_bytes()
    assert len(old) == len(new)
    seen = 0
    for at in range(4096, len(new), 4096):
        if old[at : at + 4096] != new[at : at + 4096]:
            path.write_bytes(new[:at] + old[at : at + 4096] + new[at + 4096 :])
            seen += 1
            assert look(made.folder)[0] in (1, 3)
    assert seen >= 2  # the row's page and the history's


def test_a_computer_that_never_saw_the_vault_takes_it_as_it_is(made):
    put(made.vault, "one", 1)
    made.vault.close()
    shutil.rmtree(find_folders().witnesses)
    open_again(made.folder).close()
    assert look(made.folder) == (0, {})


def test_a_forged_witness_frightens_nobody_and_is_named(made):
    put(made.vault, "one", 1)
    made.vault.close()
    path = made.folder / "witness.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps(content | {"seq": 999_999}))
    open_again(made.folder).close()  # and it is written anew at the end
    path.write_text(json.dumps(content | {"seq": 999_999}))
    code, wrong = look(made.folder)
    assert (code, list(wrong)) == (3, ["witness_beside"])


def test_a_vault_whose_other_half_was_used_elsewhere_is_named(made, tmp_path):
    put(made.vault, "one", 1)
    made.vault.close()
    shutil.copytree(made.folder, tmp_path / "twin")
    for folder in (made.folder, tmp_path / "twin"):
        with open_again(folder, accept_older=True) as vault:
            put(vault, "two", str(folder))
    with pytest.raises(errors.VaultOlder):
        open_again(made.folder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 3), st.booleans()), max_size=20)
)
def test_whatever_is_done_the_history_and_the_rows_agree(tmp_path_factory, acts):
    made = make_vault(tmp_path_factory.mktemp("any"))
    for key, value, shown in acts:
        with made.vault.begin() as db:
            if value is None:
                db.execute(text("DELETE FROM remembered WHERE key = :key"), {"key": key})
            else:
                db.merge(Remembered(key=key, value=value))
        if shown:
            made.vault.history.witness()
    made.vault.close()
    assert look(made.folder) == (0, {})
