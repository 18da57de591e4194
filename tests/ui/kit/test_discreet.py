"""What is shown while names are hidden."""

import pytest

from ui.kit.discreet import discreet_label, hidden, initial, spoken_name, without_names


@pytest.mark.parametrize(
    ("name", "letter"), [("ada", "A"), ("  ben", "B"), ("<b>", "B"), ("🌻", "🌻"), ("", "?"), ("دانا", "د")]
)
def test_any_name_has_an_initial(name, letter):
    assert initial(name) == letter


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Ada & Ben", "A. & B."),
        ("Ada Marie & Ben", "A. M. & B."),
        ("(Ada) & 🌻Ben", "( & 🌻"),  # a sign before a name never shows the name behind it
        ("  ", ""),
    ],
)
def test_a_label_is_read_as_initials(label, shown):
    assert discreet_label(label) == shown


def test_a_name_is_spoken_whole_only_while_names_are_shown():
    assert spoken_name("Ben & Co", discreet=False) == "Ben & Co"
    assert spoken_name("Ben & Co", discreet=True) == "B."


def test_names_within_a_text_stand_as_initials():
    assert without_names("ada asked Ben; Adamant.", "Ada", "Ben") == "A. asked B.; Adamant."
    assert without_names("Nobody here.", "", "B") == "Nobody here."


def test_what_is_hidden_says_so_and_nothing_stays_nothing():
    assert hidden("Threats were named.") == "Hidden"
    assert hidden(" \n") == ""
