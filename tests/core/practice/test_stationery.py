"""Paper and danger words follow the region, unless the practice says otherwise."""

import pytest

from therapist_app.practice.model import Practice
from therapist_app.practice.stationery import stationery_of


@pytest.mark.parametrize(
    ("locale", "paper", "number"),
    [
        ("en_US", "letter", "911"),
        ("en_GB", "a4", "999"),
        ("de_DE", "a4", "112"),
        ("es_MX", "letter", "local"),
        ("en", "a4", "local"),
    ],
)
def test_paper_and_emergency_number_follow_the_locale(locale, paper, number):
    page = stationery_of(Practice(), locale=locale)
    assert page.paper == paper
    assert number in page.danger


def test_what_the_practice_wrote_wins_over_the_region():
    practice = Practice(
        name="Oak Room", region="GB", paper="letter", footer="Ours.", danger_line="Call the porter."
    )
    page = stationery_of(practice, locale="en_US")
    assert page.footer_words == "Ours. Call the porter."
    assert page.paper == "letter"
    assert stationery_of(practice, paper="a4", locale="en_US").paper == "a4"


def test_a_computer_without_a_locale_still_prints(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "local emergency number" in stationery_of(Practice()).footer_words
