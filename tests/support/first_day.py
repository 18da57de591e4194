"""The ways of a first day by keyboard, for tests that need the whole program in use."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.support.robot import Hands

PASSPHRASE = "seven green lamps over water"


def set_up(hands: Hands, passphrase: str = PASSPHRASE, practice: str = "Willow Street") -> list[str]:
    """Steps 1 to 3 of the first run; the recovery words."""
    hands.press("Return")
    hands.walk_to("Passphrase")
    hands.type(passphrase)
    hands.walk_to("Once more")
    hands.type(passphrase)
    hands.press("Return")
    hands.until(lambda: hands.reads("Keep its recovery words"))
    hands.walk_to("Copy")
    hands.press("Return")
    words = QApplication.clipboard().text().split()
    hands.walk_to("I have them on paper")
    hands.press("Return")
    for label in [text for text in hands.screen() if text.startswith("Word ")]:
        hands.walk_to(label)
        hands.type(words[int(label.removeprefix("Word ")) - 1])
    hands.press("Return")
    hands.until(lambda: hands.reads("Name of the practice"))
    hands.walk_to("Name of the practice")
    hands.type(practice)
    hands.walk_to("Continue")
    hands.press("Return")
    return words


def add_first_couple(hands: Hands, one: str, other: str) -> None:
    """Step 4."""
    hands.until(lambda: hands.reads("One partner"))
    hands.walk_to("One partner")
    hands.type(one)
    hands.walk_to("The other partner")
    hands.type(other)
    hands.walk_to("Add this couple")
    hands.press("Return")
    hands.until(lambda: hands.doorway.window is not None)
    hands.until(lambda: hands.reads(f"{one} & {other}"))


def unlock(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase and wait for the practice."""
    hands.type(passphrase)
    hands.press("Return")
    hands.until(lambda: hands.doorway.window is not None)
    hands.settle()


def add_promise(hands: Hands, words: str) -> None:
    """A first promise of the couple that is shown."""
    hands.press("Ctrl+3")
    hands.walk_to("Add the first one")
    hands.press("Return")
    hands.type(words)
    hands.walk_to("Keep promise")
    hands.press("Return")
    hands.until(lambda: hands.reads(words))
