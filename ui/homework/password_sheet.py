"""A file for one partner alone may have a password: asked once, before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.theme.theme import Theme

_WHY = "Others may see this mail or this computer. With a password nobody opens the file without it."


class PasswordSheet(Sheet):
    """Asks for a password, which may be left out."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"A file for {name} alone", "Choose a place", parent)
        self.column.addWidget(Label(_WHY, "body", "text2", wrap=True))
        self.password = TextField(
            theme,
            "Password (optional)",
            hint=f"Tell it to {name} yourself, not in the same mail. Attune knows it when the file comes back.",
        )
        self.column.addWidget(self.password)
