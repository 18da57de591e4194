"""Two fields for a new passphrase, with its strength in words; used at set-up and after recovery."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton
from ui.kit.columns import Columns
from ui.kit.dress import icon_label
from ui.kit.passphrase import PassphraseField
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.strength import Judge, StrengthLine

_ABOUT_OFFER = (
    "Seven words drawn by chance: nobody can guess them, not with any computer. Write them down until you "
    "know them."
)


class NewPassphrase(QWidget):
    """Typed twice; Enter in the first goes to the second, Enter in the second hands it over."""

    submitted = Signal()

    def __init__(
        self, theme: Theme, judge: Judge, label: str = "Passphrase", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._judge = judge
        self.first = PassphraseField(theme, label)
        self.second = PassphraseField(theme, "Once more")
        self.strength = StrengthLine(theme, judge)
        self._tick = QWidget()
        inside = QHBoxLayout(self._tick)
        inside.setContentsMargins(0, 0, theme.px(8), 0)
        inside.addWidget(icon_label(theme, "check", "ok", 16))
        self._tick.hide()
        self.second.edit.add_end(self._tick)
        columns = Columns(theme, 15, 2)
        columns.add(self.first)
        columns.add(self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(columns)
        column.addWidget(self.strength)
        column.addWidget(self._make_offer(theme))
        self.first.edited.connect(self._changed)
        self.second.edited.connect(self._changed)
        self.first.submitted.connect(self.second.edit.setFocus)
        self.second.submitted.connect(self.submitted)

    def _make_offer(self, theme: Theme) -> QWidget:
        """A passphrase made by chance, for whoever likes to be given one."""
        self.suggest = LinkButton(theme, "Suggest one", "refresh", name="Suggest a passphrase")
        self.suggest.clicked.connect(lambda: self._judge.suggest(self._show_offer, self))
        self.offered = Label("", "strong", wrap=True)
        self.use = Button(theme, "Use it", "check", tall="small")
        self.use.setAccessibleName("Use the suggested passphrase")
        self.use.clicked.connect(self._use_offer)
        about = Label(_ABOUT_OFFER, "small", "text2", wrap=True)
        self._offer = QWidget()
        lines = QVBoxLayout(self._offer)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(6))
        lines.addWidget(self.offered)
        lines.addWidget(about)
        lines.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer.hide()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._offer)
        return whole

    def _show_offer(self, words: str) -> None:
        self.offered.setText(words)
        self.offered.setAccessibleName(f"Suggested: {words}")
        self.suggest.set_word("Suggest another")
        self.suggest.setAccessibleName("Suggest another passphrase")
        self._offer.show()

    def _use_offer(self) -> None:
        """Take it into the first field; typed once more by hand, it begins to be remembered."""
        self.first.edit.setText(self.offered.text())
        self._changed()
        self.second.edit.setFocus()

    @property
    def value(self) -> str:
        """What was typed in the first field."""
        return self.first.value

    def _changed(self) -> None:
        self.strength.look_at(self.first.value)
        self._tick.setVisible(bool(self.second.value) and self.second.value == self.first.value)
        self.second.edit.place_ends()

    def is_ready(self) -> bool:
        """Whether both are typed and alike; if not, says what is missing and goes there."""
        self.first.hide_secret()
        self.second.hide_secret()
        if not self.first.value:
            self.first.refuse("Type a passphrase.")
        elif not self.second.value:
            self.second.refuse("Type it once more, so that a slip cannot lock you out.")
        elif self.first.value != self.second.value:
            self.second.refuse("The two are not alike yet. Type it once more.")
        else:
            return True
        return False

    def refuse(self, line: str) -> None:
        """Say why it is not accepted."""
        self.first.refuse(line)

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()
        self.offered.clear()
        self._offer.hide()
        self._changed()
