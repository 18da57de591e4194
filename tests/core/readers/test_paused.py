"""While joint work is paused no path yields a page for both: one table of all paths, and a new one must be in it."""

from __future__ import annotations

import inspect
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

import therapist_app
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app import workspace
from therapist_app.cli import run
from therapist_app.homework.said import Chosen, SaidDraft
from therapist_app.kernel.errors import SafetyHold
from therapist_app.workspace import Workspace

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
    "progression/practice_pdf.py": "figures of the practice, about no couple",
    "practice/recovery_sheet.py": "no couple",
}


@pytest.fixture
def paused(practice):
    """A couple with a note for both, whose joint work is paused."""
    couple = practice.couple("Ada", "Ben").phase("understanding", days_ago=30)
    joint = couple.session(days_ago=6).says("A joint line.").says("His own.", "b").tags("blaming", 2)
    couple.safety("unsafe")
    work = Workspace(practice.vault, practice.clock, practice.catalogue)
    return SimpleNamespace(practice=practice, work=work, id=couple.id, joint=joint.id)


def test_no_path_yields_a_page_for_both_and_no_reason_lifts_that(paused):
    for path, pages_for in PATHS.items():
        with pytest.raises(SafetyHold) as refused:
            pages_for(paused, "both")
        assert not refused.value.can_override, path
        if path != "returns.layout":  # that habit belongs to joint work
            assert pages_for(paused, "b"), path


def test_no_sheet_of_the_library_is_for_both_intake_measures_and_repair_among_them(paused):
    for handout in paused.work.homework.library():
        with pytest.raises(SafetyHold) as refused:
            paused.work.homework.render(paused.id, handout.key, holder="both", **ANYWAY)
        assert not refused.value.can_override


def test_no_command_of_the_shell_writes_a_page_for_both(paused, tmp_path, monkeypatch, capsys):
    paused.work.close()
    opened = partial(workspace.open_workspace, floor=WEAK, clock=paused.practice.clock)
    monkeypatch.setattr(workspace, "open_workspace", opened)
    secret, paper = tmp_path / "secret", tmp_path / "paper.pdf"
    secret.write_text(PASSPHRASE)
    where = [str(paused.work.folder), paused.id]
    for command in (
        ["progress", *where],
        ["handout", *where, ALONE, "--override", "They want it."],
        ["handout", *where, *PACKET, "--override", "They want it."],
        ["handout", *where, "listening_habit", "--fillable", "--override", "They want it."],
    ):
        assert run([*command, "--for", "both", "-o", str(paper), "--passphrase-file", str(secret)]) == 1
        assert "paused" in capsys.readouterr().err
        assert not paper.exists()


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
    work = Workspace(practice.vault, practice.clock, practice.catalogue)
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
    # All couples, for the clinician alone; figures about no couple.
    assert set(found) == {"progression/caseload_page.py", "progression/practice_page.py"}


def _importing(root, wanted):
    """The files below a folder that import from a module which is wanted."""
    for path in root.rglob("*.py"):
        if any(map(wanted, re.findall(r"^\s*from (\S+) import", path.read_text(encoding="utf-8"), re.M))):
            yield path.relative_to(root).as_posix()


def _giving_pages(place, service):
    for name, method in inspect.getmembers(type(service), inspect.isfunction):
        if name.startswith("_"):
            continue
        gives = str(inspect.signature(method).return_annotation)
        if any(word in gives for word in ("Rendered", "FillableSheet", "Suggestion, ")):
            yield f"{place}{name}"
