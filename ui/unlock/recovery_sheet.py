"""The recovery words on paper and on the clipboard; never in a file of ours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer
from PySide6.QtGui import QClipboard, QFont, QGuiApplication, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.dialogs import Dialogs

CLEARED_AFTER_MS = 60_000
_HINTS = {  # clipboard managers that know one of these do not keep the text
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"\x01",
    "org.nspasteboard.ConcealedType": b"\x01",
}
_OURS = "application/x-attune-words"  # tells our copy from what anyone else put there since
_COLUMNS = 3


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_words(dialogs: Dialogs, parent: QWidget, words: Sequence[str], practice: str) -> None:
    """Ask for a printer, then print the sheet on it."""
    printer = QPrinter()
    printer.setDocName("Recovery sheet")
    kept = tuple(words)

    def answered(answer: int) -> None:
        if answer == QDialog.DialogCode.Accepted:
            painter = QPainter()
            if painter.begin(printer):
                paint_sheet(painter, kept, practice)
                painter.end()

    dialogs.open(QPrintDialog(printer, parent), answered)


def paint_sheet(painter: QPainter, words: Sequence[str], practice: str) -> None:
    """Draw the sheet on a device of any resolution: black on white, the words large enough to copy by hand."""
    device = painter.device()
    unit = device.logicalDpiX() / 72  # one point
    wide = device.width()
    top = _text(painter, 0, wide, 22, "Recovery sheet", unit, bold=True)
    top = _text(painter, top + 4 * unit, wide, 12, practice, unit)
    top = _text(
        painter,
        top + 14 * unit,
        wide,
        11,
        "These 24 words open this practice if the passphrase is forgotten. Anyone who has them and the practice's "
        "folder can read it. Keep this sheet where you keep your passport, away from the computer.",
        unit,
    )
    top += 20 * unit
    rows = -(-len(words) // _COLUMNS)
    column = wide / _COLUMNS
    for place, word in enumerate(words):
        box = QRectF(place // rows * column, top + place % rows * 26 * unit, column, 22 * unit)
        painter.setFont(_font(14, unit, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{place + 1}.  {word}")
    _text(
        painter,
        top + rows * 26 * unit + 20 * unit,
        wide,
        11,
        "To use them: open Attune, choose \N{LEFT DOUBLE QUOTATION MARK}I forgot it\N{RIGHT DOUBLE QUOTATION MARK}, "
        "and type all 24 in this order. You then choose a new passphrase and get a new sheet.",
        unit,
    )


def _text(
    painter: QPainter, top: float, wide: float, points: float, words: str, unit: float, *, bold: bool = False
) -> float:
    painter.setFont(_font(points, unit, bold=bold))
    room = QRectF(0, top, wide, 400 * unit)
    flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    used = painter.boundingRect(room, flags, words)
    painter.drawText(room, flags, words)
    return used.bottom()


def _font(points: float, unit: float, *, bold: bool) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(1, round(points * unit)))
    font.setBold(bold)
    return font


def copy_words(words: Sequence[str]) -> None:
    """Put the words on the clipboard, marked as secret, and take them off again after a minute if still there."""
    data = QMimeData()
    data.setText(" ".join(words))
    data.setData(_OURS, b"1")
    for hint, value in _HINTS.items():
        data.setData(hint, value)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data, QClipboard.Mode.Clipboard)
    QTimer.singleShot(CLEARED_AFTER_MS, clipboard, clear_copied)


def clear_copied() -> None:
    """Empty the clipboard if the words still lie on it."""
    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()  # none when the desktop holds nothing
    if data is not None and data.hasFormat(_OURS):
        clipboard.clear(QClipboard.Mode.Clipboard)
