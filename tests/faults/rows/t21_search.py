"""T21: whatever is typed into the search is taken as words: no error, and the same texts as a plain scan finds."""

from __future__ import annotations

import random
from contextlib import closing

from tests.core.search.scan import holds
from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import enter, new_practice
from therapist_app.kernel.audience import Audience
from therapist_app.search.model import Wish
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.workspace import Workspace

_NOTES = 60
# What has undone other searches: the language of the index, SQL, quotes, letters of every kind, and broken ones.
_PIECES = (
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "near/2",
        "*",
        "^",
        ":",
        "words:",
        "-",
        "+",
        "(",
        ")",
        "{",
        "}",
        "\\",
        "%",
    ),
    *(
        '"',
        '""',
        "'",
        "';",
        "--",
        "DROP TABLE note_parts",
        "\0",
        "\n",
        "\t",
        "\ud800",
        "\udfff",
        "\u202e",
        "\u2066",
    ),
    *(
        "\u201c",
        "\u201d",
        "\u00ab",
        "\u200f",
        "\ufeff",
        "\ufffd",
        "\N{SMILING FACE WITH SMILING EYES}",
        "\u2069",
    ),
    *("\N{WAVING HAND SIGN}\U0001f3fd", "\N{HUGGING FACE}", "plum", "Plum", "PLUMS", "pl", "r\u00e9paration"),
    *(
        "reparation",
        "re\u0301paration",
        "\u00c4rger",
        "arger",
        "don't",
        "don",
        "t",
        "\u05e9\u05dc\u05d5\u05dd",
    ),
    *(
        "\u05e9\u05dc\u05d5",
        "\u043c\u0438\u0440",
        "\u041c\u0438\u0440",
        "\u548c\u5e73",
        "123",
        "12",
        "3rd",
        "a",
    ),
    *("the", "late", "came late", "x" * 300, "e\u0301"),
)
_GLUE = ("", " ", " ", " ", '"', "-", ".")


def run(trial: Trial) -> Outcome:
    """Write some notes of such pieces, then search for so many strings of them."""
    break_named(trial.broken)
    folder, rng = trial.folder / "Search.attune", trial.rng
    new_practice(folder)
    outcome = Outcome()
    with closing(enter(folder)) as workspace:
        texts = _write(workspace, rng)
        found_any = sum(_try(workspace, texts, _typed(rng), outcome) for _ in range(trial.tries))
    outcome.notes.append(f"{found_any} of {trial.tries} found something")
    return outcome


def _write(workspace: Workspace, rng: random.Random) -> list[tuple[str, str]]:
    """Notes of the pieces; gives each session with the text that a search may find in it."""
    couple = workspace.couples.list()[0].couple.id
    texts: list[tuple[str, str]] = []
    for number in range(_NOTES):
        session = workspace.sessions.start(couple).value.id
        said = [_typed(rng) for _ in range(3)]
        blocks = tuple(Block.of("p", text) for text in said)
        own = Part(Audience.THERAPIST, (Block.of("p", "plum late the"),))
        part = Part(Audience.A if number % 3 else Audience.JOINT, blocks)
        workspace.sessions.save_note(session, NoteDocument((part, own)))
        texts.append((session, "\n".join(block.text for block in blocks)))
    return texts


def _typed(rng: random.Random) -> str:
    pieces = [rng.choice(_PIECES) for _ in range(rng.choice((1, 1, 2, 2, 3, 8)))]
    if rng.random() < 0.1:
        pieces.append("".join(chr(rng.randrange(0x180)) for _ in range(6)))
    return "".join(piece + rng.choice(_GLUE) for piece in pieces)


def _try(workspace: Workspace, texts: list[tuple[str, str]], typed: str, outcome: Outcome) -> bool:
    """Search once; whether anything was found."""
    outcome.tried += 1
    wanted = {session for session, text in texts if holds(text, typed)}
    try:
        found = workspace.search.find(Wish(typed, kinds=("note", "process")), most=1_000).hits
    except Exception as error:  # noqa: BLE001 - nothing that is typed may lead to an error
        outcome.wrong_sentence += 1
        outcome.notes.append(f"{typed[:60]!r}: {type(error).__name__}")
        return False
    outcome.leaked += sum(hit.kind == "process" for hit in found)
    known = {session for session, _ in texts}
    have = {hit.session_id for hit in found} & known
    if have != wanted:
        outcome.lost += len(wanted - have)
        outcome.corrupt += len(have - wanted)
        outcome.notes.append(f"{typed[:60]!r}: {len(wanted - have)} missing, {len(have - wanted)} too many")
    return bool(have)


ROW = Row(
    key="T21",
    title="What is typed into the search is only words",
    tries=5_000,
    run=run,
    share=0.05,
    controls=("search_not_quoted",),
)
