"""Saving a finished PDF: whole or not at all, for its owner only, with a plain sentence where it fails."""

import os
import stat

import pytest

from therapist_app.documents.save import save_pdf
from therapist_app.kernel.errors import FileError


def test_a_saved_file_is_whole_and_its_owners_only(tmp_path):
    path = tmp_path / "sheet.pdf"
    save_pdf(path, b"%PDF-1.4 old")
    save_pdf(path, b"%PDF-1.4 new")
    assert path.read_bytes() == b"%PDF-1.4 new"
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ""] == ["sheet.pdf"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("where", ["missing/sheet.pdf", ".", "a-file/sheet.pdf"])
def test_a_place_that_cannot_be_written_is_refused_in_plain_words(tmp_path, where):
    (tmp_path / "a-file").write_bytes(b"kept")
    with pytest.raises(FileError) as refused:
        save_pdf(tmp_path / where, b"%PDF")
    assert "Nothing was written" in f"{refused.value} {vars(refused.value)}"
    assert (tmp_path / "a-file").read_bytes() == b"kept"


def test_a_name_that_had_to_be_changed_never_replaces_another_file(tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(b"kept")
    for wanted in ("sheet", "sheet.PDF", "-sheet.pdf", "sheet .pdf", "\u202esheet.pdf"):
        with pytest.raises(FileError, match=r"already a file called sheet\.pdf"):
            save_pdf(tmp_path / wanted, b"%PDF")
    assert (tmp_path / "sheet.pdf").read_bytes() == b"kept"
    saved = save_pdf(tmp_path / "CON", b"%PDF")
    assert saved.path == tmp_path / "attune-CON.pdf"
    assert saved.path.read_bytes() == b"%PDF"


def test_a_failed_write_leaves_no_empty_file_behind(tmp_path, monkeypatch):
    def fail(*_args, **_more):
        raise OSError(28, "full")

    monkeypatch.setattr("therapist_app.documents.save.write_whole", fail)
    with pytest.raises(FileError, match="full"):
        save_pdf(tmp_path / "sheet", b"%PDF")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_place_that_is_copied_elsewhere_is_said(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    assert "Dropbox copies to other computers" in save_pdf(tmp_path / "Dropbox" / "a.pdf", b"%PDF").warning
    assert save_pdf(tmp_path / "a.pdf", b"%PDF").warning == ""
