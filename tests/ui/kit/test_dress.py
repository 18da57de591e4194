"""What a widget takes from the theme: true after every change, and no burden once the widget is gone."""

from __future__ import annotations

import pytest
import shiboken6

from ui.kit.buttons import Button
from ui.theme.theme import Theme


@pytest.mark.usefixtures("qtbot")
def test_a_button_that_is_gone_hears_of_no_theme_though_its_icon_was_another_before(theme: Theme) -> None:
    button = Button(theme, "Add", "plus")
    button.set_word("", "check")
    shiboken6.delete(button)
    theme.set_mode("dark")  # what a slot raises fails the test


def test_a_button_shows_the_last_icon_it_was_given_in_the_colours_of_the_theme(
    theme: Theme, qtbot: object
) -> None:
    def picture(button: Button) -> object:
        return button.icon().pixmap(16, 16).toImage()

    button, other = Button(theme, "Add", "plus"), Button(theme, "Add", "check")
    button.set_word("Add", "check")
    theme.set_mode("dark")
    assert picture(button) == picture(other)
