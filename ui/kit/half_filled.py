"""What was typed into a form that is not kept yet, as plain values, so that a lock loses nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.date_field import DateField
from ui.kit.fields import ComboBox

_Editor = QLineEdit | QPlainTextEdit | ComboBox | QAbstractButton | DateField


def typed_in(form: QWidget) -> dict[str, Any]:
    """The value of every field by its name as read aloud, with a number where a name comes again."""
    return {name: _value(editor) for name, editor in _editors(form)}


def put_back(form: QWidget, typed: dict[str, Any]) -> None:
    """Put values of `typed_in` back as if a person gave them; a field that is not there any more is passed over."""
    for name, editor in _editors(form):
        if name in typed and typed[name] != _value(editor):
            _give(editor, typed[name])


def _editors(form: QWidget) -> Iterator[tuple[str, _Editor]]:
    seen: Counter[str] = Counter()
    dates = form.findChildren(DateField)
    inside = {id(date.edit) for date in dates}
    for one in form.findChildren(QWidget):
        if not isinstance(one, _Editor) or id(one) in inside:
            continue
        if isinstance(one, QAbstractButton) and not one.isCheckable():
            continue
        name = one.edit.accessibleName() if isinstance(one, DateField) else one.accessibleName()
        if not name and isinstance(one, QAbstractButton):
            name = one.text()
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name} {seen[name]}"), one


def _value(editor: _Editor) -> Any:
    if isinstance(editor, DateField):
        return editor.typed
    if isinstance(editor, ComboBox):
        return editor.key
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.isChecked()


def _give(editor: _Editor, value: Any) -> None:
    if isinstance(editor, QAbstractButton):
        if editor.isChecked() != bool(value) and (value or not editor.autoExclusive()):
            editor.click()  # one of several is taken away by the other that was chosen
    elif isinstance(editor, ComboBox):
        editor.set_key(value)
        editor.chosen.emit(editor.key)
    elif isinstance(editor, DateField):
        editor.set_typed(str(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
        editor.textEdited.emit(editor.text())
    else:
        editor.setPlainText(str(value))
