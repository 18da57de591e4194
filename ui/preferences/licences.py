"""Whose work Attune stands on, under which terms; read from what is installed, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the distribution it comes in, its name, what it does, its terms where the metadata is silent."""

    distribution: str
    name: str
    does: str
    terms: str
    notice: str = ""  # for what the distribution does not carry the text of


@dataclass(frozen=True, slots=True)
class Licence:
    """A part as it is installed."""

    part: Part
    version: str
    terms: str

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.part.name} {self.version}".strip()


_LGPL = (
    "{name} is used under the GNU Lesser General Public License, version 3.\n\n"
    "Its libraries lie beside this program as files of their own and may be replaced by other versions of "
    "them. Their source code is offered by The Qt Company at https://code.qt.io and https://download.qt.io.\n\n"
    "The licence can be read at https://www.gnu.org/licenses/lgpl-3.0.html, and the GNU General Public License "
    "that it builds on at https://www.gnu.org/licenses/gpl-3.0.html."
)

_ZETETIC = (
    "SQLCipher is copyright of Zetetic LLC and used under a BSD license of three clauses, to be read at "
    "https://www.zetetic.net/sqlcipher/license/. The Python module that joins it comes under the terms below."
)

PARTS: tuple[Part, ...] = (
    Part("PySide6-Essentials", "Qt and PySide6", "Windows, letters and printing", "LGPL-3.0", _LGPL),
    Part("shiboken6", "Shiboken", "Joins Qt and Python", "LGPL-3.0", _LGPL),
    Part(
        "sqlcipher3",
        "SQLCipher and its Python module",
        "The encrypted vault",
        "BSD-3-Clause and zlib",
        _ZETETIC,
    ),
    Part("SQLAlchemy", "SQLAlchemy", "Reads and writes the vault", "MIT"),
    Part("cryptography", "cryptography", "Keys of the vault", "Apache-2.0 OR BSD-3-Clause"),
    Part("keyring", "keyring", "Reaches this computer's own key store", "MIT"),
    Part("spylls", "Spylls and its dictionary", "Looks words up for spelling", "MIT"),
    Part("mnemonic", "mnemonic", "Recovery words", "MIT"),
    Part("zxcvbn", "zxcvbn", "Strength of a passphrase", "MIT"),
    Part("reportlab", "ReportLab", "The code on the recovery sheet", "BSD"),
    Part(
        "pypdfium2", "PDFium and pypdfium2", "Shows a sheet before it is printed", "BSD-3-Clause, Apache-2.0"
    ),
    Part("markdown-it-py", "markdown-it-py", "Reads handouts", "MIT"),
    Part("babel", "Babel", "Dates in other languages", "BSD-3-Clause"),
    Part("platformdirs", "platformdirs", "Where files belong", "MIT"),
    Part("tomli-w", "Tomli-W", "Writes the settings", "MIT"),
    Part("fontpkg-atkinson-hyperlegible", "Atkinson Hyperlegible", "Letters", "OFL-1.1"),
    Part("font-source-serif-pro", "Source Serif Pro", "Letters", "OFL-1.1"),
    Part("font-source-sans-pro", "Source Sans Pro", "Letters", "OFL-1.1"),
    Part("fontpkg-heebo", "Heebo", "Hebrew letters", "OFL-1.1"),
    Part("fontpkg-ibm-plex-sans-arabic", "IBM Plex Sans Arabic", "Arabic letters", "OFL-1.1"),
)


def licences() -> tuple[Licence, ...]:
    """Every part, with the version and terms its installed metadata names."""
    return tuple(_licence(part) for part in PARTS)


def licence_text(part: Part) -> str:
    """The licence as the part carries it, after a notice where one is due."""
    notice = part.notice.format(name=part.name)
    try:
        files = metadata.files(part.distribution) or []
    except metadata.PackageNotFoundError:
        files = []
    texts: dict[str, str] = {}  # by the text, so that a copy of it is not shown twice
    for file in files:
        if _is_licence(file.parts):
            try:
                texts.setdefault(file.read_text(encoding="utf-8").strip(), file.name)
            except (OSError, UnicodeDecodeError):
                continue
    several = len(texts) > 1
    shown = [f"{name}\n\n{text}" if several else text for text, name in texts.items()]
    return "\n\n\n".join([notice] * bool(notice) + shown) or f"{part.name} is used under {part.terms}."


def _licence(part: Part) -> Licence:
    try:
        found = metadata.metadata(part.distribution)
    except metadata.PackageNotFoundError:
        return Licence(part, "", part.terms)
    named = "" if part.notice or "License-Expression" not in found else found["License-Expression"]
    return Licence(part, found["Version"], named or part.terms)


def _is_licence(parts: tuple[str, ...]) -> bool:
    """A file that is named as a licence, or lies in a folder of licences."""
    name = parts[-1].casefold()
    named = name.startswith(("license", "licence", "copying")) and not name.endswith((".py", ".pyc"))
    return named or any(folder.casefold() == "licenses" for folder in parts[:-1])
