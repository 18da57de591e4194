"""The form of an own handout: what stands at its top, its words, when it may be used."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.homework.own_file import Mistake, OwnText
from ui.homework.own_marks import HELP, MARKS
from ui.kit.buttons import Button, LinkButton
from ui.kit.chips import FilterChips
from ui.kit.choices import SegmentedControl
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox, Field, TextField
from ui.kit.ticks import CheckBox
from ui.kit.words import Label, plain
from ui.theme.theme import Theme

WHOM = (("both", "Both, shared"), ("each", "One each"), ("one", "One partner"))
COERCION = (
    ("never", "Not used at all"),
    ("alone_only", "Only for one, alone"),
    ("ok", "Fit for either, alone"),
)
MINUTES = tuple((number, f"{number} minutes") for number in (5, 10, 15, 20, 30, 40, 60, 90))


class OwnForm(QWidget):
    """Everything about a sheet that a person writes; what its head says besides is carried along unseen."""

    edited = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head: dict[str, object] = {}
        self._quiet = False
        self.title = TextField(theme, "Title")
        self.purpose = TextField(theme, "What it is for, in one line")
        self.whom = SegmentedControl(theme, "For whom", WHOM, "both")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Words of the handout")
        self.text.setTabChangesFocus(True)
        self.insert = Button(theme, "Insert", "plus", tall="small")
        self.mistake = Label("", "small", "danger", wrap=True)
        self.go_there = LinkButton(theme, "Go there", name="Go to the line with the mistake")
        self.coercion = ComboBox(theme, "Where one partner is afraid", COERCION)
        self.open = CheckBox(theme, "It asks someone to be open")
        self.note = TextField(theme, "Words about safety, printed on it")
        self.minutes = ComboBox(theme, "How long it takes", MINUTES)
        self.ask = TextField(theme, "For you: what to ask when it comes back")
        self.phases = FilterChips(
            theme, "Suggest it in", [(one.key, one.short) for one in catalogue.phases], several=True
        )
        self._at = 0
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)
        self.show_mistake(None)

    @property
    def head(self) -> dict[str, object]:
        """The head as it stands in the form now."""
        return {
            **self._head,
            "title": self.title.value,
            "purpose": self.purpose.value,
            "for": self.whom.key,
            "if_coercion": self.coercion.key,
            "needs_safety": self.open.isChecked(),
            "safety_note": self.note.value if self.open.isChecked() else "",
            "minutes": self.minutes.key,
            "follow_up": self.ask.value,
            "phases": self.phases.keys,
        }

    @property
    def body(self) -> str:
        """The words as they stand there now."""
        return self.text.toPlainText()

    def show_text(self, found: OwnText) -> None:
        """Show a sheet."""
        self._quiet = True
        head = self._head = dict(found.head)
        self.title.set_value(str(head.get("title", "")))
        self.purpose.set_value(str(head.get("purpose", "")))
        self.whom.set_key(str(head.get("for", "both")))
        self.coercion.set_key(head.get("if_coercion", "never"))
        self.open.setChecked(bool(head.get("needs_safety", True)))
        self.note.set_value(str(head.get("safety_note", "")))
        self._show_minutes(head.get("minutes", 20))
        self.ask.set_value(str(head.get("follow_up", "")))
        self.phases.set_keys(_texts(head, "phases"))
        self.text.setPlainText(found.body)
        for field in (self.purpose, self.note, self.ask):
            field.edit.setCursorPosition(0)  # a long line is read from its beginning
        self.note.setVisible(self.open.isChecked())
        self.show_mistake(None)
        self._quiet = False

    def show_mistake(self, mistake: Mistake | None) -> None:
        """Say what cannot be printed yet and where, or nothing."""
        self._at = mistake.line if mistake else 0
        self.mistake.setText(mistake.sentence if mistake else "")
        self.mistake.setVisible(mistake is not None)
        self.go_there.setVisible(self._at > 0)
        self.text.setAccessibleDescription(mistake.sentence if mistake else "")

    def go_to_mistake(self) -> None:
        """Put the caret on the line that is to be mended."""
        block = self.text.document().findBlockByNumber(max(0, self._at - 1))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, words: str) -> None:
        """Put a mark where the caret is, as a paragraph of its own unless it is part of a line."""
        cursor = self.text.textCursor()
        if words.startswith("{"):
            cursor.insertText(words)
        else:
            before = "" if not cursor.block().text().strip() else "\n\n"
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText(f"{before}{words}\n")
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_minutes(self, minutes: object) -> None:
        """A number that is not offered is kept."""
        known = dict(MINUTES)
        extra = () if minutes in known else ((minutes, f"{minutes} minutes"),)
        self.minutes.set_choices((*MINUTES, *extra), minutes)

    def _changed(self) -> None:
        self.note.setVisible(self.open.isChecked())
        if not self._quiet:
            self.edited.emit()

    def _connect(self) -> None:
        for field in (self.title, self.purpose, self.note, self.ask):
            field.edit.textChanged.connect(lambda _text: self._changed())
        for signal in (self.whom.chosen, self.coercion.chosen, self.minutes.chosen, self.phases.chosen):
            signal.connect(lambda _key: self._changed())
        self.open.toggled.connect(lambda _on: self._changed())
        self.text.textChanged.connect(self._changed)
        self.go_there.clicked.connect(self.go_to_mistake)
        menu = QMenu(self.insert)
        for words, text in MARKS:
            first = text.partition("\n")[0]
            menu.addAction(plain(f"{words}\t{first}"), lambda text=text: self.put(text))
        self.insert.set_menu(menu)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        whom = Field(self._theme, "For whom")
        whom.hold(self.whom)
        head = QHBoxLayout()
        head.addWidget(Label("Words", "medium"))
        head.addStretch(1)
        head.addWidget(self.insert)
        wrong = QHBoxLayout()
        wrong.addWidget(self.mistake, 1)
        wrong.addWidget(self.go_there, 0, Qt.AlignmentFlag.AlignTop)
        coercion = Field(self._theme, "Where one partner is afraid")
        coercion.hold(self.coercion)
        coercion.set_hint("For both it is never printed then, whatever stands here.")
        minutes = Field(self._theme, "How long it takes")
        minutes.hold(self.minutes)
        phases = Field(self._theme, "Suggest it in")
        phases.hold(self.phases)
        for part in (self.title, self.purpose, whom):
            self._lines.addWidget(part)
        self._lines.addLayout(head)
        self._lines.addWidget(self.text)
        self._lines.addLayout(wrong)
        self._lines.addWidget(Label(HELP, "small", "text2", wrap=True))
        for part in (self.open, self.note, coercion, phases, minutes, self.ask):
            self._lines.addWidget(part)
        self._lines.addStretch(1)

    def _space(self) -> None:
        self._lines.setSpacing(self._theme.px(10))
        self.text.setMinimumHeight(self._theme.px(260))


def _texts(head: Mapping[str, object], name: str) -> list[str]:
    value = head.get(name)
    return [str(one) for one in value] if isinstance(value, list) else []
