"""What a filled sheet says, prompt by prompt, before it is taken in and whenever it is read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from therapist_app.documents.blanks import BlankKind
from therapist_app.homework.model import Holder
from therapist_app.homework.returns import Came, TakenIn
from therapist_app.kernel.phrases import counted
from ui.kit.dates import show_date
from ui.kit.fields import ParagraphField
from ui.kit.sheet import Sheet
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.theme.theme import Theme

_WORDS = (BlankKind.LINE, BlankKind.AREA)
_MOST_LINES, _LETTERS_A_LINE = 8, 58
READ = "I have read what is written here"
OUTSIDE = (
    "The file itself is not kept. What it says lies in the vault, so you can delete the file and its mail."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field that was filled in."""

    prompt: str
    answer: str
    is_words: bool


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything that is shown of a filled sheet."""

    title: str
    lead: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether somebody wrote words of their own."""
        return any(line.is_words for line in self.lines)


def words_of_came(came: Came, names: tuple[str, str]) -> SheetWords:
    """A sheet that is to be taken in; `names` are the partners' as they may be shown now."""
    lines = (_line(one.blank.kind, one.blank.words, one.said) for one in came.filled)
    return SheetWords(
        f"{whose(came.file.holder, names)}: {came.title}",
        _lead(came.file.holder, names),
        tuple(lines),
        tuple(_notes(came)),
    )


def words_of_taken(
    taken: TakenIn, names: tuple[str, str], today: dt.date, locale: QLocale | None = None
) -> SheetWords:
    """A sheet that was taken in before; its day as it is written where this computer stands."""
    holder, day = taken.file.holder, show_date(taken.returned.returned_on, today, locale or QLocale())
    lines = tuple(_line(one.kind, one.prompt, one.answer) for one in taken.answers)
    lead = f"Taken in on {day}. {_lead(holder, names)}"
    return SheetWords(f"{whose(holder, names)}: {taken.title}", lead, lines)


def whose(holder: str, names: tuple[str, str]) -> str:
    """Whose sheet it is: "On Ada's sheet", "On their sheet"."""
    return "On their sheet" if holder == Holder.BOTH else f"On {names[holder == Holder.B]}\u2019s sheet"


def _lead(holder: str, names: tuple[str, str]) -> str:
    if holder == Holder.BOTH:
        return "Who typed this is not known. It is for both."
    own, other = (names[1], names[0]) if holder == Holder.B else names
    return f"Who typed this is not known. It is for {own} alone: nothing that {other} may see shows it."


def _line(kind: str, prompt: str, answer: str) -> Line:
    shown = "checked" if kind == BlankKind.TICK else answer
    return Line(prompt, shown, kind in _WORDS)


def _notes(came: Came) -> Iterable[str]:
    if came.check_ins:
        yield f"{counted(len(came.check_ins), 'day')} of promises will stand in the ledger as check-ins."
    if came.skipped:
        yield (
            f"{counted(len(came.skipped), 'day')} will stay on this sheet alone: not come yet, before the promise "
            "began, or answered before. Nothing in the ledger is replaced."
        )
    if came.ratings:
        yield f"{counted(len(came.ratings), 'rating')} will stand under Signs of healing."
    if not came.filled:
        yield "Nothing was filled in. It can still be taken in, as a sheet that came back empty."
    yield OUTSIDE


class AnswersSheet(Sheet):
    """Shows what a sheet says; `read` is ticked by whoever has read the words."""

    def __init__(
        self, theme: Theme, words: SheetWords, yes: str, parent: QWidget | None = None, *, ask_read: bool
    ) -> None:
        super().__init__(theme, words.title, yes, parent)
        self.column.addWidget(Label(words.lead, "body", "text2", wrap=True))
        self.answers: list[ParagraphField] = []
        for line in words.lines:
            if line.is_words:
                self._show(line.prompt, line.answer)
        marked = [f"{line.prompt}: {line.answer}" for line in words.lines if not line.is_words]
        if marked:
            self._show("Marked on the sheet", "\n".join(marked))
        for note in words.notes:
            self.column.addWidget(Label(note, "body", "text2", wrap=True))
        self.read = CheckBox(theme, READ)
        self.read.setVisible(ask_read and words.has_words)
        self.column.addWidget(self.read)

    def _show(self, prompt: str, answer: str) -> None:
        field = ParagraphField(self.theme, prompt, answer, lines=_lines(answer.split("\n")))
        field.label.setWordWrap(True)
        field.edit.setReadOnly(True)
        field.edit.setPlaceholderText("")
        self.answers.append(field)
        self.column.addWidget(field)


def _lines(parts: Sequence[str]) -> int:
    return min(_MOST_LINES, sum(1 + len(part) // _LETTERS_A_LINE for part in parts))
