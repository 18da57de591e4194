"""Blocks in whole: who shows them, since when, where they stand, and how often in which phase."""

import random

from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import short_day
from therapist_app.progression.block_summary import block_summary

NAMES = {"a": "Ada", "b": "Ben"}


def table(practice, couple, reader=Reader.CLINICIAN):
    review = practice.progression.review(couple.id, reader)
    figure = block_summary(review, practice.catalogue, NAMES, short_day)
    return figure, {row[0]: dict(zip(figure.head[1:], row[1:], strict=True)) for row in figure.rows}


def test_each_block_says_who_when_now_and_in_which_phase(practice):
    couple = practice.couple().phase("rupture", days_ago=100).phase("safety", days_ago=50)
    couple.session(days_ago=80).tags("blaming", 3, seen_in="a")
    couple.session(days_ago=40).tags("blaming", 2, seen_in="b").tags("minimizing", 1)
    couple.session(days_ago=10).tags("blaming", 1).tags("minimizing", 0)
    figure, rows = table(practice, couple)
    assert rows["Blaming the other person"] == {
        "Seen in": "Ada, Ben, between them",
        "First": "2 Sep",
        "Now": "mild, for 3 months",
        "Rupture": "1",
        "Safety": "2",
    }
    assert rows["Minimizing harm"]["Now"] == "resolved"
    assert next(iter(rows)) == "Insufficient Accountability", "the group stands above its blocks"
    assert not any(rows["Insufficient Accountability"].values())
    assert rows["Minimizing harm"]["Safety"] == "1", "what is resolved is not counted"
    assert figure.summary == "A block came up 4 times in this time, 3 of them in Safety."


def test_what_only_a_may_see_is_in_no_row_of_the_others(practice):
    couple = practice.couple().phase("safety", days_ago=50)
    couple.session(days_ago=40).tags("blaming", 2)
    before = table(practice, couple, Reader.B)
    couple.alone("a", days_ago=5).tags("dishonesty", 3)
    assert table(practice, couple, Reader.B) == before


def test_counts_by_phase_are_those_of_a_slow_count(practice):
    chance = random.Random(3)
    couple = practice.couple()
    phases = [("rupture", 300), ("safety", 200), ("understanding", 120), ("safety", 60)]
    for phase, days in phases:
        couple.phase(phase, days_ago=days)
    wanted = {}
    for days in sorted(chance.sample(range(1, 299), 25), reverse=True):
        level = chance.randint(0, 3)
        couple.session(days_ago=days).tags("blaming", level)
        phase = [name for name, since in phases if since >= days][-1]
        wanted[phase] = wanted.get(phase, 0) + (level > 0)
    _, rows = table(practice, couple)
    shown = rows["Blaming the other person"]
    assert [int(shown[short] or 0) for short in ("Rupture", "Safety", "Understanding")] == [
        wanted.get(phase, 0) for phase in ("rupture", "safety", "understanding")
    ]
