"""A note on paper: what each copy holds, and that nothing of anyone else's is on it, in words or numbers."""

import datetime as dt

import pytest

from tests.core.documents.reading_back import pages_of, words_of
from tests.support.builders import Practice
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer
from therapist_app.workspace import Workspace

JOINT, A, B, THERAPIST = Audience.JOINT, Audience.A, Audience.B, Audience.THERAPIST
CANARIES = {JOINT: "jointcanary", A: "adascanary", B: "benscanary", THERAPIST: "owncanary"}
HOLDS = {"file": {JOINT, A, B}, "both": {JOINT}, "a": {JOINT, A}, "b": {JOINT, B}}
ZOE = Signer("Zoe Lin", "LMFT 12345")
DRAFT = "Draft, not signed"


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def workspace(practice):
    return Workspace(practice.vault, practice.clock, practice.catalogue)


def note(suffix: str = "") -> NoteDocument:
    """A note with a heading and a paragraph for each reader."""
    return NoteDocument.of(
        (who, block)
        for who, word in CANARIES.items()
        for block in (Block.of("h2", f"{word}head{suffix}"), Block.of("p", f"Then {word}text{suffix}."))
    )


def paper(workspace, session, copy: str, **wanted) -> str:
    """The words of a copy."""
    return words_of(workspace.note_layout(session.id, copy, **wanted)().pdf)


def added(workspace, session, parts, reason: str) -> None:
    """Add below a signed note."""
    workspace.signing.add(session.id, Addition("addendum", NoteDocument.of(parts), reason), ZOE)


