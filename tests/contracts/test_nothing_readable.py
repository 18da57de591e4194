"""Doors that are the only ones of their kind: what could leave something readable is used nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.programs import ROOT

# What must not be used, and the files in which it may be, with the reason.
ONLY = {
    "tempfile": {
        "ui/pictures/paint.py",
        "ui/pictures/__main__.py",
    },  # invented couples only
    "QFileDialog": {"ui/kit/dialogs.py"},  # one door that forgets where it was
    "QSettings": {"ui/main.py"},  # only to send Qt's own files elsewhere
    "QTextEdit": {"ui/kit/closed_text.py", "ui/sessions/editor_surface.py"},  # both read no file
    "QTextDocument": {  # one class that reads no file; the others only name the kind
        "ui/sessions/editor_document.py",
        "ui/sessions/editor_settle.py",
        "ui/sessions/editor_index.py",
        "ui/sessions/find_row.py",
    },
    "QTextBrowser": set(),
    "setHtml": set(),
    "insertHtml": set(),
    "toHtml": set(),
    "setMarkdown": set(),
    "RichText": set(),
    "setMimeData": {"ui/kit/clipboard.py"},
    "QSystemTrayIcon": set(),  # no notification is sent, so none can name anyone
    "QDesktopServices": {
        "ui/unlock/page.py"
    },  # shows the practice's folder, which names nobody; never a file
    "startfile": set(),
    "webbrowser": set(),
    "QProcess": set(),
    "urllib": {"therapist_app/vault/driver.py"},  # to spell a path
    "http": set(),
    "socket": {"ui/shell/instance.py"},  # asks who is at the other end of a local one
    "requests": set(),
    "QNetworkAccessManager": set(),
    "echo": set(),  # SQLAlchemy would print every statement
    "ctypes": {
        "ui/shell/hardening.py",
        "ui/shell/sentry_windows.py",
        "ui/kit/sharing.py",
        "therapist_app/kernel/whereabouts.py",
        "therapist_app/vault/swap.py",
        "therapist_app/documents/filled.py",  # PDFium, in a process apart
    },
    "pickle": set(),
    "fontfinder": set(),  # its cache in a shared folder was read back unsafely
    "Platypus": set(),
}


def names_in(tree: ast.AST) -> Iterator[str]:
    """Every name that code uses: of modules, things and their parts, and of arguments given by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (part for one in node.names for part in one.name.split("."))
            yield from (getattr(node, "module", None) or "").split(".")
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def used() -> dict[str, set[str]]:
    """The files that use each name of the table."""
    found: dict[str, set[str]] = {name: set() for name in ONLY}
    for root in ("therapist_app", "ui", "resources"):
        for path in (ROOT / root).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for name in set(names_in(tree)) & ONLY.keys():
                found[name].add(path.relative_to(ROOT).as_posix())
    return found


USED = used()


@pytest.mark.parametrize("name", ONLY)
def test_it_is_used_at_its_own_door_only(name):
    assert USED[name] <= ONLY[name]


def test_every_exception_is_still_needed():
    assert {name: ONLY[name] - USED[name] for name in ONLY if ONLY[name] - USED[name]} == {}


def test_the_look_finds_a_name_however_it_is_used():
    code = "import http.client\nfrom PySide6.QtGui import QDesktopServices as q\nx.setHtml(a)\ncreate_engine(echo=True)"
    assert {"http", "QDesktopServices", "setHtml", "echo"} <= set(names_in(ast.parse(code)))
