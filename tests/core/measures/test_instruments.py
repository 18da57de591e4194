"""Instruments as data: what ships fits together, what does not is refused with its place, own ones can be kept."""

import dataclasses
from pathlib import Path

import pytest

from therapist_app.catalogue.errors import DataFileError
from therapist_app.kernel.errors import InputError
from therapist_app.measures.instrument import Instrument, bands_of, number_of, require_sound
from therapist_app.measures.service import ScoreDraft
from therapist_app.measures.shipped import load_instruments

SHIPPED = {one.key: one for one in load_instruments()}
OWN = Instrument(key="", label="Closeness", least=0, most=10, better="higher", source="Own scale")


def scores(one):
    steps = round((one.most - one.least) / one.step)
    return [round(one.least + place * one.step, 6) for place in range(steps + 1)]


@pytest.mark.parametrize("one", SHIPPED.values(), ids=SHIPPED.keys())
def test_a_shipped_instrument_has_its_facts_inside_its_range_and_their_source(one):
    assert one.source
    assert one.cut_off is None or one.least < one.cut_off < one.most
    assert one.change_points is None or one.change_source
    if one.bands:
        counts = {value: sum(b.first <= value <= b.last for b in bands_of(one)) for value in scores(one)}
        assert set(counts.values()) == {1}, "each score lies in exactly one band"
    assert all(one.require_score(value) == value for value in scores(one))


@pytest.mark.parametrize(
    ("key", "troubled", "not_troubled"),
    [
        ("csi_4", 13, 14),
        ("csi_16", 51, 52),
        ("csi_32", 104, 105),
        ("rdas", 47, 48),
        ("phq_9", 10, 9),
        ("gad_7", 8, 7),
        ("ors", 24.9, 25),
    ],
)
def test_the_published_cut_offs_part_the_scores(key, troubled, not_troubled):
    assert SHIPPED[key].is_troubled(troubled)
    assert not SHIPPED[key].is_troubled(not_troubled)


def test_only_measures_with_a_published_rule_have_one():
    ruled = {key for key, one in SHIPPED.items() if one.change_points or one.sd}
    assert ruled == {"rdas", "phq_9", "gad_7"}
    assert {key for key, one in SHIPPED.items() if one.private} == {"phq_9", "gad_7"}
    assert not SHIPPED["srs"].is_troubled(0)


def test_a_score_outside_the_range_or_between_two_steps_is_refused_in_words():
    with pytest.raises(InputError, match="CSI-16 goes from 0 to 81, and this is 82"):
        SHIPPED["csi_16"].require_score(82)
    with pytest.raises(InputError, match="whole numbers only"):
        SHIPPED["csi_16"].require_score(50.5)
    assert SHIPPED["ors"].require_score(24.3) == 24.3
    with pytest.raises(InputError, match=r"steps of 0\.1"):
        SHIPPED["ors"].require_score(24.35)


@pytest.mark.parametrize(("typed", "number"), [(" 48 ", 48), ("31,5", 31.5), ("31.5", 31.5), ("-2", -2)])
def test_a_number_is_read_as_people_write_it(typed, number):
    assert number_of(typed, "value") == number


@pytest.mark.parametrize("typed", ["", "many", "nan", "inf", "1 2"])
def test_what_is_no_number_is_refused_at_its_field(typed):
    with pytest.raises(InputError) as refused:
        number_of(typed, "value")
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"most": 0}, "most"),
        ({"step": 0}, "step"),
        ({"better": "sideways"}, "better"),
        ({"cut_off": 11}, "cut_off"),
        ({"sd": 2.0}, "reliability"),
        ({"reliability": 0.8}, "sd"),
        ({"sd": 0.0, "reliability": 0.8, "change_source": "x"}, "sd"),
        ({"sd": 2.0, "reliability": 1.0, "change_source": "x"}, "reliability"),
        ({"sd": 2.0, "reliability": 0.8}, "change_source"),
        ({"change_points": 12.0, "change_source": "x"}, "change_points"),
        ({"bands": ("0-4 low", "4-10 high")}, "bands"),
        ({"bands": ("0-4 low", "6-10 high")}, "bands"),
        ({"bands": ("0-4 low", "5-9 high")}, "bands"),
        ({"bands": ("from 0 to 10",)}, "bands"),
    ],
)
def test_facts_that_do_not_fit_together_are_refused_at_their_field(wrong, field):
    with pytest.raises(InputError) as refused:
        require_sound(dataclasses.replace(OWN, **wrong))
    assert refused.value.field == field


def test_a_mistake_in_the_file_names_its_line(tmp_path: Path):
    text = "format = 1\n\n[[instrument]]\nkey = 'x'\nlabel = 'X'\nleast = 0\nmost = 9\nbetter = 'higher'\n"
    (tmp_path / "instruments.toml").write_text(text + "cut_off = 12\nsource = 's'\n", encoding="utf-8")
    with pytest.raises(DataFileError) as wrong:
        load_instruments(tmp_path)
    assert (wrong.value.line, wrong.value.path) == (9, "instrument[0].cut_off")


def test_an_own_instrument_is_kept_changed_and_scored(practice, measures):
    couple = practice.couple()
    made = measures.instruments.keep(OWN).value
    assert made.key == "own_closeness"
    measures.instruments.keep(dataclasses.replace(made, most=20))
    assert measures.instruments.list()[-1].most == 20
    with pytest.raises(InputError, match="already"):
        measures.instruments.keep(OWN)
    draft = ScoreDraft(couple_id=couple.id, instrument=made.key, partner="a", value="19")
    assert measures.add(draft).value.value == 19


def test_a_rule_of_the_clinicians_own_holds_until_it_is_taken_back(measures):
    def csi():
        return next(one for one in measures.instruments.list() if one.key == "csi_16")

    with pytest.raises(InputError, match="where the change rule is from"):
        measures.instruments.set_rule("csi_16", 17.0, 0.9, " ")
    measures.instruments.set_rule("csi_16", 17.0, 0.9, "Our own sample")
    assert (csi().sd, csi().reliability, csi().change_source) == (17.0, 0.9, "Our own sample")
    assert csi().cut_off == 51.5
    measures.instruments.set_rule("csi_16", None, None, "")
    assert csi() == SHIPPED["csi_16"]
