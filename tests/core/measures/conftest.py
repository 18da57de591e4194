"""The services of measures on a practice."""

import pytest

from therapist_app.measures.goals import GoalService
from therapist_app.measures.service import MeasureService


@pytest.fixture
def measures(practice):
    return MeasureService(practice.vault, practice.clock)


@pytest.fixture
def goals(practice):
    return GoalService(practice.vault, practice.clock)
