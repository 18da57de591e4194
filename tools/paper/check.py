"""Looks at finished PDFs with programs that did not make them: qpdf, pdffonts, pdftotext.

A program that is not there is named; what it would have looked at does not count as checked.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_PROGRAMS = {"qpdf": "errors of the file", "pdffonts": "fonts", "pdftotext": "words and their places"}
_EMBEDDED = re.compile(r" (yes|no) +(?:yes|no) +(?:yes|no) +\d+ +\d+$", re.MULTILINE)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"|<word xMin="([-\d.]+)" yMin="([-\d.]+)" '
                   r'xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)')  # fmt: skip
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Report:
    """What was looked at, and every fault that was found: the file, and a sentence."""

    missing: list[str] = field(default_factory=lambda: [one for one in _PROGRAMS if not shutil.which(one)])
    counts: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    def look(self, path: Path, words: Collection[str]) -> None:
        """Look at one file; `words` are those that must be on it."""
        self.counts["files"] += 1
        found = [
            *(_file_faults(path) if "qpdf" not in self.missing else ()),
            *(self._font_faults(path) if "pdffonts" not in self.missing else ()),
            *(self._word_faults(path, words) if "pdftotext" not in self.missing else ()),
        ]
        self.faults += [f"{path.name}: {one}" for one in found]

    def lines(self) -> Iterator[str]:
        """The report in words."""
        seen = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        yield f"Looked at: {seen}."
        for one in self.missing:
            yield f"{one} is not here: {_PROGRAMS[one]} were not looked at."
        yield f"Faults: {len(self.faults)}." if self.faults else "No fault was found."
        yield from self.faults

    def _font_faults(self, path: Path) -> Iterator[str]:
        told = _EMBEDDED.findall(_said("pdffonts", str(path)))
        self.counts["fonts"] += len(told)
        if not told:
            yield "no font was found"
        if "no" in told:
            yield f"{told.count('no')} fonts are not embedded"

    def _word_faults(self, path: Path, words: Collection[str]) -> Iterator[str]:
        text = _UNSEEN.sub("", _said("pdftotext", "-raw", str(path), "-"))
        self.counts["words"] += len(words)
        lost = [word for word in words if _UNSEEN.sub("", word) not in text]
        if lost:
            yield f"words that are not there: {' '.join(sorted(lost))}"
        width = height = 0.0
        for page in _PAGE.finditer(_said("pdftotext", "-bbox", str(path), "-")):
            if page[1]:
                width, height = float(page[1]), float(page[2])
                self.counts["pages"] += 1
                continue
            left, top, right, bottom = (float(page[number]) for number in (3, 4, 5, 6))
            if left < 0 or top < 0 or right > width or bottom > height:
                yield f"a word reaches over the edge: {page[7]}"


def _file_faults(path: Path) -> Iterator[str]:
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    if done.returncode:
        yield (done.stderr or done.stdout).strip().replace("\n", " ")


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout
