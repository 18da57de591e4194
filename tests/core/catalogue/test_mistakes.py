"""A mistake in a catalogue file is answered with its file, line and key, and never with another error."""

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources.catalogue
from therapist_app.catalogue.errors import CatalogueError
from therapist_app.catalogue.load import load_catalogue
from therapist_app.kernel.errors import AttuneError

SHIPPED = {
    path.name: path.read_text("utf-8") for path in Path(resources.catalogue.__path__[0]).glob("*.toml")
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SHIPPED.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def mistake(folder: Path, file: str, old: str, new: str) -> CatalogueError:
    """The error after one change of a file, which is put on its first place only."""
    text = SHIPPED[file]
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert isinstance(caught.value, AttuneError)
    assert file in caught.value.sentence
    assert caught.value.advice
    return caught.value


def line(file: str, words: str) -> int:
    return SHIPPED[file][: SHIPPED[file].index(words)].count("\n") + 1


def test_a_folder_reads_like_the_shipped_one(folder: Path) -> None:
    assert load_catalogue(folder) == load_catalogue()


def test_an_unknown_key(folder: Path) -> None:
    error = mistake(
        folder, "blocks.toml", 'hint = "Ask each partner alone.', 'hints = "Ask each partner alone.'
    )
    assert error.line == line("blocks.toml", 'hint = "Ask each partner alone.')
    assert error.path == "block[2].hints"
    assert "“hints” is not a known key" in error.sentence


def test_a_missing_key_names_the_head_of_its_table(folder: Path) -> None:
    error = mistake(folder, "phases.toml", 'short = "Safety"\n', "")
    assert error.path == "phase[1].short"
    assert error.line == line("phases.toml", '[[phase]]\nkey = "safety"')
    assert "“short” is missing" in error.sentence


def test_a_wrong_type(folder: Path) -> None:
    error = mistake(folder, "phases.toml", "number = 3", 'number = "three"')
    assert (error.path, error.line) == ("phase[2].number", line("phases.toml", "number = 3"))
    assert "a whole number" in error.sentence


def test_true_is_not_a_number(folder: Path) -> None:
    assert mistake(folder, "phases.toml", "number = 1", "number = true").path == "phase[0].number"


def test_a_key_that_stands_twice(folder: Path) -> None:
    error = mistake(folder, "blocks.toml", 'key = "blaming"', 'key = "minimizing"')
    assert (error.path, error.line) == ("block[4].key", line("blocks.toml", 'key = "blaming"'))
    assert "stands twice" in error.sentence


def test_a_key_that_is_not_snake_case(folder: Path) -> None:
    assert mistake(folder, "signs.toml", 'key = "warmth"', 'key = "Warm th"').path == "sign[11].key"


def test_a_step_that_names_an_unknown_phase(folder: Path) -> None:
    error = mistake(folder, "steps.toml", 'phases = ["renewal"]', 'phases = ["honeymoon"]')
    assert (error.path, error.line) == ("step[8].phases", line("steps.toml", 'phases = ["renewal"]'))
    assert "“honeymoon” is not one of the phases" in error.sentence


def test_a_rule_that_names_an_unknown_kind_of_move(folder: Path) -> None:
    error = mistake(folder, "phases.toml", 'earlier = "return"', 'earlier = "fall"')
    assert (error.path, error.line) == ("move_rule.earlier", line("phases.toml", 'earlier = "return"'))


def test_a_list_of_references_may_not_be_empty(folder: Path) -> None:
    assert mistake(folder, "steps.toml", 'phases = ["renewal"]', "phases = []").path == "step[8].phases"


def test_an_order_number_out_of_order(folder: Path) -> None:
    error = mistake(folder, "phases.toml", "number = 4", "number = 5")
    assert error.path == "phase[3].number"
    assert "must be 4 here" in error.sentence


def test_a_scale_value_out_of_order(folder: Path) -> None:
    assert mistake(folder, "scales.toml", "value = 2", "value = 3").path == "level[2].value"


def test_an_empty_text(folder: Path) -> None:
    assert mistake(folder, "phases.toml", 'short = "Rupture"', 'short = " "').path == "phase[0].short"


def test_a_printed_block_needs_kind_words(folder: Path) -> None:
    assert (
        mistake(folder, "blocks.toml", 'couple_label = "things not yet said"\n', "").path
        == "block[1].couple_label"
    )


def test_threats_may_not_be_given_words_for_the_couple(folder: Path) -> None:
    threats = 'short = "Threats"\nprinted = false\n'
    error = mistake(folder, "blocks.toml", threats, threats + 'couple_label = "strong words"\n')
    assert error.path == "block[2].couple_label"


def test_ages_the_wrong_way_round(folder: Path) -> None:
    assert mistake(folder, "partners.toml", "to_age = 54", "to_age = 30").path == "life_stage[1].to_age"


def test_a_syntax_error_names_its_line(folder: Path) -> None:
    error = mistake(folder, "phases.toml", "number = 2", "number = = 2")
    assert error.line == line("phases.toml", "number = 2")
    assert "not valid TOML" in error.sentence


def test_an_unknown_table(folder: Path) -> None:
    error = mistake(folder, "steps.toml", '[[step]]\nkey = "step_10"', '[[stop]]\nkey = "step_10"')
    assert error.line == line("steps.toml", '[[step]]\nkey = "step_10"')


def test_a_format_of_the_future(folder: Path) -> None:
    error = mistake(folder, "steps.toml", "format = 1", "format = 2")
    assert error.line == line("steps.toml", "format = 1")
    assert "this Attune reads format 1" in error.sentence


def test_a_file_that_is_gone(folder: Path) -> None:
    (folder / "signs.toml").unlink()
    with pytest.raises(CatalogueError, match=r"signs\.toml: this file of the catalogue cannot be read"):
        load_catalogue(folder)


def test_a_file_that_is_not_text(folder: Path) -> None:
    (folder / "signs.toml").write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(CatalogueError, match=r"signs\.toml"):
        load_catalogue(folder)


def places(tables: dict[str, object]) -> Iterator[tuple[str | int, ...]]:
    """The way to each key of a parsed file."""
    for name, value in tables.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, key) for key in value)
        elif isinstance(value, list):
            yield from ((name, index, key) for index, entry in enumerate(value) for key in entry)


