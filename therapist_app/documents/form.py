"""The fields of a fillable PDF: every blank that the pen passes becomes one, on top of what is drawn for the hand.

A field shows nothing until it is filled, so the page looks as it prints. What is typed then stands on white, so that
the lines for the hand do not run through it. Names and tool tips are set here alone.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from therapist_app.documents.blanks import MARK_FIELD, MOST_LETTERS, TICKED, Blank, BlankKind, parted_by_name
from therapist_app.documents.form_font import form_font
from therapist_app.documents.structure import Part, Structure

_pdf: Any = pdfdoc  # declares only some of its types
PDFName = _pdf.PDFName
_READ_ONLY, _MULTILINE, _RADIO, _COMBO = 1, 1 << 12, 1 << 15, 1 << 17
_HIDDEN, _PRINTED = 2, 4
_FONT = "AttuneForm"
_CURVE = 0.5523  # how far the handles of a quarter circle reach
_INK = "0.11 0.13 0.16"


class Form:
    """The fields of one document under way; `mark` is its identity, kept in a hidden field."""

    def __init__(self, canvas: Canvas, mark: str, structure: Structure) -> None:
        self._canvas: Any = canvas  # the PDF library declares only some of its types
        self._document: Any = self._canvas._doc
        self._fields: list[Any] = []
        self._rows: dict[str, tuple[Any, PDFArray]] = {}  # rings by the name they share
        self._blanks: list[Blank] = []
        self._mark = mark
        self._structure = structure

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Every field that was placed, in order."""
        return parted_by_name(self._blanks)

    def place(
        self, blank: Blank, box: tuple[float, float, float, float], part: Part, value: str = ""
    ) -> None:
        """Put a field on the page under way as this part of it.

        `box` is left, bottom, width, height; `value` is that of one ring.
        """
        if not self._fields:
            self._place_mark()
        self._blanks.append(blank)
        match blank.kind:
            case BlankKind.LINE | BlankKind.AREA:
                widget = self._text(blank, box)
            case BlankKind.TICK:
                widget = self._tick(blank, box)
            case BlankKind.RING:
                widget = self._ring(blank, box, value)
            case BlankKind.PICK:
                widget = self._pick(blank, box)
        widget.dict["StructParent"] = self._structure.field(part, widget)

    def finish(self) -> None:
        """Tell the document of its fields; call once, after the last page."""
        if not self._fields:
            return
        font = PDFDictionary({"Font": PDFDictionary({_FONT: form_font(self._document)})})
        self._document._catalog.AcroForm = PDFDictionary(
            {"Fields": PDFArray(self._fields), "DR": font, "DA": PDFString(_typed(11))}
        )

    def _place_mark(self) -> None:
        self._widget(
            {
                "FT": PDFName("Tx"),
                "T": PDFString(MARK_FIELD),
                "V": PDFString(self._mark),
                "DA": PDFString(_typed(1)),
                "Ff": _READ_ONLY,
                "F": _HIDDEN,
                "AP": PDFDictionary({"N": self._drawn("", 0, 0)}),
            },
            (0, 0, 0, 0),
            is_field=True,
        )

    def _text(self, blank: Blank, box: tuple[float, float, float, float]) -> Any:
        entries = {
            **_named(blank, "Tx"),
            "Ff": _MULTILINE if blank.kind == BlankKind.AREA else 0,
            "MaxLen": MOST_LETTERS,
            "DA": PDFString(_typed(blank.size)),
            "MK": _white(),
            "AP": PDFDictionary({"N": self._drawn("/Tx BMC EMC", *box[2:])}),
        }
        return self._widget(entries, box, is_field=True)

    def _pick(self, blank: Blank, box: tuple[float, float, float, float]) -> Any:
        entries = {
            **_named(blank, "Ch"),
            "Ff": _COMBO,
            "Opt": PDFArray([PDFString(word) for word in ("", *blank.choices)]),
            "DA": PDFString(_typed(blank.size)),
            "MK": _white(),
            "AP": PDFDictionary({"N": self._drawn("/Tx BMC EMC", *box[2:])}),
        }
        return self._widget(entries, box, is_field=True)

    def _tick(self, blank: Blank, box: tuple[float, float, float, float]) -> Any:
        states = {TICKED: self._drawn(_tick_path(box[2]), *box[2:]), "Off": self._drawn("", *box[2:])}
        entries = {
            **_named(blank, "Btn"),
            "V": PDFName("Off"),
            "AS": PDFName("Off"),
            "AP": PDFDictionary({"N": PDFDictionary(states)}),
        }
        return self._widget(entries, box, is_field=True)

    def _ring(self, blank: Blank, box: tuple[float, float, float, float], value: str) -> Any:
        """One ring; the row of them is a field of its own, made with the first."""
        if blank.name not in self._rows:
            kids = PDFArray([])
            row = PDFDictionary({**_named(blank, "Btn"), "Ff": _RADIO, "V": PDFName("Off"), "Kids": kids})
            self._rows[blank.name] = self._document.Reference(row), kids
            self._fields.append(self._rows[blank.name][0])
        parent, kids = self._rows[blank.name]
        states = {value: self._drawn(_ring_path(box[2]), *box[2:]), "Off": self._drawn("", *box[2:])}
        entries = {
            "Parent": parent,
            "TU": PDFString(f"{blank.words}: {value}"),
            "AS": PDFName("Off"),
            "AP": PDFDictionary({"N": PDFDictionary(states)}),
        }
        widget = self._widget(entries, box, is_field=False)
        kids.sequence.append(self._document.Reference(widget))
        return widget

    def _widget(
        self, entries: dict[str, Any], box: tuple[float, float, float, float], *, is_field: bool
    ) -> Any:
        left, bottom, width, height = box
        corners = [round(number, 2) for number in (left, bottom, left + width, bottom + height)]
        whole = {"F": _PRINTED, **entries}
        whole |= {"Type": PDFName("Annot"), "Subtype": PDFName("Widget"), "Rect": PDFArray(corners)}
        widget = PDFDictionary(whole)
        self._canvas._addAnnotation(widget)
        if is_field:
            self._fields.append(self._document.Reference(widget))
        return widget

    def _drawn(self, path: str, width: float, height: float) -> Any:
        """A reference to what a field looks like in one state."""
        stream = PDFStream(content=path.encode(), filters=[])
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            "BBox": PDFArray([0, 0, round(width, 2), round(height, 2)]),
        }
        for name, value in entries.items():
            stream.dictionary[name] = value
        return self._document.Reference(stream)


