"""What stands in the fields of a PDF that came from outside: read as hostile, by a process that can do no harm.

The file is handed to a child process that may use little memory, little time and no file; what comes back is text.
Nothing in the file is run: the reader knows no scripts, and a file that holds something that acts is refused.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from therapist_app.documents.blanks import TICKED
from therapist_app.kernel.errors import FileError
from therapist_app.kernel.files import read_small

READ = "--read-sheet"
"""How the program starts itself to read a file: the file comes on standard input."""

MOST_BYTES = 8_000_000
MOST_PAGES = 40
MOST_FIELDS = 2_000
MOST_PASSWORDS = 100
LONGEST = 20_000  # letters in one field; more is no answer
SECONDS = 20.0
_CHILD_SECONDS, _CHILD_BYTES = 10, 1 << 30
_NOTHING = "Nothing was changed."
_ACTS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/ImportData", b"/RichMedia", b"/XFA")
_REUSED = re.compile(rb"(?m)^\d{10} (?!00000)\d{5} n")
"""A place in the file's table of objects that claims to be older than it looks; no writer of today makes one, and
PDFium would take what stood there before somebody filled it in."""
_END = 64  # a file ends with its mark of the end, and little behind it
_PASSWORD_WRONG = 4  # PDFium's own number


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field as the file has it: `kind` is "text", "pick", "tick", "ring" or "other"."""

    name: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Filled:
    """All fields of a file, each once."""

    fields: tuple[FilledField, ...]

    def named(self, name: str) -> FilledField | None:
        """The field of this name."""
        return next((field for field in self.fields if field.name == name), None)


def read_filled(path: Path, passwords: Sequence[str] = ()) -> Filled:
    """Read a file that came back, with a password if one opens it.

    Raises FileError, with a sentence of its own for each cause.
    """
    try:
        whole = path.resolve()
        if whole.is_file() and whole.stat().st_size > MOST_BYTES:
            raise _too_much()
        pdf = read_small(whole, MOST_BYTES)
    except (OSError, ValueError):
        raise FileError("That file cannot be read.", f"{_NOTHING} Check that it is still there.") from None
    return fields_of(pdf, passwords)


def fields_of(pdf: bytes, passwords: Sequence[str] = ()) -> Filled:
    """The fields of a PDF, read in a process apart; raises FileError for a file that is not to be trusted."""
    if len(pdf) > MOST_BYTES:
        raise _too_much()
    if b"%PDF-" not in pdf[:1024]:
        raise FileError("That is not a PDF file.", f"{_NOTHING} Choose the sheet that was filled in.")
    if b"%%EOF" not in pdf[-_END:]:
        raise _unreadable()  # cut short: a reader would mend it and lose what came last
    if _REUSED.search(pdf):
        raise _unreadable()
    if any(word in pdf for word in _ACTS):
        raise _acts()
    told = _asked(json.dumps(list(passwords)).encode() + b"\n" + pdf)
    if "refused" in told:
        raise _REFUSALS.get(str(told["refused"]), _unreadable)()
    return Filled(tuple(FilledField(*map(str, one)) for one in told["fields"]))


def _asked(asked: bytes) -> dict[str, Any]:
    """What the process apart says of a file."""
    try:
        done = subprocess.run(  # noqa: S603  this very program, no shell
            _own_command(), input=asked, capture_output=True, timeout=SECONDS, check=False, env=_environment()
        )
        told = json.loads(done.stdout) if done.returncode == 0 else {"refused": "unreadable"}
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}
    except (OSError, ValueError):
        return {"refused": "unreadable"}
    return told


def _own_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ]
    return [sys.executable, "-P", "-m", "therapist_app", READ]  # -P: no module of the folder we stand in


