"""Templates: those of Attune, a practice's own, and who may read what is written under each heading."""

import pytest

from tests.support.builders import Practice
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.templates import (
    Heading,
    TemplateService,
    built_in,
    found_under,
    headings_in,
    is_untouched,
    worth_keeping,
)

NOTE = NoteDocument.of(
    [
        (Audience.JOINT, Block.of("h2", "Warm-up")),
        (Audience.JOINT, Block.of("p", "They laughed.")),
        (Audience.A, Block.of("h3", "Said alone")),
        (Audience.THERAPIST, Block.of("h2", "Hunch")),
    ]
)


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def templates(practice):
    return TemplateService(practice.vault, practice.clock)


def test_all_ten_come_with_attune_and_each_says_what_it_is_good_for():
    labels = [one.label for one in built_in()]
    assert labels == [
        "Couples process", "Free", "SOAP", "DAP", "BIRP", "GIRP", "First session", "Crisis", "Ending", "Call"
    ]  # fmt: skip
    assert all(one.help and len(one.help) < 100 for one in built_in())
    assert len({one.key for one in built_in()}) == 10


def test_where_both_partners_are_asked_alone_each_has_a_part_and_the_therapist_too():
    for key in ("first_session", "crisis"):
        template = next(one for one in built_in() if one.key == key)
        assert {one.audience for one in template.headings} == set(Audience)


def test_each_template_but_the_free_one_leads_to_a_plan_that_the_next_card_finds():
    for template in built_in():
        words = {one.words.casefold() for one in template.headings if one.audience is Audience.JOINT}
        assert template.key == "free" or words & found_under().plan, template.key
        assert template.key == "free" or words & found_under().focus, template.key


@pytest.mark.parametrize("session", list(Audience))
@pytest.mark.parametrize("template", built_in(), ids=lambda one: one.key)
def test_no_part_is_read_by_more_people_than_its_session(template, session):
    readers = {part.audience for part in template.note(session).parts}
    allowed = {
        Audience.JOINT: set(Audience),
        Audience.A: {Audience.A, Audience.THERAPIST},
        Audience.B: {Audience.B, Audience.THERAPIST},
        Audience.THERAPIST: {Audience.THERAPIST},
    }
    assert readers <= allowed[session]


def test_headings_alone_are_no_note_and_one_word_is(templates):
    for template in built_in():
        assert worth_keeping(template.note()) == NoteDocument()
    own = templates.add("Mine", [Heading("Warm-up")]).value
    assert is_untouched(own.note(), templates.headings)
    written = NoteDocument.of(
        [(Audience.JOINT, Block.of("h2", "Next")), (Audience.JOINT, Block.of("p", "x"))]
    )
    assert worth_keeping(written) == written


def test_a_notes_headings_become_a_template_with_their_readers_and_without_its_text(templates, practice):
    made = templates.add("  My way ", headings_in(NOTE)).value
    again = TemplateService(practice.vault, practice.clock).own()
    assert again == (made,)
    assert made.label == "My way"
    assert [(one.words, one.audience) for one in made.headings] == [
        ("Warm-up", "joint"), ("Said alone", "a"), ("Hunch", "therapist")
    ]  # fmt: skip
    assert "laughed" not in made.note().plain_text()


def test_a_blank_name_a_known_name_and_a_note_without_headings_are_refused_in_plain_words(templates):
    templates.add("Mine", [Heading("Warm-up")])
    for label in (" ", "mine", "SOAP"):
        with pytest.raises(InputError) as refused:
            templates.add(label, [Heading("Warm-up")])
        assert "Nothing" in refused.value.whole
    with pytest.raises(InputError, match="no headings"):
        templates.add("Other", headings_in(NoteDocument()))
    assert len(templates.own()) == 1


def test_own_templates_are_renamed_ordered_removed_and_brought_back_where_they_were(templates, practice):
    keys = [templates.add(name, [Heading(name)]).value.key for name in ("One", "Two", "Three")]
    templates.move(keys[2], -2)
    assert [one.label for one in templates.own()] == ["Three", "One", "Two"]
    templates.move(keys[2], -1)  # it is the first already
    templates.rename(keys[0], "First")
    assert [one.label for one in templates.own()] == ["Three", "First", "Two"]
    removed = practice.trash.remove_template(keys[0]).value
    assert [one.label for one in templates.list() if one.own] == ["Three", "Two"]
    practice.trash.restore(removed)
    assert [one.label for one in templates.own()] == ["Three", "First", "Two"]


def test_what_is_gone_says_so(templates):
    for act in (
        lambda: templates.rename("x", "y"),
        lambda: templates.move("x", 1),
    ):
        with pytest.raises(InputError, match="no longer here"):
            act()
