"""The card before a session: what it takes from the record, and what never reaches the wrong paper."""

import datetime as dt

import pytest

from tests.core.documents.reading_back import pages_of, words_of
from tests.support.builders import Practice
from therapist_app.briefing import words
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.safety.drafts import ScreenDraft
from therapist_app.sample.build import build_sample
from therapist_app.sessions.before import narrowed, narrower, section
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.workspace import Workspace

JOINT, A, B, THERAPIST = Audience.JOINT, Audience.A, Audience.B, Audience.THERAPIST
NOTE = NoteDocument.of(
    [
        (JOINT, Block.of("h2", "What happened")),
        (JOINT, Block.of("p", "They slowed the cycle down.")),
        (THERAPIST, Block.of("h2", "Process")),
        (THERAPIST, Block.of("p", "My hunch about him.")),
        (JOINT, Block.of("h2", "Next: ")),
        (JOINT, Block.of("bullet", "Ask about the calls.")),
        (A, Block.of("p", "Her own worry.")),
    ]
)


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def workspace(practice):
    return Workspace(practice.vault, practice.clock, practice.catalogue)


@pytest.fixture
def told(practice):
    """A couple with a past: two noted sessions, one today, a promise, a block, a sheet that is out."""
    couple = practice.couple("Ada", "Ben")
    couple.safety("no_known_concern", days_ago=70)
    couple.phase("safety", days_ago=63).phase("understanding", days_ago=21).phase(
        "understanding", days_ago=14
    )
    couple.session(days_ago=14).says("An older note.").tags("blaming", 2)
    last = couple.session(days_ago=7)
    practice.sessions.save_note(last.id, NOTE)
    couple.promise("I text when I leave", owner="b", days_ago=28).kept(20).missed(13)
    key = practice.homework.library()[0].key
    practice.homework.give(couple.id, key, holder="a", given_on=practice.day(7), override_reason="It fits.")
    return couple


def lines(found):
    return [(str(line.audience), line.text) for line in found]


def test_the_card_says_what_was_planned_and_what_is_open(told, workspace, practice):
    today = told.session()
    card = workspace.briefing.before_session(told.id, today.id)
    assert lines(card.focus) == [("joint", "They slowed the cycle down.")]
    assert lines(card.plan) == [("joint", "Ask about the calls."), ("a", "Her own worry.")]
    assert card.words is None  # the plan says them already
    assert words.phase_words(card, practice.catalogue) == "Understanding & Accountability, for 3 weeks"
    assert next(words.block_words(one, card, practice.catalogue) for one in card.blocks).endswith(
        "open 2 weeks"
    )
    assert [words.promise_words(one, "Ada", "Ben") for one in card.promises] == [
        "Ben: I text when I leave · last time missed"
    ]
    assert words.sheet_words(card.sheets[0], "Ada", "Ben", card.day).endswith("Ada · given 7 days ago")
    assert words.last_words_of(card.last, card.day) == "Session 2, 14 Nov, 7 days ago"


def test_a_second_set_of_steps_stands_beside_the_phase(told, workspace, practice):
    def said():
        return words.phase_lines(workspace.briefing.before_session(told.id), practice.catalogue)

    phase = said()
    assert phase == ["Understanding & Accountability, for 3 weeks"]
    workspace.progression.sets.choose(told.id, "eft")
    eft = workspace.progression.sets.of(told.id)
    assert said() == [*phase, f"{eft.label}: no step entered yet"]
    enter, first = workspace.progression.phases.enter, eft.steps[0]
    enter(told.id, first.key, on_date=practice.day(14), phase_set="eft")
    enter(told.id, first.key, on_date=practice.day(7), phase_set="eft")  # the same again begins nothing anew
    assert said() == [*phase, f"{eft.label}: {first.label}, for 2 weeks"]
    card = workspace.briefing.before_session(told.id)
    paper = " ".join(words_of(workspace.briefing.sheet_layout(card)().pdf).split())
    assert f"{first.label}, for 2 weeks." in paper


def test_nothing_of_the_session_itself_or_of_a_later_one_is_on_its_card(told, workspace):
    sessions = workspace.sessions.list(told.id)
    older = sessions[-1].session
    card = workspace.briefing.before_session(told.id, older.id)
    assert card.last is None
    assert card.blocks == () or all(one.since <= older.on_date for one in card.blocks)
    newest = workspace.briefing.before_session(told.id, sessions[0].session.id)
    assert newest.last.on_date == older.on_date


def test_of_two_sessions_on_one_day_the_earlier_comes_before_the_later(practice, workspace):
    couple = practice.couple()
    early = couple.session(start=dt.time(9)).says("Morning.")
    late = couple.session(start=dt.time(18)).says("Evening.")
    assert workspace.briefing.before_session(couple.id, late.id).last.session_id == early.id
    assert workspace.briefing.before_session(couple.id, early.id).last is None


