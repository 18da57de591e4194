"""Files that claim to be shared handouts: made anew from a seed by spoiling a good one, and what came of each."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tests.faults.broken import VARIABLE, break_named
from tests.faults.hostile_text import attacks, texts
from tests.faults.plan import Outcome
from tests.support.builders import Practice
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_file import shipped_text
from therapist_app.kernel.errors import SafetyHold

_MOST_TIMES = 12  # as long as the slowest good sheet takes, of the processor, for reading one file
_KEYS = (
    "welcome",
    "welcome",
    "time_out",
    "listening_habit",
    "impact_statement",
    "signs_check",
    "small_wins",
    "cycle_map",
)
_HEADS = (
    'path = "/etc/passwd"', 'key = "welcome"', 'key = "../../welcome"', 'ornament = "../icons/lock.svg"', "[a.b]",
    "a.b.c.d = 1", 'phases = ["' + "x" * 500 + '"]', "phases = " + "[" * 40 + "]" * 40, 'title = """', "x = {y = 1}",
    "minutes = 99999999999999999999", "minutes = nan", "version = -1", 'if_coercion = "ok"', "needs_safety = false",
    'title = "{a} {b} {holder}"', "when = 1979-05-27T07:32:00Z", 'for = "everyone"', "\ufeff", "+++",
)  # fmt: skip
_BODIES = (
    "> " * 60 + "x", "- " * 60 + "x", "[" * 900, "![" * 400, "*a_" * 330, "`" * 700, "<b" * 300, "&#x41;" * 160,
    "|a" * 60 + "|\n" + "|-" * 60 + "|", ":::lines 30\nx\n:::\n" * 40, ":::grid days 31\nnames: x\n:::\n" * 20,
    ":::cards\n## A\n:::", ":::" * 300, "# A\n" * 300, "x" * 30_000, "\n" * 2_000, "x\n" * 1_500, ":::lines 999999999",
    ":::rate 9-0\nx\n:::", "{" * 500, "{a}" * 200, "[a](file:///etc/passwd)", "![a](/dev/zero)", "<script>x</script>",
    "\x00", "\x1b[2J", "\u202e", "\U0010fffd", "\ud800", "```\n" + "x" * 900, "+++\nkey = 1\n+++\nx",
)  # fmt: skip

_SLOW = (
    "[" * 900,
    "![" * 450,
    "*a_" * 330,
    "**a **" * 150,
    "[a](" * 250,
)  # takes the square of their number to read


def spoiled(rng: random.Random, text: str, words: list[str]) -> bytes:
    """A good file, mostly with something in it that nobody should share."""
    _, head, body = text.split("+++\n", 2)
    lines = head.splitlines()
    act = rng.randrange(8)  # the last one spoils nothing
    if act == 0:
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(_HEADS))
    elif act == 1:
        lines[rng.randrange(len(lines))] = rng.choice(_HEADS)
    elif act == 2:
        at = rng.randrange(len(body))
        body = f"{body[:at]}\n\n{rng.choice(_BODIES)}\n\n{body[at:]}"
    elif act == 3:
        at = rng.randrange(len(body))
        body = body[:at] + rng.choice(words) + body[at:]
    elif act == 4:
        body = rng.choice(_SLOW) * 40 if rng.random() < 0.5 else rng.choice(_BODIES)
    elif act == 5:
        del lines[rng.randrange(len(lines))]
    whole = "+++\n" + "\n".join(lines) + "\n+++\n" + body
    raw = whole.encode(rng.choice(("utf-8",) * 12 + ("utf-16", "latin-1")), "replace")
    if act == 6:
        at = rng.randrange(len(raw))
        raw = raw[:at] + bytes(rng.choices(range(256), k=rng.choice((1, 40, 4_000, 400_000)))) + raw[at:]
    return raw


def main(folder: Path, tries: int, seed: int) -> Outcome:
    """Try to import each; what is let in is a careful sheet like any other, or it is refused with a sentence."""
    broken = os.environ.get(VARIABLE, "")
    break_named(broken)
    outcome, rng = Outcome(), random.Random(seed)
    words = [*texts(seed, 200), *attacks("/etc/passwd")]
    shared = folder / "shared.md"
    with Practice(folder) as practice:
        paused = practice.couple().safety("unsafe")
        shipped = practice.homework.shipped()
        for _ in range(2):  # the first time reads fonts and pages that stay
            good = max(_seconds_of(practice, shared, paused.id, key) for key in _KEYS)
        for number in range(tries):
            shared.write_bytes(spoiled(rng, shipped_text(rng.choice(_KEYS)), words))
            before, began = len(practice.homework.own.list()), time.process_time()
            try:
                key = practice.homework.own.take_in(shared).value
            except HandoutError as error:
                outcome.wrong_sentence += not (error.sentence.startswith("shared.md") and error.advice)
                outcome.corrupt += len(practice.homework.own.list()) != before
            except Exception as error:  # noqa: BLE001  # whatever else it is, it is a failure of this row
                outcome.corrupt += 1
                outcome.notes.append(f"file {number}: {type(error).__name__}")
            else:
                outcome.corrupt += practice.homework.shipped() != shipped
                outcome.leaked += leaked(practice, paused.id, key)
                practice.trash.remove_for_good(practice.trash.remove_own_sheet(key).value)
            if (times := (time.process_time() - began) / good) > _MOST_TIMES:
                outcome.corrupt += 1
                outcome.notes.append(f"file {number} took {times:.0f} times as long as a good one")
            outcome.tried += 1
            if broken and not outcome.green:
                break  # it was seen: no need to wait for more of it
    return outcome


def _seconds_of(practice: Practice, shared: Path, couple_id: str, name: str) -> float:
    """What a good sheet takes: to be let in, looked at and removed again."""
    shared.write_text(shipped_text(name), "utf-8")
    began = time.process_time()
    key = practice.homework.own.take_in(shared).value
    leaked(practice, couple_id, key)
    practice.trash.remove_for_good(practice.trash.remove_own_sheet(key).value)
    return time.process_time() - began


def leaked(practice: Practice, couple_id: str, key: str) -> int:
    """How often a sheet that was let in prints for a couple that is not safe; as a blank copy it always prints."""
    practice.homework.render_blank(key)
    ways: tuple[Callable[[str], object], ...] = (
        lambda holder: practice.homework.render(couple_id, key, holder=holder, override_reason="x"),
        lambda holder: practice.packets.render(couple_id, [key], holder=holder, override_reason="x"),
    )
    count = 0
    for way in ways:
        for holder in ("both", "a", "b"):
            with suppress(SafetyHold):
                way(holder)
                count += 1
    return count


if __name__ == "__main__":
    counts = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(counts)) + "\n")
