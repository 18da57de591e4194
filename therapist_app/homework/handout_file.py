"""Handout files: a head in TOML between `+++` lines, then a body, read whole or refused with file and line.

A sheet for one partner may hold a second head and body, the other partner's own copy, so that what one
wrote is never on the other's paper.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn, TypeVar, cast

from therapist_app.catalogue.keylines import line_of
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.tables import TableReader, reference_values, references
from therapist_app.documents.blocks import Body, Rate
from therapist_app.documents.ours import OURS
from therapist_app.homework.handout_body import check_placeholders, parse_body
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_fill import PLACEHOLDERS, SHARED_PLACEHOLDERS
from therapist_app.homework.handout_head import HandoutHead, OtherHead, misplaced

_FENCE = "+++"
_ADVICE = "Correct that line of the head, or put back the file that came with Attune."
_MOST_CHARACTERS = 100_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """The other partner's own copy: its title, purpose and body."""

    head: OtherHead
    body: Body


@dataclass(frozen=True, slots=True)
class Handout:
    """One handout; the body still holds its placeholders."""

    head: HandoutHead
    body: Body
    other: OtherCopy | None = None

    @property
    def key(self) -> str:
        """The fixed key, which is also the name of its file."""
        return self.head.key

    @property
    def title(self) -> str:
        """The title on the page."""
        return self.head.title


@cache
def shipped_library() -> tuple[Handout, ...]:
    """Every handout that ships with Attune, by key; read once in a process, as nothing of a practice is in it."""
    found = load_library()
    OURS.keep(found)
    return found


def load_library(folder: Path | None = None, catalogue: Catalogue | None = None) -> tuple[Handout, ...]:
    """Every handout of a folder, or those that ship with Attune, by key; HandoutError names what is wrong."""
    known = catalogue or load_catalogue()
    place: Traversable = files("resources.handouts") if folder is None else folder
    try:
        found = sorted(one.name for one in place.iterdir() if one.name.endswith(".md"))
        texts = {name: place.joinpath(name).read_bytes() for name in found}
    except OSError as error:
        problem = f"the handouts cannot be read ({type(error).__name__})"
        advice = "Check that the folder is there and may be opened."
        raise HandoutError(getattr(place, "name", ""), 0, problem, advice) from error
    return tuple(parse_handout(decoded(raw, name), name, known) for name, raw in texts.items())


def parse_handout(
    text: str, file: str, catalogue: Catalogue, *, otherwise: Mapping[str, object] | None = None
) -> Handout:
    """One handout from the text of a file; errors give the name of the file, and its key must match it.

    `otherwise` is what the head says where the file says nothing.
    """
    return _Parser(
        text.removeprefix("\ufeff").replace("\r\n", "\n"), file, catalogue, otherwise or {}
    ).parse()


def shipped_text(key: str) -> str:
    """The file of a handout that ships with Attune, as text; its key is one of the library's."""
    return files("resources.handouts").joinpath(f"{key}.md").read_text(encoding="utf-8")


