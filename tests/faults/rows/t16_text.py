"""T16: whatever can be typed or pasted comes back byte for byte, or is refused with its sentence."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import enter, new_practice
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.note import KINDS, MARKS, Block, NoteDocument, Part
from therapist_app.sessions.rules import LONGEST_NOTE
from therapist_app.workspace import Workspace

_AT_ONCE = 50  # notes between two locks
_BIG = 5
_TEN_MB = 10_000_000
_SLOWEST = 2.0  # seconds for the save of a note as large as one may be
_REFUSED = "The note holds something that cannot be kept."
_TOO_LONG = "This note is too long to keep as one."
_UNKEEPABLE = set("\0\n\r\u2029\ufdd0\ufdd1\ufffc")

# What text is made of that has undone other programs.
_PIECES = st.sampled_from((
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}", "\N{WAVING HAND SIGN}\U0001f3fd", "\U0001f1e8\U0001f1e6",
    "\u202eabc\u202c", "\u2066שלום\u2069", "\u200f", "e\u0301\u0323", "a" + "\u0300" * 40, "ﬁ", "İ", "ẞ", "\u2028",
    "\ufeff", "\u00ad", "\x01", "\x1b[31m", "\x7f", "\t", "\U0010ffff", "\ufffe", "\U000e0001", "<b>&amp;</b>",
    "'; DROP TABLE notes; --", "\\u0000", "%s %d {0}", '"', "𝒜", "한", "각", "Å", "Å",
))  # fmt: skip
_SPOILT = st.sampled_from(
    ("\0", "\ud800", "\udfff", "\udc80\ud800", "\n", "\r\n", "\u2029", "\ufdd0", "\ufffc")
)
_ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
_TEXT = st.lists(st.one_of(_PIECES, _ANY, _ANY, _SPOILT), max_size=8).map("".join)


@st.composite
def _notes(draw: st.DrawFn) -> NoteDocument:
    """A note in normal form, or one as a faulty screen would hand it on: its text not cleaned."""
    clean = draw(st.booleans())
    blocks = []
    for _ in range(draw(st.integers(1, 4))):
        kind, level = draw(st.sampled_from(KINDS)), draw(st.integers(0, 3))
        runs = draw(st.lists(st.tuples(_TEXT, st.sampled_from(MARKS)), max_size=3))
        raw = Block(kind, level, "", tuple(runs))
        blocks.append((draw(st.sampled_from(Audience)), Block.of(kind, runs, level=level) if clean else raw))
    return NoteDocument.of(blocks)


def run(trial: Trial) -> Outcome:
    """Save notes, lock now and then and compare all since; then some as large as ten million letters."""
    break_named(trial.broken)
    folder, catalogue = trial.folder / "Text.attune", load_catalogue()
    new_practice(folder)
    outcome = Outcome()
    desk = _Desk(outcome)
    for start in range(0, trial.tries, _AT_ONCE):
        with closing(enter(folder, catalogue=catalogue)) as workspace:
            desk.sit_down(workspace)
            _save_some(desk, min(_AT_ONCE, trial.tries - start), trial.seed * 1_000 + start)
        with closing(enter(folder, catalogue=catalogue)) as workspace:
            desk.compare(workspace)
    with closing(enter(folder, catalogue=catalogue)) as workspace:
        desk.sit_down(workspace)
        for number in range(_BIG):
            _save_big(desk, number)
        desk.compare(workspace)
    outcome.notes.append(
        f"{desk.refused} refused; {desk.slowest:.2f} s for the largest note, {LONGEST_NOTE:,} letters"
    )
    return outcome


class _Desk:
    """Saves each note in a session of its own, and remembers what each session must hold."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.refused, self.slowest = 0, 0.0
        self._kept: dict[str, NoteDocument] = {}

    def sit_down(self, workspace: Workspace) -> None:
        """Work in a practice that was just opened."""
        self._workspace = workspace
        self._couple = workspace.couples.list()[0].couple.id

    def save(self, note: NoteDocument, refusal: str = "") -> None:
        """Save a note; it must be kept, or refused with this sentence."""
        session = self._workspace.sessions.start(self._couple).value.id
        self.outcome.tried += 1
        began = time.perf_counter()
        try:
            self._workspace.sessions.save_note(session, note)
        except InputError as error:
            self.refused += 1
            if error.sentence != refusal or "Your text is still here." not in error.advice:
                self._wrong(f"said: {error.whole}")
            self._kept[session] = NoteDocument()
        except AttuneError as error:
            self._wrong(f"said: {error.whole}")
        except Exception as error:  # noqa: BLE001 - no text may lead to the crash door
            self._wrong(f"no sentence at all: {type(error).__name__}")
        else:
            self.slowest = max(self.slowest, time.perf_counter() - began)
            self._kept[session] = note
            if refusal:
                self._wrong("what cannot be kept was said to be kept")

    def compare(self, workspace: Workspace) -> None:
        """After a lock every note must be what it was, code point by code point."""
        for session, note in self._kept.items():
            try:
                found = workspace.sessions.get(session).note
            except Exception as error:  # noqa: BLE001 - a note that cannot be read is lost
                self.outcome.lost += 1
                self.outcome.notes.append(f"cannot be read: {type(error).__name__}")
                continue
            if found != note or _bytes(found) != _bytes(note):
                self.outcome.lost += 1
                self.outcome.notes.append(f"kept otherwise: {_bytes(note)[:80]!r}")
        self._kept.clear()

    def _wrong(self, words: str) -> None:
        self.outcome.wrong_sentence += 1
        self.outcome.notes.append(words)


def _save_some(desk: _Desk, tries: int, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=tries,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_notes())
    def save(note: NoteDocument) -> None:
        desk.save(note.normal(), "" if _can_be_kept(note) else _REFUSED)

    save()


def _can_be_kept(note: NoteDocument) -> bool:
    runs = [run for part in note.parts for block in part.blocks for run in block.runs]
    return all(text and not any(_is_spoilt(letter) for letter in text) for text, _ in runs)


def _is_spoilt(letter: str) -> bool:
    return letter in _UNKEEPABLE or "\ud800" <= letter <= "\udfff"


def _save_big(desk: _Desk, number: int) -> None:
    """As large as a note may be, in letters of one to four bytes; and ten million letters, which is too large."""
    letters = ("a", "é", "漢", "\N{SMILING FACE WITH SMILING EYES}", "e\u0301")[number]
    for size, refusal in ((LONGEST_NOTE, ""), (_TEN_MB, _TOO_LONG)):
        text = (letters * (size // len(letters)))[:size]
        note = NoteDocument((Part(Audience.JOINT, (Block.of("p", text),)),))
        began = time.perf_counter()
        desk.save(note, refusal)
        if time.perf_counter() - began > _SLOWEST:
            desk.outcome.notes.append(f"slow: {time.perf_counter() - began:.1f} s for {size:,} letters")


def _bytes(note: NoteDocument) -> list[Any]:
    return [
        (str(part.audience), block.kind, block.level, text.encode("utf-16-le", "surrogatepass"), marks)
        for part in note.parts
        for block in part.blocks
        for text, marks in block.runs
    ]


ROW = Row(
    key="T16",
    title="Text of every kind and size",
    tries=2_000,
    run=run,
    share=0.05,
    controls=("notes_not_checked", "notes_folded"),
)
