"""Handouts of the practice's own: written, copied, kept with mistakes, given, removed and brought back."""

import pytest

from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.own_file import CAREFUL
from therapist_app.kernel.errors import InputError, SafetyHold

BODY = "## How it works\n\n1. Walk side by side, {a} and {b}.\n\n:::lines 2\nWhat we saw\n:::"


def begun(practice, title="Evening walk"):
    return practice.homework.own.begin(title).value


def kept(practice, key, body=BODY, **head):
    head = {**practice.homework.own.text(key).head, **head}
    return practice.homework.own.keep(key, head, body).value


def test_a_new_sheet_is_careful_in_every_way_and_prints_at_once(practice):
    key = begun(practice)
    head = practice.homework.handout(key).head
    assert (head.title, head.if_coercion, head.needs_safety) == ("Evening walk", "never", True)
    assert head.safety_note
    assert practice.homework.render_blank(key).pages == 1


def test_what_is_typed_is_the_sheet_as_soon_as_it_is_whole(practice):
    key = begun(practice)
    assert kept(practice, key, purpose="Ten quiet minutes.").mistake is None
    handout = practice.homework.handout(key)
    assert handout.head.purpose == "Ten quiet minutes."
    assert handout.body.sections[0].heading == "How it works"


def test_a_mistake_names_its_line_keeps_every_word_and_the_last_whole_sheet(practice):
    key = begun(practice)
    kept(practice, key)
    found = kept(practice, key, BODY + "\n\n:::lines many\nA\n:::")
    text = practice.homework.own.text(key)
    assert found.mistake.line - text.body_line == 8
    assert ":::lines many" in text.body
    assert practice.homework.handout(key).body.sections[0].heading == "How it works"
    assert [one.mended for one in practice.homework.own.list()] == [False]
    with pytest.raises(InputError, match="to mend first"):
        practice.homework.own.shared(key)
    assert kept(practice, key).mistake is None
    assert [one.mended for one in practice.homework.own.list()] == [True]


def test_a_title_taken_away_is_a_mistake_that_waits(practice):
    key = begun(practice)
    assert kept(practice, key, title="").mistake is not None
    assert practice.homework.handout(key).title == "Evening walk"


def test_what_no_line_can_hold_is_refused_and_nothing_changes(practice):
    key = begun(practice)
    with pytest.raises(InputError):
        kept(practice, key, title="Walk\x07")
    assert practice.homework.handout(key).title == "Evening walk"


def test_every_shipped_sheet_can_be_copied_and_reads_the_same(practice):
    for handout in practice.homework.shipped():
        copy = practice.homework.handout(practice.homework.own.copy(handout).value)
        assert copy.body == handout.body
        assert copy.other == handout.other
        assert copy.head.if_coercion == handout.head.if_coercion
        assert copy.title == f"{handout.title} (copy)"


def test_a_sheet_that_changes_after_it_was_given_counts_up(practice):
    key, couple = begun(practice), practice.couple()
    kept(practice, key, needs_safety=False, if_coercion="ok")
    given = practice.homework.give(couple.id, key, holder="both").value
    kept(practice, key, BODY + "\n\nMore.", needs_safety=False, if_coercion="ok")
    kept(practice, key, BODY + "\n\nMuch more.", needs_safety=False, if_coercion="ok")
    assert (given.handout_version, practice.homework.handout(key).head.version) == (1, 2)


def test_an_own_sheet_is_found_like_any_other(practice):
    key, couple = begun(practice), practice.couple()
    kept(practice, key, phases=["safety"], needs_safety=False)
    practice.progression.phases.enter(couple.id, "safety")
    assert key in [one.handout.key for one in practice.homework.suggestions(couple.id)]
    practice.homework.give(couple.id, key, holder="a")
    assert {hit.about for hit in practice.search.find(wish("evening walk")).hits} == {key}


def wish(words):
    from therapist_app.search.model import Wish

    return Wish(words)


def test_a_removed_sheet_comes_back_whole_and_what_was_given_keeps_its_name(practice):
    key, couple = begun(practice), practice.couple()
    kept(practice, key, needs_safety=False)
    practice.homework.give(couple.id, key, holder="both")
    entry = practice.trash.remove_own_sheet(key).value
    assert key not in [one.key for one in practice.homework.library()]
    assert practice.homework.title(key) == "Evening walk"
    assert practice.trash.list()[0].words == "Evening walk"
    practice.trash.restore(entry)
    assert practice.homework.handout(key).title == "Evening walk"


