"""Which passphrases are accepted, and how strong one is in words (after NIST SP 800-63B-4)."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from therapist_app.kernel.errors import InputError

SHORTEST = 15
LONGEST = 1024
SUGGESTED_WORDS = 7
_ZXCVBN_LIMIT = 72  # it raises above this
_COMMON = (
    "passphrase", "password", "letmein", "iloveyou", "qwertyuiop", "qwerty", "abcdefghijklmnop", "welcome",
    "administrator", "correcthorsebatterystaple", "trustno", "secret", "attune", "therapist", "therapy",
    "couples", "couple", "practice", "counselling", "counseling", "marriage", "session", "notes", "vault",
    "my", "the", "is", "app",
)  # fmt: skip
# Powers of ten of guesses. zxcvbn's own scale ends at 10, which suits a web form that limits tries; a stolen
# file is guessed at for years, so ours goes further.
_STEPS = (8, 11, 14, 18)
_WORDS = ("very weak", "weak", "fair", "strong", "very strong")


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: `score` 0 to 4, its word, and one thing that would help."""

    score: int
    word: str
    hint: str = ""


def require_acceptable(passphrase: str) -> None:
    """Raise InputError that says what to change, if a new passphrase is too short, too long or too common."""
    problem = problem_of(passphrase)
    if problem:
        raise InputError(problem, field="passphrase")


def problem_of(passphrase: str) -> str:
    """Why a new passphrase is not accepted, in one sentence; empty if it is. No rules of composition."""
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < SHORTEST:
        return f"Use at least {SHORTEST} characters; four or five unrelated words are easy to remember."
    if len(text) > LONGEST:
        return f"Use at most {LONGEST:,} characters."
    if _is_common(text):
        return "This passphrase is among the first that anyone would try. Choose unrelated words."
    return ""


def _is_common(text: str) -> bool:
    """Made of nothing but common words, digits, one repeated character, or a straight run of characters."""
    rest = "".join(letter for letter in text.casefold() if letter.isalpha())
    if len(set(text)) < 5:
        return True
    letters = [ord(letter) for letter in text.casefold()]
    if {b - a for a, b in pairwise(letters)} in ({1}, {-1}):
        return True
    for word in sorted(_COMMON, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest and any(letter.isalpha() for letter in text)


def suggestion() -> str:
    """Seven random words of the 2,048 that recovery uses: 77 bits, far beyond any guessing of a file."""
    from therapist_app.vault.recovery import listed_words

    words = listed_words()
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


def strength_of(passphrase: str) -> Strength:
    """How strong a passphrase is; reads its first 72 characters. The first call loads word lists."""
    problem = problem_of(passphrase)
    if problem:
        return Strength(0, _WORDS[0], problem)
    from zxcvbn import zxcvbn  # 70 ms to load: not before someone types a new passphrase

    guesses = float(zxcvbn(passphrase[:_ZXCVBN_LIMIT])["guesses_log10"])
    score = sum(guesses >= step for step in _STEPS)
    hint = "" if score >= 3 else "Another unrelated word makes it much harder to guess."
    return Strength(score, _WORDS[score], hint)
