"""Hands filled sheets that were spoiled or forged to a practice: `FOLDER TRIES SEED`, answers in JSON.

Each must be refused with a sentence, or say exactly what was filled in or nothing at all; and the vault is untouched.
"""

from __future__ import annotations

import json
import random
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.plan import Outcome
from tests.support.builders import Practice
from tests.support.filling import by_hand, updated, values_for
from therapist_app.documents.blanks import MARK_FIELD
from therapist_app.documents.filled import fields_of
from therapist_app.homework.returns import FillableSheet
from therapist_app.kernel.errors import AttuneError

_SECONDS = 25.0  # a little more than the time after which reading is given up
_BOMB = 200_000_000


class _Case:
    """A practice with two couples, a sheet of each, and the file that came back from the first."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.couple, other = practice.couple("Ada", "Ben"), practice.couple("Cleo", "Dan")
        for couple in (self.couple, other):
            couple.promise("I text by five")
        self.sheet, self.foreign = self._given(self.couple.id), self._given(other.id)
        self.values = values_for(self.sheet.sheet.blanks)
        self.given = self.sheet.sheet.pdf
        self.filled = by_hand(self.given, self.values)

    def _given(self, couple_id: str) -> FillableSheet:
        sheet = self.practice.returns.layout(couple_id, "commitment_sheet", holder="a")()
        self.practice.returns.give(sheet)
        return sheet

    def is_true(self, pdf: bytes) -> bool:
        """Whether the file says what was filled in, or nothing; raises what it is refused with."""
        came = self.practice.returns.look(fields_of(pdf), self.couple.id)
        said = {one.blank.name: one.value for one in came.answers}
        return said == self.values or not any(said.values())

    def is_untouched(self) -> bool:
        """Whether nothing was taken in."""
        return not self.practice.returns.list(self.couple.id) and not any(
            file.check_ins for file in self.practice.commitments.list(self.couple.id)
        )


Spoil = Callable[[_Case, random.Random], bytes]


def _flipped(case: _Case, rng: random.Random) -> bytes:
    """Bits turn in what Attune wrote; what couples write is theirs to change."""
    spoiled = bytearray(case.filled)
    for _ in range(rng.choice((1, 3, 20, 200))):
        spoiled[rng.randrange(len(case.given))] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def _table(case: _Case, rng: random.Random) -> bytes:
    """One bit turns where Attune's file says where its objects stand."""
    spoiled = bytearray(case.filled)
    place = rng.randrange(case.given.rindex(b"\nxref"), len(case.given))
    spoiled[place] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def _cut(case: _Case, rng: random.Random) -> bytes:
    return case.filled[: rng.randrange(len(case.filled))]


def _noise(_: _Case, rng: random.Random) -> bytes:
    return b"%PDF-1.4\n" + rng.randbytes(rng.randrange(1, 60_000)) + b"\n%%EOF\n"


def _renamed(case: _Case, rng: random.Random) -> bytes:
    name = rng.choice(case.sheet.sheet.blanks).name.encode()
    return case.filled.replace(b"/T (%s)" % name, b"/T (%s)" % (b"z" * len(name)))


def _other_mark(case: _Case, rng: random.Random) -> bytes:
    """Another seal, holder, version or handout; or the mark of another couple's sheet."""
    words = case.sheet.identity.mark(case.sheet.secret).split("/")
    place, word = rng.choice(
        (
            (6, rng.randbytes(32).hex()),
            (4, "b"),
            (3, "9"),
            (2, "welcome"),
            (5, case.foreign.identity.id),
            (1, "2"),
        )
    )
    words[place] = word
    foreign = case.foreign.identity.mark(case.foreign.secret)
    return by_hand(
        case.given, {**case.values, MARK_FIELD: rng.choice(("/".join(words), foreign, "", "/" * 9))}
    )


def _wrong_choice(case: _Case, rng: random.Random) -> bytes:
    picks = [blank.name for blank in case.sheet.sheet.blanks if blank.kind == "pick"]
    return by_hand(case.given, {**case.values, rng.choice(picks): "always " * rng.randrange(1, 9)})


