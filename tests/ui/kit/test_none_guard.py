"""A guard against a bad release of PySide6: a void call must not give back a reference to None it never took.

6.12.0 did, and on Python 3.11 the process aborts after some thousand calls.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

CALLS = 20_000
SLACK = 500  # what the rest of the process may take or give meanwhile


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be counted there, nor freed")
def test_void_calls_leave_the_count_of_none_alone() -> None:
    document = QTextDocument("words")
    cursor = QTextCursor(document)
    before = sys.getrefcount(None)
    for _ in range(SLACK * 2):  # few enough to live through it, and to say so
        cursor.setPosition(0)
    assert before - sys.getrefcount(None) < SLACK
    for i in range(CALLS):
        cursor.setPosition(0)
        if i % 20 == 0:
            cursor.insertText("w")
            cursor.insertBlock()
    assert before - sys.getrefcount(None) < SLACK
