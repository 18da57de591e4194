"""Text of several lines and looks that reads no file and no address, whatever is put into it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtWidgets import QTextEdit


class ClosedText(QTextEdit):
    """To be used in place of Qt's own, which would load a picture that is named in its text."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, in a form that Qt takes for an answer."""
        return QByteArray(b"")
