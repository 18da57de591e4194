"""A new couple: two names or a label are enough, the rest can wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.couples.model import Couple
from therapist_app.couples.rules import label_of
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.changes import Done
from therapist_app.kernel.dates import WEEKDAYS
from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.buttons import Button, primary
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.date_field import NO_DATE, NO_TIME, DateField, TimeField
from ui.kit.fields import ComboField, Field, TextField
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label

MOST_WIDE = 640
DRAFT_KEY = "add_couple_draft"
_EVERY = (("weekly", "Every week"), ("alternate", "Every other week"))
_NO_NAMES = ("Partner A", "Partner B")  # what a couple known by a label alone is called on paper
_NAMES = "A name for each, or a label for both, is enough. Everything else can be added later."


class AddCouplePage(Page):
    """A calm form; Enter adds. What is typed waits in the practice when it is locked meanwhile."""

    title = "New couple"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._busy = False
        self._recalled = False
        theme = ctx.theme
        self.a_name = TextField(theme, "First partner's name")
        self.a_pronouns = TextField(theme, "First partner's pronouns", placeholder="If you like")
        self.b_name = TextField(theme, "Second partner's name")
        self.b_pronouns = TextField(theme, "Second partner's pronouns", placeholder="If you like")
        self.label = TextField(theme, "What this couple is called on screen", hint="Left empty, it is both names.")
        self.started_on = DateField(theme, "Start date", today=ctx.workspace.clock.today)
        days = [(None, "No usual day"), *enumerate(WEEKDAYS)]
        self.weekday = ComboField(theme, "Usual day", days)
        self.every = ComboField(theme, "How often", _EVERY)
        self.time = TimeField(theme, "Usual time")
        self.add_button = primary(theme, "Add couple", "plus")
        self.cancel_button = Button(theme, "Cancel", kind="quiet")
        self._scroll = ScrollColumn(theme, MOST_WIDE)
        self._lay_out()
        self._connect()
        self._say_slot()

