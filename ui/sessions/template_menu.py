"""The menu behind Template: headings to write under, and a part for one reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.templates import Template
from ui.kit.words import plain
from ui.sessions.page_words import Names, shortened
from ui.sessions.parts import STYLES, PartNames
from ui.sessions.writing import WritingColumn


def fill_template_menu(
    menu: QMenu,
    writing: WritingColumn,
    audience: Audience,
    names: Names,
    templates: Sequence[Template],
    keep_headings: Callable[[], object],
) -> None:
    """Fill it anew: names, templates and the session's reader may have changed."""
    menu.clear()
    menu.setToolTipsVisible(True)
    for template in templates:
        note = template.note(audience)
        action = menu.addAction(plain(template.label), lambda note=note: writing.use_template(note))
        action.setToolTip(template.help or "One of your own")
    menu.addSeparator()
    menu.addAction("Save this note\u2019s headings as a template\N{HORIZONTAL ELLIPSIS}", keep_headings)
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
