"""Whether this computer is set to dark: Qt's own answer, else the desktop portal's on Linux, else light."""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_NAMESPACE = "org.freedesktop.appearance"
_KEY = "color-scheme"


class SystemScheme(QObject):
    """Follows the light or dark setting of the computer; `changed` tells when it was switched."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = QGuiApplication.styleHints().colorScheme()
        self._portal_dark = False
        self._watcher: Any = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._qt_changed)
        if sys.platform == "linux" and QGuiApplication.platformName() in ("xcb", "wayland"):
            self._ask_portal()

    @property
    def dark(self) -> bool:
        """Whether the computer asks for dark."""
        if self._scheme == Qt.ColorScheme.Unknown:
            return self._portal_dark
        return self._scheme == Qt.ColorScheme.Dark

    @Slot()
    def _qt_changed(self) -> None:
        self._scheme = QGuiApplication.styleHints().colorScheme()
        self.changed.emit()

    def _ask_portal(self) -> None:
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        slot: Any = "1portal_said(QDBusMessage)"  # the stubs say bytes; PySide refuses bytes and takes str
        bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, slot)
        ask = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
        ask.setArguments([_NAMESPACE, _KEY])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(ask, 2000), self)
        self._watcher.finished.connect(self._portal_answered)

    @Slot("QDBusMessage")
    def portal_said(self, message: Any) -> None:
        """The portal's own signal: namespace, key, value."""
        said = message.arguments()
        if said[:2] == [_NAMESPACE, _KEY]:
            self._set_portal(said[2])

    def _portal_answered(self, watcher: Any) -> None:
        answer = watcher.reply() if hasattr(watcher, "reply") else None
        if answer is not None and not watcher.isError() and answer.arguments():
            self._set_portal(answer.arguments()[0])

    def _set_portal(self, value: Any) -> None:
        while hasattr(value, "variant"):  # the portal wraps its number in one or two D-Bus variants
            value = value.variant()
        dark = value == 1
        if dark != self._portal_dark:
            self._portal_dark = dark
            self.changed.emit()
