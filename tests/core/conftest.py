"""What the core's tests stand on."""

import pytest

from tests.support.builders import Practice


@pytest.fixture
def practice(tmp_path):
    """A new practice on a real encrypted vault, with words to tell a story into it."""
    with Practice(tmp_path) as made:
        yield made
