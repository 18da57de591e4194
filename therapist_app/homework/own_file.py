"""A handout of the practice's own as text: written by a form, read with careful defaults, distrusted when shared.

It is the same file as a shipped sheet, so that one can become the other by copying. What its head leaves out is taken
at its most careful: it asks for openness, and where one partner is afraid it is for nobody.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.blocks import Body, DayLog, Lines, PromiseGrid
from therapist_app.documents.ornaments import ORNAMENTS
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_file import Handout, decoded, parse_handout
from therapist_app.kernel.files import read_small

OWN = "own_"  # begins the key of every own sheet; no shipped sheet's key does
YOURS = "Your sheet"  # what an error calls the text in the editor
SAFETY_NOTE = (
    "This page asks you to be open. If you do not feel safe today, leave it empty. No one needs a reason."
)
CAREFUL: Mapping[str, object] = {
    "version": 1,
    "purpose": "For the two of you.",
    "for": "both",
    "phases": [],
    "blocks": [],
    "component": "consistency",
    "dimensions": ["relational"],
    "minutes": 20,
    "materials": "A pen",
    "needs_safety": True,
    "if_coercion": "never",
    "follow_up": "Ask what it was like.",
    "safety_note": SAFETY_NOTE,
}
"""What an own sheet says where its file says nothing."""
NOT_BELIEVED = frozenset({"key", "version", "if_coercion"})
"""What a shared file cannot say of itself."""
STARTER = "## How it works\n\n1. Choose a calm evening.\n\n:::lines 3\nWhat we want to remember\n:::\n"

_MOST_BYTES = 160_000
_MOST_LETTERS = 24_000
_MOST_LINES = 1_000
_LONGEST_LINE = 1_000
_LONGEST_STRETCH = 3_000  # letters without a blank line between: reading marks takes the square of it
_MOST_MARKS, _MOST_MARKS_IN_ALL = 160, 1_200  # in such a stretch, and in a file
_MOST_BRACKETS = 60  # that open in a file: a handout has no links
_MOST_BARS = 10  # in a line of a table
_LONGEST_WORDS = 300  # of a title, a purpose and the other lines of a head
_LONGEST_LIST = 30
_MOST_BLOCKS = 120
_MOST_WRITE_LINES = 300
_DEEPEST = 24  # marks of nesting that a line may begin with, or brackets that it may open
_SHORTER = "Nothing was kept of it. Keep a handout to a few pages."
_FEWER = "Use fewer of * _ [ ] < > & ` ! and |."
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = re.compile(r"[*_`\[\]<&!\\|]")
_HEAD_LINE = re.compile(r"\s*(?:[a-z_]+\s*=.*|#.*)?")
_NEST = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A sheet as its form holds it: the head as plain values, and the words that begin on `body_line` of the file."""

    head: Mapping[str, object]
    body: str
    body_line: int = 1


def joined(head: Mapping[str, object], body: str) -> str:
    """The file for a head and a body; what is blank is left out, so that the careful value stands."""
    return "\n".join(["+++", *_lines_of(head), "+++", "", body.strip("\n"), ""])


def _lines_of(head: Mapping[str, object]) -> list[str]:
    """A text, a list of texts, a number or a truth value is written alike in JSON and in TOML."""
    known = {name: value for name, value in head.items() if value not in ("", None)}
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in known.items()]


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake as an editor tells it: the line of the body (0: not in the body), the name in the head, what to do."""

    line: int
    name: str
    sentence: str


def mistake_in(head: Mapping[str, object], body: str, error: HandoutError) -> Mistake:
    """Where a mistake in the file of `head` and `body` stands for someone who sees the body alone."""
    if error.path or not error.line:
        return Mistake(0, error.path, f"{_first_large(error.problem)}. {error.advice}")
    before = len(_lines_of(head)) + 3 - (len(body) - len(body.lstrip("\n")))
    line = min(max(1, error.line - before), body.count("\n") + 1)
    return Mistake(line, "", f"Line {line}: {error.problem}. {error.advice}")


def parted(text: str, name: str = YOURS) -> OwnText:
    """A file's head as values and its body as text; HandoutError where there is no head to read."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == "+++"]
    if len(fences) < 2 or fences[0] != 0:
        advice = "Begin with +++, then the head, then +++."
        raise HandoutError(name, 1, "the first line must be +++", advice)
    try:
        head = cast("dict[str, object]", tomllib.loads("\n".join(lines[1 : fences[1]])))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise HandoutError(
            name, 2, "the head is not valid TOML", "Write name = value, one to a line."
        ) from error
    body = lines[fences[1] + 1 :]
    blank = next((at for at, line in enumerate(body) if line.strip()), len(body))
    return OwnText(head, "\n".join(body[blank:]), fences[1] + 2 + blank)


def read_own(text: str, catalogue: Catalogue, name: str = YOURS) -> Handout:
    """The sheet that a text stands for; HandoutError names the line and what to do."""
    check_measure(text, name)
    key = str(parted(text, name).head.get("key", f"{OWN}sheet"))
    try:
        handout = parse_handout(text, f"{key}.md", catalogue, otherwise={**CAREFUL, "key": key})
    except HandoutError as error:
        raise HandoutError(name, error.line, error.problem, error.advice, error.path) from None
    _check_head(handout, name)
    for body in (handout.body, *([handout.other.body] if handout.other else [])):
        _check_body(body, name)
    return handout


