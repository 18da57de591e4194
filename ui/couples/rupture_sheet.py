"""The sheet of a rupture: what kind, when, in short, and whether it was spoken about with both."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.model import Rupture
from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.form_sheet import FormSheet
from ui.kit.ticks import CheckBox


class RuptureSheet(FormSheet):
    """Add a rupture, or change or remove one.

    removed(Changes, str)   the one that was shown lies in the trash, under this id
    """

    removed = Signal(object, str)

    def __init__(
        self,
        ctx: Context,
        file: CoupleFile,
        rupture: Rupture | None = None,
        parent: QWidget | None = None,
        *,
        discreet: bool = False,
    ) -> None:
        super().__init__(ctx, "Edit rupture" if rupture else "Add a rupture", "Keep", parent)
        self._couple_id, self._rupture = file.couple.id, rupture
        kinds = [(one.key, one.label) for one in ctx.workspace.catalogue.rupture_kinds]
        a, b = (spoken_name(one.name, discreet=discreet) for one in (file.a, file.b))
        hurt = [(None, "Not said"), ("a", a), ("b", b), ("both", "Both")]
        self.kind = self.combo("What broke", kinds, rupture.kind if rupture else None)
        self.period = self.text("When, in words", rupture.period if rupture else "", 'Such as "spring 2025".')
        self.line = self.text("What happened, in short", rupture.line if rupture else "")
        self.hurt = self.combo("Who was hurt", hurt, rupture.who_hurt if rupture else None)
        self.hurt.set_hint("For you only. It is never printed.")
        self.spoken = CheckBox(ctx.theme, "Spoken about with both", bool(rupture and rupture.spoken_jointly))
        self._covered = discreet and rupture is not None  # what was written is kept as it is
        if self._covered:
            self.add_field("kind", self.kind)
            self.add_hidden_line("What happened and when can be read and changed while names are shown.")
        else:
            self.add_pairs([("kind", self.kind), ("period", self.period)])
            self.add_field("line", self.line)
        self.add_field("who_hurt", self.hurt)
        self.column.addWidget(self.spoken)
        if rupture is not None:
            link = LinkButton(ctx.theme, "Remove this entry", "trash")
            link.clicked.connect(self._remove)
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def commit(self) -> None:
        """Keep the rupture."""
        couples, couple_id, values = self._ctx.workspace.couples, self._couple_id, self._values()
        if self._rupture is None:
            self.keep(lambda: couples.add_rupture(couple_id, **values))
        else:
            rupture_id = self._rupture.id
            self.keep(lambda: couples.update_rupture(rupture_id, **values))

    def _values(self) -> dict[str, Any]:
        written = {} if self._covered else {"period": self.period.value, "line": self.line.value}
        return {
            **written,
            "kind": self.kind.key,
            "who_hurt": self.hurt.key,
            "spoken_jointly": self.spoken.isChecked(),
        }

    def _remove(self) -> None:
        rupture, trash = self._rupture, self._ctx.workspace.trash
        if rupture is None:
            return

        def gone(done: Done[str]) -> None:
            self.removed.emit(done.changes, done.value)
            self.accept()

        def refused(error: AttuneError) -> None:
            self.set_busy(False)
            self.refuse(error.whole)

        self.set_busy(True)
        self._ctx.tasks.vault(lambda: trash.remove_rupture(rupture.id), gone, self, refused)