def _scripted(case: _Case, rng: random.Random) -> bytes:
    words = rng.choice((b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/XFA"))
    act = b"<< /Type /Action /S %s /JS (app.alert\\(1\\)) /F (/etc/passwd) >>" % words
    return updated(case.filled, {9_000 + rng.randrange(99): act})


def _huge_words(case: _Case, rng: random.Random) -> bytes:
    line = next(blank.name for blank in case.sheet.sheet.blanks if blank.kind in ("line", "area"))
    return by_hand(case.given, {**case.values, line: "x" * rng.randrange(4_100, 2_000_000)})


def _bomb(case: _Case, rng: random.Random) -> bytes:
    """A page whose content grows without end, or a directory that does."""
    deep = zlib.compress(zlib.compress(b"0 " * (_BOMB // 2), 9), 9)
    stream = b"<< /Length %d /Filter [ /FlateDecode /FlateDecode ] >>\nstream\n%s\nendstream" % (
        len(deep),
        deep,
    )
    return updated(case.filled, {rng.randrange(1, 40): stream})


def _nested(case: _Case, rng: random.Random) -> bytes:
    deep = rng.randrange(1_000, 200_000)
    return updated(case.filled, {rng.randrange(1, 60): b"[" * deep + b"]" * deep})


def _looped(case: _Case, rng: random.Random) -> bytes:
    """An object that leads to itself: a page tree, a field's kids, a length."""
    number = rng.randrange(1, 60)
    loop = b"<< /Type /Pages /Count 1 /Kids [ %d 0 R ] /Parent %d 0 R /Length %d 0 R >>" % ((number,) * 3)
    return updated(case.filled, {number: loop})


SPOILS: dict[str, Spoil] = {
    "flipped": _flipped,
    "table": _table,
    "cut": _cut,
    "noise": _noise,
    "renamed": _renamed,
    "mark": _other_mark,
    "choice": _wrong_choice,
    "scripted": _scripted,
    "huge words": _huge_words,
    "bomb": _bomb,
    "nested": _nested,
    "looped": _looped,
}
_ALWAYS_REFUSED = frozenset({"noise", "renamed", "mark", "choice", "scripted", "huge words"})


def run(folder: Path, tries: int, seed: int) -> Outcome:
    """Count what was believed, crashed, had no sentence, took too long, or changed the vault."""
    outcome, rng, slowest = Outcome(), random.Random(seed), 0.0
    with Practice(folder) as practice:
        case = _Case(practice)
        stamp = practice.vault.stamp
        for number in range(tries):
            kind = list(SPOILS)[number % len(SPOILS)]
            pdf = SPOILS[kind](case, random.Random(rng.getrandbits(32)))
            began = time.monotonic()
            said = _what_came(case, kind, pdf)
            slowest = max(slowest, time.monotonic() - began)
            outcome.tried += 1
            outcome.corrupt += said == "believed" or practice.vault.stamp != stamp or not case.is_untouched()
            outcome.wrong_sentence += said.startswith("no sentence") or time.monotonic() - began > _SECONDS
            if said:
                (folder / f"{number}.pdf").write_bytes(pdf)
                outcome.notes.append(f"{kind}, try {number}: {said}")
    outcome.notes.append(f"slowest {slowest:.2f} s")
    return outcome


def _what_came(case: _Case, kind: str, pdf: bytes) -> str:
    """What went wrong, or ""."""
    try:
        true = case.is_true(pdf)
    except AttuneError as error:
        return "" if error.sentence and error.advice else "no sentence"
    except Exception as error:  # noqa: BLE001 - what a hostile file must never lead to
        return f"no sentence: {type(error).__name__}"
    return "" if true and kind not in _ALWAYS_REFUSED else "believed"


def main() -> int:
    """Run as asked and print what came of it."""
    break_named()
    folder, tries, seed = sys.argv[1:]
    print(json.dumps(asdict(run(Path(folder), int(tries), int(seed)))))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
