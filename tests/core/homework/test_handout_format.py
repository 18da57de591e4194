"""The handout format: what each mark becomes, and how a mistake is answered."""

from pathlib import Path

import pytest

from therapist_app.catalogue.load import load_catalogue
from therapist_app.documents.blocks import (
    Bullets,
    Checks,
    CycleDiagram,
    DayLog,
    Example,
    Lines,
    Paragraph,
    PhasePath,
    PromiseGrid,
    Rate,
    Run,
    Section,
    Starters,
    Steps,
    Table,
)
from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.handout_file import Handout, load_library, parse_handout
from therapist_app.homework.handout_fill import Names, fill, fill_text
from therapist_app.kernel.errors import AttuneError

CATALOGUE = load_catalogue()
HEAD = """+++
version = 1
key = "walk"
title = "A walk"
purpose = "To be side by side."
for = "both"
phases = ["renewal"]
blocks = []
component = "consistency"
dimensions = ["relational"]
step = "step_09"
minutes = 30
materials = "Shoes"
needs_safety = false
if_coercion = "never"
follow_up = "Ask how it was."
+++
"""
BODY_LINE = HEAD.count("\n") + 1


def handout(body: str, head: str = HEAD) -> Handout:
    return parse_handout(head + body, "walk.md", CATALOGUE)


def sections(body: str) -> tuple[Section, ...]:
    return handout(body).body.sections


def only(body: str) -> object:
    """The one block of the one section."""
    (section,) = sections(body)
    (block,) = section.blocks
    return block


def wrong(text: str, file: str = "walk.md") -> HandoutError:
    with pytest.raises(HandoutError) as caught:
        parse_handout(text, file, CATALOGUE)
    error = caught.value
    assert isinstance(error, AttuneError)
    assert error.sentence.startswith(file)
    assert error.advice
    return error


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def test_text_with_bold_and_italic() -> None:
    assert only("We **walk** and *look*\nabout.\n") == Paragraph(
        (Run("We "), Run("walk", bold=True), Run(" and "), Run("look", italic=True), Run(" about."))
    )


def test_nothing_typed_is_dropped_or_changed_in_silence() -> None:
    assert only("[a]: http://b.c\n") == Paragraph(words("[a]: http://b.c"))
    assert only("Text\n===\n") == Paragraph(words("Text ==="))
    assert only("    Set in by four.\n") == Paragraph(words("Set in by four."))


def test_headings_make_sections() -> None:
    made = sections("Before.\n\n## Side\n\nText.\n\n# Part\n\n*In short.*\n\nMore.\n\n## Again\n\nEnd.\n")
    assert [(s.heading, s.kind, s.lead) for s in made] == [
        ("", "side", ""),
        ("Side", "side", ""),
        ("Part", "part", "In short."),
        ("Again", "side", ""),
    ]
    assert made[2].blocks == (Paragraph(words("More.")),)


def test_lists_and_words_to_borrow() -> None:
    assert only("1. One.\n2. Two,\n   longer.\n") == Steps((words("One."), words("Two, longer.")))
    assert only("- One.\n\n- Two.\n") == Bullets((words("One."), words("Two.")))
    assert only("> I feel …\n> I need …\n") == Starters((words("I feel …"), words("I need …")))


def test_a_table() -> None:
    assert only("| Day | Word |\n|---|---|\n| Mon | |\n| Tue | a \\| b |\n") == Table(
        ("Day", "Word"), (("Mon", ""), ("Tue", "a | b"))
    )


def test_write_in_lines() -> None:
    assert only(":::lines 3\nWhat helps **us**\n:::\n") == Lines(
        (Run("What helps "), Run("us", bold=True)), 3
    )
    assert only(":::lines 1\n:::\n") == Lines((), 1)


def test_boxes_with_or_without_a_list_mark() -> None:
    assert only(":::check\nOne.\n\n- Two.\n:::\n") == Checks((words("One."), words("Two.")))


