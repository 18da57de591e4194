"""The card that floats on the ground, and the one that asks for the passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError
from ui.kit.buttons import Button, LinkButton, primary
from ui.kit.dress import hairline
from ui.kit.passphrase import PassphraseField
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme
from ui.unlock.mark import ProductMark
from ui.unlock.pause import Pause
from ui.unlock.shadow import paint_shadow
from ui.unlock.trouble import Trouble

_BY_KEYRING = "Unlock with this computer\N{RIGHT SINGLE QUOTATION MARK}s keyring"
_SHADOW = 30  # px around the card that belong to its shadow


class FloatingCard(QWidget):
    """White, rounded, with a soft shadow; fill `column`."""

    def __init__(self, theme: Theme, wide: float = 420, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wide = wide
        self._room = 10_000
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self._resize()
        theme.changed.connect(self._resize)

    def _resize(self) -> None:
        px = self._theme.px
        pad = px(31) + _SHADOW
        self.setFixedWidth(min(px(self._wide) + 2 * _SHADOW, self._room))
        self.column.setContentsMargins(pad, px(38) + _SHADOW, pad, px(24) + _SHADOW)

    def event(self, event: QEvent) -> bool:
        """Be as tall as the words need at this width: a layout that centres does not ask for that."""
        answer = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            tall = self.column.totalHeightForWidth(self.width())
            if tall > 0 and tall != self.minimumHeight():
                self.setFixedHeight(tall)
        return answer

    def fit(self, room: int) -> None:
        """Be narrower where the window is."""
        if room != self._room:
            self._room = max(2 * _SHADOW + 240, room)
            self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow and the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        radius = self._theme.px(14)
        if not self._theme.dark:
            shade = self._theme.color("shadow")
            paint_shadow(painter, card, radius, shade, wide=_SHADOW - 10, down=8, strength=0.07)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def add_title(self, title: str, second: str = "", *, mark: bool = True) -> None:
        """The mark, a title and a quiet line, centred."""
        px = self._theme.px
        if mark:
            self.column.addWidget(ProductMark(self._theme), 0, Qt.AlignmentFlag.AlignHCenter)
            self.column.addSpacing(px(16))
        self.title = Label(title, "title", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.title)
        self.column.addSpacing(px(4))
        self.second = Elided(second, "body", "text2")
        self.second.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.second)


class UnlockCard(FloatingCard):
    """Asks for the passphrase of one practice; Enter unlocks."""

    passphrase_given = Signal(str)
    keyring_requested = Signal()
    other_requested = Signal()
    forgot_requested = Signal()
    restore_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("unlock_card")
        self.add_title("Unlock your vault")
        self.column.addSpacing(theme.px(22))
        self.passphrase = PassphraseField(theme)
        self.passphrase.submitted.connect(self._give)
        self.unlock = primary(theme, "Unlock", "unlock", "large")
        self.unlock.clicked.connect(self._give)
        self.trouble = Trouble(theme)
        self._ask = QWidget()
        ask = QVBoxLayout(self._ask)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(theme.px(14))
        ask.addWidget(self._make_keyring())
        ask.addWidget(self.passphrase)
        ask.addWidget(self.unlock)
        self.column.addWidget(self._ask)
        self.column.addWidget(self.trouble)
        self._links = self._make_links()
        self.column.addWidget(self._links)
        self.is_busy = False
        self._pause = Pause(self.unlock, "Unlock", self._give)

    def _make_keyring(self) -> QWidget:
        """The way without typing; seen only where it is offered."""
        self.keyring = Button(self._theme, _BY_KEYRING, "key", "primary", "large")
        self.keyring.clicked.connect(self._ask_keyring)
        words = Label("or type your passphrase", "small", "text2")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._offer = QWidget()
        lines = QVBoxLayout(self._offer)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._theme.px(10))
        lines.addWidget(self.keyring)
        lines.addWidget(words)
        self._offer.hide()
        return self._offer

    def offer_keyring(self, offered: bool) -> None:
        """Show or take away the way by the keyring; shown, Enter uses it unless something is typed already."""
        had_focus = self.keyring.hasFocus()
        self._offer.setVisible(offered)
        self.unlock.set_kind("plain" if offered else "primary")
        if offered and not self.passphrase.value:
            self.keyring.setFocus()
        elif had_focus:
            self.passphrase.edit.setFocus()

    def _ask_keyring(self) -> None:
        if self.keyring.isEnabled():
            self.keyring.set_word("Asking the keyring\N{HORIZONTAL ELLIPSIS}")
            self.passphrase.edit.setFocus()  # typing is possible meanwhile
            self.keyring.setEnabled(False)
            self.keyring_requested.emit()

    def keyring_is_silent(self, line: str) -> None:
        """It did not answer: ask for the passphrase, in one calm line."""
        self.offer_keyring(False)
        self.passphrase.set_hint(line)
        self.passphrase.edit.setFocus()

    def _make_links(self) -> QWidget:
        self.other = LinkButton(self._theme, "Open another vault")
        self.other.clicked.connect(self.other_requested)
        self.restore = LinkButton(self._theme, "Restore a backup")
        self.restore.clicked.connect(lambda: self.restore_requested.emit())
        self.forgot = LinkButton(self._theme, "I forgot it", name="I forgot my passphrase")
        self.forgot.clicked.connect(self.forgot_requested)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.forgot)
        links = QWidget()
        lines = QVBoxLayout(links)
        lines.setContentsMargins(0, self._theme.px(22), 0, 0)
        lines.setSpacing(self._theme.px(8))
        lines.addWidget(hairline())
        lines.addLayout(row)
        return links

    def say_trouble(self, error: AttuneError) -> None:
        """It is not the passphrase: say what it is, in place of the field."""
        self.trouble.say(error)
        self._ask.hide()
        self._links.hide()

    def no_trouble(self) -> None:
        """Ask for the passphrase."""
        self.trouble.hide()
        self._ask.show()
        self._links.show()

    def retry(self, *, exists: bool) -> None:
        """Try again what was typed; ask for the passphrase if nothing was. A folder still gone changes nothing."""
        if not exists:
            return
        self.no_trouble()
        self.passphrase.edit.setFocus()
        self._give()

    @property
    def waiting(self) -> bool:
        """Whether a try waits for the pause after wrong ones to end."""
        return self._pause.waiting

    def _give(self) -> None:
        if self.unlock.isEnabled() and not self.waiting and self.passphrase.value:
            self.passphrase.hide_secret()
            self.passphrase_given.emit(self.passphrase.value)

    def set_busy(self, *, busy: bool) -> None:
        """Unlocking runs elsewhere; the window stays alive."""
        self.is_busy = busy
        self.unlock.set_word("Unlocking\N{HORIZONTAL ELLIPSIS}" if busy else "Unlock")
        for part in (self.passphrase, self.unlock, self.keyring, self.other, self.restore, self.forgot):
            part.setEnabled(not busy)
        if not busy:
            self.keyring.set_word(_BY_KEYRING)

    def wait_then_try(self, seconds: float) -> None:
        """Keep what was typed and try it when the pause is over; Escape calls the try off."""
        self._pause.start(seconds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape calls off a waiting try."""
        if event.key() == Qt.Key.Key_Escape and self.waiting:
            self._pause.stop()
            return
        super().keyPressEvent(event)
