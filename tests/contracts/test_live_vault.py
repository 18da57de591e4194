"""No code of ours opens the live database file by itself: closing such a file would drop SQLite's lock on it.

On Linux a lock belongs to the process and the file, not to the handle; SQLite's "How To Corrupt" tells of it. So the
file's name is known to few modules, and every function of theirs that reads or copies bytes stands here, with what
it opens in place of the live file.
"""

import ast

import pytest

from tests.support.programs import ROOT

NAMES = {"DB_NAME", "db_path", "practice.db"}
DOORS = {"open", "fdopen", "read_bytes", "read_text", "write_bytes", "write_text", "touch"}
DOORS |= {"copy2", "copyfile", "copyfileobj", "copytree", "move"}
ALLOWED = {
    "backup.py sha256_of": "a copy that was made for the backup",
    "backup.py _read_back": "the key file in the copy",
    "bundle.py _open_file": "parts of a copy",
    "bundle.py pack": "the packed backup",
    "bundle.py _database": "a member of the packed backup",
    "bundle.py extract": "the place a backup is unpacked to",
    "create.py _make_db": "a database that is closed and not yet anyone's",
    "driver.py _refuse_plain": "the live file, when it could not be opened and no connection of ours is on it",
}


def spots(name, text):
    """Each function of a module that knows the live file and reads or copies bytes itself."""
    tree = ast.parse(text)
    if not any(named(node) in NAMES for node in ast.walk(tree)) and name != "driver.py":
        return set()
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        f"{name} {function.name}"
        for function in functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and named(call.func) in DOORS
    }


def named(node):
    """The name that a piece of code is known by, or the text that it is."""
    return getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "value", None)


def ours():
    """Every module of the program."""
    return [path for package in ("therapist_app", "ui") for path in sorted((ROOT / package).rglob("*.py"))]


def test_the_live_database_is_opened_by_the_database_library_alone():
    found = {spot for path in ours() for spot in spots(path.name, path.read_text(encoding="utf-8"))}
    assert found - set(ALLOWED) == set()


def test_every_allowed_spot_is_still_there():
    found = {spot for path in ours() for spot in spots(path.name, path.read_text(encoding="utf-8"))}
    assert set(ALLOWED) - found == set()


@pytest.mark.parametrize(
    "line",
    [
        "(vault / DB_NAME).read_bytes()",
        "vault.db_path.open('rb')",
        "shutil.copyfile(folder / 'practice.db', there)",
        "os.fdopen(os.open(vault.db_path, 0))",
    ],
)
def test_a_new_spot_is_seen(line):
    assert spots("new.py", f"def peek(vault, folder, there):\n    return {line}\n") == {"new.py peek"}
