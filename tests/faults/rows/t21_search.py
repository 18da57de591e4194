"""T21: whatever is typed into the search is taken as words: no error, and the same texts as a plain scan finds."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass

from tests.core.search.scan import holds
from tests.faults.broken import break_named
from tests.faults.plan import Outcome, Row, Trial
from tests.faults.work import enter, new_practice
from therapist_app.kernel.audience import Audience
from therapist_app.search.model import Wish
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.workspace import Workspace

_NOTES = 60
_EDIT_EVERY = 20  # searches
_LABELS = ("", "", Audience.JOINT, Audience.A)
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


@dataclass
class _Note:
    """What a search may find of one session, and for whom it is."""

    audience: Audience
    text: str


def run(trial: Trial) -> Outcome:
    """Write some notes of such pieces, then search for so many strings of them, with filters, while notes change."""
    break_named(trial.broken)
    folder, rng = trial.folder / "Search.attune", trial.rng
    new_practice(folder)
    outcome = Outcome()
    with closing(enter(folder)) as workspace:
        couple = workspace.couples.list()[0].couple.id
        notes = {workspace.sessions.start(couple).value.id: _Note(Audience.JOINT, "") for _ in range(_NOTES)}
        for session in notes:
            _write(workspace, notes, session, rng)
        found_any = 0
        for number in range(trial.tries):
            if number % _EDIT_EVERY == 0:
                _write(workspace, notes, rng.choice(list(notes)), rng)
            found_any += _try(workspace, notes, _typed(rng), rng.choice(_LABELS), outcome)
    outcome.notes.append(f"{found_any} of {trial.tries} found something")
    return outcome


def _write(workspace: Workspace, notes: dict[str, _Note], session: str, rng: random.Random) -> None:
    """A note of the pieces, beside words that are the therapist's own, in place of what was there."""
    audience = rng.choice((Audience.JOINT, Audience.A, Audience.B))
    blocks = tuple(Block.of("p", _typed(rng)) for _ in range(3))
    own = Part(Audience.THERAPIST, (Block.of("p", "plum late the"),))
    workspace.sessions.save_note(session, NoteDocument((Part(audience, blocks), own)))
    notes[session] = _Note(audience, "\n".join(block.text for block in blocks))


def _typed(rng: random.Random) -> str:
    pieces = [rng.choice(_PIECES) for _ in range(rng.choice((1, 1, 2, 2, 3, 8)))]
    if rng.random() < 0.1:
        pieces.append("".join(chr(rng.randrange(0x180)) for _ in range(6)))
    return "".join(piece + rng.choice(_GLUE) for piece in pieces)


def _try(workspace: Workspace, notes: dict[str, _Note], typed: str, label: str, outcome: Outcome) -> bool:
    """Search once; whether anything was found."""
    outcome.tried += 1
    wanted = {
        session for session, note in notes.items() if label in ("", note.audience) and holds(note.text, typed)
    }
    try:
        found = workspace.search.find(Wish(typed, label=label, kinds=("note", "process")), most=1_000).hits
    except Exception as error:  # noqa: BLE001 - nothing that is typed may lead to an error
        outcome.wrong_sentence += 1
        outcome.notes.append(f"{typed[:60]!r}: {type(error).__name__}")
        return False
    outcome.leaked += sum(hit.kind == "process" for hit in found)
    have = {hit.session_id for hit in found} & notes.keys()
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