def _environment() -> dict[str, str]:
    """Where the program lies, and nothing else that the child has no need of."""
    kept = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {**found, "PYINSTALLER_RESET_ENVIRONMENT": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _unreadable() -> FileError:
    return FileError(
        "That file is broken and cannot be read.",
        f"{_NOTHING} Ask for the sheet again; a photograph of the page does as well.",
    )


def _acts() -> FileError:
    return FileError(
        "That file holds something that could act by itself, such as a script or another file.",
        f"{_NOTHING} Nothing in it was run. Attune puts no such thing into a sheet.",
    )


def _slow() -> FileError:
    return FileError("That file takes too long to read, so reading was stopped.", _NOTHING)


def _too_much() -> FileError:
    return FileError(
        "That file holds far more than a sheet from Attune.", f"{_NOTHING} Choose the sheet itself."
    )


def _locked() -> FileError:
    return FileError(
        "That file is locked with a password that is not known here.",
        f"{_NOTHING} Ask for the sheet as it was sent, or for one that was saved without a password.",
    )


def _at_odds() -> FileError:
    return FileError("That file says two things in one place, so it cannot be trusted.", _NOTHING)


_REFUSALS = {
    "unreadable": _unreadable,
    "acts": _acts,
    "slow": _slow,
    "too much": _too_much,
    "locked": _locked,
    "at odds": _at_odds,
}


# In the process apart


class _RefusedError(Exception):
    """Why the file is not read; one of the words above."""


def child_main() -> int:
    """Read a PDF from standard input and tell its fields as JSON; what is not right is told, never raised."""
    _give_up_rights()
    passwords = json.loads(sys.stdin.buffer.readline())
    pdf = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        told: dict[str, Any] = {"fields": [tuple(asdict(one).values()) for one in _read(pdf, passwords)]}
    except _RefusedError as refused:
        told = {"refused": str(refused)}
    sys.stdout.write(json.dumps(told))
    return 0


def _give_up_rights() -> None:
    """No file of any length, little memory, little time; where the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent stands
        return
    for what, most in (
        (resource.RLIMIT_CPU, _CHILD_SECONDS),
        (resource.RLIMIT_AS, _CHILD_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _opened(pdf: bytes, passwords: Sequence[str]) -> Any:
    """The document, under the first password that opens it; most have none."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    for password in (None, *passwords[:MOST_PASSWORDS]):
        try:
            return pypdfium2.PdfDocument(pdf, password=password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) != _PASSWORD_WRONG:
                raise _RefusedError("unreadable") from None
    raise _RefusedError("locked")


def _read(pdf: bytes, passwords: Sequence[str]) -> list[FilledField]:
    import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

    document = _opened(pdf, passwords)
    if len(document) > MOST_PAGES:
        raise _RefusedError("too much")
    c: Any = raw
    if not c.FPDF_DocumentHasValidCrossReferenceTable(document):
        raise _RefusedError("unreadable")  # objects would be guessed from where they seem to stand
    if c.FPDFDoc_GetJavaScriptActionCount(document) > 0 or c.FPDFDoc_GetAttachmentCount(document) > 0:
        raise _RefusedError("acts")
    document.init_forms()
    if not document.formenv:
        return []
    found: dict[str, FilledField] = {}
    for count, field in enumerate(_widgets(c, document)):
        if count > MOST_FIELDS or len(field.value) > LONGEST:
            raise _RefusedError("too much")
        _add(found, field)
    return list(found.values())


def _add(found: dict[str, FilledField], field: FilledField) -> None:
    """Rings of one name are one field; any other that comes twice must say the same both times."""
    before = found.get(field.name)
    if before is None or (field.kind == before.kind == "ring" and not before.value):
        found[field.name] = field
    elif field.kind != before.kind or (
        field.value != before.value and not (field.kind == "ring" and not field.value)
    ):
        raise _RefusedError("at odds")


def _widgets(c: Any, document: Any) -> Iterator[FilledField]:
    """Every field of every page, one for each place it stands."""
    form = document.formenv
    kinds = {
        c.FPDF_FORMFIELD_TEXTFIELD: "text",
        c.FPDF_FORMFIELD_COMBOBOX: "pick",
        c.FPDF_FORMFIELD_CHECKBOX: "tick",
        c.FPDF_FORMFIELD_RADIOBUTTON: "ring",
    }
    for number in range(len(document)):
        page = document[number]
        for place in range(c.FPDFPage_GetAnnotCount(page)):
            note = c.FPDFPage_GetAnnot(page, place)
            kind = c.FPDFAnnot_GetFormFieldType(form, note)
            if kind >= 0:
                said = kinds.get(kind, "other")
                yield FilledField(
                    _text(c.FPDFAnnot_GetFormFieldName, form, note), said, _value(c, form, note, said)
                )
            c.FPDFPage_CloseAnnot(note)
        page.close()


def _value(c: Any, form: Any, note: Any, kind: str) -> str:
    if kind in ("tick", "ring"):
        if not c.FPDFAnnot_IsChecked(form, note):
            return ""
        return TICKED if kind == "tick" else _text(c.FPDFAnnot_GetFormFieldExportValue, form, note)
    return _text(c.FPDFAnnot_GetFormFieldValue, form, note)


def _text(ask: Any, form: Any, note: Any) -> str:
    """A text as PDFium hands it out: asked for its length first."""
    import ctypes

    import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

    kinds: Any = ctypes
    pointer: Any = kinds.POINTER(raw.FPDF_WCHAR)
    length = int(ask(form, note, None, 0))
    if length > 2 * (LONGEST + 1):
        raise _RefusedError("too much")
    room = (ctypes.c_char * max(length, 2))()
    ask(form, note, ctypes.cast(room, pointer), length)
    return bytes(room)[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
