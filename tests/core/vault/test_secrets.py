"""Recovery words, passphrase rules, and the cost of guessing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from therapist_app.kernel.errors import InputError
from therapist_app.vault.errors import NotEnoughMemory
from therapist_app.vault.keys import BACKUP, DB, HEADER, DataKey, KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.strength import problem_of, require_acceptable, strength_of


@given(st.binary(min_size=32, max_size=32), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_words_stand_for_their_key_however_they_are_typed(key, rng):
    words = RecoveryWords(key).words()
    assert len(words) == 24
    styles = (str.lower, str.upper, str.title, lambda word: word[:4])
    typed = ""
    for place, word in enumerate(words, start=1):
        number = rng.choice(["", f"{place}. ", f"{place}) ", f"[{place}] "])
        typed += number + rng.choice(styles)(word) + rng.choice([" ", "\n", ", ", "\t\u00a0 "])
    assert RecoveryWords.parse(typed).to_bytes() == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 22))
@settings(max_examples=60, deadline=None)
def test_two_words_that_changed_places_never_give_the_same_key(key, place):
    words = RecoveryWords(key).words()
    words[place], words[place + 1] = words[place + 1], words[place]
    said = ""
    try:
        found = RecoveryWords.parse(" ".join(words)).to_bytes()
    except InputError as error:
        found, said = b"", error.sentence
    assert said == "These words don't fit together." or found != key or words[place] == words[place + 1]


@given(st.text(max_size=200))
def test_any_text_gives_a_key_or_a_sentence(typed):
    with pytest.raises(InputError):
        RecoveryWords.parse(typed)


def test_the_sentence_says_which_word_is_unknown_and_what_it_may_be():
    words = RecoveryWords(bytes(32)).words()
    words[6] = "abandn"
    with pytest.raises(InputError, match=r"Word 7 is not one of the recovery words\. Perhaps .abandon.\?"):
        RecoveryWords.parse(" ".join(words))
    words[6] = "xyzzyx"
    with pytest.raises(InputError, match=r"Word 7 is not one of the recovery words\.$"):
        RecoveryWords.parse(" ".join(words))


def test_the_sentence_says_how_many_words_there_are():
    words = RecoveryWords(bytes(32)).words()
    with pytest.raises(InputError, match="24 words; this is 23"):
        RecoveryWords.parse(" ".join(words[:23]))
    with pytest.raises(InputError, match="more than 24"):
        RecoveryWords.parse(" ".join([*words, words[0]]))


@pytest.mark.parametrize(
    "passphrase",
    [
        "short",
        "fourteen chars",
        "x" * 1025,
        "password password",
        "Attune Therapist 2026",
        "CouplesTherapyNotes1",
        "111111111111111111",
        "abcabcabcabcabcabc",
        "abcdefghijklmnopq",
        "0123456789:;<=>?@",
        "correct horse battery staple",
    ],
)
def test_short_long_and_common_passphrases_are_refused_with_a_reason(passphrase):
    assert problem_of(passphrase)
    assert strength_of(passphrase).score == 0
    with pytest.raises(InputError) as caught:
        require_acceptable(passphrase)
    assert caught.value.field == "passphrase"
    assert passphrase not in caught.value.whole


@pytest.mark.parametrize(
    "passphrase",
    ["lantern orbit meadow quilt", "çà et là, des mésanges", "ракета луна берёза", "xyz w" * 200 + "lantern"],
)
def test_any_letters_are_welcome_and_no_composition_is_asked(passphrase):
    require_acceptable(passphrase)
    assert strength_of(passphrase).word in {"very weak", "weak", "fair", "strong", "very strong"}


def test_strength_grows_with_unrelated_words():
    assert strength_of("lantern orbit meadow quilt").score > strength_of("mypassword is bob").score


def test_each_purpose_has_its_own_key():
    key = DataKey(bytes(32))
    derived = {bytes(key.derive(label)) for label in (DB, HEADER, BACKUP)}
    assert len(derived) == 3
    assert bytes(32) not in derived


def test_the_default_cost_is_above_the_floor_and_the_weak_one_below():
    assert KdfPolicy().meets(KdfPolicy.floor())
    assert (KdfPolicy().memory_kib, KdfPolicy().passes, KdfPolicy().lanes) == (256 * 1024, 3, 4)
    assert (KdfPolicy.floor().memory_kib, KdfPolicy.floor().passes, KdfPolicy.floor().lanes) == (
        64 * 1024,
        3,
        4,
    )
    assert not KdfPolicy.weak().meets(KdfPolicy.floor())


@given(speed=st.floats(0.02, 30), free_mib=st.integers(50, 64_000))
def test_calibration_stays_within_its_bounds_and_hits_its_time_where_it_can(speed, free_mib):
    def measure(policy):
        return policy.memory_kib / 1024 / 64 * 0.14 * speed

    policy = KdfPolicy.calibrate(measure, free_mib * 1024)
    ceiling = max(64, min(1024, free_mib // 4))
    assert policy.meets(KdfPolicy.floor())
    assert policy.memory_kib <= ceiling * 1024 + 1023
    seconds = measure(policy)
    assert seconds >= 0.65 or policy.memory_kib >= (ceiling - 1) * 1024
    assert seconds <= 1.3 or policy.memory_kib == 64 * 1024


def test_too_little_memory_has_its_own_error(monkeypatch):
    monkeypatch.setattr("therapist_app.vault.keys.free_memory_kib", lambda: 1000)
    with pytest.raises(NotEnoughMemory):
        KdfPolicy.floor().stretch(Passphrase("x"), bytes(16))


def test_every_passphrase_gives_its_own_key():
    rng = random.Random(1)
    typed = {"".join(chr(rng.randrange(32, 0x2FFF)) for _ in range(20)) for _ in range(50)} | {
        "",
        "\ud800",
        "a" * 1024,
    }
    keys = {bytes(KdfPolicy.weak().stretch(Passphrase(text), bytes(16))) for text in typed}
    assert len(keys) == len(typed)
