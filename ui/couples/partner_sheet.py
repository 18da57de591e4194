"""The sheet of one partner: name, style, profile, and how to reach this person safely."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.fields import ComboField, TextField
from ui.kit.form import FormSheet

_SAFE = [(None, "Not asked yet"), (True, "Yes"), (False, "No")]
_WAYS = (
    ("safe_to_call", "Safe to call"),
    ("safe_to_leave_message", "Safe to leave a message"),
    ("safe_to_email", "Safe to e-mail"),
    ("safe_to_post", "Safe to send post"),
)


class PartnerSheet(FormSheet):
    """Edit partner A or B; everything but the name may stay empty."""

    def __init__(
        self,
        ctx: Context,
        file: CoupleFile,
        side: str,
        parent: QWidget | None = None,
        *,
        discreet: bool = False,
    ) -> None:
        partner = file.partner(side)
        super().__init__(ctx, f"Edit {spoken_name(partner.name, discreet=discreet)}", "Keep", parent)
        self._couple_id, self._side = file.couple.id, side
        catalogue = ctx.workspace.catalogue
        year = str(partner.birth_year) if partner.birth_year else ""
        who = [
            ("pronouns", self.text("Pronouns", partner.pronouns)),
            ("birth_year", self.text("Birth year", year)),
        ]
        if not discreet:
            full_name = self.text("Full name", partner.full_name, hint="Not printed unless you ask for it.")
            who = [("name", self.text("Name", partner.name)), who[0], ("full_name", full_name), who[1]]
        self.add_pairs(who)
        styles = [(None, "Not assessed"), *((one.key, one.label) for one in catalogue.styles)]
        profiles = [(None, "Not assessed"), *((one.key, one.label) for one in catalogue.profiles)]
        self.style_field = self.combo("Attachment style", styles, partner.style)
        self.profile_field = self.combo("Profile", profiles, partner.profile)
        self.add_pairs([("style", self.style_field), ("profile", self.profile_field)])
        for field in (self.style_field, self.profile_field):
            field.chosen.connect(lambda _: self._help())
        self._help()
        self.add_heading("How to reach this person safely", "Ask each of them alone. Only you see this.")
        if not discreet:
            lines = (("phone", "Phone"), ("email", "E-mail"))
            self.add_pairs([(name, self.text(label, getattr(partner, name))) for name, label in lines])
        self.add_pairs([(name, self.combo(label, _SAFE, getattr(partner, name))) for name, label in _WAYS])
        if discreet:
            self.add_hidden_line("Names, numbers and addresses can be changed while names are shown.")
            return
        self.add_field("emergency_contact", self.text("In an emergency, call", partner.emergency_contact))
        self.add_field("video_place", self.text("Where they are for video or phone", partner.video_place))

    def commit(self) -> None:
        """Keep the partner."""
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, TextField):
                values[name] = field.value
            elif isinstance(field, ComboField):
                values[name] = field.key
        year = values["birth_year"]
        if year and not (year.isascii() and year.isdigit()):
            self.fields["birth_year"].set_error("Use four digits, or leave it empty.")
            self.fields["birth_year"].setFocus()
            return
        values["birth_year"] = int(year) if year else None
        couples, couple_id, side = self._ctx.workspace.couples, self._couple_id, self._side
        self.keep(lambda: couples.update_partner(couple_id, side, **values))

    def _help(self) -> None:
        """Say what a style or profile needs, below its choice."""
        catalogue = self._ctx.workspace.catalogue
        style, profile = self.style_field.key, self.profile_field.key
        self.style_field.set_hint(f"Needs: {catalogue.style(style).needs}" if style else "")
        best = catalogue.profile(profile).best_move if profile else ""
        self.profile_field.set_hint(f"Best move: {best}" if best else "")
