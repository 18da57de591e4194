"""What holds for every test: under CI a skipped test is a failure, and nothing writes outside its own folder."""

import gc
import os

import pytest
from hypothesis import settings

# Every run draws the same examples, wherever it runs, so what is red is red for everybody; `make soak` draws new ones.
settings.load_profile("default" if os.environ.get("ATTUNE_DRAWS") == "new" else "ci")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test opens a window on somebody's screen


def pytest_collection_finish():
    """Modules and thousands of collected tests last to the end: no collection of garbage need look at them again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A test that is skipped because a program is missing must not pass for a green run in CI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("CI: a skipped test counts as a failure", red=True)


@pytest.fixture(autouse=True, scope="session")
def _folders_of_all(tmp_path_factory):
    """Nothing that tests of a module or a session share is written to the folders of whoever runs them."""
    yield from _in_folder(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path):
    """Settings, state and Qt's own files of a test live in its own folder, also once a test undoes its own patches."""
    yield from _in_folder(tmp_path / "home")


def _in_folder(home):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTUNE_HOME", str(home))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield
