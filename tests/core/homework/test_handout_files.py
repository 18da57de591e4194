"""The handouts that ship: whole, known to the catalogue, easy to read, and safe in what they ask."""

import re
from pathlib import Path

import pytest

import resources.handouts
from tests.support.reading import body_texts, ease
from therapist_app.catalogue.load import load_catalogue
from therapist_app.documents.blocks import (
    Body,
    Checks,
    CycleDiagram,
    DayLog,
    Lines,
    PhasePath,
    PromiseGrid,
    Rate,
)
from therapist_app.homework.handout_file import Handout, load_library

LIBRARY = {handout.key: handout for handout in load_library()}
COPIES = [(h.key, h.body) for h in LIBRARY.values()]
COPIES += [(f"{h.key}, other copy", h.other.body) for h in LIBRARY.values() if h.other]
FOLDER = Path(resources.handouts.__path__[0])


def blocks(body: Body) -> list[object]:
    return [block for section in body.sections for block in section.blocks]


def words(handout: Handout) -> str:
    """All that either copy says, in one line."""
    bodies = [handout.body, *([handout.other.body] if handout.other else [])]
    heads = [handout.head.purpose, handout.head.safety_note]
    heads += [handout.other.head.purpose, handout.other.head.safety_note] if handout.other else []
    return " ".join([*heads, *(text for body in bodies for text in body_texts(body))])


def test_each_repair_step_has_a_sheet_that_opens_it() -> None:
    doorways = [key for key in LIBRARY if key.startswith("step_")]
    assert sorted(LIBRARY[key].head.step for key in doorways) == [s.key for s in load_catalogue().steps]


@pytest.mark.parametrize("key", LIBRARY)
def test_a_handout_knows_where_it_belongs(key: str) -> None:
    head, catalogue = LIBRARY[key].head, load_catalogue()
    assert head.phases
    for phase in head.phases:
        catalogue.phase(phase)
    for block in head.blocks:
        assert catalogue.block(block).couple_label, (
            "a block that is never printed cannot be worked on on paper"
        )
    catalogue.component(head.component)
    for dimension in head.dimensions:
        catalogue.dimension(dimension)
    if head.step:
        assert set(catalogue.step(head.step).phases) & set(head.phases)


def test_each_phase_and_kind_of_partner_is_served_by_some_sheet() -> None:
    catalogue = load_catalogue()
    heads = [handout.head for handout in LIBRARY.values()]
    for part in ("phases", "styles", "profiles", "life_stages"):
        served = {key for head in heads for key in getattr(head, part)}
        assert served == {entry.key for entry in getattr(catalogue, part)}
    groups = {catalogue.block(key).group for head in heads for key in head.blocks}
    assert groups == {group.key for group in catalogue.block_groups}


@pytest.mark.parametrize(("name", "body"), COPIES, ids=[name for name, _ in COPIES])
def test_a_body_is_easy_to_read(name: str, body: Body) -> None:
    read = ease(body_texts(body))
    assert read.grade <= 7.0
    assert read.longest[0] <= 22, read.longest


@pytest.mark.parametrize("key", LIBRARY)
def test_a_head_is_easy_to_read(key: str) -> None:
    handout = LIBRARY[key]
    heads = [handout.head, *([handout.other.head] if handout.other else [])]
    for head in heads:
        read = ease([head.purpose, *([head.safety_note] if head.safety_note else [])])
        assert read.grade <= 7.0
        assert read.longest[0] <= 22, read.longest


def test_the_lines_of_the_path_are_easy_to_read() -> None:
    read = ease([phase.couple_line for phase in load_catalogue().phases])
    assert read.grade <= 7.0
    assert read.longest[0] <= 22


def test_the_measure_can_say_no() -> None:
    heavy = "Notwithstanding considerable ambivalence, participants demonstrated competencies."
    assert ease([heavy]).grade > 20
    assert ease(["We sat. And then " + "we went " * 11]).longest[0] == 24
    assert ease(["{both} sat. {a}'s tea was hot."]).sentences == ((1, "Xx sat."), (3, "Xx tea was hot."))


@pytest.mark.parametrize("key", LIBRARY)
def test_no_word_blames_diagnoses_or_asks_for_a_signature(key: str) -> None:
    spoken = words(LIBRARY[key]).lower()
    for word in ("anxious", "avoidant", "avoider", "pursuer", "withdrawer", "victim", "offender", "abuser"):
        assert word not in spoken
    for word in ("disorder", "trauma", "symptom", "signature", "sign here", "failed", "failure", "fault"):
        assert word not in spoken


@pytest.mark.parametrize("key", LIBRARY)
def test_no_box_asks_whether_the_partner_is_safe(key: str) -> None:
    handout = LIBRARY[key]
    bodies = [handout.body, *([handout.other.body] if handout.other else [])]
    for body in bodies:
        for block in blocks(body):
            if isinstance(block, Checks | Rate):
                items = block.items if isinstance(block, Checks) else block.prompts
                assert not any("safe" in run.text or "afraid" in run.text for item in items for run in item)


