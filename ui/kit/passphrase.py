"""The passphrase field: hidden, can be shown for a moment, says when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from ui.kit.buttons import IconButton
from ui.kit.dress import icon_label, set_style
from ui.kit.edit import Edit
from ui.kit.fields import Field
from ui.kit.words import Label
from ui.theme.theme import Theme

SHOWN_MS = 10_000


class SecretEdit(Edit):
    """A hidden line; tells from what is typed whether Caps Lock is on."""

    caps_changed = Signal(bool)

    def __init__(self, theme: Theme, name: str, tall: str) -> None:
        super().__init__(theme, name, tall=tall)
        self._caps: bool | None = None
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Take up the dots of the style sheet, which Qt asks for only when the style changes."""
        answer = super().event(event)
        if event.type() == QEvent.Type.Polish:
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        return answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter that came with Shift: when they disagree, Caps Lock is on."""
        if event.key() == Qt.Key.Key_CapsLock and self._caps is not None:
            self._set_caps(not self._caps)
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(letter.isupper() != shift)
        super().keyPressEvent(event)

    def _set_caps(self, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_changed.emit(caps)


class PassphraseField(Field):
    """A passphrase under its label; what was shown hides itself again."""

    submitted = Signal()
    edited = Signal()

    def __init__(
        self, theme: Theme, label: str = "Passphrase", tall: str = "large", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, label, parent)
        self.edit = SecretEdit(theme, label, tall)
        self._eye = IconButton(theme, "eye", "Show the passphrase", "quiet", "small")
        self._eye.clicked.connect(self._turn)
        self.edit.add_end(self._eye)
        self._hide_again = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._hide_again.timeout.connect(self.hide_secret)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.textEdited.connect(self._edited)
        self.edit.caps_changed.connect(self._show_caps)
        self.hold(self.edit)
        for part in (self.edit, self._eye):
            part.installEventFilter(self)
        self._caps = self._caps_line()
        self._lines.insertWidget(2, self._caps)

    @property
    def value(self) -> str:
        """What was typed, as it is."""
        return self.edit.text()

    @property
    def is_shown(self) -> bool:
        """Whether the letters can be read now."""
        return self.edit.echoMode() == QLineEdit.EchoMode.Normal

    def clear(self) -> None:
        """Empty and hide the field."""
        self.hide_secret()
        self.edit.clear()
        self.set_error("")

    def refuse(self, line: str) -> None:
        """Say one line below, with the text selected to be typed over."""
        self.set_error(line)
        self.edit.setFocus()
        self.edit.selectAll()

    def hide_secret(self) -> None:
        """Hide the letters."""
        self._show(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing stays readable when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self.hide_secret()
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        self._show(not self.is_shown)
        self.edit.setFocus()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        set_style(self.edit)  # dots are drawn larger than letters
        self._eye.set_word("", "eye-off" if shown else "eye")
        self._eye.set_name("Hide the passphrase" if shown else "Show the passphrase")
        if shown:
            self._hide_again.start()
        else:
            self._hide_again.stop()

    def _edited(self) -> None:
        self.set_error("")
        self.edited.emit()

    def _show_caps(self, caps: bool) -> None:
        self._caps.setVisible(caps)

    def _caps_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(6))
        row.addWidget(icon_label(self.theme, "caps-lock", "warn", 15))
        row.addWidget(Label("Caps Lock is on", "small", "warn"), 1)
        line.hide()
        return line