def read_shared(path: Path, catalogue: Catalogue) -> OwnText:
    """A sheet that someone shared, as text for a sheet of one's own; nothing in it is believed.

    Its key and version are left behind, and whoever wrote it cannot say that it is fit where one partner is afraid.
    Raises HandoutError with the line and what to do; nothing is kept then.
    """
    name = _shown(path.name)
    text = decoded(_bytes(path, name), name).removeprefix("\ufeff").replace("\r\n", "\n")
    read_own(text, catalogue, name)
    found = parted(text)
    kept = {one: value for one, value in found.head.items() if one not in NOT_BELIEVED}
    return OwnText(kept, found.body)


def check_measure(text: str, name: str) -> None:
    """Refuse what would take long to read: too many letters, lines or marks, or marks nested too deep."""
    lines = text.split("\n")
    if len(text) > _MOST_LETTERS or len(lines) > _MOST_LINES:
        _refuse(name, 0, "this is too long for a handout", _SHORTER)
    if len(_MARKS.findall(text)) > _MOST_MARKS_IN_ALL or text.count("[") > _MOST_BRACKETS:
        _refuse(name, 0, "there are too many marks in this", _FEWER)
    letters = marks = fences = 0
    for number, line in enumerate(lines, start=1):
        letters, marks = (letters + len(line), marks + len(_MARKS.findall(line))) if line.strip() else (0, 0)
        fences += line.rstrip() == "+++"
        if len(line) > _LONGEST_LINE or letters > _LONGEST_STRETCH:
            _refuse(name, number, "this paragraph is too long", "Part it with a blank line.")
        if marks > _MOST_MARKS or line.count("|") > _MOST_BARS:
            _refuse(name, number, "there are too many marks here", _FEWER)
        if len("".join((_NEST.match(line) or [""])[0].split())) > _DEEPEST:
            _refuse(name, number, "this is nested too deep", "Keep lists and quotes flat.")
        if fences % 2 and line.rstrip() != "+++" and not _HEAD_LINE.fullmatch(line):
            _refuse(name, number, "this is no line of a head", "Write name = value, each on one line.")
        _check_seen(line, number, name)


def _check_seen(line: str, number: int, name: str) -> None:
    """Refuse signs that change how a line is read and cannot be seen."""
    hidden = next((one for one in line if one in _DIRECTION or unicodedata.category(one) == "Co"), "")
    if hidden:
        problem = f"a hidden sign (U+{ord(hidden):04X}) stands here"
        _refuse(name, number, problem, "Delete this line and type it again.")


def slug(title: str) -> str:
    """A title as the middle of a key: small plain letters and lines."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:32].strip("_") or "sheet"


def _check_head(handout: Handout, name: str) -> None:
    head = handout.head
    others = (
        [getattr(handout.other.head, one) for one in ("title", "purpose", "safety_note")]
        if handout.other
        else []
    )
    texts = (
        head.title,
        head.purpose,
        head.materials,
        head.follow_up,
        head.when,
        head.bring_back,
        head.keep_it,
    )
    for words in (*texts, head.kicker, head.safety_note, *others):
        if len(words) > _LONGEST_WORDS:
            _refuse(name, 0, f"“{words[:30]}…” is longer than {_LONGEST_WORDS} letters", "Please shorten it.")
    if any(len(some) > _LONGEST_LIST for some in (head.phases, head.blocks, head.dimensions, head.styles)):
        _refuse(name, 0, "a list in the head is too long", "Name each phase and block once.")
    if head.ornament and head.ornament not in ORNAMENTS:
        known = ", ".join(sorted(ORNAMENTS))
        _refuse(name, 0, f"“{head.ornament[:30]}” is not one of the drawings", f"Known are {known}.")


def _check_body(body: Body, name: str) -> None:
    blocks = [block for section in body.sections for block in section.blocks]
    if len(blocks) + len(body.sections) > _MOST_BLOCKS:
        _refuse(name, 0, "this has too many parts for a handout", _SHORTER)
    lines = sum(block.count for block in blocks if isinstance(block, Lines))
    tables = sum(isinstance(block, DayLog | PromiseGrid) for block in blocks)
    if lines > _MOST_WRITE_LINES or tables > 8:
        _refuse(name, 0, "this has more to fill in than a handout can hold", _SHORTER)


def _bytes(path: Path, name: str) -> bytes:
    advice = "Nothing was kept of it. Choose a sheet that was shared from Attune: it ends in .md."
    try:
        raw = read_small(path, _MOST_BYTES)
    except ValueError as error:
        large = str(error) == "too large"
        problem = "this file is too large for a handout" if large else "this is not a plain file"
        raise HandoutError(name, 0, problem, advice) from None
    except OSError as error:
        raise HandoutError(name, 0, f"this file cannot be read ({type(error).__name__})", advice) from None
    if b"\0" in raw:
        _refuse(name, 0, "this is not a text file", advice)
    return raw


def _shown(name: str) -> str:
    """A file's name as one line can show it."""
    return "".join(one if one.isprintable() else "?" for one in name)[:80]


def _refuse(name: str, line: int, problem: str, advice: str) -> NoReturn:
    raise HandoutError(name, line, problem, advice)
