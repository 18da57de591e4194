"""Search and filters over the notes list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.couples.note_filter import NoteFilter, Span
from ui.kit.chips import Chip
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox, SearchField
from ui.kit.flow import FlowLayout
from ui.theme.theme import Theme


class NoteFilters(QWidget):
    """What to look for; `changed` follows every change, `left_down` the Down key in the search field."""

    changed = Signal()
    left_down = Signal()

    def __init__(
        self, theme: Theme, phases: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        row = FlowLayout(self, gap=theme.px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.search = SearchField(theme, "Search in these notes")
        self.phase = ComboBox(theme, "Phase", [("", "Any phase"), *phases])
        self.block = ComboBox(theme, "Block", [("", "Any block")])
        self.present = ComboBox(theme, "Who was present", [("", "Anyone present")])
        self.drafts = Chip(theme, "Drafts")
        self._asked_span: Span | None = None
        self.span = Chip(theme, "")  # only while a span is asked for
        self.span.hide()
        for part in (self.search, self.phase, self.block, self.present, self.drafts, self.span):
            row.addWidget(part)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        for combo in (self.phase, self.block, self.present):
            combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(13)
            combo.chosen.connect(lambda _: self.changed.emit())
        self.drafts.toggled.connect(lambda _: self.changed.emit())
        self.span.toggled.connect(
            lambda _: self.set_span(self._asked_span if self.span.isChecked() else None)
        )
        Dress(self, theme, self._measure)

    @property
    def wish(self) -> NoteFilter:
        """What is asked for now."""
        return NoteFilter(
            words=self.search.text(),
            phase=self.phase.key or "",
            block=self.block.key or "",
            present=self.present.key or "",
            state="draft" if self.drafts.isChecked() else "",
            span=self._asked_span,
        )

    def set_span(self, span: Span | None) -> None:
        """Ask for the notes of a span alone; None asks for those of any day."""
        self._asked_span = span
        self.span.blockSignals(True)
        self.span.set_word(span.words if span else "")
        self.span.setChecked(span is not None)
        self.span.blockSignals(False)
        self.span.setVisible(span is not None)
        self.changed.emit()

    def set_choices(self, blocks: Sequence[tuple[str, str]], a_name: str, b_name: str) -> None:
        """Offer the blocks that were tagged and the partners by name; what is chosen stays chosen."""
        self.block.set_choices([("", "Any block"), *blocks], self.block.key)
        present = [
            ("", "Anyone present"),
            ("both", "Both"),
            ("a", f"{a_name} alone"),
            ("b", f"{b_name} alone"),
        ]
        self.present.set_choices(present, self.present.key)

    def clear(self) -> None:
        """Ask for everything."""
        self.blockSignals(True)
        self.search.clear()
        for combo in (self.phase, self.block, self.present):
            combo.set_key("")
        self.drafts.setChecked(False)
        self.set_span(None)
        self.blockSignals(False)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search field leads into the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.left_down.emit()
            return True
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        self.search.setFixedWidth(self._theme.px(230))
