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
