"""Templates of a note: headings to write under, each with who may read it; those of Attune, and a practice's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import LONGEST_NAME, clean_line, required_line
from therapist_app.sessions.aids_model import NoteTemplate
from therapist_app.sessions.model import SessionKind
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.vault.vault import Vault

LONGEST_LABEL = 60
MOST_HEADINGS = 40
_KINDS = ("h2", "h3")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and who may read what is written under it; JOINT follows the session."""

    words: str
    audience: Audience = Audience.JOINT


@dataclass(frozen=True, slots=True)
class Template:
    """Headings in their order, with one line that says what they are good for; `key` is the id of an own one."""

    key: str
    label: str
    headings: tuple[Heading, ...] = ()
    help: str = ""
    own: bool = False

    def note(self, audience: Audience = Audience.JOINT) -> NoteDocument:
        """The headings, each with an empty line, for a session whose facts `audience` may see.

        What is joint follows the session. A session for one partner alone has no part for the other, and one
        that is the therapist's own holds nothing that anyone else may read.
        """
        return NoteDocument.of(
            (reader, block)
            for heading in self.headings
            for reader in _reader_in(audience, heading.audience)
            for block in (Block.of("h2", heading.words), Block())
        )


@dataclass(frozen=True, slots=True)
class FoundUnder:
    """Headings, in small letters, under which the focus and the plan of a session stand."""

    focus: frozenset[str]
    plan: frozenset[str]


def _reader_in(session: Audience, part: Audience) -> Iterable[Audience]:
    if part is Audience.JOINT or session is Audience.THERAPIST:
        return (session,)
    others = {Audience.A: Audience.B, Audience.B: Audience.A}
    return () if others.get(session) is part else (part,)


@cache
def built_in() -> tuple[Template, ...]:
    """The templates that come with Attune; a fresh note begins with the first."""
    return tuple(
        Template(
            row["key"],
            row["label"],
            tuple(Heading(one["words"], Audience(one.get("reader", "joint"))) for one in row["headings"]),
            row["help"],
        )
        for row in _data()["template"]
    )


def first_for(kind: str) -> Template:
    """The template that a fresh note of this kind of contact begins with."""
    wanted = "call" if kind == SessionKind.CALL else built_in()[0].key
    return next(one for one in built_in() if one.key == wanted)


@cache
def found_under() -> FoundUnder:
    """Where the focus and the plan of a session are looked for."""
    rows = _data()["found_under"]
    return FoundUnder(*(frozenset(words.casefold() for words in rows[name]) for name in ("focus", "plan")))


@cache
def _data() -> dict[str, Any]:
    text = resources.files("resources.writing").joinpath("templates.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def headings_of(templates: Iterable[Template]) -> frozenset[str]:
    """The words of all headings."""
    return frozenset(heading.words for template in templates for heading in template.headings)


def is_untouched(note: NoteDocument, headings: frozenset[str] | None = None) -> bool:
    """Whether a note says nothing: it holds at most headings of templates and blank lines."""
    known = headings_of(built_in()) if headings is None else headings
    return all(
        not text or (block.kind == "h2" and text in known)
        for part in note.parts
        for block in part.blocks
        for text in [block.text.strip()]
    )


def worth_keeping(note: NoteDocument, headings: frozenset[str] | None = None) -> NoteDocument:
    """The note as it is kept: nothing at all while it holds untouched headings only."""
    return NoteDocument() if is_untouched(note, headings) else note


def headings_in(note: NoteDocument) -> tuple[Heading, ...]:
    """The headings of a note with their readers, to make a template of; names and text stay behind."""
    return tuple(
        Heading(block.text.strip(), part.audience)
        for part in note.parts
        for block in part.blocks
        if block.kind in _KINDS and block.text.strip()
    )


class TemplateService:
    """Lists templates, and adds, names and orders a practice's own; the trash takes them."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self.headings = headings_of(built_in())
        """The words of all headings as last read; a frozen set, so any thread may look at it."""

    def list(self) -> tuple[Template, ...]:
        """All templates: Attune's, then the practice's own in their order."""
        found = (*built_in(), *self.own())
        self.headings = headings_of(found)
        return found

    def own(self) -> tuple[Template, ...]:
        """The practice's own templates in their order."""
        with self._vault.read() as db:
            return tuple(_template(row) for row in _rows(db))

    def add(self, label: str, headings: Sequence[Heading]) -> Done[Template]:
        """Keep headings under a name; raises InputError for a blank or known name, or without any heading."""
        if not headings:
            raise InputError(
                "This note has no headings yet.",
                "Nothing was kept. Make a line a heading (Ctrl+Shift+H), then try again.",
                "headings",
            )
        if len(headings) > MOST_HEADINGS:
            raise InputError(
                f"A template holds up to {MOST_HEADINGS} headings.",
                "Nothing was kept. Your note is unchanged.",
                "headings",
            )
        pairs = [
            [str(one.audience), clean_line(one.words, "headings", longest=LONGEST_NAME)] for one in headings
        ]
        with self._vault.begin() as db:
            words = _free_label(db, label)
            last = db.scalar(select(func.max(NoteTemplate.place)))
            row = NoteTemplate(
                label=words,
                place=0 if last is None else last + 1,
                headings=pairs,
                created_at=self._clock.now(),
            )
            db.add(row)
        self.list()
        return Done(_template(row), Changes.of("template"))

    def rename(self, key: str, label: str) -> Done[Template]:
        """Give an own template another name."""
        with self._vault.begin() as db:
            row = _row(db, key)
            row.label = _free_label(db, label, but=key)
        return Done(_template(row), Changes.of("template"))

    def move(self, key: str, steps: int) -> Changes:
        """Move an own template up (negative) or down among the own ones."""
        with self._vault.begin() as db:
            _row(db, key)
            order = [row.id for row in _rows(db)]
            at = order.index(key)
            order.insert(min(max(at + steps, 0), len(order) - 1), order.pop(at))
            for row in _rows(db):
                row.place = order.index(row.id)
        return Changes.of("template")


def _template(row: NoteTemplate) -> Template:
    headings = tuple(Heading(words, Audience(audience)) for audience, words in row.headings)
    return Template(row.id, row.label, headings, own=True)


def _rows(db: DbSession) -> Sequence[NoteTemplate]:
    order = (NoteTemplate.place, NoteTemplate.created_at, NoteTemplate.id)
    return db.scalars(select(NoteTemplate).order_by(*order)).all()


def _row(db: DbSession, key: str) -> NoteTemplate:
    row = db.get(NoteTemplate, key)
    if row is None:
        raise InputError("That template is no longer here.", "Nothing was changed.")
    return row


def _free_label(db: DbSession, label: str, but: str = "") -> str:
    words = required_line(label, "label", "the template a name", longest=LONGEST_LABEL)
    taken = {template.label.casefold() for template in built_in()}
    taken |= {row.label.casefold() for row in _rows(db) if row.id != but}
    if words.casefold() in taken:
        raise InputError(
            f"There is a template called {words} already.",
            "Nothing was changed. Please choose another name.",
            "label",
        )
    return words
