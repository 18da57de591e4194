"""What the card of backups says, and what its buttons ask for; the bar says the same above the page."""

from pathlib import Path

import pytest

from therapist_app.vault.outside import Outside, Where
from therapist_app.vault.routine import BackupStatus, Tried
from ui.preferences.backup_card import BackupCard
from ui.preferences.backup_words import ago, last_words, notice_of, outside_words, tried_words

STICK = Path("/media/stick")


def status(**changed):
    usual = {
        "count": 3,
        "days": 0,
        "outside": Outside(STICK, Where.READY),
        "outside_days": 0,
        "overdue_days": None,
        "tried": Tried(12, True, 412),
        "shrunk": False,
        "trouble": "",
    }
    return BackupStatus(**(usual | changed))


@pytest.fixture
def card(ctx, qtbot):
    made = BackupCard(ctx)
    qtbot.addWidget(made)
    made.resize(640, 500)
    made.show()
    return made


def test_what_is_said():
    assert [ago(days) for days in (0, 1, 12)] == ["today", "yesterday", "12 days ago"]
    assert last_words(status()) == "Last backup today. 3 backups kept beside the practice."
    assert last_words(status(days=None, count=0)).startswith("No backup yet.")
    assert tried_words(status()) == "Restore tried 12 days ago: 412 notes would come back."
    assert "did not work" in tried_words(status(tried=Tried(0, False, 0, "It is damaged.")))


@pytest.mark.parametrize("where", Where)
def test_each_way_a_folder_can_lie_has_its_words(where):
    words = outside_words(status(outside=Outside(STICK, where), outside_days=3))
    assert len(words) > 20
    assert ("Last copy 3 days ago." in words) == (where in (Where.READY, Where.SAME_DISK, Where.AWAY))


def test_the_most_serious_thing_is_said_first_and_nothing_when_all_is_well():
    assert notice_of(status()) is None
    overdue = notice_of(status(overdue_days=9, outside=Outside(None, Where.NONE)))
    assert overdue.words == "No copy outside this computer for 9 days."
    assert overdue.acts == ("backup_folder", "remind_later")
    assert "plug in its disk" in notice_of(status(overdue_days=9, outside=Outside(STICK, Where.AWAY))).words
    failed = notice_of(status(overdue_days=9, tried=Tried(0, False, 0, "It is damaged."), shrunk=True))
    assert failed.words.startswith("A restore was tried and did not work. It is damaged.")
    assert (failed.tone, "remind_later" in failed.acts) == ("warn", False)
    assert "less than half" in notice_of(status(shrunk=True)).words
    assert "The disk is full." in notice_of(status(trouble="The disk is full.")).words


def test_the_card_asks_the_shell_and_says_what_goes_on(card):
    asked = []
    card.action_requested.connect(asked.append)
    card.show_status(status())
    card.buttons["back_up"].click()
    assert card.buttons["back_up"].text().startswith("Backing up")
    card.show_status(status())
    assert card.buttons["back_up"].text() == "Back up now"
    for key in ("try_restore", "backup_folder", "restore"):
        card.buttons[key].click()
    assert asked == ["back_up", "try_restore", "backup_folder", "restore"]
    assert card.folder.accessibleName() == str(STICK)