def decoded(raw: bytes, file: str) -> str:
    """The text of a file; HandoutError with its line where it is no UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise HandoutError(file, line, "this is not UTF-8 text", "Save the file as UTF-8.") from error


class _Parser:
    def __init__(self, text: str, file: str, catalogue: Catalogue, otherwise: Mapping[str, object]) -> None:
        self._otherwise = otherwise
        self._lines = text.split("\n")
        self._file = file
        self._catalogue = catalogue

    def parse(self) -> Handout:
        self._check_characters()
        fences = [number for number, line in enumerate(self._lines) if line.rstrip() == _FENCE]
        if self._lines[0].rstrip() != _FENCE:
            self._fail(1, "the first line must be +++", "Begin with +++, then the head, then +++.")
        if len(fences) not in (2, 4):
            advice = "Close each head with a line of +++. There is one head, or two for two copies."
            self._fail(fences[-1] + 1, "the +++ lines do not come in pairs", advice)
        head = self._head(HandoutHead, fences[0], fences[1], self._otherwise)
        self._check_head(head, fences[0], fences[1])
        names = SHARED_PLACEHOLDERS if head.for_ == "both" else PLACEHOLDERS
        end = fences[2] if len(fences) == 4 else len(self._lines)
        check_placeholders(self._lines[: fences[1]], 1, names, self._fail)
        body = self._body(fences[1] + 1, end, names)
        if len(fences) == 2:
            return Handout(head, body)
        if head.for_ != "one":
            self._fail(fences[2] + 1, "only a sheet for one partner has another copy", 'Write for = "one".')
        other = self._head(OtherHead, fences[2], fences[3])
        check_placeholders(self._lines[fences[2] : fences[3]], fences[2] + 1, names, self._fail)
        return Handout(head, body, OtherCopy(other, self._body(fences[3] + 1, len(self._lines), names)))

    def _fail(self, line: int, problem: str, advice: str) -> NoReturn:
        raise HandoutError(self._file, line, problem, advice)

    def _check_characters(self) -> None:
        if sum(map(len, self._lines)) > _MOST_CHARACTERS:
            self._fail(0, "this file is too long for a handout", "Keep a handout to a few pages.")
        for number, line in enumerate(self._lines, start=1):
            for character in line:
                if unicodedata.category(character) in ("Cc", "Cs") and character != "\t":
                    problem = f"a control character (U+{ord(character):04X}) stands here"
                    self._fail(number, problem, "Delete it and type the text again.")

    def _body(self, start: int, end: int, names: frozenset[str]) -> Body:
        body = parse_body("\n".join(self._lines[start:end]), start + 1, self._fail, names=names)
        self._check_signs(body, start, end)
        return body

    def _check_signs(self, body: Body, start: int, end: int) -> None:
        """What comes back on a sheet may become a rating, so the signs that it names must be there."""
        rated = (one for part in body.sections for one in part.blocks if isinstance(one, Rate))
        known = {sign.key for sign in self._catalogue.signs}
        for key in (key for one in rated for key in one.keys):
            if key not in known:
                named = (
                    at for at in range(start, end) if "signs:" in self._lines[at] and key in self._lines[at]
                )
                self._fail(
                    next(named, start) + 1,
                    f"“{key}” is not one of the signs of the catalogue",
                    "Use the key of a sign, or leave the line out.",
                )

    def _head(self, cls: type[T], start: int, end: int, otherwise: Mapping[str, object] | None = None) -> T:
        """The head between two fences, given by their places in the list of lines."""
        text = "\n".join(self._lines[start + 1 : end])
        try:
            table = {**(otherwise or {}), **cast("dict[str, object]", tomllib.loads(text))}
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            match = re.search(r"line (\d+)", str(error))
            line = start + 1 + (int(match[1]) if match else 0)
            self._fail(line, f"the head is not valid TOML: {error}", _ADVICE)
        for key, value in table.items():
            if isinstance(value, str) and "\n" in value:
                raise self._error(start, end, key, f"“{key}” must stand on one line")
        return TableReader(lambda key, problem: self._error(start, end, key, problem)).read(cls, table)

    def _error(self, start: int, end: int, key: str, problem: str) -> HandoutError:
        """The error for a key of the head; a key that is not there is put on the line of the fence."""
        line = start + 1 + line_of("\n".join(self._lines[start + 1 : end]), key=key)
        return HandoutError(self._file, line, problem, _ADVICE, key)

    def _check_head(self, head: HandoutHead, start: int, end: int) -> None:
        if wrong := misplaced(head, self._file.removesuffix(".md")):
            raise self._error(start, end, *wrong)
        for name, part in references(HandoutHead).items():
            known = {entry.key for entry in getattr(self._catalogue, part)}
            for key in reference_values(head, name):
                if key and key not in known:
                    problem = f"“{key}” is not one of the {part.replace('_', ' ')} of the catalogue"
                    raise self._error(start, end, name, problem)
