"""A practice with one session that holds all that can be born in one."""

from __future__ import annotations

import pytest

from tests.core.sessions.signed.case import THERAPIST, A
from tests.support.builders import Practice
from therapist_app.sessions.signing import SigningService


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def couple(practice):
    return practice.couple("Ada", "Ben").phase("safety", days_ago=30)


@pytest.fixture
def session(couple):
    """A session with all that can be born in one."""
    session = (
        couple.session(days_ago=2).says("Both heard this.").says("Ada alone.", A).says("Mine.", THERAPIST)
    )
    session.tags("blaming", 2, line="in the car", audience="a")
    practice = couple.practice
    practice.progression.phases.enter(
        couple.id, "understanding", session_id=session.id, reason="Ada asked", audience="a"
    )
    promise = couple.promise("I call at five", owner="b", days_ago=9)
    practice.commitments.check_in(promise.id, "kept", on_date=practice.day(2), session_id=session.id)
    return session.done()


@pytest.fixture
def signing(practice):
    return SigningService(practice.vault, practice.clock)
