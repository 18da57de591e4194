"""Fields of a form: a label above, one line below when something cannot be kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.edit import Edit
from ui.kit.words import Label
from ui.theme.theme import Theme


class Field(QWidget):
    """A label, an editor and the line below; subclasses put their editor in with `hold`."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.label = Label(label, "medium")
        self._line = Label("", "small", "danger", wrap=True)
        self._line.hide()
        self._hint = ""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(5))
        self._lines.addWidget(self.label)
        self._lines.addWidget(self._line)
        self.label.setVisible(bool(label))
        self.editor: QWidget = self

    def hold(self, editor: QWidget) -> None:
        """Put the editor between label and line."""
        self.editor = editor
        self._lines.insertWidget(1, editor)
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(self.label.text())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus into the editor. A focus proxy would break the order of Tab into loops."""
        self.editor.setFocus(reason)

    def set_hint(self, text: str) -> None:
        """A quiet line below, shown while there is no error."""
        self._hint = text
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say in one line why this cannot be kept; "" takes it away."""
        self._line.setText(text or self._hint)
        self._line.set_ink("danger" if text else "text2")
        self._line.setVisible(bool(text or self._hint))
        self.editor.setAccessibleDescription(text or self._hint)
        if isinstance(self.editor, Edit):
            self.editor.set_wrong(bool(text))

    @property
    def error(self) -> str:
        """The error shown now, or ""."""
        return self._line.text() if self._line.property("ink") == "danger" else ""


class TextField(Field):
    """A line of text under its label."""

    edited = Signal(str)
    """Each change by a person."""
    committed = Signal()
    """Enter, or the focus left after a change."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        value: str = "",
        *,
        placeholder: str = "",
        hint: str = "",
        icon: str = "",
        tall: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, parent)
        self.edit = Edit(theme, label, placeholder=placeholder, icon=icon, tall=tall)
        self.edit.setText(value)
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self.committed)
        self.hold(self.edit)
        self.set_hint(hint)

    @property
    def value(self) -> str:
        """The text without the blanks around it."""
        return self.edit.text().strip()

    def set_value(self, value: str) -> None:
        """Show another text; an error is taken away."""
        self.edit.setText(value)
        self.set_error("")

    def _edited(self, text: str) -> None:
        self.set_error("")
        self.edited.emit(text)


class ParagraphField(Field):
    """A few lines of text under their label; Tab goes on to the next field."""

    edited = Signal(str)

    def __init__(
        self, theme: Theme, label: str, value: str = "", *, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, label, parent)
        self.edit = QPlainTextEdit(value)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.px(20 * lines + 20))
        self.edit.textChanged.connect(self._edited)
        self.hold(self.edit)

    @property
    def value(self) -> str:
        """The text without the blanks around it."""
        return self.edit.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show another text."""
        self.edit.blockSignals(True)
        self.edit.setPlainText(value)
        self.edit.blockSignals(False)

    def _edited(self) -> None:
        self.edited.emit(self.value)


class SearchField(Edit):
    """A field with a glass and, at its end, the keys that lead here."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        placeholder: str = "",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, placeholder=placeholder or name, icon="search", parent=parent)
        self._shortcut = Label(shortcut, "small", "text2")
        self._shortcut.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shortcut.setVisible(bool(shortcut))
        if shortcut:
            self.add_end(self._shortcut)
            self.textChanged.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field first."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._shortcut.setVisible(not text)
        self.place_ends()


class ComboBox(QComboBox):
    """A combo box with a drawn arrow, deaf to the wheel; `chosen` carries the key a person chose."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, name: str, choices: Sequence[tuple[Any, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setView(QListView())
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_choices(choices)
        self.activated.connect(self._activated)

    def set_choices(
        self, choices: Sequence[tuple[Any, str]], key: object = None, icons: Sequence[QIcon] = ()
    ) -> None:
        """Show other choices; `icons` may stand before them."""
        self.clear()
        for index, (value, word) in enumerate(choices):
            self.addItem(icons[index] if index < len(icons) else QIcon(), word, value)
        self.set_key(key)

    @property
    def key(self) -> Any:
        """The key of what is chosen."""
        return self.currentData()

    def set_key(self, key: object) -> None:
        """Choose by code; an unknown key chooses the first."""
        found = next((i for i in range(self.count()) if self.itemData(i) == key), 0)
        self.setCurrentIndex(found if self.count() else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow."""
        super().paintEvent(event)
        role = "text2" if self.isEnabled() else "disabled"
        pixmap = self.theme.pixmap("chevron-down", role, 16, self.devicePixelRatio())
        side = self.theme.px(16)
        QPainter(self).drawPixmap(
            self.width() - side - self.theme.px(10), (self.height() - side) // 2, pixmap
        )

    def _activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))


class ComboField(Field):
    """A choice from a list under its label."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        label: str,
        choices: Sequence[tuple[Any, str]],
        key: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, parent)
        self.combo = ComboBox(theme, label, choices)
        self.combo.set_key(key)
        self.combo.chosen.connect(self.chosen)
        self.hold(self.combo)

    @property
    def key(self) -> Any:
        """The key of what is chosen."""
        return self.combo.key
