"""Notes of every kind go from the vault into the editor, are edited and go back: `documents FOLDER TRIES SEED`.

Each is saved, read after a lock, loaded into the real editor, edited by its keys, and saved again. Then it must be
what it was, but for the edit; undo must give back the same bytes, redo the edited ones. A third are pages pasted from
elsewhere, which must bring nothing along. Prints its counts as JSON.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.faults.broken import break_named
from tests.faults.pages import Traps, page
from tests.faults.plan import Outcome
from tests.faults.work import enter, new_practice
from tests.ui.sessions.palette import Palette
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import KINDS, MARKS, Block, NoteDocument
from therapist_app.sessions.rules import LONGEST_NOTE
from ui.sessions.editor import NoteText

_AT_ONCE = 40  # notes between two locks
_HUGE_EVERY = 250
_LONG_AGO = 1_000_000_000
_LETTERS = "the quick brown fox and her partner spoke of Tuesday; nobody raised a voice. "
_SIGNS = (
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}", "\N{WAVING HAND SIGN}\U0001f3fd", "\U0001f1e8\U0001f1e6",
    "\u202eabc\u202c", "\u05e9\u05dc\u05d5\u05dd \u05e2\u05dc\u05d9\u05db\u05dd", "\u0645\u0631\u062d\u0628\u0627",
    "\u2066x\u2069", "\u200f", "e\u0301\u0323", "a" + "\u0300" * 20, "\ufeff", "\ufffe", "\u2028", "\u00a0",
    "\t", "  ", "\x0b", "\x1f", "\U0010ffff",
    "<b>&amp;</b>", "**x**", "# ", "- ", "1. ", "[x] ", "\u6f22\u5b57", "\ud55c", "\ufb01", "\u0130", "\u1e9e",
)  # fmt: skip

Sign = tuple[str, str]  # one character, its marks
Row = tuple[Audience, str, int, str, tuple[Sign, ...]]


def rows_of(note: NoteDocument) -> list[Row]:
    """The blocks of a note, letter by letter; an empty note is one empty paragraph, as the editor shows it."""
    found = [
        (
            part.audience,
            block.kind,
            block.level,
            block.state,
            tuple((letter, marks) for text, marks in block.runs for letter in text),
        )
        for part in note.parts
        for block in part.blocks
    ]
    return found or [(Audience.JOINT, "p", 0, "", ())]


def bytes_of(note: NoteDocument) -> bytes:
    """What the vault keeps of a note."""
    return json.dumps(note.to_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")


def words_of(rng: random.Random, most: int = 60) -> str:
    """Some text: plain words with signs that have undone other programs."""
    said: list[str] = [rng.choice(_SIGNS)] if rng.random() < 0.2 else []
    for _ in range(rng.randrange(4)):
        start = rng.randrange(len(_LETTERS))
        said.append(_LETTERS[start : start + rng.randrange(most)])
        if rng.random() < 0.6:
            said.append(rng.choice(_SIGNS))
    return "".join(said)


def note_of(rng: random.Random, *, huge: bool) -> NoteDocument:
    """A note of any kinds, marks and readers; a huge one has about a million letters."""
    pieces: list[tuple[Audience, Block]] = []
    for _ in range(rng.choice((1, 2, 5, 12, 30))):
        kind, audience = rng.choice(KINDS), rng.choice(list(Audience))
        runs = [(words_of(rng), rng.choice(MARKS)) for _ in range(rng.randrange(5))]
        state = "x" if kind == "tick" and rng.random() < 0.5 else ""
        pieces.append((audience, Block.of(kind, runs, level=rng.randrange(4), state=state)))
    if huge:
        used = sum(len(block.text) for _, block in pieces)
        paragraph = Block.of("p", (_LETTERS * 40)[:2_000])
        pieces += [(Audience.JOINT, paragraph)] * ((LONGEST_NOTE - used - 20_000) // 2_001)
    return NoteDocument.of(pieces)


class Edits:
    """What a person does to a note, each with what may have changed by it."""

    def __init__(self, text: NoteText, rng: random.Random, traps: Traps) -> None:
        self._text, self._rng, self._traps = text, rng, traps

    def one(self, before: list[Row]) -> tuple[str, Callable[[list[Row]], bool]]:
        """Do one edit somewhere; gives its name, and whether the rows afterwards are the old ones but for it."""
        rng = self._rng
        place = rng.randrange(min(len(before), 60))
        row = before[place]
        start, end = sorted(rng.randrange(len(row[4]) + 1) for _ in range(2))
        name = rng.choice(("word", "word", "remove", "bold", "kind", "reader", "enter", "paste"))
        self._select(place, row, start, end if name in ("remove", "bold") else start)
        changed = getattr(self, f"_{name}")(row, start, end)

        def is_only_that(after: list[Row]) -> bool:
            rest = len(before) - place - 1
            same = after[:place] == before[:place] and after[len(after) - rest :] == before[place + 1 :]
            return same and changed(after[place : len(after) - rest])

        return name, is_only_that

    def _select(self, place: int, row: Row, start: int, end: int) -> None:
        letters = [letter for letter, _ in row[4]]
        block = self._text.document().findBlockByNumber(place)
        cursor = self._text.textCursor()
        for at, mode in (
            (start, QTextCursor.MoveMode.MoveAnchor),
            (end, QTextCursor.MoveMode.KeepAnchor),
        ):
            units = len("".join(letters[:at]).encode("utf-16-le")) // 2
            cursor.setPosition(block.position() + units, mode)
        self._text.setTextCursor(cursor)

    def _word(self, row: Row, start: int, _: int) -> Callable[[list[Row]], bool]:
        word = "zebra"
        QTest.keyClicks(self._text, word)

        def changed(now: list[Row]) -> bool:
            [one] = now
            typed = one[4][start : start + len(word)]
            rest = one[4][:start] + one[4][start + len(word) :]
            return one[:4] == row[:4] and rest == row[4] and "".join(letter for letter, _ in typed) == word

        return changed

    def _remove(self, row: Row, start: int, end: int) -> Callable[[list[Row]], bool]:
        if start < end:
            QTest.keyClick(self._text, Qt.Key.Key_Delete)
        return lambda now: now == [(*row[:4], row[4][:start] + row[4][end:])]

    def _bold(self, row: Row, start: int, end: int) -> Callable[[list[Row]], bool]:
        self._text.act("bold")
        untouched = row[4][:start], row[4][end:]

        def changed(now: list[Row]) -> bool:
            [one] = now
            plain = [letter for letter, _ in one[4]] == [letter for letter, _ in row[4]]
            slanted = [[marks.replace("b", "") for _, marks in letters] for letters in (one[4], row[4])]
            italic = slanted[0] == slanted[1]
            return one[:4] == row[:4] and plain and italic and (one[4][:start], one[4][end:]) == untouched

        return changed

    def _kind(self, row: Row, *_: int) -> Callable[[list[Row]], bool]:
        self._text.act(self._rng.choice(("quote", "bullet", "tick", "done", "heading", "in", "out")))
        return lambda now: len(now) == 1 and now[0][0] is row[0] and now[0][4] == row[4]

    def _reader(self, row: Row, *_: int) -> Callable[[list[Row]], bool]:
        audience = self._rng.choice(list(Audience))
        self._text.set_audience(audience)
        return lambda now: now == [(audience, *row[1:])]

    def _enter(self, row: Row, *_: int) -> Callable[[list[Row]], bool]:
        QTest.keyClick(self._text, Qt.Key.Key_Return)

        def changed(now: list[Row]) -> bool:
            readers = {one[0] for one in now}
            return 1 <= len(now) <= 2 and readers == {row[0]} and sum((one[4] for one in now), ()) == row[4]

        return changed

    def _paste(self, row: Row, start: int, _: int) -> Callable[[list[Row]], bool]:
        words = [words_of(self._rng) or "plain" for _ in range(self._rng.randrange(1, 6))]
        paste(self._text, page(self._rng, words, self._traps))

        def changed(now: list[Row]) -> bool:
            letters = sum((one[4] for one in now), ())
            head, tail = letters[:start], letters[len(letters) - (len(row[4]) - start) :]
            return {one[0] for one in now} == {row[0]} and head + tail == row[4]

        return changed


def paste(text: NoteText, html: str) -> None:
    """As from the clipboard."""
    mime = QMimeData()
    mime.setHtml(html)
    text.insertFromMimeData(mime)


@dataclass
class Kept:
    """One note under way: its session, its rows, and what may be different."""

    session: str
    note: NoteDocument
    what: str = ""


class Documents:
    """Runs the notes through, a batch at a time."""

    def __init__(self, folder: Path, tries: int, seed: int) -> None:
        self._folder, self._tries, self._seed = folder / "Documents.attune", tries, seed
        self._catalogue = load_catalogue()
        self._trap = folder / "trap.png"
        self._trap.write_bytes(b"\x89PNG\r\n\x1a\n nobody may read this")
        # Read before it was written: the next reading shows.
        os.utime(self._trap, (_LONG_AGO, _LONG_AGO + 1))
        self._ear = socket.create_server(("127.0.0.1", 0))
        self._ear.setblocking(False)
        port = self._ear.getsockname()[1]
        self._traps = Traps(f"http://127.0.0.1:{port}/p.png", self._trap.as_uri())
        self._palette = Palette()
        self.text = NoteText(self._palette)
        self.text.set_names("Ada", "Ben")
        self.text.resize(900, 600)
        self.text.show()
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """All of them."""
        new_practice(self._folder)
        for start in range(0, self._tries, _AT_ONCE):
            self._batch(range(start, min(start + _AT_ONCE, self._tries)))
        self._look_at_traps()
        return self.outcome

    def _batch(self, numbers: range) -> None:
        rngs = {number: random.Random(f"{self._seed}/{number}") for number in numbers}
        kept: dict[int, Kept] = {}
        with closing(enter(self._folder, catalogue=self._catalogue)) as workspace:
            couple = workspace.couples.list()[0].couple.id
            for number, rng in rngs.items():
                note = self._new(number, rng)
                kept[number] = Kept(workspace.sessions.start(couple).value.id, note)
                workspace.sessions.save_note(kept[number].session, note)
        with closing(enter(self._folder, catalogue=self._catalogue)) as workspace:
            for number, one in kept.items():
                found = workspace.sessions.get(one.session).note
                self._check(bytes_of(found) == bytes_of(one.note), number, "stored otherwise")
                one.note, one.what = self._edit(number, found, rngs[number])
                workspace.sessions.save_note(one.session, one.note)
        with closing(enter(self._folder, catalogue=self._catalogue)) as workspace:
            for number, one in kept.items():
                found = workspace.sessions.get(one.session).note
                self._check(
                    bytes_of(found) == bytes_of(one.note), number, f"stored otherwise after {one.what}"
                )
                self.outcome.tried += 1

    def _new(self, number: int, rng: random.Random) -> NoteDocument:
        if number % 3:
            return note_of(rng, huge=number % _HUGE_EVERY == 1)
        self.text.load(NoteDocument())
        words = [words_of(rng) or "plain" for _ in range(rng.randrange(1, 12))]
        paste(self.text, page(rng, words, self._traps))
        note = self.text.note()
        stored = bytes_of(note).decode("utf-8", "replace")
        brought = [trap for trap in (self._traps.address, self._traps.file) if trap in stored]
        if brought:
            self.outcome.leaked += 1
            self.outcome.notes.append(f"{number}: an address came along")
        return note

    def _edit(self, number: int, note: NoteDocument, rng: random.Random) -> tuple[NoteDocument, str]:
        self.text.load(note)
        before, told = rows_of(note), bytes_of(note)
        what, is_only_that = Edits(self.text, rng, self._traps).one(before)
        edited = self.text.note()
        self._check(is_only_that(rows_of(edited)), number, f"more than the edit changed: {what}")
        while self.text.document().isUndoAvailable():
            self.text.undo()
        self._check(bytes_of(self.text.note()) == told, number, f"undo of {what} gives other bytes")
        while self.text.document().isRedoAvailable():
            self.text.redo()
        self._check(bytes_of(self.text.note()) == bytes_of(edited), number, f"redo of {what}")
        return edited, what

    def _check(self, is_so: bool, number: int, what: str) -> None:
        if not is_so:
            self.outcome.corrupt += 1
            self.outcome.notes.append(f"{number}: {what}")

    def _look_at_traps(self) -> None:
        QApplication.processEvents()
        if self._trap.stat().st_atime > _LONG_AGO:
            self.outcome.leaked += 1
            self.outcome.notes.append("a file was read for a page")
        try:
            self._ear.accept()
        except BlockingIOError:
            pass
        else:
            self.outcome.leaked += 1
            self.outcome.notes.append("an address was visited for a page")
        self._ear.close()


def main(arguments: list[str]) -> None:
    """Run and print the counts."""
    break_named()
    app = QApplication([])
    folder, tries, seed = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    documents = Documents(folder, tries, seed)
    outcome = documents.run()
    del outcome.notes[20:]
    documents.text.close()
    app.processEvents()
    os.write(1, json.dumps(asdict(outcome)).encode())
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
