"""The menu behind Template: headings to write under, and a part for one reader."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from therapist_app.kernel.audience import Audience
from ui.kit.words import plain
from ui.sessions.page_templates import TEMPLATES
from ui.sessions.page_words import Names, shortened
from ui.sessions.parts import STYLES, PartNames
from ui.sessions.writing import WritingColumn


def fill_template_menu(menu: QMenu, writing: WritingColumn, audience: Audience, names: Names) -> None:
    """Fill it anew: names may have changed, and the session's reader too."""
    menu.clear()
    for template in TEMPLATES:
        note = template.note(audience)
        menu.addAction(plain(template.label), lambda note=note: writing.use_template(note))
    menu.addSeparator()
    words = PartNames(shortened(names.a, 24), shortened(names.b, 24))
    for reader, style in STYLES.items():
        if reader is audience:
            continue
        icon = writing.text.look.icon(style.icon, style.ink)
        action = menu.addAction(icon, plain(f"Start a part: {words.word(reader)}"))
        action.setToolTip(
            f"{words.copies(reader)} ({QKeySequence(style.keys).toString()} for this paragraph)"
        )
        action.triggered.connect(lambda _=False, reader=reader: writing.start_part(reader))