PARSED = {name: tomllib.loads(text) for name, text in SHIPPED.items()}
PLACES = [(name, place) for name, tables in PARSED.items() for place in places(tables)]
WRONG: list[object] = [True, 1.5, -7, [1], {"x": 1}, [], "", ["", "a"], [[]], [{"key": 1}]]


def change(name: str, place: tuple[str | int, ...], new: object) -> str:
    """The text of a file with one key taken away (None) or given another value."""
    tables = copy.deepcopy(PARSED[name])
    inner: object = tables
    for part in place[:-1]:
        inner = inner[part]  # type: ignore[index]
    assert isinstance(inner, dict)
    if new is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = new
    return tomli_w.dumps(tables)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), new=st.sampled_from([None, *WRONG]))
def test_any_key_taken_away_or_mistyped_is_a_catalogue_error(
    folder: Path, place: tuple[str, tuple[str | int, ...]], new: object
) -> None:
    name, way = place
    old: object = PARSED[name]
    for part in way:
        old = old[part]  # type: ignore[index]
    if new is not None and type(new) is type(old) and new == old:
        return
    if isinstance(old, bool) and isinstance(new, bool):
        return  # the other of two good values
    (folder / name).write_text(change(name, way, new), "utf-8")
    try:
        with pytest.raises(CatalogueError) as caught:
            load_catalogue(folder)
        assert caught.value.file == name
    finally:
        (folder / name).write_text(SHIPPED[name], "utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60), name=st.sampled_from(sorted(SHIPPED))
)
def test_any_text_in_place_of_a_file_is_a_catalogue_error(folder: Path, text: str, name: str) -> None:
    (folder / name).write_text(text, "utf-8")
    try:
        with pytest.raises(CatalogueError):
            load_catalogue(folder)
    finally:
        (folder / name).write_text(SHIPPED[name], "utf-8")


def test_a_format_that_is_not_a_number(folder: Path) -> None:
    assert mistake(folder, "steps.toml", "format = 1", "format = true").line == line(
        "steps.toml", "format = 1"
    )


def test_a_table_that_is_missing(folder: Path) -> None:
    (folder / "steps.toml").write_text("format = 1\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"steps\.toml .step.: the table “step” is missing"):
        load_catalogue(folder)


def test_a_value_where_a_table_should_be(folder: Path) -> None:
    (folder / "about.toml").write_text("format = 1\nabout = 3\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"about\.toml, line 2 .about.: this must be a table"):
        load_catalogue(folder)


def test_a_set_of_steps_without_a_step(folder: Path) -> None:
    more = '[[phase_set]]\nkey = "mine"\nlabel = "Mine"\nshort = "Mine"\nmeaning = "Nothing yet."\n\n'
    error = mistake(folder, "phase_sets.toml", "[[set_step]]\n", f"{more}[[set_step]]\n")
    assert (error.path, error.sentence.count("has no steps")) == ("phase_set[4].key", 1)


def test_a_stage_that_is_taken_up_again_later(folder: Path) -> None:
    error = mistake(folder, "phase_sets.toml", 'stage = "Consolidation"', 'stage = "De-escalation"')
    assert (error.path, "was left before" in error.sentence) == ("set_step[7].stage", True)
