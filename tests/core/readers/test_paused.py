"""While joint work is paused no path yields a page for both: one table of all paths, and a new one must be in it."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import therapist_app
from tests.core.readers.scene import told
from therapist_app.homework.said import Chosen, SaidDraft
from therapist_app.kernel.errors import SafetyHold

ANYWAY = {"override_reason": "They both want it."}
WORDS = SaidDraft((Chosen("joint", "A joint line."),), for_a=("Hers.",), for_b=("His.",))
ALONE, PACKET = "steady_yourself", ("steady_yourself", "people_i_can_call")

# What gives pages of a couple, each asked for a page for this holder.
PATHS = {
    "homework.render": lambda s, who: s.work.homework.render(s.id, ALONE, holder=who, **ANYWAY),
    "homework.layout": lambda s, who: s.work.homework.layout(s.id, ALONE, holder=who, **ANYWAY)(),
    "packets.render": lambda s, who: s.work.packets.render(s.id, PACKET, holder=who, **ANYWAY),
    "packets.layout": lambda s, who: s.work.packets.layout(s.id, PACKET, holder=who, **ANYWAY)(),
    "returns.layout": lambda s, who: s.work.returns.layout(s.id, "listening_habit", holder=who, **ANYWAY)(),
    "said.layout": lambda s, who: s.work.said.layout(s.joint, WORDS, holder=who, **ANYWAY)(),
    "report": lambda s, who: s.work.report(s.id, who),
    "report_layout": lambda s, who: s.work.report_layout(s.id, who)(),
    "note_layout": lambda s, who: s.work.note_layout(s.joint, who)(),
}

# What never is a page for both of a couple, and why.
NOT_JOINT = {
    "homework.render_blank": "nobody's name is on it",
    "homework.blank_layout": "nobody's name is on it",
    "homework.draft_layout": "nobody's name is on it",
    "briefing.sheet_layout": "for the clinician alone",
    "ways.sheet": "the recovery words of the practice",
    "homework.suggestions": "see the test of suggestions",
}

# Who hands pages to the PDF engine, and by which of these paths.
PRINTS = {
    "homework/pdf.py": "homework, returns",
    "homework/packet.py": "packets",
    "homework/said_pdf.py": "said",
    "sessions/pdf.py": "note_layout",
    "progression/pdf.py": "report",
    "briefing/pdf.py": "briefing",
    "guidance/caseload_pdf.py": "all couples, for the clinician alone",
    "practice/recovery_sheet.py": "no couple",
}


@pytest.fixture
def paused(practice):
    scene = told(practice)
    practice.safety.set_status(scene.id, "unsafe", reason="Ada is afraid.", reasons=["threats"])
    return scene


@pytest.mark.parametrize("path", PATHS)
def test_no_path_yields_a_page_for_both_and_no_reason_lifts_that(paused, path):
    with pytest.raises(SafetyHold) as refused:
        PATHS[path](paused, "both")
    assert not refused.value.can_override
    if path != "returns.layout":  # that habit belongs to joint work
        assert PATHS[path](paused, "b")


@pytest.mark.parametrize("handout_for", ["both", "each"])
def test_neither_an_own_sheet_nor_a_shared_file_does(paused, tmp_path, handout_for):
    own = paused.work.homework.own
    shipped = next(one for one in paused.work.homework.shipped() if one.head.for_ == handout_for)
    key = own.copy(shipped).value
    text = own.text(key)
    own.keep(key, {**text.head, "if_coercion": "ok", "needs_safety": False}, text.body)
    shared = tmp_path / "sheet.attunesheet"
    shared.write_bytes(own.shared(key))
    for one in (key, own.take_in(shared).value):
        for refused in (
            lambda one=one: paused.work.homework.render(paused.id, one, holder="both", **ANYWAY),
            lambda one=one: paused.work.packets.render(paused.id, [one], holder="both", **ANYWAY),
            lambda one=one: paused.work.homework.give(paused.id, one, holder="both", **ANYWAY),
        ):
            with pytest.raises(SafetyHold):
                refused()


def test_nothing_for_both_is_noted_as_given(paused):
    work = paused.work
    before = work.homework.assignments(paused.id)
    for give in (
        lambda: work.homework.give(paused.id, "welcome", holder="both", **ANYWAY),
        lambda: work.packets.give(paused.id, PACKET, holder="both", **ANYWAY),
        lambda: work.said.give(paused.joint, WORDS, holder="both", **ANYWAY),
    ):
        with pytest.raises(SafetyHold):
            give()
    assert work.homework.assignments(paused.id) == before


def test_no_sheet_of_joint_work_is_suggested(paused):
    found = paused.work.homework.suggestions(paused.id)
    assert found
    assert not [one.handout.key for one in found if one.handout.head.for_ == "both"]
    for one in found:
        assert paused.work.homework.render(paused.id, one.handout.key, holder="a").pdf


def test_whatever_gives_pages_is_in_the_table(practice):
    work = told(practice).work
    found = set(_giving_pages("", work))
    for name, service in vars(work).items():
        found |= set(_giving_pages(f"{name}.", service))
    assert found == PATHS.keys() | NOT_JOINT.keys()


def test_whatever_hands_pages_to_the_engine_is_in_the_table():
    root = Path(therapist_app.__file__).parent
    assert set(_importing(root, lambda module: module == "therapist_app.documents.render")) == PRINTS.keys()


def test_screens_ask_these_services_for_pages_and_lay_out_no_couples_page_themselves():
    screens = Path(therapist_app.__file__).parents[1] / "ui"
    found = _importing(screens, lambda module: module.endswith("pdf") and module.startswith("therapist_app"))
    assert set(found) == {"progression/caseload_page.py"}  # all couples, for the clinician alone


def _importing(root, wanted):
    """The files below a folder that import from a module which is wanted."""
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and wanted(node.module or ""):
                yield path.relative_to(root).as_posix()


def _giving_pages(place, service):
    for name, method in inspect.getmembers(service, inspect.ismethod):
        if name.startswith("_"):
            continue
        gives = str(inspect.signature(method).return_annotation)
        if any(word in gives for word in ("Rendered", "FillableSheet", "Suggestion, ")):
            yield f"{place}{name}"
