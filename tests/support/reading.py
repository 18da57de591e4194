"""How easy a text is to read: the Flesch-Kincaid grade and the longest sentence.

Source of the measure: Kincaid, Fishburne, Rogers and Chissom (1975),
grade = 0.39 words/sentences + 11.8 syllables/words - 15.59.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from therapist_app.documents.blocks import (
    Block,
    Body,
    Bullets,
    Checks,
    Example,
    Lines,
    Paragraph,
    Rate,
    Runs,
    Starters,
    Steps,
    Table,
)

_WORD = re.compile("[^\\W\\d_]+(?:[\u2019'][^\\W\\d_]+)*")
_END = re.compile('(?<=[.!?\u2026:])[\u201d\u2019")]*\\s+(?=[\u201c\u2018"]?[A-Z])')
_PLACEHOLDER = re.compile("\\{[a-z]+\\}(?:[\u2019']s)?")
_NAME = "Xx"  # stands where a name will be, so that a sentence can begin with one; never counted
_ODD = {
    "every": 2,
    "evening": 2,
    "evenings": 2,
    "something": 2,
    "sometimes": 2,
    "someone": 2,
    "quiet": 2,
    "being": 2,
}
_ODD |= {
    "people": 2,
    "idea": 3,
    "area": 3,
    "doing": 2,
    "going": 2,
    "saying": 2,
    "seeing": 2,
    "video": 3,
    "else": 1,
}
_ODD |= {"therapist": 3, "business": 2, "whatever": 3, "whenever": 3, "afterward": 3, "gives": 1, "comes": 1}


@dataclass(frozen=True, slots=True)
class Ease:
    """How easy a text reads: its grade, and its sentences with the number of words in each."""

    grade: float
    sentences: tuple[tuple[int, str], ...]

    @property
    def longest(self) -> tuple[int, str]:
        """The longest sentence and its number of words."""
        return max(self.sentences)


def syllables(word: str) -> int:
    """The number of syllables of an English word, by rule of thumb; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if plain in _ODD:
        return _ODD[plain]
    groups = len(re.findall(r"[aeiouy]+", plain))
    groups += len(re.findall(r"i(?:a|o(?!u|n))|eo|ua(?!l?ity)|[aou]ing", plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee", "ye")):
        groups -= 1
    if plain.endswith("le") and len(plain) > 2 and plain[-3] in "aeiouy":
        groups -= 1
    if re.search(r"[^aeiouytd]ed$", plain) or re.search(r"[^aeiouysxzcgh]es$", plain):
        groups -= 1
    return max(groups, 1)


def ease(texts: list[str]) -> Ease:
    """How easy these texts read; each text is at least one sentence, and names are left out."""
    parts = [_PLACEHOLDER.sub(_NAME, text) for text in texts]
    sentences = [one for text in parts for one in _END.split(text) if _words(one)]
    counted = tuple((len(_words(one)), one.strip()) for one in sentences)
    words = sum(count for count, _ in counted)
    total = sum(syllables(word) for one in sentences for word in _words(one))
    return Ease(0.39 * words / len(counted) + 11.8 * total / words - 15.59, counted)


def _words(sentence: str) -> list[str]:
    return [word for word in _WORD.findall(sentence) if word != _NAME]


def body_texts(body: Body) -> list[str]:
    """What is read in a body: everything but headings, heads of tables and logs, and speakers' names."""
    return [text for section in body.sections for text in [section.lead, *_texts_of(section.blocks)] if text]


def _texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(runs):
                yield _text(runs)
            case Steps(items) | Bullets(items) | Starters(items) | Checks(items):
                yield from map(_text, items)
            case Example(turns):
                yield from (_text(said) for _, said in turns)
            case Lines(prompt, _):
                yield _text(prompt)
            case Rate(prompts):
                yield from map(_text, prompts)
            case Table(_, rows):
                yield from (cell for row in rows for cell in row)
            case _:
                pass


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)
