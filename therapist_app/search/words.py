"""What a person types, taken as words and never as the query language of the index."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_TERMS = 32  # what is typed beyond these changes nothing
LEAST_LETTERS = 2  # of a word that is only begun; a single letter is the beginning of nearly every note
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
    """The terms of what was typed; none for nothing, only signs, or one letter alone.

    Each word must be there, in any order; what stands in quotes must stand together. The last word may still be
    unfinished, unless it is in quotes that were closed; with one letter it is not asked for yet, beside others.
    """
    typed = _plain(typed)
    found: list[Term] = []
    for match in _HELD.finditer(typed):
        phrase, closing, word = match.groups()
        text = word if phrase is None else " ".join(phrase.split())
        if has_letters(text):
            found.append(Term(text, begun=not closing))
    found = found[:MOST_TERMS]
    if not found or (len(found) == 1 and _letters(found[0].text) < LEAST_LETTERS):
        return ()
    *firm, last = found
    if last.begun and _letters(last.text) < LEAST_LETTERS and not typed[-1:].isspace():
        return tuple(Term(term.text) for term in firm)
    begun = last.begun and _letters_of_last_word(last.text) >= LEAST_LETTERS
    return (*(Term(term.text) for term in firm), Term(last.text, begun=begun))


def query_of(terms: tuple[Term, ...]) -> str:
    """The terms as a query of the index; empty for none."""
    return " ".join(term.query for term in terms)


def has_letters(text: str) -> bool:
    """Whether there is a letter or digit that the index knows."""
    return _letters(text) > 0


def _letters(text: str) -> int:
    return sum(map(_is_letter, text))


def _letters_of_last_word(text: str) -> int:
    found = 0
    for letter in reversed(text):
        if _is_letter(letter):
            found += 1
        elif found and not _is_accent(letter):
            break
    return found


def _is_letter(letter: str) -> bool:
    """What the index takes for part of a word: letters, numbers, and signs of private use."""
    category = unicodedata.category(letter)
    return category[0] in "LN" or category == "Co"


def _is_accent(letter: str) -> bool:
    return 0x300 <= ord(letter) <= 0x331 and unicodedata.category(letter) == "Mn"


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
