"""Fonts that come with Attune's dependencies, given to Qt when they are wanted."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtGui import QFontDatabase

_EASY = ("fontpkg_atkinson_hyperlegible", "files", "AtkinsonHyperlegible-")
_SANS = ("font_source_sans_pro", "files", "SourceSansPro-")
_SERIF = ("font_source_serif_pro", "files", "SourceSerifPro-")


def _load(package: tuple[str, str, str], *styles: str) -> str:
    """Give the named styles of a font package to Qt; its family, or "" when it is not installed."""
    name, folder, stem = package
    family = ""
    for style in styles:
        try:
            file = files(name).joinpath(folder, f"{stem}{style}.ttf")
            data = file.read_bytes()
        except (ModuleNotFoundError, OSError):
            continue
        number = QFontDatabase.addApplicationFontFromData(data)
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    return family


def easy_reading_font() -> str:
    """Letters drawn to be told apart easily (Atkinson Hyperlegible)."""
    return _load(_EASY, "Regular", "Bold", "Italic", "BoldItalic")


def picture_font() -> str:
    """A sans with a semi-bold, for pictures and tests on a machine that has none of its own."""
    return _load(_SANS, "Regular", "Semibold", "Bold", "It", "SemiboldIt")


def serif_font() -> str:
    """The serif of the pages, for drawing a figure that speaks in it."""
    return _load(_SERIF, "Regular", "It")
