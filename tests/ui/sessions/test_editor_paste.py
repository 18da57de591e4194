"""What a paste puts into a note, and what a copy gives to other programs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.ui.sessions.conftest import JOINT, THERAPIST, A, caret, key, lines, note_of, select, type_text
from tests.ui.sessions.test_editor_keys import CTRL, SHIFT, Z
from therapist_app.sessions.note import Block, NoteDocument
from ui.kit.clipboard import MARKS, OURS, clear_copies
from ui.sessions.editor import NoteText
from ui.sessions.editor_paste import OWN_MIME, blocks_of_html
from ui.sessions.editor_surface import LARGEST


def paste(editor: NoteText, *, html: str = "", plain: str = "") -> None:
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    if plain:
        mime.setText(plain)
    QApplication.clipboard().setMimeData(mime)
    key(editor, Qt.Key.Key_V, CTRL)


def short(html: str) -> list[str]:
    return [
        line.removeprefix("joint ")
        for line in lines(NoteDocument.of((JOINT, b) for b in blocks_of_html(html)))
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>", ["h2: A", "h2: B", "h3: C", "h3: D"]),
        (
            "<p>one <b>two</b> <i>three</i> <strong><em>four</em></strong></p>",
            ["p: one *two* /three/ */four/*"],
        ),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</ol>", ["bullet: a", "bullet>: b", "number: c"]),
        ("<ul><li><p>a</p></li></ul>", ["bullet: a"]),
        ("<ul><li><input type=checkbox checked> a</li></ul>", ["tick+: a"]),
        ("<blockquote><p>said</p></blockquote>", ["quote: said"]),
        ('<p>see <a href="http://x.test/">this</a><img src="http://x.test/a.png"></p>', ["p: see this"]),
        ("<style>p{}</style><script>x()</script><title>t</title><p>kept</p>", ["p: kept"]),
        ("<p>a<br>b</p><p><br></p><div>c</div>", ["p: a\u2028b", "p: c"]),
        ("<p>  much \n\n space </p>", ["p: much space"]),
        ("<pre>a\n  b</pre>", ["p: a\u2028  b"]),
        (
            '<b style="font-weight:normal"><p>docs <span style="font-weight:700">bold</span></p></b>',
            ["p: docs *bold*"],
        ),
        (
            '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o </span>item</p>',
            ["bullet>: item"],
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["p: a\tb", "p: c"]),
        ("&lt;b&gt; &amp; 5 < 6", ["p: <b> & 5 < 6"]),
        ("<p>never closed <b>bold", ["p: never closed *bold*"]),
        ('<span style="display:none">hidden</span>', []),
    ],
)
def test_a_page_is_read_as_our_kinds_only(html: str, expected: list[str]) -> None:
    assert short(html) == expected


def test_a_page_of_nothing_but_nesting_is_read_quickly() -> None:
    assert short("<ul><li>" * 50_000 + "end") == ["bullet>>>: end"]


def test_pasting_a_page_is_one_step_and_brings_no_pictures(text: NoteText) -> None:
    type_text(text, "before after")
    caret(text, 0, 7)
    paste(
        text,
        html='<h2>Head</h2><p>x <img src="file:///etc/passwd"><a href="http://a.test">y</a></p>',
        plain="no",
    )
    assert lines(text.note()) == ["joint p: before ", "joint h2: Head", "joint p: x yafter"]
    assert "anchor" not in text.toHtml().split("body")[1]
    key(text, Z, CTRL)
    assert lines(text.note()) == ["joint p: before after"]


def test_words_from_a_page_join_the_line(text: NoteText) -> None:
    type_text(text, "## ab")
    caret(text, 0, 1)
    paste(text, html="<b>X</b>")
    assert lines(text.note()) == ["joint h2: a*X*b"]


def test_plain_lines_are_kept_to_the_letter(text: NoteText) -> None:
    paste(text, plain="- a\r\n\r\n\tb \u00a0\n")
    assert lines(text.note()) == ["joint p: - a", "joint p: ", "joint p: \tb \u00a0", "joint p: "]


def test_plain_lines_go_on_with_a_list(text: NoteText) -> None:
    type_text(text, "- one ")
    paste(text, plain="a\nb")
    assert lines(text.note()) == ["joint bullet: one a", "joint bullet: b"]


def test_what_is_pasted_takes_the_reader_of_its_place(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("p", "x")), (THERAPIST, Block.of("p", "y"))))
    caret(text, 1, -1)
    paste(text, html="<p>one</p><ul><li>two</li></ul>")
    assert lines(text.note()) == ["joint p: x", "therapist p: yone", "therapist bullet: two"]


def test_plain_paste_by_key_drops_the_form(text: NoteText) -> None:
    mime = QMimeData()
    mime.setHtml("<h1>Head</h1>")
    mime.setText("Head")
    QApplication.clipboard().setMimeData(mime)
    key(text, Qt.Key.Key_V, CTRL, SHIFT)
    assert lines(text.note()) == ["joint p: Head"]


def test_pictures_and_files_alone_are_not_taken(text: NoteText) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for make in (lambda m: m.setImageData(image), lambda m: m.setUrls([QUrl("file:///etc/passwd")])):
        mime = QMimeData()
        make(mime)
        text.insertFromMimeData(mime)
        assert "\ufffc" not in text.toPlainText()
    assert not text.toHtml().count("<img")


def test_a_copy_holds_plain_text_and_our_form_and_nothing_else(text: NoteText) -> None:
    text.load(note_of((JOINT, Block.of("h2", "Next")), (JOINT, Block.of("tick", "call", state="x"))))
    key(text, Qt.Key.Key_A, CTRL)
    key(text, Qt.Key.Key_C, CTRL)
    mime = QApplication.clipboard().mimeData()
    assert set(mime.formats()) == {"text/plain", OWN_MIME, OURS, *MARKS}
    assert mime.text() == "Next\n[x] call"
    assert not mime.hasHtml()


def test_part_of_a_line_copies_without_its_list_sign(text: NoteText) -> None:
    text.load(note_of((A, Block.of("bullet", [("one ", ""), ("two", "b")]))))
    select(text, (0, 2), (0, 6))
    key(text, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "e tw"
    caret(text, 0, 0)
    key(text, Qt.Key.Key_V, CTRL)
    assert lines(text.note()) == ["a bullet: e *tw*one *two*"]


def test_a_copy_from_a_note_can_be_cleared_and_other_copies_are_left(text: NoteText) -> None:
    type_text(text, "private")
    key(text, Qt.Key.Key_A, CTRL)
    key(text, Qt.Key.Key_C, CTRL)
    clear_copies()
    assert QApplication.clipboard().text() == ""
    QApplication.clipboard().setText("from elsewhere")
    clear_copies()
    assert QApplication.clipboard().text() == "from elsewhere"


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"inline":1,"blocks":[["x",[]]]}', b'{"blocks":[]}', b"\xff"]
)
def test_damaged_data_in_our_form_falls_back_to_plain_text(text: NoteText, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(OWN_MIME, QByteArray(data))
    mime.setText("words")
    text.insertFromMimeData(mime)
    assert lines(text.note()) == ["joint p: words"]


def test_a_paste_that_would_overfill_the_note_is_refused_in_words(text: NoteText) -> None:
    said: list[str] = []
    text.refused.connect(said.append)
    type_text(text, "kept")
    paste(text, plain="x" * LARGEST)
    assert lines(text.note()) == ["joint p: kept"]
    assert len(said) == 1
    assert "Nothing was lost" in said[0]
