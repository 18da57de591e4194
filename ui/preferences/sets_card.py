"""The card of sets of steps: those that come with Attune in a line, and the practice's own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.catalogue.phase_sets import PhaseSet
from therapist_app.kernel.changes import Done
from ui.kit.buttons import Button, IconButton
from ui.kit.card import empty_layout
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.row import Row
from ui.kit.words import Label
from ui.preferences.own_card import OwnCard, side_by_side
from ui.preferences.set_sheet import SetSheet

_ABOUT = (
    "A couple can be followed in one of these beside the six phases; you choose it on their Progress page. "
    "A set or a step that is in use can be renamed, not removed."
)


class SetsCard(OwnCard):
    """Own sets are named, changed and removed with undo."""

    KINDS = ("set",)

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Sets of steps")
        self.own = QVBoxLayout()
        self.built_in = Label("", "small", "text2", wrap=True)
        self.add_set = Button(ctx.theme, "Add a set", "plus", tall="small")
        self.add_set.clicked.connect(lambda: self.ask("set"))
        self.add(Label(_ABOUT, "small", "text2", wrap=True))
        self.add(self.own, gap=4)
        self.add(self.built_in, gap=4)
        self._add_below(self.add_set)

    def sheet(self, word: str) -> FormSheet | None:
        """The sheet of a set, or of a new one."""
        known = self._own.get(word)
        return SetSheet(self._ctx, known, self.window()) if known or word == "set" else None

    def load(self) -> None:
        """Read the sets anew."""
        self._ctx.tasks.vault(self._ctx.workspace.progression.sets.list, self._show, self)

    def _show(self, sets: tuple[PhaseSet, ...]) -> None:
        empty_layout(self.own)
        for one in sets:
            if one.own:
                self.own.addWidget(self._row(one))
        names = ", ".join(one.label for one in sets if not one.own)
        self.built_in.setText(f"With Attune come {names}.")
        self._holds({f"set:{one.key}": one for one in sets if one.own})

    def _row(self, one: PhaseSet) -> QWidget:
        edit = IconButton(self.theme, "pen", f"Change {one.label}", tall="small")
        gone = IconButton(self.theme, "trash", f"Remove {one.label}", tall="small")
        edit.clicked.connect(lambda: self.ask(f"set:{one.key}"))
        gone.clicked.connect(lambda: self._remove(one))
        return Row(
            self.theme,
            one.label,
            ", ".join(step.label for step in one.steps),
            trailing=side_by_side(edit, gone),
        )

    def _remove(self, one: PhaseSet) -> None:
        sets = self._ctx.workspace.progression.sets

        def removed(done: Done[PhaseSet]) -> None:
            self._told(done.changes)
            self.message.emit(f"{one.label} removed", lambda: self._do(lambda: sets.give_back(done.value)))

        self._ctx.tasks.vault(lambda: sets.remove(one.key), removed, self, self._refused)