@pytest.mark.parametrize("coercion", ["never", "alone_only", "ok"])
def test_for_an_unsafe_couple_no_own_sheet_is_joint_and_a_new_one_is_for_nobody(practice, coercion):
    new, said = begun(practice), begun(practice)
    kept(practice, said, needs_safety=False, if_coercion=coercion, phases=["safety"])
    couple = practice.couple()
    practice.progression.phases.enter(couple.id, "safety")
    practice.safety.set_status(couple.id, "unsafe", reason="Seen each alone.")
    for key, holder in ((new, "both"), (new, "a"), (new, "b"), (said, "both")):
        with pytest.raises(SafetyHold):
            practice.homework.render(couple.id, key, holder=holder, override_reason="They ask for it")
    suggested = [one.handout for one in practice.homework.suggestions(couple.id)]
    assert not {new, said} & {one.key for one in suggested}


def test_a_favourite_is_kept_until_it_is_taken_away(practice):
    key = begun(practice)
    for liked in (True, True):
        practice.homework.own.set_favourite(key, liked=liked)
    practice.homework.own.set_favourite("welcome", liked=True)
    assert practice.homework.own.favourites() == {key, "welcome"}
    practice.homework.own.set_favourite(key, liked=False)
    assert practice.homework.own.favourites() == {"welcome"}


# A file that was shared


def shared_file(tmp_path, text):
    path = tmp_path / "walk.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_shared_sheet_comes_in_beside_all_others(practice, tmp_path):
    key = begun(practice)
    kept(practice, key)
    path = shared_file(tmp_path, practice.homework.own.shared(key))
    other = practice.homework.own.take_in(path).value
    assert other != key
    assert practice.homework.handout(other).body == practice.homework.handout(key).body
    assert len(practice.homework.own.list()) == 2


def test_a_shared_sheet_cannot_say_that_it_is_fit_where_one_is_afraid(practice, tmp_path):
    key = begun(practice)
    kept(practice, key, if_coercion="ok", needs_safety=False)
    path = shared_file(tmp_path, practice.homework.own.shared(key))
    head = practice.homework.handout(practice.homework.own.take_in(path).value).head
    assert head.if_coercion == CAREFUL["if_coercion"] == "never"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "first line must be"),
        (b"PK\x03\x04\0\0", "not a text file"),
        ("﻿+++\ntitle = 'x'\n+++\nText".encode("utf-16"), "not"),
        ("+++\ntitle = 'x'\n+++\n" + "a" * 30_000, "too long"),
        ("+++\ntitle = 'x'\n+++\n" + "x" * 200_000, "too large"),
        ("+++\ntitle = 'x'\n+++\n" + "> " * 40 + "deep", "nested too deep"),
        ("+++\ntitle = 'x'\nphases = " + "[" * 50 + "]" * 50 + "\n+++\nText", "nested too deep|must be"),
        ("+++\ntitle = 'x'\na.b.c = 1\n+++\nText", "no line of a head"),
        ("+++\ntitle = 'x'\n[table]\n+++\nText", "no line of a head"),
        ("+++\ntitle = 'x'\npath = '/etc/passwd'\n+++\nText", "not a known key"),
        ("+++\ntitle = 'x'\nornament = '../../icons/key'\n+++\nText", "not one of the drawings"),
        ("+++\ntitle = 'x'\n+++\n![a](/etc/passwd)", "picture"),
        ("+++\ntitle = 'x'\n+++\n[a](https://a.example)", "link"),
        ("+++\ntitle = 'x'\n+++\n<script>alert(1)</script>", "HTML"),
        ("+++\ntitle = 'x'\n+++\nText \x1b[2J", "control character"),
        ("+++\ntitle = 'x'\n+++\nText \u202egnp.exe", "hidden sign"),
        ("+++\ntitle = 'x'\n+++\n{clinician}", "cannot be filled"),
        ("+++\ntitle = 'x'\nphases = ['nowhere']\n+++\nText", "not one of the phases"),
        ("+++\ntitle = 'x'\n+++\n" + "![" * 100, "marks|picture"),
        ("+++\ntitle = 'x'\n+++\n" + ":::lines 30\na\n:::\n\n" * 20, "more to fill in"),
        ("+++\ntitle = '" + "x" * 400 + "'\n+++\nText", "longer than"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_kept(practice, tmp_path, text, said):
    with pytest.raises(HandoutError, match=said) as caught:
        practice.homework.own.take_in(shared_file(tmp_path, text))
    assert "walk.md" in caught.value.sentence
    assert caught.value.advice
    assert practice.homework.own.list() == ()


def test_only_a_plain_file_is_read(practice, tmp_path):
    path = shared_file(tmp_path, "+++\ntitle = 'x'\n+++\nText")
    (tmp_path / "link.md").symlink_to(path)
    for wrong in (tmp_path, tmp_path / "link.md", tmp_path / "gone.md"):
        with pytest.raises(HandoutError):
            practice.homework.own.take_in(wrong)
    assert practice.homework.own.list() == ()
