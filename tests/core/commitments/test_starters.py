"""Starters: data of the catalogue that is a clear promise as it stands, for each block and each harm."""

import pytest

from therapist_app.catalogue.load import load_catalogue
from therapist_app.commitments.hints import hints
from therapist_app.commitments.model import Cadence, CommitmentKind

CATALOGUE = load_catalogue()


def test_each_block_and_each_harm_has_one():
    assert {one.block for one in CATALOGUE.starters} >= {block.key for block in CATALOGUE.blocks}
    assert {one.harm for one in CATALOGUE.starters} >= {harm.key for harm in CATALOGUE.harms}


@pytest.mark.parametrize("starter", CATALOGUE.starters, ids=lambda one: one.key)
def test_a_starter_is_kept_as_it_stands_and_needs_no_hint(starter, practice):
    promise = practice.couple().promise(
        starter.words,
        kind=starter.kind,
        notice=starter.notice,
        cadence=starter.cadence,
        times=starter.times,
        trigger=starter.trigger or "",
        block=starter.block,
    )
    assert practice.commitments.get(promise.id).commitment.words == starter.words
    always = starter.kind == CommitmentKind.BOTTOM_LINE
    assert hints(starter.words, Cadence.EACH_TIME if always else starter.cadence) == ()
    assert (starter.cadence == Cadence.EACH_TIME) == (starter.trigger is not None)
    assert (starter.cadence == Cadence.TIMES_A_WEEK) == (starter.times is not None)
