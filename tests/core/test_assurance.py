"""What is promised is one text: each question answered once, in one sentence, in the app as in SECURITY.md."""

from pathlib import Path

from therapist_app.assurance import as_markdown, load_assurance

ROOT = Path(__file__).resolve().parents[2]
LINES = [line for group in load_assurance().groups for line in group.lines]


def test_the_page_about_security_shows_the_same_text_as_the_app():
    assert as_markdown(load_assurance()) in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_each_answer_is_one_sentence_and_each_question_is_asked_once():
    assert len({line.question for line in LINES}) == len(LINES) >= 19
    for line in LINES:
        assert line.words.endswith("."), line.question
        assert ". " not in line.words, line.question
        assert "|" not in line.question + line.words
        assert not line.question.endswith(".")


def test_limits_are_told_and_not_only_strengths():
    answers = [line.answer for line in LINES]
    assert set(answers) == {"yes", "partly", "no"}
    assert answers.count("yes") < len(answers) / 2
