"""The progress report: for the reader who may hold it, and for nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import Opened, OpenPage, words_of
from therapist_app.kernel.audience import Audience
from ui.homework.report_page import ReportPage
from ui.kit.context import Context
from ui.kit.places import Place


@pytest.fixture
def report(open_page: OpenPage, small: SmallPractice) -> Opened:
    opened = open_page(ReportPage, Place("report", small.ada_ben))
    opened.wait_for_page()
    return opened


def choose(report: Opened, key: str) -> str:
    """Choose who may hold it; what can be read then."""
    next(part for part in report.page.bar.whom.segments if part.choice.key == key).click()
    report.wait_for_page()
    return words_of(report.page.preview.pdf)


def test_it_begins_with_the_report_for_both(report: Opened) -> None:
    text = words_of(report.page.preview.pdf)
    assert "Ada and Ben" in text
    assert report.page.reader == "both"
    assert "Ada & Ben" in report.page.heading.text()


def test_the_choice_is_said_in_words_and_for_supervision_there_are_no_names(report: Opened) -> None:
    text = choose(report, "supervision")
    assert "Ada" not in text
    assert "Ben" not in text
    assert "without names" in report.page.about.text()


def test_nobody_can_choose_the_view_of_the_clinician(report: Opened) -> None:
    assert [part.choice.key for part in report.page.bar.whom.segments] == ["both", "a", "b", "supervision"]


def test_while_joint_work_is_paused_there_is_no_report_for_both(
    open_page: OpenPage, small: SmallPractice, in_vault: InVault
) -> None:
    today = small.told.today
    in_vault(
        lambda: small.workspace.safety.set_status(small.ada_ben, "unsafe", on_date=today, reason="Afraid.")
    )
    report = open_page(ReportPage, Place("report", small.ada_ben))
    report.wait_for_page()
    assert [part.choice.key for part in report.page.bar.whom.segments] == ["a", "b", "supervision"]
    assert report.page.reader == "supervision"
    assert "no report for both" in report.page.about.text()


def test_what_is_private_to_one_partner_is_on_that_report_alone(
    open_page: OpenPage, small: SmallPractice, in_vault: InVault
) -> None:
    def tell() -> bool:
        couple = small.told.couple("Ida", "Jon")
        couple.phase("safety", days_ago=30)
        alone = couple.alone("a", days_ago=10)
        alone.tags("intellectualizing", 3, audience=Audience.A, seen_in="a")
        couple.session(days_ago=20).tags("blaming", 1)
        couple.session(days_ago=3).tags("blaming", 1)
        small.told.ida = couple.id  # type: ignore[attr-defined]
        return True

    in_vault(tell)
    report = open_page(ReportPage, Place("report", small.told.ida))  # type: ignore[attr-defined]
    report.wait_for_page()
    for key, is_there in (("both", False), ("b", False), ("a", True)):
        text = choose(report, key)
        assert ("Thinking about it instead of feeling it" in text) == is_there, key


def test_save_by_keyboard_says_that_the_file_leaves_the_vault(
    report: Opened, ctx: Context, tmp_path: Path
) -> None:
    report.page.bar.save.setFocus()
    ctx.dialogs.answer_next(str(tmp_path / "report.pdf"))
    report.press(Qt.Key.Key_Space)
    report.wait_for_line("outside the vault")
    assert "Ada and Ben" in words_of((tmp_path / "report.pdf").read_bytes())


def test_back_leads_to_the_progress_of_this_couple(report: Opened, small: SmallPractice) -> None:
    report.page.back.click()
    assert report.went == [Place("couple", small.ada_ben, tab="progress")]
    assert report.page.place() == Place("report", small.ada_ben)


def test_the_report_of_another_couple_begins_for_both_again(report: Opened, small: SmallPractice) -> None:
    choose(report, "a")
    report.page.open(Place("report", small.mira_noor))
    assert report.page.preview.pdf == b""
    report.wait_for_page()
    assert report.page.reader == "both"
    assert "Ada" not in words_of(report.page.preview.pdf)


def test_hidden_names_are_not_in_the_title_either(report: Opened) -> None:
    report.page.set_discreet(True)
    report.ctx.tasks.drain()
    assert report.page.heading.text() == "Progress report · A. & B."
    report.wait_for_page()