def test_rating_rows() -> None:
    assert only(":::rate 0-4\nHow near\nHow far\n:::\n") == Rate((words("How near"), words("How far")), 0, 4)
    made = only(":::rate 1-3\nHow near\nwords: far, near, here\n:::\n")
    assert made == Rate((words("How near"),), 1, 3, ("far", "near", "here"))


def test_grids() -> None:
    assert only(":::grid week\n:::\n") == PromiseGrid(0)
    assert only(":::grid week 2\n:::\n") == PromiseGrid(2)
    log = ":::grid days 7\nnames: Who\nrate: Speaker: how far\nwrite: A word\nkey: 0 no · 4 yes\n:::\n"
    columns = (("names", "Who"), ("rate", "Speaker: how far"), ("write", "A word"))
    assert only(log) == DayLog(7, columns, "0 no · 4 yes")


def test_pictures() -> None:
    assert only(":::cycle\n:::\n") == CycleDiagram()
    assert only(":::path\n:::\n") == PhasePath()


def test_an_exchange_and_a_single_voice() -> None:
    assert only(":::example\n**{a}:** I am *here*.\n**{b}:** Good.\n:::\n") == Example(
        (("{a}", (Run("I am "), Run("here", italic=True), Run("."))), ("{b}", words("Good.")))
    )
    assert only(":::example\nIt was cold.\n:::\n") == Example((("", words("It was cold.")),))