def test_a_session_without_headings_still_says_how_it_began_and_ended(practice, workspace):
    couple = practice.couple()
    couple.session(days_ago=7).says("They came in late.").says("He will call.", Audience.B)
    card = workspace.briefing.before_session(couple.id)
    assert lines(card.focus) == [("joint", "They came in late.")]
    assert (card.words.text, card.words.audience) == ("He will call.", B)


def test_safety_is_said_of_the_couple_and_of_each_partner_never_more_than_is_known(practice, workspace):
    couple = practice.couple("Ada", "Ben").safety("concerns", days_ago=30)
    couple.alone("a", days_ago=12)
    card = workspace.briefing.before_session(couple.id)
    assert words.safety_words(card, practice.catalogue) == "Concerns, 30 days ago"
    assert words.alone_words(card, "a", "Ada") == "Ada: seen alone 12 days ago; ask again alone"
    assert words.alone_words(card, "b", "Ben") == "Ben: not screened alone yet"
    couple.screened("b", days_ago=8).screened("b", days_ago=9)
    practice.safety.screen(couple.id, ScreenDraft("a", answers={"threats": "no"}))  # asked in part
    card = workspace.briefing.before_session(couple.id)
    assert words.alone_words(card, "a", "Ada") == "Ada: seen alone 12 days ago; ask again alone"
    assert words.alone_words(card, "b", "Ben") == "Ben: screened alone 8 days ago"
    aged = practice.couple("Cleo", "Dov").safety("no_known_concern", days_ago=100)
    card = workspace.briefing.before_session(aged.id)
    assert words.safety_words(card, practice.catalogue).endswith("100 days ago; screen due")
    new = workspace.briefing.before_session(practice.couple("Mira", "Noor").id)
    assert new.is_empty
    assert "ago" not in words.safety_words(new, practice.catalogue)


def test_what_was_said_in_a_session_with_one_alone_stays_that_partners(practice, workspace):
    couple = practice.couple()
    couple.alone("a", days_ago=3).says("Only hers.")
    card = workspace.briefing.before_session(couple.id)
    assert {line.audience for line in card.last.lines} == {A}


@pytest.mark.parametrize("first", list(Audience))
@pytest.mark.parametrize("second", list(Audience))
def test_what_comes_from_two_places_is_read_by_those_who_may_read_both(first, second):
    readers = {JOINT: {"a", "b", "t"}, A: {"a", "t"}, B: {"b", "t"}, THERAPIST: {"t"}}
    assert readers[narrower(first, second)] == readers[first] & readers[second]
    assert {part.audience for part in narrowed(NOTE, THERAPIST).parts} == {THERAPIST}


def test_a_section_ends_at_the_next_heading_of_any_kind():
    note = NoteDocument.of(
        [
            (JOINT, Block.of(kind, text))
            for kind, text in (("h2", "Plan"), ("p", "x"), ("h3", "Else"), ("p", "y"))
        ]
    )
    assert [line.text for line in section(note, {"plan"})] == ["x"]
    assert section(note, {"nothing"}) == ()


def test_the_page_is_one_marked_for_you_only_without_process_notes_and_names_whose_a_line_is(told, workspace):
    for paper in ("a4", "letter"):
        card = workspace.briefing.before_session(told.id)
        made = workspace.briefing.sheet_layout(card, paper=paper)()
        said = " ".join(words_of(made.pdf).split())
        assert made.pages == len(pages_of(made.pdf)) == 1
        assert "For you only" in said
        assert "Private to Ada: Her own worry." in said
        assert "hunch" not in said
        assert "Ada" not in str(made.pdf[:400])


def test_every_sample_couple_has_a_card_of_one_page_that_keeps_to_the_record(practice, workspace):
    build_sample(workspace, practice.clock, seed="7", couples=5, weeks=30)
    for file in workspace.couples.list():
        for row in workspace.sessions.list(file.couple.id)[::9]:
            card = workspace.briefing.before_session(file.couple.id, row.session.id)
            day = row.session.on_date
            assert card.day == day
            assert card.last is None or (card.last.session_id != row.session.id and card.last.on_date <= day)
            assert all(block.since <= day for block in card.blocks)
            assert all(sheet.assignment.given_on <= day for sheet in card.sheets)
            assert card.phase_since is None or card.phase_since <= day
            said = set(card.last.lines) if card.last else set()
            assert set(card.focus) | set(card.plan) | ({card.words} - {None}) <= said
        assert workspace.briefing.sheet_layout(workspace.briefing.before_session(file.couple.id))().pages == 1


def test_a_session_of_another_couple_or_one_that_is_gone_is_refused(told, workspace, practice):
    other = practice.couple("Mira", "Noor")
    for session in (told.session().id, "gone"):
        with pytest.raises(InputError, match="no longer here"):
            workspace.briefing.before_session(other.id, session)
