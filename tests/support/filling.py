"""Fill in a fillable PDF as couples do: by PDFium's form interface, by pdftk, and by a writer of a few lines."""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from therapist_app.documents.blanks import TICKED, Blank, BlankKind

WORDS = (BlankKind.LINE, BlankKind.AREA)
_SAID = ("I was late; said so.", "Ζωή μαζί", "Мы говорили", "Zo\u00eb & \u0141ukasz (five)", "back\\slash )")


def values_for(blanks: Iterable[Blank]) -> dict[str, str]:
    """Something for each field, so that neighbours differ."""
    return {blank.name: _value(blank, place) for place, blank in enumerate(blanks)}


def _value(blank: Blank, place: int) -> str:
    if blank.kind in WORDS:
        more = "\nand a second line" if blank.kind == BlankKind.AREA else ""
        return f"{place} {_SAID[place % len(_SAID)]}{more}"
    if blank.kind == BlankKind.TICK:
        return TICKED if place % 2 else ""
    return blank.choices[place % len(blank.choices)]


def by_hand(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """Write values into the fields themselves, as an update after the file's end: no library, no look of a field."""
    objects = {
        int(one[1]): one[2] for one in re.finditer(rb"(?m)^(\d+) 0 obj\r?\n(.*?)\r?\nendobj", pdf, re.S)
    }
    numbers = {_name(body): number for number, body in objects.items() if _name(body)}
    changed: dict[int, bytes] = {}
    for name, value in values.items():
        number = numbers[name]
        body = objects[number]
        if b"/Kids" in body:
            kids = [
                int(one) for one in re.findall(rb"(\d+) 0 R", body[body.index(b"/Kids") :].split(b"]")[0])
            ]
            for kid in kids:
                state = value if re.search(rb"/%s \d+ 0 R" % value.encode(), objects[kid]) else "Off"
                changed[kid] = objects[kid].replace(b"/AS /Off", b"/AS /" + state.encode())
            changed[number] = body.replace(b"/V /Off", b"/V /" + value.encode())
        elif b"/FT /Btn" in body:
            changed[number] = body.replace(b" /Off", b" /" + (value or "Off").encode())
        else:
            body = re.sub(rb"/V \([^)]*\)", b"", body)
            changed[number] = body.replace(
                b"<<", b"<<\n/V <" + ("\ufeff" + value).encode("utf-16-be").hex().encode() + b">", 1
            )
    return updated(pdf, changed)


def _name(body: bytes) -> str:
    found = re.search(rb"/T \(([^)]*)\)", body)
    return found[1].decode() if found else ""


def updated(pdf: bytes, changed: Mapping[int, bytes]) -> bytes:
    """The file with these objects written after its end, as an update."""
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    places = {}
    for number, body in changed.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    before = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.S)[-1]
    start = len(out)
    out += b"xref\n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<<%s\n/Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before, start)
    return bytes(out)


def by_pdfium(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """Click and type through PDFium's form interface, then save the file."""
    import pypdfium2
    import pypdfium2.raw

    c: Any = pypdfium2.raw
    document: Any = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    form = document.formenv
    for number in range(len(document)):
        page = document[number]
        for place in range(c.FPDFPage_GetAnnotCount(page)):
            note = c.FPDFPage_GetAnnot(page, place)
            _fill(c, form, page, note, values)
            c.FPDFPage_CloseAnnot(note)
        c.FORM_ForceToKillFocus(form)
        page.close()
    saved = BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def _fill(c: Any, form: Any, page: Any, note: Any, values: Mapping[str, str]) -> None:
    value = values.get(_told(c, c.FPDFAnnot_GetFormFieldName, form, note), "")
    if not value:
        return
    kind = c.FPDFAnnot_GetFormFieldType(form, note)
    if kind == c.FPDF_FORMFIELD_COMBOBOX:
        labels = [_label(c, form, note, at) for at in range(c.FPDFAnnot_GetOptionCount(form, note))]
        c.FORM_SetFocusedAnnot(form, note)
        c.FORM_SetIndexSelected(form, page, labels.index(value), True)
    elif kind == c.FPDF_FORMFIELD_TEXTFIELD:
        wide = (value + "\0").encode("utf-16-le")
        c.FORM_SetFocusedAnnot(form, note)
        c.FORM_ReplaceSelection(form, page, (c.FPDF_WCHAR * (len(wide) // 2)).from_buffer_copy(wide))
    elif (
        kind == c.FPDF_FORMFIELD_CHECKBOX
        or _told(c, c.FPDFAnnot_GetFormFieldExportValue, form, note) == value
    ):
        _click(c, form, page, note)
    c.FORM_ForceToKillFocus(form)


def _click(c: Any, form: Any, page: Any, note: Any) -> None:
    box = c.FS_RECTF()
    c.FPDFAnnot_GetRect(note, box)
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    c.FORM_OnLButtonDown(form, page, 0, x, y)
    c.FORM_OnLButtonUp(form, page, 0, x, y)


def _told(c: Any, ask: Any, form: Any, note: Any) -> str:
    length = int(ask(form, note, None, 0))
    room = (ctypes.c_char * max(length, 2))()
    ask(form, note, ctypes.cast(room, ctypes.POINTER(c.FPDF_WCHAR)), length)
    return bytes(room)[: max(length - 2, 0)].decode("utf-16-le")


def _label(c: Any, form: Any, note: Any, at: int) -> str:
    def ask(form: Any, note: Any, room: Any, length: int) -> int:
        return c.FPDFAnnot_GetOptionLabel(form, note, at, room, length)

    return _told(c, ask, form, note)


def by_pdftk(pdf: bytes, values: Mapping[str, str], folder: Path) -> bytes:
    """Fill with `pdftk FILE fill_form DATA`, the data in XFDF."""
    from xml.sax.saxutils import escape

    fields = "".join(
        f'<field name="{name}"><value>{escape(value or "Off")}</value></field>'
        for name, value in values.items()
    )
    data = f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{fields}</fields></xfdf>'
    given, said, out = (folder / name for name in ("given.pdf", "data.xfdf", "filled.pdf"))
    given.write_bytes(pdf)
    said.write_text(data, encoding="utf-8")
    command = ["pdftk", str(given), "fill_form", str(said), "output", str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out.read_bytes()
