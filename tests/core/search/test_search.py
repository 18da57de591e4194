"""Words lead to what was written, whoever wrote it and wherever it lies."""

import pytest

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.search.model import Wish
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.sessions.signing import Addition, Signer


def kinds(practice, typed, **filters):
    return [hit.kind for hit in practice.search.find(Wish(typed, **filters)).hits]


@pytest.fixture
def told(practice):
    """A couple of whom something is written in every place, each with a word of its own."""
    couple = practice.couple("Adamina", "Benedikt").phase(
        "safety", days_ago=60, reason="A harbour was found."
    )
    session = couple.session(days_ago=7).says("They came in laughing.")
    session.tags("blaming", 2, line="A lantern in the window.")
    couple.promise("I call about the orchard", days_ago=5).on(2, "kept", line="He called from the quarry.")
    couple.safety("no_known_concern", days_ago=3, reason="Asked beside the willow.")
    return couple


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("laughing", "note"),
        ("harbour", "phase"),
        ("lantern", "block"),
        ("orchard", "commitment"),
        ("quarry", "check_in"),
        ("benedikt", "partner"),
    ],
)
def test_every_place_is_searched(practice, told, word, kind):
    assert kind in kinds(practice, word)


def test_homework_is_found_by_the_title_of_its_handout(practice, told):
    sheet = next(one for one in practice.homework.library() if not one.head.blocks)
    practice.homework.give(told.id, sheet.key, holder="both")
    (hit,) = practice.search.find(Wish(sheet.title), most=5).hits
    assert (hit.kind, hit.about, hit.couple_id) == ("homework", sheet.key, told.id)


def test_what_was_said_of_safety_is_the_therapists_own(practice, told):
    assert kinds(practice, "willow") == []
    assert kinds(practice, "willow", label="therapist") == ["safety"]


def test_words_are_found_in_any_order_by_their_beginnings_without_accents_or_case(practice):
    couple = practice.couple()
    couple.session(days_ago=1).says("La Réparation came LATE.")
    for typed in ("reparation", "late RÉPA", "repar", '"came late"', "came l", "\u201cla reparation\u201d"):
        assert kinds(practice, typed) == ["note"], typed
    for typed in ('"late came"', "repara late", "eparation", '"came la"'):
        assert kinds(practice, typed) == ([]), typed


@pytest.mark.parametrize(
    "typed", ["", "   ", "!!!", '"', '""', "***", "\0", "\ud800", "\N{SMILING FACE WITH SMILING EYES}"]
)
def test_nothing_and_only_signs_find_nothing(practice, told, typed):
    assert not practice.search.find(Wish(typed)).hits


def test_what_is_for_the_therapist_alone_is_found_only_when_asked_for(practice):
    session = practice.couple().session(days_ago=1)
    session.says("A joint word: plum.").says("My own plum.", Audience.THERAPIST).says(
        "Plum for Ada.", Audience.A
    )
    found = practice.search.find(Wish("plum")).hits
    assert {hit.audience for hit in found} == {"joint", "a"}
    assert all("My own" not in hit.text for hit in found)
    assert [hit.kind for hit in practice.search.find(Wish("plum", label="therapist")).hits] == ["process"]
    assert [hit.audience for hit in practice.search.find(Wish("plum", label="a")).hits] == ["a"]


def test_another_reader_finds_nothing_that_is_not_theirs(practice):
    practice.couple().session(days_ago=1).says("plum").says("plum", Audience.A).says(
        "plum", Audience.THERAPIST
    )
    for reader, seen in ((Reader.BOTH, {"joint"}), (Reader.A, {"joint", "a"}), (Reader.B, {"joint"})):
        found = practice.search.find(Wish("plum"), reader=reader).hits
        assert {hit.audience for hit in found} == seen
        assert not practice.search.find(Wish("plum", label="therapist"), reader=reader).hits


def test_a_session_narrowed_takes_its_texts_along(practice):
    session = practice.couple().session(days_ago=1).says("plum").tags("blaming", 1, line="A plum.")
    practice.sessions.update(session.id, audience="therapist")
    assert not practice.search.find(Wish("plum")).hits
    assert set(kinds(practice, "plum", label="therapist")) == {"note", "block"}


def test_filters_narrow(practice):
    one, two = practice.couple("Ada", "Ben"), practice.couple("Cleo", "Dan")
    one.phase("safety", days_ago=60)
    one.session(days_ago=90).says("plum early")
    one.session(days_ago=9).says("plum late").tags("blaming", 2).done()
    two.alone("a", days_ago=1).says("plum alone")

    def found(**filters):
        return [hit.text for hit in practice.search.find(Wish("plum", **filters)).hits]

    assert found() == ["plum alone", "plum late", "plum early"]
    assert found(couple_id=two.id) == ["plum alone"]
    assert found(phase="safety") == ["plum late"]
    assert found(block="blaming") == ["plum late"]
    assert found(present="a") == ["plum alone"]
    assert found(since=practice.day(10), until=practice.day(5)) == ["plum late"]
    assert found(unsigned=True) == ["plum alone", "plum late", "plum early"]


