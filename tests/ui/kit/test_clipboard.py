"""What is copied: plain, marked as secret, taken off in time and at lock, and never what someone else copied."""

from __future__ import annotations

import json
import sys

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.support.copying import SECRET
from tests.support.programs import ROOT, needs, run_program
from ui.kit.clipboard import MARKS, OURS, clear_copies, copy_text, marked
from ui.kit.closed_text import ClosedText

ALLOWED = {"text/plain", OURS, *MARKS}
X11 = {"TARGETS", "MULTIPLE", "TIMESTAMP", "SAVE_TARGETS", "TEXT", "STRING", "UTF8_STRING", "COMPOUND_TEXT"}


def test_a_copy_has_one_form_and_every_mark(qapp: QApplication):
    data = marked("they said so")
    assert set(data.formats()) == ALLOWED
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert not data.hasHtml()


def test_our_copy_is_cleared_and_what_someone_else_copied_is_left(qapp: QApplication):
    clipboard = QGuiApplication.clipboard()
    copy_text("ours")
    assert clipboard.text() == "ours"
    clear_copies()
    assert clipboard.text() == ""
    data = QMimeData()
    data.setText("from elsewhere")
    clipboard.setMimeData(data)
    clear_copies()
    assert clipboard.text() == "from elsewhere"


def test_text_with_looks_reads_no_file(qapp: QApplication, tmp_path):
    picture = tmp_path / "secret.png"
    picture.write_bytes(b"private")
    text = ClosedText()
    text.setHtml(f'<img src="{picture.as_uri()}">')
    text.document().size()
    held = text.document().resource(2, picture.as_uri())
    assert held is None or bytes(held) == b""
    text.deleteLater()


@pytest.fixture(scope="module")
def told() -> dict[str, dict]:
    """What two programs on one display said."""
    done = run_program(
        "xvfb-run", "-a", sys.executable, "-m", "tests.support.copying", cwd=ROOT, env=_surroundings()
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line.get("field", next(iter(line))): line for line in lines}


def _surroundings() -> dict[str, str]:
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "xcb"}


@needs("xvfb-run", "Xvfb")
@pytest.mark.parametrize("field", ["rich", "plain", "line"])
def test_another_program_gets_plain_text_that_is_marked_from_every_kind_of_field(told, field):
    for place in ("clipboard", "selection"):
        seen = told[field]["seen"][place]
        assert SECRET in seen["text"]
        assert set(seen["forms"]) - X11 <= ALLOWED
        assert set(MARKS) <= set(seen["forms"])


@needs("xvfb-run", "Xvfb")
def test_both_are_empty_after_a_lock_and_after_a_while(told):
    assert told["cleared"]["cleared"] == [True, True]
    assert told["was"]["was"] == SECRET
    assert told["was"]["gone"] is True