def test_the_hurt_is_never_said_to_have_stopped() -> None:
    """It is what caused the hurt that can stop."""
    texts = [path.read_text("utf-8") for path in FOLDER.glob("*.md")]
    assert not any(re.search(r"(?i)(?<!caused )the hurt (has )?stop", text) for text in texts)


JOINT = [
    "cycle_map",
    "weekly_meeting",
    "commitment_sheet",
    "lapse_repair",
    "old_patterns",
    "group_effort",
    "group_time",
]
JOINT += ["way_quiet", "way_carrying", "deciding_next", "parting_with_care"]
OPEN = ["impact_statement", "ownership_letter", "step_name", "step_impact", "step_fear", "step_own"]
OPEN += [
    "step_closer",
    "trigger_card",
    "transparency",
    "underlying_fears",
    "affection_ladder",
    "shared_story",
]


@pytest.mark.parametrize("key", [*JOINT, *OPEN])
def test_where_one_is_afraid_these_are_never_used(key: str) -> None:
    assert LIBRARY[key].head.if_coercion == "never"


@pytest.mark.parametrize("key", OPEN)
def test_sheets_that_ask_for_openness_wait_until_the_cause_has_stopped(key: str) -> None:
    head = LIBRARY[key].head
    assert head.needs_safety
    assert "what caused the hurt has stopped" in head.safety_note


def test_no_two_safety_notes_are_the_same() -> None:
    notes = [handout.head.safety_note for handout in LIBRARY.values() if handout.head.safety_note]
    assert len(notes) == len(set(notes))


def test_affection_is_never_owed() -> None:
    for key in ("affection_ladder", "step_closer"):
        assert "No reason is owed, and nothing is owed later." in LIBRARY[key].head.safety_note


def test_openness_has_an_end_date_and_no_passwords_or_tracking() -> None:
    spoken = words(LIBRARY["transparency"])
    assert "Put an end date on all of it" in spoken
    assert "It ends on" in spoken
    never = next(one for one in LIBRARY["transparency"].body.sections if one.heading == "It is never")
    text = " ".join(body_texts(Body((never,))))
    assert "Passwords, tracking" in text


def test_the_self_check_asks_about_each_sign_once() -> None:
    rates = [block for block in blocks(LIBRARY["signs_check"].body) if isinstance(block, Rate)]
    assert sum(len(rate.prompts) for rate in rates) == len(load_catalogue().signs)
    assert {(rate.low, rate.high) for rate in rates} == {(0, 4)}


ALONE = ["steady_yourself", "people_i_can_call", "what_do_i_want_next", "group_safety"]


@pytest.mark.parametrize("key", ALONE)
def test_sheets_for_one_alone_ask_whether_to_take_them_home(key: str) -> None:
    head = LIBRARY[key].head
    assert (head.for_, head.if_coercion, head.needs_safety) == ("one", "alone_only", False)
    assert "is it safe to take home?" in head.safety_note.lower()
    assert "No one needs a reason." in head.safety_note
    assert "alone" in head.follow_up.lower()
    assert "{other}" not in words(LIBRARY[key])


def test_a_style_or_profile_is_printed_as_a_need() -> None:
    for handout in LIBRARY.values():
        spoken = f"{handout.title} {words(handout)}".lower()
        for label in ("attachment", "fearful", "rationalist", "empath", "insecure", "clingy"):
            assert label not in spoken.split()


@pytest.mark.parametrize("key", ["impact_statement", "ownership_letter"])
def test_deep_sheets_say_on_their_face_what_they_need(key: str) -> None:
    head = LIBRARY[key].head
    assert head.needs_safety
    assert head.if_coercion == "never"
    assert "only when what caused the hurt has stopped" in head.safety_note
    assert "Ask yourself quietly" in head.safety_note
    assert "leave this empty. No one needs a reason." in head.safety_note


def test_the_impact_statement_keeps_the_listener_apart() -> None:
    handout = LIBRARY["impact_statement"]
    assert (handout.head.component, handout.head.phases) == (
        "vulnerability",
        ("understanding", "vulnerability"),
    )
    assert handout.other is not None
    written = set(body_texts(handout.body))
    heard = set(body_texts(handout.other.body))
    assert not written & heard
    assert "The plain facts, as few as you need" in written
    assert "What I heard is …" in heard


def test_what_each_sheet_is_for() -> None:
    assert any(isinstance(block, CycleDiagram) for block in blocks(LIBRARY["cycle_map"].body))
    assert any(isinstance(block, PromiseGrid) for block in blocks(LIBRARY["commitment_sheet"].body))
    assert any(isinstance(block, PhasePath) for block in blocks(LIBRARY["welcome"].body))
    logs = [block for block in blocks(LIBRARY["listening_habit"].body) if isinstance(block, DayLog)]
    assert [log.days for log in logs] == [14]
    for key in ("time_out", "ownership_letter", "weekly_meeting", "impact_statement"):
        assert sum(isinstance(block, Lines) for block in blocks(LIBRARY[key].body)) >= 4