@pytest.mark.parametrize("copy", HOLDS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("signed", [False, True])
def test_a_copy_holds_its_readers_words_and_nobody_elses(workspace, practice, copy, large, signed):
    session = practice.couple().session()
    workspace.sessions.save_note(session.id, note())
    blocks = [block.key for block in practice.catalogue.blocks if block.couple_label][:4]
    for (who, word), block in zip(CANARIES.items(), blocks, strict=True):
        session.tags(block, 2, audience=who, line=f"{word}line")
    if signed:
        workspace.signing.sign(session.id, ZOE)
        for who, word in CANARIES.items():
            added(workspace, session, [(who, Block.of("p", f"{word}added"))], f"{word}reason")
    said = paper(workspace, session, copy, large=large)
    for who, word in CANARIES.items():
        for place in ("head", "text", "line", *(("added", "reason") if signed else ())):
            assert (f"{word}{place}" in said) == (who in HOLDS[copy]), (copy, word, place)
    found = [practice.catalogue.block(block) for block in blocks]
    own, kind = ([block.label for block in found], [block.couple_label[1:] for block in found])
    shown, hidden = (own, kind) if copy == "file" else (kind, own)  # the couple reads the kinder words
    assert sum(label in said for label in shown) == len(HOLDS[copy])
    assert not any(label in said for label in hidden)
    assert said.count("Addendum") == (len(HOLDS[copy]) if signed else 0)
    assert ("Psychotherapy" in said) is False


def test_a_block_without_words_for_the_couple_stands_on_the_file_copy_alone(workspace, practice):
    session = practice.couple().session()
    workspace.sessions.save_note(session.id, note())
    never = next(block for block in practice.catalogue.blocks if not block.couple_label)
    session.tags(never.key, 2, audience="joint", line="a canary line")
    for copy in HOLDS:
        said = paper(workspace, session, copy)
        assert (never.label in said) == ("a canary line" in said) == (copy == "file")


def test_psychotherapy_notes_come_only_when_ticked_and_on_pages_of_their_own(workspace, practice):
    session = practice.couple().session()
    workspace.sessions.save_note(session.id, note())
    pages = pages_of(workspace.note_layout(session.id, "file", with_own=True)().pdf)
    own = [page for page in pages if "Psychotherapy notes" in page]
    assert len(own) == 1
    assert "owncanarytext" in own[0]
    for who in (JOINT, A, B):
        assert CANARIES[who] not in own[0]
    assert not any("owncanary" in page for page in pages if page not in own)
    for copy in ("both", "a", "b"):
        assert "owncanary" not in paper(workspace, session, copy, with_own=True)


def test_nothing_is_printed_for_a_reader_of_nothing(workspace, practice):
    couple = practice.couple()
    alone = couple.alone("a").says("Only for Ada.", A)
    own = couple.session().says("My own.", THERAPIST)
    assert workspace.papers.choices(alone.id).copies == ("file", "a")
    assert workspace.papers.choices(own.id).copies == ()
    assert workspace.papers.choices(own.id).has_own
    for session, copy in ((alone, "b"), (alone, "both"), (own, "file"), (own, "a")):
        with pytest.raises(InputError):
            workspace.note_layout(session.id, copy)
    assert "My own." in paper(workspace, own, "file", with_own=True)


def test_a_part_that_was_joint_follows_its_session(workspace, practice):
    session = practice.couple().alone("a")
    workspace.sessions.save_note(session.id, note())
    assert workspace.papers.choices(session.id).copies == ("file", "a")
    said = paper(workspace, session, "a")
    assert "jointcanarytext" in said
    assert "benscanary" not in said
    assert "benscanary" not in paper(workspace, session, "file")


def test_sessions_are_counted_as_the_holder_knows_them(workspace, practice):
    couple = practice.couple()
    hidden = couple.session(days_ago=7)
    workspace.sessions.update(hidden.id, audience="a")
    session = couple.session().says("Here.")
    assert "Session 2" in paper(workspace, session, "file")
    assert "Session 2" in paper(workspace, session, "a")
    for copy in ("both", "b"):
        said = paper(workspace, session, copy)
        assert "Session 1" in said
        assert "Session 2" not in said


def test_every_page_of_a_draft_says_so(workspace, practice):
    session = practice.couple().session()
    text = [
        (JOINT, Block.of("p", f"Paragraph {place} of many, long enough to fill its line and more. " * 4))
        for place in range(60)
    ]
    workspace.sessions.save_note(session.id, NoteDocument.of(text))
    for large in (False, True):
        pages = pages_of(workspace.note_layout(session.id, "file", large=large)().pdf)
        assert len(pages) > 3
        assert all(DRAFT in page for page in pages)
    workspace.signing.sign(session.id, ZOE)
    said = paper(workspace, session, "file")
    assert DRAFT not in said
    for place in range(60):
        assert f"Paragraph {place} of many" in said


def test_a_signature_is_printed_with_its_time_and_fingerprint(workspace, practice):
    workspace.practice.update(name="Willow Street", clinician="Zoe Lin", credentials="LMFT 12345")
    session = practice.couple().session(days_ago=2).says("They spoke.")
    entry = workspace.signing.sign(session.id, ZOE).value.note
    added(workspace, session, [(JOINT, Block.of("p", "One thing more."))], "Remembered later")
    said = paper(workspace, session, "both")
    for words in (
        "Willow Street",
        "Zoe Lin, LMFT 12345",
        entry.short_hash,
        f"{entry.local:%H:%M}",
        "One thing more.",
        "Remembered later",
    ):
        assert words in said
    below = said[said.index("Addendum") :]
    assert str(session.couple.practice.today.day) in below
    assert str((session.couple.practice.today - dt.timedelta(days=2)).day) in below


def test_an_unlocked_note_prints_what_it_says_now_as_a_draft(workspace, practice):
    workspace.signing.set_rule("always")
    session = practice.couple().session().says("As it was.")
    workspace.signing.sign(session.id, ZOE)
    workspace.signing.unlock(session.id, "A typing mistake", ZOE)
    workspace.sessions.save_note(session.id, NoteDocument.of([(JOINT, Block.of("p", "As it is now."))]))
    said = paper(workspace, session, "both")
    assert DRAFT in said
    assert "As it is now." in said
    assert "As it was." not in said
    assert "typing mistake" not in said


def test_lists_ticks_quotes_and_other_directions_are_set(workspace, practice):
    session = practice.couple().session()
    blocks = [
        Block.of("h3", "Smaller head"),
        Block.of("bullet", "first point"),
        Block.of("number", "one"),
        Block.of("number", "two"),
        Block.of("tick", "done", state="x"),
        Block.of("quote", "she said this " * 60),
        Block.of("p", [("plain ", ""), ("strong", "b"), (" slanted", "i")]),
        Block.of("p", "\u05e9\u05dc\u05d5\u05dd"),
    ]
    workspace.sessions.save_note(session.id, NoteDocument.of((JOINT, block) for block in blocks))
    said = paper(workspace, session, "both")
    for words in ("Smaller head", "first point", "1.", "2.", "done", "she said this", "strong", "slanted"):
        assert words in said
