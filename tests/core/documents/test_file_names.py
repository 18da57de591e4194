"""Names of files that leave the vault, whatever is asked for."""

import re
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from therapist_app.documents.file_names import LONGEST, safe_name, safe_path


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Ownership letter.pdf", "Ownership letter.pdf"),
        ("letter", "letter.pdf"),
        ("letter.PDF", "letter.pdf"),
        ("Dr. Who 2026.11.21", "Dr. Who 2026.11.21.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("CON", "attune-CON.pdf"),
        ("nul.pdf", "attune-nul.pdf"),
        ("com1.notes", "attune-com1.notes.pdf"),
        ("con." + "x" * 300, "attune-con." + "x" * 105 + ".pdf"),
        (".hidden", "hidden.pdf"),
        ("-rf", "rf.pdf"),
        ("", "attune.pdf"),
        ("...", "attune.pdf"),
        ("a\x00b\nc", "abc.pdf"),
        ("fdp\u202efdp.exe", "fdpfdp.exe.pdf"),
        ("Żółć 恵", "Żółć 恵.pdf"),
    ],
)
def test_a_name_stays_as_it_is_where_it_can(wanted, name):
    assert safe_name(wanted) == name


@given(st.text(st.characters(), max_size=400))
def test_any_text_becomes_a_name_that_every_system_takes(wanted):
    name = safe_name(wanted)
    assert name == safe_name(name), "a safe name is left alone"
    assert len(name.encode()) <= LONGEST
    assert name.endswith(".pdf")
    assert not name.startswith((".", "-", " ", "~"))
    assert not re.search(r'[\\/:*?"<>|]', name)
    assert not any(unicodedata.category(one)[0] == "C" for one in name)
    assert not PureWindowsPath(name).is_reserved()


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=60))
def test_it_lies_directly_in_the_folder_that_was_chosen(wanted):
    folder = Path("/somewhere/chosen")
    assume(wanted != ".")  # that is the folder itself
    assert safe_path(folder / wanted.replace("..", "x")).parent == folder
