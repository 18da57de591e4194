"""What a person types, taken as words and never as the query language of the index."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_TERMS = 32  # what is typed beyond these changes nothing
_LONGEST = 1_000  # letters of what is typed
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'))
_HELD = re.compile('"([^"]*)("|$)|([^\\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand beside each other; the last one may be only begun."""

    text: str
    begun: bool = False

    @property
    def query(self) -> str:
        """What the index is asked for: one quoted string, so that nothing in it is a command."""
        return f'"{self.text}"' + ("*" if self.begun else "")


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed; none for nothing or only signs.

    Each word must be there, in any order; what stands in quotes must stand together. The last word may still be
    unfinished, unless it is in quotes that were closed.
    """
    found: list[Term] = []
    for match in _HELD.finditer(_plain(typed)):
        phrase, closing, word = match.groups()
        text = word if phrase is None else " ".join(phrase.split())
        if has_letters(text):
            found.append(Term(text, begun=not closing))
    found = found[:MOST_TERMS]
    return (*(Term(term.text) for term in found[:-1]), *found[-1:])


def query_of(terms: tuple[Term, ...]) -> str:
    """The terms as a query of the index; empty for none."""
    return " ".join(term.query for term in terms)


def has_letters(text: str) -> bool:
    """Whether there is a letter or digit that the index knows."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)


def _plain(typed: str) -> str:
    """Without what cannot be stored, and with one kind of quotes; NUL would end the query early."""
    typed = typed[:_LONGEST].replace("\0", " ").translate(_QUOTES)
    return typed.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def title_fits(terms: tuple[Term, ...], title: str) -> bool:
    """Whether a title that is not in the vault, such as a handout's, holds all terms."""
    words = folded_words(title)
    return bool(terms) and all(_stands_in(term, words) for term in terms)


def folded_words(text: str) -> list[str]:
    """The words of a text without case and accents."""
    plain = unicodedata.normalize("NFD", text)
    kept = (letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", "".join(kept).lower()).split()


def _stands_in(term: Term, words: list[str]) -> bool:
    wanted = folded_words(term.text)
    if not wanted:
        return False
    *firm, last = wanted
    for start in range(len(words) - len(wanted) + 1):
        here = words[start : start + len(wanted)]
        ends = here[-1].startswith(last) if term.begun else here[-1] == last
        if ends and here[:-1] == firm:
            return True
    return False
