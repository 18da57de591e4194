"""Every act that takes something away: the table of them, and that each has its way back in the same file."""

from __future__ import annotations

import ast
import re

from tests.support.programs import ROOT

_TAKES_AWAY = re.compile(r"(remove|take_back|untag|unrate|delete|discard)(_\w+)?$")

# Where the act is asked for, and what takes it back.
UNDONE_BY: dict[tuple[str, str], str] = {
    ("ui/sessions/note_ends.py", "remove_session"): "restore",
    ("ui/commitments/page.py", "remove_commitment"): "restore",
    ("ui/homework/giving.py", "remove_assignment"): "restore",
    ("ui/couples/rupture_sheet.py", "remove_rupture"): "restore",  # told by ui/couples/sheets.py
    ("ui/preferences/aids_card.py", "remove_template"): "restore",
    ("ui/preferences/aids_card.py", "remove_snippet"): "restore",
    ("ui/homework/own_acts.py", "remove_own_sheet"): "restore",
    ("ui/sessions/blocks_section.py", "untag_block"): "tag_block",
    ("ui/sessions/signs_section.py", "unrate"): "rate",
    ("ui/sessions/present_section.py", "remove"): "enter",
    ("ui/sessions/promises_section.py", "take_back"): "give_back",
    ("ui/commitments/page.py", "take_back"): "give_back",
    ("ui/couples/score_sheet.py", "take_back"): "give_back",  # told by ui/couples/sheets.py
    ("ui/preferences/sets_card.py", "remove"): "give_back",
    ("ui/couples/entry_sheet.py", "take_back"): "give_back",  # told by ui/couples/sheets.py
    ("ui/repair/acts.py", "take_back"): "give_back",
    ("ui/repair/step_sheet.py", "take_back"): "give_back",  # told by ui/repair/acts.py
    ("ui/safety/entry_sheet.py", "take_back"): "undo",  # told by ui/safety/page.py
}
# These are themselves the way back from something just entered, so the act before them is one step away.
ARE_AN_UNDO = {
    ("ui/commitments/acts.py", "remove"),  # of a promise just made
    ("ui/commitments/acts.py", "take_back"),  # of an answer just given
    ("ui/commitments/acts.py", "take_back_state"),  # of a pause or an end just entered
    ("ui/homework/giving.py", "take_back"),  # of a sheet just noted as given
    ("ui/homework/giving.py", "take_back_review"),
    ("ui/homework/said_page.py", "take_back"),  # of words of a session just noted as given
    ("ui/homework/returning.py", "take_back"),  # of a sheet just taken in
    ("ui/shell/commands.py", "remove"),  # of "Seen today"
    ("ui/today/page.py", "take_back"),  # of a line just set aside
    ("ui/couples/add_page.py", "remove_couple"),  # of a couple just added
}
# These ask first, and say that nothing brings it back.
ASKS_FIRST = {
    ("ui/couples/edit_sheets.py", "remove_couple"),  # by typing the label; samples only
    ("ui/trash/page.py", "remove_for_good"),
    ("ui/shell/ways.py", "remove_keyring"),  # with the passphrase
}
_TOLD_ELSEWHERE = {
    "ui/couples/entry_sheet.py": "ui/couples/sheets.py",
    "ui/couples/rupture_sheet.py": "ui/couples/sheets.py",
    "ui/repair/step_sheet.py": "ui/repair/acts.py",
    "ui/safety/entry_sheet.py": "ui/safety/page.py",
}


def use_cases() -> set[str]:
    """Names of all use cases that take something away."""
    found: set[str] = set()
    for path in (ROOT / "therapist_app").rglob("*.py"):
        if "vault" in path.parts or "documents" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = (one.name for one in node.body if isinstance(one, ast.FunctionDef))
                found |= {name for name in methods if _TAKES_AWAY.match(name)}
    return found


def asked_for() -> set[tuple[str, str]]:
    """Which file of the screens calls which of them on a service."""
    names, found = use_cases(), set()
    services = {
        "service",
        "trash",
        "couples",
        "homework",
        "packets",
        "sessions",
        "commitments",
        "progression",
        "phases",
        "sets",
        "ways",
        "returns",
        "measures",
        "repair",
        "intake",
        "safety",
    }
    for path in (ROOT / "ui").rglob("*.py"):
        if "pictures" in path.parts:  # paints a practice that is thrown away
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in names:
                of = (
                    node.value.attr
                    if isinstance(node.value, ast.Attribute)
                    else getattr(node.value, "id", "")
                )
                if of.lstrip("_") in services:
                    found.add((path.relative_to(ROOT).as_posix(), node.attr))
    return found


def test_every_act_that_takes_something_away_is_in_the_table():
    assert asked_for() == UNDONE_BY.keys() | ARE_AN_UNDO | ASKS_FIRST


def test_each_of_them_names_its_way_back_where_it_is_asked_for():
    for (file, _), undo in UNDONE_BY.items():
        text = (ROOT / _TOLD_ELSEWHERE.get(file, file)).read_text(encoding="utf-8")
        assert f".{undo}(" in text, file


def test_what_cannot_be_undone_asks_with_a_danger_button():
    for file in ("ui/couples/edit_sheets.py", "ui/trash/page.py"):
        assert "danger=True" in (ROOT / file).read_text(encoding="utf-8"), file
