"""What a cut save leaves in free pages is no damage, and a check of every page says so."""

from sqlalchemy import delete, select

from tests.support.vaults import PASSPHRASE, WEAK, make_vault, open_again
from therapist_app.practice.model import Remembered
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.verify import verify

PAGE = 4096


def a_vault_with_torn_free_pages(tmp_path, torn):
    """A closed vault whose last pages are free; `torn` of them are not what was sealed."""
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add(Remembered(key="kept", value="x" * 9_000))
        session.add(Remembered(key="gone", value="y" * 60_000))
    with made.vault.begin() as session:
        session.execute(delete(Remembered).where(Remembered.key == "gone"))
        assert session.connection().exec_driver_sql("PRAGMA freelist_count").scalar() > torn
    made.vault.close()
    path = made.folder / "practice.db"
    data = bytearray(path.read_bytes())
    for page in range(1, torn + 1):
        data[-page * PAGE + 7] ^= 1
    path.write_bytes(data)
    return made.folder


def look(folder):
    report = verify(folder, Passphrase(PASSPHRASE), floor=WEAK)
    return [check.key for check in report.checks if not check.ok]


def test_free_pages_that_a_cut_left_torn_are_mended_at_the_next_opening(tmp_path):
    folder = a_vault_with_torn_free_pages(tmp_path, 3)
    (folder / "practice.db-journal").write_bytes(bytes(512))  # what a program that was cut leaves
    size = (folder / "practice.db").stat().st_size
    with open_again(folder) as vault:
        assert vault.verify().ok
        with vault.read() as session:
            assert session.scalars(select(Remembered.key)).all() == ["kept"]
    assert look(folder) == []
    assert (folder / "practice.db").stat().st_size == size


def test_without_a_cut_a_torn_page_is_damage(tmp_path):
    folder = a_vault_with_torn_free_pages(tmp_path, 1)
    open_again(folder).close()
    assert look(folder) == ["pages"]


def test_damage_in_a_page_that_holds_records_stays_damage_after_a_cut(tmp_path):
    folder = a_vault_with_torn_free_pages(tmp_path, 1)
    path = folder / "practice.db"
    data = bytearray(path.read_bytes())
    data[PAGE * 3 + 100] ^= 1
    path.write_bytes(data)
    (folder / "practice.db-journal").write_bytes(bytes(512))
    assert "pages" in look(folder) or "vault_file" in look(folder)
