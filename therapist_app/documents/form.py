"""The fields of a fillable PDF: every blank that the pen passes becomes one, on top of what is drawn for the hand.

A field shows nothing until it is filled, so the page looks as it prints. What is typed then stands on white, so that
the lines for the hand do not run through it. Names and tool tips are set here alone.
"""

from __future__ import annotations

from therapist_app.documents.blanks import MARK_FIELD, MOST_LETTERS, TICKED, Blank, BlankKind, parted_by_name
from therapist_app.documents.embedding import embedded, typed
from therapist_app.documents.pdf_file import Page, PdfFile
from therapist_app.documents.structure import Part, Structure

_READ_ONLY, _MULTILINE, _RADIO, _COMBO = 1, 1 << 12, 1 << 15, 1 << 17
_HIDDEN, _PRINTED = 2, 4
_FONT = "AttuneForm"
_CURVE = 0.5523  # how far the handles of a quarter circle reach
_INK = "0.11 0.13 0.16"
_WHITE = b"/MK <</BG [1 1 1]>>"
_NOT_FILLED = "/Tx BMC EMC"


class Form:
    """The fields of one document under way; `mark` is its identity, kept in a hidden field."""

    def __init__(self, file: PdfFile, mark: str, structure: Structure) -> None:
        self._file = file
        self._fields: list[bytes] = []
        self._rows: dict[str, tuple[bytes, Blank, list[bytes]]] = {}  # rings by the name they share
        self._looks: dict[tuple[str, float, float], bytes] = {}  # of boxes and rings in one state
        self._blanks: list[Blank] = []
        self._mark = mark
        self._structure = structure

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Every field that was placed, in order."""
        return parted_by_name(self._blanks)

    def place(
        self, page: Page, blank: Blank, box: tuple[float, float, float, float], part: Part, value: str = ""
    ) -> None:
        """Put a field on the page under way as this part of it.

        `box` is left, bottom, width, height; `value` is that of one ring.
        """
        if not self._fields:
            self._place_mark(page)
        self._blanks.append(blank)
        widget = self._file.reserve()
        match blank.kind:
            case BlankKind.LINE | BlankKind.AREA | BlankKind.PICK:
                entries = self._typed_in(blank, box)
            case BlankKind.TICK:
                entries = (
                    self._named(blank, b"Btn") + b" /V /Off" + self._states(TICKED, _tick_path(box[2]), box)
                )
            case BlankKind.RING:
                self._row(blank)[2].append(widget)
                entries = self._ring(blank, value) + self._states(value, _ring_path(box[2]), box)
        key = self._structure.field(part, widget)
        self._widget(page, widget, entries + b" /StructParent %d" % key, box)
        if blank.kind != BlankKind.RING:
            self._fields.append(widget)

    def finish(self) -> None:
        """Tell the document of its fields; call once, after the last page."""
        if not self._fields:
            return
        for reference, blank, kids in self._rows.values():
            whole = self._named(blank, b"Btn"), _RADIO, b" ".join(kids)
            self._file.put(b"<<%s /Ff %d /V /Off /Kids [%s]>>" % whole, reference)
        self._file.catalog[b"AcroForm"] = b"<</Fields [%s] /DR <</Font <</%s %s>>>> /DA %s>>" % (
            b" ".join(self._fields),
            _FONT.encode(),
            embedded(self._file, typed()),
            self._file.text(_typed(11)),
        )

    def _place_mark(self, page: Page) -> None:
        widget, text = self._file.reserve(), self._file.text
        told = (text(MARK_FIELD), text(self._mark), text(_typed(1)), _READ_ONLY, self._drawn("", 0, 0))
        self._widget(
            page, widget, b"/FT /Tx /T %s /V %s /DA %s /Ff %d /AP <</N %s>>" % told, (0, 0, 0, 0), _HIDDEN
        )
        self._fields.append(widget)

    def _typed_in(self, blank: Blank, box: tuple[float, float, float, float]) -> bytes:
        """A field for words, or for one of several words."""
        if blank.kind == BlankKind.PICK:
            choices = b" ".join(map(self._file.text, ("", *blank.choices)))
            own = self._named(blank, b"Ch") + b" /Ff %d /Opt [%s]" % (_COMBO, choices)
        else:
            flags = _MULTILINE if blank.kind == BlankKind.AREA else 0
            own = self._named(blank, b"Tx") + b" /Ff %d /MaxLen %d" % (flags, MOST_LETTERS)
        look = self._drawn(_NOT_FILLED, *box[2:])  # its own: a reader draws what is typed in its place
        return b"%s /DA %s %s /AP <</N %s>>" % (own, self._file.text(_typed(blank.size)), _WHITE, look)

    def _row(self, blank: Blank) -> tuple[bytes, Blank, list[bytes]]:
        """The row of rings, a field of its own that is made with the first of them."""
        if blank.name not in self._rows:
            self._rows[blank.name] = self._file.reserve(), blank, []
            self._fields.append(self._rows[blank.name][0])
        return self._rows[blank.name]

    def _ring(self, blank: Blank, value: str) -> bytes:
        return b"/Parent %s /TU %s" % (self._row(blank)[0], self._file.text(f"{blank.words}: {value}"))

    def _states(self, value: str, path: str, box: tuple[float, float, float, float]) -> bytes:
        """Off at first, and how it looks in both states; boxes of one size look alike."""
        shown, off = self._look(path, *box[2:]), self._look("", *box[2:])
        return b" /AS /Off /AP <</N <</%s %s /Off %s>>>>" % (value.encode(), shown, off)

    def _widget(
        self,
        page: Page,
        widget: bytes,
        entries: bytes,
        box: tuple[float, float, float, float],
        flags: int = _PRINTED,
    ) -> None:
        left, bottom, width, height = box
        corners = b"%.2f %.2f %.2f %.2f" % (left, bottom, left + width, bottom + height)
        self._file.put(
            b"<</Type /Annot /Subtype /Widget /Rect [%s] /F %d %s>>" % (corners, flags, entries), widget
        )
        page.widgets.append(widget)

    def _look(self, path: str, width: float, height: float) -> bytes:
        """What boxes and rings of a size look like in one state."""
        key = (path, round(width, 2), round(height, 2))
        if key not in self._looks:
            self._looks[key] = self._drawn(path, width, height)
        return self._looks[key]

    def _drawn(self, path: str, width: float, height: float) -> bytes:
        """A reference to what a field looks like."""
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f]" % (width, height)
        return self._file.plain_stream(path.encode(), entries)

    def _named(self, blank: Blank, kind: bytes) -> bytes:
        return b"/FT /%s /T %s /TU %s" % (kind, self._file.text(blank.name), self._file.text(blank.words))


def _typed(size: float) -> str:
    """How typed words look."""
    return f"/{_FONT} {size:g} Tf {_INK} rg"


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
