"""Licences are those of what is installed."""

from importlib import metadata

import pytest

from ui.preferences.licences import PARTS, Part, licence_text, licences


def test_every_dependency_of_the_program_is_named():
    needed = {line.split(";")[0].split("[")[0].split("=")[0].split("<")[0].split(">")[0].strip().casefold()
              for line in metadata.requires("attune") or []}  # fmt: skip
    assert needed == {part.distribution.casefold() for part in PARTS}


def test_versions_are_the_installed_ones():
    shown = {one.part.distribution: one for one in licences()}
    assert shown["reportlab"].title == f"ReportLab {metadata.version('reportlab')}"
    assert shown["PySide6-Essentials"].terms == "LGPL-3.0"


@pytest.mark.parametrize(
    ("distribution", "words"),
    [
        ("PySide6-Essentials", "may be replaced"),
        ("fontpkg-atkinson-hyperlegible", "SIL OPEN FONT LICENSE"),
        ("SQLAlchemy", "Permission is hereby granted"),
        ("sqlcipher3", "Zetetic"),
        ("pypdfium2", "PDFium Authors"),
    ],
)
def test_the_words_of_a_licence_can_be_read(distribution, words):
    part = next(one for one in PARTS if one.distribution == distribution)
    assert words in licence_text(part)


def test_a_part_that_is_not_installed_still_says_its_terms():
    assert licence_text(Part("no-such-thing", "Nothing", "", "MIT")) == "Nothing is used under MIT."
