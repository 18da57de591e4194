"""The recovery words on paper; never in a file of ours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.dialogs import Dialogs

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
