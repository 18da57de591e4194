"""One partner on the overview: name, age, style, profile and best move; never a role in the hurt."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from ui.couples.facts import CoupleFacts
from ui.couples.words import age_in, age_line, traits_line
from ui.kit.buttons import LinkButton
from ui.kit.card import Panel
from ui.kit.discreet import initial, spoken_name
from ui.kit.marks import Mark
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme


class Disc(Mark):
    """A quiet disc with a partner's initial; decoration beside the name."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, 36, 36)
        self._letter = initial(name)
        self.setAccessibleName("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc and its letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("selection"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(self.theme.color("text"))
        painter.setFont(self.theme.font(14, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class PartnerCard(Panel):
    """Who this partner is, in three lines, and the way to the form."""

    edit_requested = Signal(str)

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: CoupleFacts, side: str) -> None:
        super().__init__(theme)
        px = theme.px
        partner = facts.file.partner(side)
        name = spoken_name(partner.name, discreet=facts.discreet)  # whole, as it is nowhere else
        self.setAccessibleName(name)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(16), px(12), px(16), px(14))
        lines.setSpacing(px(5))
        age = age_in(facts.today.year, partner.birth_year)
        stage = next((s.label for s in catalogue.life_stages if age and s.from_age <= age <= s.to_age), "")
        lines.addWidget(self._head(name, age_line(age, stage, partner.pronouns), side))
        lines.addSpacing(px(3))
        self._traits(lines, catalogue, partner.style, partner.profile)
        lines.addStretch(1)

    def _head(self, name: str, second: str, side: str) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(name, "card"))
        if second:
            words.addWidget(Elided(second, "small", "text2"))
        link = LinkButton(self.theme, "Edit", name=f"Edit {name}")
        link.clicked.connect(lambda: self.edit_requested.emit(side))
        row.addWidget(Disc(self.theme, name))
        row.addLayout(words, 1)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _traits(
        self, lines: QVBoxLayout, catalogue: Catalogue, style: str | None, profile: str | None
    ) -> None:
        traits = traits_line(
            catalogue.style(style).label if style else "", catalogue.profile(profile).label if profile else ""
        )
        if not traits:
            words = "Style and profile are not assessed yet. They help to choose pace and sheets."
            lines.addWidget(Label(words, "body", "text2", wrap=True))
            return
        line = Label(traits, "strong", wrap=True)
        line.setToolTip(self._tip(catalogue, style, profile))
        lines.addWidget(line)
        move = catalogue.profile(profile).best_move if profile else catalogue.style(style or "").needs
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(
            Label("Best move" if profile else "Needs", "body", "text2"), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(Label(move, wrap=True), 1)
        lines.addLayout(row)

    def _tip(self, catalogue: Catalogue, style: str | None, profile: str | None) -> str:
        found = [f"Needs: {catalogue.style(style).needs}"] if style else []
        if profile:
            found += [
                f"Needs: {catalogue.profile(profile).needs}",
                f"Pitfall: {catalogue.profile(profile).pitfall}",
            ]
        return "\n".join(found)
