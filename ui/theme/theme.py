"""The look of the app in one object: colours by role, icons, fonts, text size, light or dark."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme.icons import make_icon, paint_icon
from ui.theme.palette import make_palette
from ui.theme.roles import Tone, read_roles
from ui.theme.style import stylesheet
from ui.theme.system import SystemScheme

Mode = Literal["light", "dark", "system"]
LEAST_SCALE, MOST_SCALE = 0.9, 2.0
BODY = 13  # px of everyday words at 100 % text


class Theme(QObject):
    """Dresses the application and answers for colours, icons and sizes; `changed` follows every switch."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self._scale = _held(scale)
        self._family = app.font().family()
        self._own_family = self._family
        self._system = SystemScheme(self)
        self._system.changed.connect(self._system_changed)
        self._roles: dict[Tone, dict[str, QColor]] = {}
        self._icons: dict[tuple[str, str, int, int, Tone], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float, Tone], QPixmap] = {}
        app.setStyle("Fusion")
        self._dress()

    @property
    def mode(self) -> Mode:
        """What was chosen: light, dark, or as the computer is set."""
        return self._mode

    @property
    def tone(self) -> Tone:
        """What is shown now: light or dark."""
        if self._mode == "system":
            return "dark" if self._system.dark else "light"
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether dark is shown now."""
        return self.tone == "dark"

    @property
    def scale(self) -> float:
        """The text size: 1.0 is 100 %."""
        return self._scale

    @property
    def em(self) -> float:
        """Pixels of 1 em at the chosen text size; 16 at 100 %."""
        return 16 * self._scale

    def px(self, nominal: float) -> int:
        """`nominal` pixels at 100 % text, at the chosen text size."""
        return round(nominal * self._scale)

    def color(self, role: str) -> QColor:
        """The colour of a role such as "accent" or "phase3.fill"; `KeyError` for an unknown one."""
        tone = self.tone
        if tone not in self._roles:
            self._roles[tone] = {key: QColor(value) for key, value in read_roles(tone).items()}
        return QColor(self._roles[tone][role])

    def icon(self, name: str, role: str = "text", size: int = 16, gap: int = 0) -> QIcon:
        """An icon of our family tinted with a role; `size` and `gap` are pixels at 100 % text."""
        key = (name, role, self.px(size), self.px(gap), self.tone)
        if key not in self._icons:
            off = self.color("on_accent_off" if role == "on_accent" else "disabled")
            self._icons[key] = make_icon(name, self.color(role), off, key[2], key[3])
        return self._icons[key]

    def pixmap(self, name: str, role: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """An icon as a pixmap for painting; `ratio` is the device pixel ratio."""
        key = (name, role, self.px(size), ratio, self.tone)
        if key not in self._pixmaps:  # each row of a list asks for one each time it is painted
            self._pixmaps[key] = paint_icon(name, self.color(role), key[2], ratio)
        return self._pixmaps[key]

    def font(self, nominal: float = BODY, weight: int = 400) -> QFont:
        """The app's font at `nominal` pixels (at 100 % text) and a weight of 400, 500 or 600."""
        font = QFont(self._family)
        font.setPixelSize(max(1, self.px(nominal)))
        font.setWeight(QFont.Weight(weight))
        return font

    def set_mode(self, mode: Mode) -> None:
        """Show light, dark, or what the computer is set to."""
        if mode != self._mode:
            self._mode = mode
            self._dress()

    def set_scale(self, scale: float) -> None:
        """Set the text size, held between 90 and 200 per cent."""
        if _held(scale) != self._scale:
            self._scale = _held(scale)
            self._dress()

    def set_family(self, family: str | None) -> None:
        """Use a font family for all words, or the computer's own for None."""
        wanted = family or self._own_family
        if wanted != self._family:
            self._family = wanted
            self._dress()

    @Slot()
    def _system_changed(self) -> None:
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        self._icons.clear()
        self._pixmaps.clear()
        self._tell_desktop()
        self._app.setFont(self.font())
        palette = make_palette(self.color)
        self._app.setPalette(palette)
        # Qt takes off a sheet and puts on another in a fifth of the time that it takes to change one for the other.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(stylesheet(self.color, self.px))
        self._app.setPalette(palette)  # again: a style sheet may bring the desktop's own back
        self.changed.emit()

    def _tell_desktop(self) -> None:
        """Native title bars and menus follow what was chosen, where the desktop allows it."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))


def _held(scale: float) -> float:
    return min(MOST_SCALE, max(LEAST_SCALE, scale))


def as_mode(word: str) -> Mode:
    """A mode from a setting; anything unknown means "system"."""
    return cast("Mode", word) if word in ("light", "dark") else "system"
