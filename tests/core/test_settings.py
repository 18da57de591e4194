"""Settings: kept between starts, checked, and never the reason the app does not open."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapist_app.kernel.errors import FileError, InputError
from therapist_app.kernel.files import write_whole
from therapist_app.paths import find_folders
from therapist_app.settings import TABLE, Settings, Values, read_values


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_every_setting_has_its_usual_value(file):
    settings = Settings(file, write_whole)
    assert settings.values == Values()
    assert settings.values.idle_minutes == 5
    assert settings.notices == ()


def test_a_change_is_there_at_the_next_start(file):
    Settings(file, write_whole).change(
        text_size=150, theme="dark", window=(10, 20, 1280, 800, 0), vault="/p/Ünïcode"
    )
    again = Settings(file, write_whole).values
    assert (again.text_size, again.theme, again.window, again.vault) == (
        150,
        "dark",
        (10, 20, 1280, 800, 0),
        "/p/Ünïcode",
    )


def test_only_the_user_may_read_the_file(file):
    Settings(file, write_whole).change(text_size=150)
    assert file.stat().st_mode & 0o077 == 0


def test_a_listener_hears_the_new_values(file):
    settings = Settings(file, write_whole)
    heard = []
    settings.when_changed(heard.append)
    settings.change(text_size=120)
    settings.change(text_size=120)
    assert [values.text_size for values in heard] == [120]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"text_size": 89}, "between"),
        ({"idle_minutes": 31}, "between"),
        ({"theme": "pink"}, "none of"),
        ({"text_size": "big"}, "whole number"),
        ({"easy_reading": 1}, "true or false"),
        ({"window": (1, "x")}, "list"),
    ],
)
def test_a_value_out_of_bounds_is_refused_and_nothing_changes(file, changed, word):
    settings = Settings(file, write_whole)
    with pytest.raises(InputError, match=word):
        settings.change(**changed)
    assert settings.values == Values()
    assert not file.exists()


def test_one_bad_value_falls_back_with_a_notice_and_the_others_stay():
    values, notices = read_values('text_size = 900\ntheme = "dark"\nidle_minutes = true\nunknown = 1\n')
    assert values == Values(theme="dark")
    assert len(notices) == 2
    assert "text_size" in notices[0]


@pytest.mark.parametrize("content", [b"text_size = ", b"\xff\xfe", b"[" * 5000])
def test_a_spoiled_file_gives_the_usual_settings_and_says_so(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file, write_whole)
    assert settings.values == Values()
    assert len(settings.notices) == 1


def test_a_setting_that_cannot_be_written_is_used_and_the_user_is_told(file):
    def full(path, data):
        raise OSError(28, "no room")

    settings = Settings(file, full)
    with pytest.raises(FileError, match="could not be kept"):
        settings.change(text_size=110)
    assert settings.values.text_size == 110


@given(
    st.dictionaries(st.sampled_from([row.key for row in TABLE]), st.integers() | st.text() | st.booleans())
)
def test_whatever_the_file_holds_the_values_in_use_are_within_bounds(found):
    import tomli_w

    values, _ = read_values(tomli_w.dumps(found))
    assert all(row.problem_of(getattr(values, row.key)) == "" for row in TABLE)


def test_every_setting_says_what_it_does_and_has_a_default_that_is_allowed():
    assert all(row.meaning.endswith(".") and not row.problem_of(row.default) for row in TABLE)


def test_a_portable_copy_keeps_everything_in_its_own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ATTUNE_HOME", str(tmp_path / "stick"))
    folders = find_folders()
    kept = (
        folders.config,
        folders.state,
        folders.practices,
        folders.qt,
        folders.settings_file,
        folders.log_file,
    )
    assert all(path.is_relative_to(tmp_path / "stick") for path in kept)


def test_without_it_the_systems_own_folders_are_used(tmp_path, monkeypatch):
    monkeypatch.delenv("ATTUNE_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert find_folders().config == tmp_path / "config" / "attune"


class TestLog:
    """The log names events; it cannot be made to carry content."""

    @pytest.fixture
    def log(self, tmp_path):
        from therapist_app.kernel.clock import SystemClock
        from therapist_app.logs import Log

        return Log(tmp_path / "state" / "attune.log", SystemClock())

    def lines(self, tmp_path):
        return [json.loads(line) for line in (tmp_path / "state" / "attune.log").read_text().splitlines()]

    def test_an_event_and_its_numbers_are_written(self, log, tmp_path):
        from therapist_app.logs import Event

        log.write(Event.UNLOCKED, milliseconds=812)
        assert [(line["event"], line["milliseconds"]) for line in self.lines(tmp_path)] == [("unlocked", 812)]

    def test_a_fact_that_was_not_declared_or_reads_like_words_is_refused(self, log):
        from therapist_app.logs import Event

        with pytest.raises(ValueError, match="does not take"):
            log.write(Event.UNLOCKED, couple=3)
        with pytest.raises(ValueError, match="does not take"):
            log.write(Event.REFUSED, kind="Ada & Ben")

    def test_our_own_bug_is_noted_by_type_and_place_without_its_message(self, log, tmp_path):
        try:
            read_values(None)
        except AttributeError as error:
            log.problem(error)
        try:
            raise KeyError("Ada told Ben")
        except KeyError as error:
            log.problem(error)
        text = (tmp_path / "state" / "attune.log").read_text()
        assert "therapist_app.settings:" in text
        assert "Ada" not in text
        assert self.lines(tmp_path)[1]["place"] == "elsewhere"

    def test_it_stays_small(self, log, tmp_path):
        from therapist_app.logs import Event

        (tmp_path / "state").mkdir()
        (tmp_path / "state" / "attune.log").write_text("x" * 300_000)
        log.write(Event.ENDED)
        assert len(self.lines(tmp_path)) == 1
