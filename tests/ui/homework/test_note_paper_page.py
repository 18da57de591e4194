"""A note on paper: the copies there can be, each with its own words; psychotherapy notes only when ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import Opened, OpenPage, words_of
from therapist_app.kernel.audience import Audience
from ui.homework.note_paper_page import NotePaperPage
from ui.kit.context import Context
from ui.kit.places import Place

PARTS = ((Audience.JOINT, "Shared"), (Audience.A, "Hers"), (Audience.B, "His"), (Audience.THERAPIST, "Mine"))


@pytest.fixture
def session_id(small: SmallPractice, in_vault: InVault) -> str:
    """A session whose note has a part for each reader."""

    def tell() -> str:
        session = small.told.couple("Ida", "Jon").session()
        for audience, word in PARTS:
            session.says(f"{word}canary.", audience)
        return session.id

    return in_vault(tell)


@pytest.fixture
def paper(open_page: OpenPage, session_id: str) -> Opened:
    opened = open_page(NotePaperPage, Place("note_paper", "", session_id))
    opened.wait_for_page()
    return opened


def choose(paper: Opened, key: str) -> str:
    """Choose who will hold it; what can be read then."""
    next(part for part in paper.page.bar.whom.segments if part.choice.key == key).click()
    paper.wait_for_page()
    return words_of(paper.page.preview.pdf)


def canaries(words: str) -> str:
    """The parts that can be read."""
    return " ".join(word for _, word in PARTS if f"{word}canary" in words)


def test_each_copy_holds_what_its_holder_may_read(paper: Opened) -> None:
    assert [part.choice.key for part in paper.page.bar.whom.segments] == ["file", "both", "a", "b"]
    assert canaries(words_of(paper.page.preview.pdf)) == "Shared Hers His"
    assert canaries(choose(paper, "both")) == "Shared"
    assert canaries(choose(paper, "a")) == "Shared Hers"
    assert "Ida" in paper.page.about.text()
    assert canaries(choose(paper, "b")) == "Shared His"


def test_a_copy_for_one_alone_says_what_they_agreed_about_secrets(
    paper: Opened, small: SmallPractice, in_vault: InVault, session_id: str
) -> None:
    choose(paper, "a")
    assert "Nothing is agreed about secrets yet." in paper.page.about.text()
    couple = in_vault(lambda: small.workspace.sessions.get(session_id).session.couple_id)
    in_vault(lambda: small.workspace.couples.agree_on_secrets(couple, "no_secrets"))
    paper.page.open(paper.page.place())
    paper.wait_for_page()
    assert "Agreed about secrets: No secrets, 21 Nov 2026." in paper.page.about.text()
    choose(paper, "both")
    assert "about secrets" not in paper.page.about.text()


def test_psychotherapy_notes_come_with_the_file_alone_and_only_when_ticked(paper: Opened) -> None:
    tick = paper.page.bar.extra
    tick.setFocus()
    paper.press(Qt.Key.Key_Space)
    paper.wait_for_page()
    assert canaries(words_of(paper.page.preview.pdf)) == "Shared Hers His Mine"
    assert "psychotherapy notes on pages of their own" in paper.page.about.text()
    assert canaries(choose(paper, "a")) == "Shared Hers"
    assert not tick.isVisible()


def test_another_note_begins_without_the_tick(paper: Opened, small: SmallPractice, in_vault: InVault) -> None:
    paper.page.bar.extra.click()
    paper.wait_for_page()
    other = in_vault(
        lambda: small.told.couple("Kim", "Lou").session().says("Owncanary.", Audience.THERAPIST).id
    )
    paper.page.open(Place("note_paper", "", other))
    paper.ctx.tasks.drain()
    assert not paper.page.bar.print.isEnabled()
    assert "only when you check them" in paper.page.preview.accessibleName()
    paper.page.bar.extra.click()
    paper.wait_for_page()
    assert "Owncanary" in words_of(paper.page.preview.pdf)


def test_while_joint_work_is_paused_there_is_no_copy_for_both(
    paper: Opened, small: SmallPractice, in_vault: InVault
) -> None:
    couple, today = paper.page.place().couple_id, small.told.today
    in_vault(lambda: small.workspace.safety.set_status(couple, "unsafe", on_date=today, reason="Afraid."))
    paper.page.open(paper.page.place())
    paper.ctx.tasks.drain()
    paper.wait_for_page()
    assert [part.choice.key for part in paper.page.bar.whom.segments] == ["file", "a", "b"]
    assert "no copy for both" in paper.page.about.text()


def test_saving_says_that_the_file_leaves_the_vault(paper: Opened, ctx: Context, tmp_path: Path) -> None:
    paper.page.bar.save.setFocus()
    ctx.dialogs.answer_next(str(tmp_path / "note.pdf"))
    paper.press(Qt.Key.Key_Space)
    paper.wait_for_line("outside the vault")
    assert canaries(words_of((tmp_path / "note.pdf").read_bytes())) == "Shared Hers His"


def test_hidden_names_are_hidden_here_too_and_back_leads_to_the_note(paper: Opened, session_id: str) -> None:
    paper.page.set_discreet(True)
    paper.ctx.tasks.drain()
    paper.wait_for_page()
    assert paper.page.heading.text() == "Note on paper · I. & J."
    paper.page.back.click()
    assert paper.went == [Place("note", paper.page.place().couple_id, session_id)]