def _named(blank: Blank, kind: str) -> dict[str, Any]:
    return {"FT": PDFName(kind), "T": PDFString(blank.name), "TU": PDFString(blank.words)}


def _typed(size: float) -> str:
    """How typed words look."""
    return f"/{_FONT} {size:g} Tf {_INK} rg"


def _white() -> PDFDictionary:
    return PDFDictionary({"BG": PDFArray([1, 1, 1])})


def _tick_path(size: float) -> str:
    """A tick across a box of this size."""
    x1, y1, x2, y2, x3, y3 = (round(part * size, 2) for part in (0.22, 0.48, 0.42, 0.27, 0.79, 0.74))
    return f"q 1 J 1 j {_INK} RG {max(1.3, size * 0.1):.2f} w {x1} {y1} m {x2} {y2} l {x3} {y3} l S Q"


def _ring_path(size: float) -> str:
    """A strong ring within a box of this size."""
    middle, radius = size / 2, size / 2 - 1.1
    reach = radius * _CURVE
    low, high = middle - radius, middle + radius
    curves = (
        (high, middle + reach, middle + reach, high, middle, high),
        (middle - reach, high, low, middle + reach, low, middle),
        (low, middle - reach, middle - reach, low, middle, low),
        (middle + reach, low, high, middle - reach, high, middle),
    )
    drawn = " ".join(" ".join(f"{number:.2f}" for number in one) + " c" for one in curves)
    return f"q {_INK} RG 2.2 w {high:.2f} {middle:.2f} m {drawn} s Q"