def test_a_hit_shows_its_words_and_where_they_stand(practice):
    far = "word " * 60
    practice.couple().session(days_ago=1).says(f"{far} a plum and a pear {far}")
    (hit,) = practice.search.find(Wish("plum pea")).hits
    assert [hit.text[start : start + length].lower() for start, length in hit.spans] == ["plum", "pear"]
    assert len(hit.text) < 200


def test_a_bold_letter_does_not_cut_a_word(practice):
    session = practice.couple().session(days_ago=1)
    block = Block.of("p", [("pl", ""), ("u", "b"), ("m", "")])
    practice.sessions.save_note(session.id, NoteDocument((Part(Audience.JOINT, (block,)),)))
    assert kinds(practice, '"plum"') == ["note"]


def test_first_some_then_more(practice):
    couple = practice.couple()
    for day in range(1, 5):
        couple.session(days_ago=day).says(f"plum {day}")
    found = practice.search.find(Wish("plum"), most=3)
    assert [hit.text for hit in found.hits] == ["plum 1", "plum 2", "plum 3"]
    assert found.more
    assert not practice.search.find(Wish("plum"), most=4).more


def test_the_sessions_of_a_couple_by_words(practice):
    one, two = practice.couple("Ada", "Ben"), practice.couple("Cleo", "Dan")
    mine = one.session(days_ago=3).says("plum")
    two.session(days_ago=3).says("plum")
    one.session(days_ago=2).says("My plum", Audience.THERAPIST)
    assert practice.search.sessions("plum", one.id) == {mine.id}
    assert practice.search.sessions("", one.id) == frozenset()


@pytest.fixture
def signed(practice):
    """A signed note with an addendum for both, one for Ada, and words of the therapist's own in a third."""
    session = practice.couple("Ada", "Ben").session(days_ago=3).says("They spoke of the orchard.").done()
    signer = Signer("Jo Marsh", "LMFT 1")
    practice.signing.sign(session.id, signer)
    for audience, words in ((Audience.JOINT, "joint"), (Audience.A, "adas"), (Audience.THERAPIST, "own")):
        note = NoteDocument.of([(audience, Block.of("p", f"The {words} willow."))])
        practice.signing.add(session.id, Addition("addendum", note, f"Reason {words} quarry."), signer)
    return session


def test_what_was_added_to_a_signed_note_is_found_with_its_reason(practice, signed):
    for word in ("willow", "quarry"):
        found = practice.search.find(Wish(word)).hits
        assert {(hit.kind, hit.audience, hit.session_id) for hit in found} == {
            ("addition", "joint", signed.id),
            ("addition", "a", signed.id),
        }
        own = practice.search.find(Wish(word, label="therapist")).hits
        assert [(hit.kind, hit.session_id) for hit in own] == [("own_addition", signed.id)]
    assert {hit.audience for hit in practice.search.find(Wish("willow"), reader=Reader.B).hits} == {"joint"}


def test_the_words_of_a_signed_note_are_found_once(practice, signed):
    assert kinds(practice, "orchard") == ["note"]


def test_only_unsigned_leaves_out_what_is_signed_until_it_is_unlocked(practice, signed):
    practice.couple("Cleo", "Dan").session(days_ago=2).says("Another orchard.").done()
    wish = Wish("orchard", unsigned=True)
    assert [hit.text for hit in practice.search.find(wish).hits] == ["Another orchard."]
    practice.signing.set_rule("always")
    practice.signing.unlock(signed.id, "A name was wrong.", Signer("Jo Marsh"))
    assert len(practice.search.find(wish).hits) == 2


def test_one_letter_alone_finds_nothing_and_beside_others_waits_for_the_next(practice):
    practice.couple().session(days_ago=1).says("plum and pear, plan B")
    assert kinds(practice, "p") == []
    assert kinds(practice, "plum x") == ["note"]
    assert kinds(practice, "plum xy") == []
    assert kinds(practice, "plum x ") == []
    assert kinds(practice, "plan b ") == ["note"]
    assert kinds(practice, "don't") == []


def test_a_check_in_of_a_promise_made_in_a_session_that_became_private_is_private_too(practice):
    couple = practice.couple()
    session = couple.session(days_ago=5)
    promise = couple.promise("I call", days_ago=5)
    promise.on(2, "kept", line="He called from the quarry.")
    with practice.vault.begin() as db:
        db.connection().exec_driver_sql(f"UPDATE commitments SET session_id = '{session.id}'")
    practice.sessions.update(session.id, audience="therapist")
    assert kinds(practice, "quarry") == []
    assert kinds(practice, "quarry", label="therapist") == ["check_in"]
