"""A sheet with lines in place of names, for a look at it or for a drawer of copies; no Qt.

Nothing of any couple can stand on it: it is made from the sheet and the practice's own stationery alone.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.couples.model import Couple, Partner, Side
from therapist_app.homework.model import Holder
from therapist_app.practice.stationery import stationery_of

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument
    from therapist_app.workspace import Workspace

LINE = "_" * 12  # where a name is written in


def render_blank(workspace: Workspace, key: str, paper: str, *, large: bool) -> RenderedDocument:
    """Lay a blank copy out; runs on the vault thread, as every layout does, so that two never run at once."""
    from therapist_app.homework.pdf import SheetFacts, render_handout  # ReportLab is loaded when needed

    handout = workspace.homework.handout(key)
    nobody = CoupleFile(
        couple=Couple(id="", label="", created_at=dt.datetime.min),  # noqa: DTZ901 never kept
        a=Partner(id="", couple_id="", side=Side.A, name=LINE),
        b=Partner(id="", couple_id="", side=Side.B, name=LINE),
    )
    facts = SheetFacts(
        file=nobody,
        catalogue=workspace.catalogue,
        promises=(),
        today=workspace.clock.today(),
        stationery=stationery_of(workspace.practice.get(), paper),
        large=large,
    )
    return render_handout(handout, facts, Holder.BOTH)