def test_cards_stand_as_sections() -> None:
    made = sections(":::cards\n## One\n\nText.\n\n## Two\nMore.\n:::\n\nAfter.\n")
    assert [(s.heading, s.kind) for s in made] == [("One", "cards"), ("Two", "cards"), ("", "side")]
    assert made[1].blocks == (Paragraph(words("More.")),)


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("Good.\n\n:::song\nLa.\n:::\n", 3, "“:::song” is not known"),
        ("Good.\n\n:::lines 3\nPrompt\n", 3, "is not closed"),
        (":::lines 3\nPrompt\n:::check\nOne.\n:::\n", 1, "is not closed"),
        ("Good.\n:::\n", 2, "no open block to close"),
        (":::lines many\n:::\n", 1, "a number from 1 to 30"),
        (":::lines 31\n:::\n", 1, "a number from 1 to 30"),
        (":::lines 0\n:::\n", 1, "a number from 1 to 30"),
        (":::lines 2\nOne\nTwo\n:::\n", 3, "one prompt"),
        (":::check\n:::\n", 1, "is empty"),
        (":::check 3\nOne\n:::\n", 1, "nothing can follow"),
        (":::rate 4-0\nHow\n:::\n", 1, "a first and a last number"),
        (":::rate 0-99\nHow\n:::\n", 1, "a first and a last number"),
        (":::rate 0-4\n:::\n", 1, "nothing to rate"),
        (":::rate 0-4\nHow\nwords: no, yes\n:::\n", 3, "5 words are needed"),
        (":::grid month\n:::\n", 1, "for a week or for days"),
        (":::grid week\nText\n:::\n", 2, "holds no text"),
        (":::grid days 99\nwrite: A\n:::\n", 1, "a number from 1 to 31"),
        (":::grid days 7\n:::\n", 1, "no columns"),
        (":::grid days 7\npaint: A\n:::\n", 2, "not a column"),
        (":::grid days 7\nwrite:\n:::\n", 2, "not a column"),
        (":::cycle\nText\n:::\n", 2, "holds no text"),
        (":::example\n:::\n", 1, "is empty"),
        (":::example\n**{a}:**\n:::\n", 2, "no words"),
        (":::cards\nText\n:::\n", 2, "a heading and plain text"),
        (":::cards\n## One\n:::\n", 2, "no text"),
        (":::cards\n:::\n", 1, "no cards"),
        ("Go to\n<b>there</b>.\n", 2, "HTML"),
        ("<div>\nText\n</div>\n", 1, "HTML"),
        ("Good.\n\nSee [this](http://a.b).\n", 3, "a link"),
        ("See <http://a.b>.\n", 1, "a link"),
        ("![Ada](a.png)\n", 1, "a picture"),
        ("Say `x`.\n", 1, "code"),
        ("```\nx\n```\n", 1, "code"),
        ("One\n\n---\n\nTwo\n", 3, "a ruled line"),
        ("One\n---\n", 2, "a ruled line"),
        (":::path\n:::\n\n<b>\n", 4, "HTML"),
        ("One\n\n:::cycle\n:::\n\nTwo\n\n<b>\n\n:::path\n:::\n", 8, "HTML"),
        ("### Three\n\nText\n", 1, "one or two # marks"),
        ("## **Bold**\n\nText\n", 1, "one style"),
        ("##\n\nText\n", 1, "no words"),
        ("Text\n\n## Alone\n", 3, "nothing stands beside “Alone”"),
        ("## Alone\n\n## Two\n\nText\n", 1, "nothing stands beside “Alone”"),
        ("2. Two\n3. Three\n", 1, "count from 1"),
        ("- One\n  - Two\n", 2, "an item of a list"),
        ("- One\n\n  More\n", 3, "an item of a list"),
        (">\n", 1, "nothing after >"),
        ("> - One\n", 1, "only words to say"),
        ("| A | B |\n|---|---|\n| 1 | 2 | 3 |\n", 3, "3 cells"),
        ("| A | B |\n|---|---|\n| **1** | 2 |\n", 3, "one style"),
        ("Hello {name}.\n", 1, "“{name}” cannot be filled in"),
        ("Hello\n{holder}.\n", 2, "“{holder}” cannot be filled in"),
        ("A bell \x07 rings.\n", 1, "U+0007"),
        ("\n \n", 1, "no text under the head"),
    ],
)
def test_a_mistake_in_the_body_names_its_line(body: str, line: int, says: str) -> None:
    error = wrong(HEAD + body)
    assert error.line == BODY_LINE + line - 1
    assert f"line {error.line}" in error.sentence
    assert says in error.sentence


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("minutes = 30", "minuets = 30", "“minuets” is not a known key"),
        ("minutes = 30", 'minutes = "30"', "a whole number"),
        ("minutes = 30", "minutes = 0", "from 1 to 240"),
        ("version = 1", "version = 0", "counts from 1"),
        ("version = 1", "version = = 1", "not valid TOML"),
        ('key = "walk"', 'key = "run"', "as the file is called"),
        ('title = "A walk"', 'title = ""', "is empty"),
        ('title = "A walk"', 'title = "A\\nwalk"', "on one line"),
        ('for = "both"', 'for = "all"', "both, each, one"),
        ('phases = ["renewal"]', 'phases = ["honeymoon"]', "“honeymoon” is not one of the phases"),
        ("blocks = []", 'blocks = ["storms"]', "“storms” is not one of the blocks"),
        ('component = "consistency"', 'component = "luck"', "“luck” is not one of the components"),
        ('dimensions = ["relational"]', 'dimensions = ["fourth"]', "“fourth” is not one of the dimensions"),
        ('dimensions = ["relational"]', "dimensions = []", "at least one dimension"),
        ('step = "step_09"', 'step = "step_11"', "“step_11” is not one of the steps"),
        ('step = "step_09"', 'styles = ["shy"]', "“shy” is not one of the styles"),
        ('step = "step_09"', 'profiles = ["empath", "poet"]', "“poet” is not one of the profiles"),
        ('step = "step_09"', 'life_stages = ["late"]', "“late” is not one of the life stages"),
        ('step = "step_09"', 'styles = "secure"', "a list of texts"),
        ('if_coercion = "never"', 'if_coercion = "maybe"', "never, alone_only, ok"),
        ('purpose = "To be', 'purpose = "To {c} be', "“{c}” cannot be filled in"),
    ],
)
def test_a_mistake_in_the_head_names_its_line(old: str, new: str, says: str) -> None:
    assert old in HEAD
    error = wrong(HEAD.replace(old, new) + "Text.\n")
    assert error.line == HEAD[: HEAD.index(old)].count("\n") + 1
    assert says in error.sentence


