"""One partner's answers, each kept as it is given, and the profile that their usual response points to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from therapist_app.catalogue.model import Catalogue
from therapist_app.intake.rules import choices_of, profile_of
from ui.intake.answer_field import AnswerField
from ui.intake.facts import IntakeFacts, waits_on_paper
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.words import Label
from ui.theme.theme import Theme


class PartnerAnswers(Card):
    """The questions to one partner alone.

    edited(AnswerField)     an answer was changed
    profile_wanted(str)     the clinician takes over the profile of this key
    sheet_wanted()          what stands on the sheet that came back goes into the open questions
    """

    edited = Signal(object)
    profile_wanted = Signal(str)
    sheet_wanted = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: IntakeFacts, side: str) -> None:
        who, other = facts.name(side), facts.name("b" if side == "a" else "a")
        super().__init__(theme, who, None, "Style and profile", link_name=f"Style and profile of {who}")
        self._catalogue, self._who = catalogue, who
        self._profile = facts.file.partner(side).profile
        self.fields: dict[str, AnswerField] = {}
        self.add(
            Label("Asked alone. It is theirs until they agree to share it.", "small", "text2", wrap=True)
        )
        if waits_on_paper(facts, side, catalogue):
            link = LinkButton(theme, "Take over the sheet that came back", "return")
            link.setAccessibleName(f"Take over {who}’s sheet that came back")
            link.clicked.connect(self.sheet_wanted)
            self.add(link)
            self.body.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
        for question in catalogue.intake_questions:
            answer = facts.intake.answer(side, question.key)
            choices = choices_of(question.key, catalogue)
            field = AnswerField(theme, question, choices, who, other, answer)
            field.edited.connect(lambda one=field: self._edited(one))
            self.fields[question.key] = field
            self.add(field, gap=12)
            if question.of == "response":
                self.take_over = LinkButton(theme, "")
                self.take_over.clicked.connect(lambda: self.profile_wanted.emit(self._pointed or ""))
                self.add(self.take_over)
                self.body.setAlignment(self.take_over, Qt.AlignmentFlag.AlignLeft)
        self._show_profile()

    def set_profile(self, profile: str | None) -> None:
        """Another profile is noted for this partner."""
        self._profile = profile
        self._show_profile()

    @property
    def _pointed(self) -> str | None:
        return profile_of(self.fields["response"].key, self._catalogue)

    def _edited(self, field: AnswerField) -> None:
        if field.question.of == "response":
            self._show_profile()
        self.edited.emit(field)

    def _show_profile(self) -> None:
        """Offer the profile that the answer points to, while it is not noted."""
        pointed = self._pointed
        if pointed is not None:
            label = self._catalogue.profile(pointed).label
            self.take_over.set_word(f"Note as profile: {label}")
            self.take_over.setAccessibleName(f"Note as {self._who}’s profile: {label}")
        self.take_over.setVisible(pointed is not None and pointed != self._profile)
