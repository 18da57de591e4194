"""Blocks: open from the first tag until tagged resolved, seen only by those who may see the tag."""

import random

import pytest

from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.progression.path import active_blocks_of


def open_now(practice, couple, reader=Reader.CLINICIAN):
    return [
        (block.tag.block, block.tag.level, (practice.today - block.since).days)
        for block in practice.progression.active_blocks(couple.id, reader)
    ]


def test_a_block_is_open_from_its_first_tag_with_its_latest_level(practice):
    couple = practice.couple()
    couple.session(days_ago=50).tags("minimizing", 3)
    couple.session(days_ago=20).tags("minimizing", 1).tags("blaming", 2)
    couple.session(days_ago=5)
    assert open_now(practice, couple) == [("minimizing", 1, 50), ("blaming", 2, 20)]
    assert practice.progression.active_blocks(couple.id)[0].weeks(practice.today) == 7


def test_resolved_ends_it_and_a_later_tag_begins_anew(practice):
    couple = practice.couple()
    for days_ago, level in ((50, 3), (40, 0), (10, 2)):
        couple.session(days_ago=days_ago).tags("minimizing", level)
    assert open_now(practice, couple) == [("minimizing", 2, 10)]


def test_a_tag_changes_in_place_and_keeps_what_was_not_given(practice):
    session = practice.couple().session().tags("blaming", 3, seen_in="a", line="about money")
    session.tags("blaming", 1)
    (tag,) = practice.progression.tags(session.id)
    assert (tag.level, tag.seen_in, tag.line) == (1, "a", "about money")
    practice.progression.untag_block(session.id, "blaming")
    assert practice.progression.tags(session.id) == ()


@pytest.mark.parametrize(
    ("block", "level", "fields"),
    [
        ("bad_mood", 1, {}),
        ("blaming", 4, {}),
        ("blaming", -1, {}),
        ("blaming", 1, {"seen_in": "c"}),
        ("blaming", 1, {"audience": "all"}),
        ("blaming", 1, {"line": "a\x00"}),
    ],
)
def test_a_tag_that_cannot_be_is_refused(practice, block, level, fields):
    session = practice.couple().session()
    with pytest.raises(InputError):
        session.tags(block, level, **fields)
    assert practice.progression.tags(session.id) == ()


def test_a_tag_from_a_session_alone_is_open_for_that_partner_only(practice):
    couple = practice.couple()
    couple.session(days_ago=9).tags("blaming", 1)
    couple.alone("a", days_ago=5).tags("dishonesty", 3).tags("blaming", 0)
    assert open_now(practice, couple, Reader.BOTH) == [("blaming", 1, 9)]
    assert open_now(practice, couple, Reader.B) == [("blaming", 1, 9)]
    assert open_now(practice, couple, Reader.A) == [("dishonesty", 3, 5)]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_open_equals_a_walk_through_the_whole_history(practice, seed):
    """The database finds open blocks from the newest tag back; walking from the oldest on must find the same."""
    rng = random.Random(seed)
    couple = practice.couple()
    for _ in range(40):
        days = rng.randrange(30)  # several on one day too
        one = (
            couple.session(days_ago=days)
            if rng.random() < 0.7
            else couple.alone(rng.choice("ab"), days_ago=days)
        )
        for block in rng.sample(("minimizing", "blaming", "numbing"), rng.randrange(3)):
            one.tags(block, rng.choice((0, 0, 1, 2, 3)), audience=rng.choice((None, "a", "b", "therapist")))
    tags = practice.progression.all_tags(couple.id)
    for reader in (Reader.CLINICIAN, Reader.BOTH, Reader.A, Reader.B):
        walked = active_blocks_of(tags, practice.sessions.facts(couple.id, reader), reader)
        found = practice.progression.active_blocks(couple.id, reader)
        told = [[(one.tag.id, one.since, one.last_on) for one in blocks] for blocks in (found, walked)]
        assert told[0] == told[1], reader