def test_whom_a_sheet_suits_may_be_said_or_left_out() -> None:
    assert handout("Text.\n").head.styles == ()
    suits = 'styles = ["anxious"]\nprofiles = ["pursuer"]\nlife_stages = ["young", "later"]\n'
    head = handout("Text.\n", HEAD.replace("minutes", suits + "minutes", 1)).head
    assert (head.styles, head.profiles, head.life_stages) == (("anxious",), ("pursuer",), ("young", "later"))


def test_what_is_missing_from_the_head() -> None:
    assert (
        "“follow_up” is missing"
        in wrong(HEAD.replace('follow_up = "Ask how it was."\n', "") + "Text.").sentence
    )
    assert "“safety_note” is missing" in wrong(HEAD.replace("= false", "= true") + "Text.").sentence


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("Text.\n", 1), ("+++\nversion = 1\n", 1), (HEAD + "Text.\n+++\nMore.\n", BODY_LINE + 1)],
)
def test_heads_come_between_two_lines(text: str, line: int) -> None:
    assert wrong(text).line == line


ONE = HEAD.replace('"both"', '"one"')
OTHER = '+++\ntitle = "For {holder}"\npurpose = "To hear {other}."\n+++\n'


def test_the_other_copy_is_its_own() -> None:
    made = handout("Mine.\n" + OTHER + "Yours, {holder}.\n", ONE)
    assert made.other is not None
    assert made.body.sections == (Section("", (Paragraph(words("Mine.")),)),)
    assert made.other.head.title == "For {holder}"
    assert made.other.body.sections == (Section("", (Paragraph(words("Yours, {holder}.")),)),)


def test_a_mistake_in_the_other_copy_names_its_line() -> None:
    text = ONE + "Mine.\n" + OTHER + "Good.\n\n:::song\n:::\n"
    assert wrong(text).line == text.count("\n") - 1
    typo = text.replace('purpose = "To hear', 'porpoise = "To hear')
    assert wrong(typo).line == typo[: typo.index("porpoise")].count("\n") + 1
    assert "another copy" in wrong(HEAD + "Mine.\n+++\ntitle = 'x'\npurpose = 'y'\n+++\nYours.\n").sentence


def test_a_folder_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "walk.md").write_text(HEAD + "Text.\n", "utf-8", newline="\r\n")
    (tmp_path / "notes.txt").write_text("not a handout", "utf-8")
    assert [one.title for one in load_library(tmp_path)] == ["A walk"]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "walk.md").write_bytes(HEAD.encode() + b"Caf\xe9.\n")
    with pytest.raises(HandoutError, match=rf"walk\.md, line {BODY_LINE}: this is not UTF-8"):
        load_library(tmp_path)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="cannot be read"):
        load_library(tmp_path / "nowhere")


def test_names_go_in_where_they_belong() -> None:
    made = handout("# {both}\n\n## For {holder}\n\n{other}, {practice}, {date}.\n", ONE).body
    for holder, heading, text in (
        ("a", "For Ada", "Ben, Harbor, 4 June."),
        ("b", "For Ben", "Ada, Harbor, 4 June."),
        ("both", "For Ada and Ben", "your partner, Harbor, 4 June."),
    ):
        filled = fill(made, Names("Ada", "Ben", holder, "Harbor", "4 June")).sections
        assert [section.heading for section in filled] == ["Ada and Ben", heading]
        assert filled[1].blocks == (Paragraph(words(text)),)


@pytest.mark.parametrize(
    "name", ["**Ada**", "{b}", "A & B", "<b>", 'O\'Neil "Z"', "נועה", "👩‍👩‍👧", "{a}", "|"]
)
def test_a_name_stays_as_it_is(name: str) -> None:
    made = handout(":::example\n**{a}:** I am {a}.\n:::\n\n| {a} |\n|---|\n| {a} |\n").body
    (section,) = fill(made, Names(name, "Ben")).sections
    assert section.blocks == (
        Example(((name, words(f"I am {name}.")),)),
        Table((name,), ((name,),)),
    )
    assert fill_text("{a} and {b}", Names(name, "Ben")) == f"{name} and Ben"
