"""The general dictionary, read by spylls from the files that come with it."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING, cast

import spylls.hunspell  # pyright: ignore[reportMissingTypeStubs] - it ships none
from spylls.hunspell import readers  # pyright: ignore[reportMissingTypeStubs]
from spylls.hunspell.readers.file_reader import BaseReader  # pyright: ignore[reportMissingTypeStubs]

if TYPE_CHECKING:
    from therapist_app.spelling.speller import Dictionary


class _Held(BaseReader):
    """A file read whole: the library's own reader leaves each of its files open."""

    def __init__(self, name: str, encoding: str = "Windows-1252") -> None:
        self._data = (resources.files(spylls.hunspell) / "data" / "en" / name).read_bytes()
        super().__init__(self._decoded(encoding))

    def reset_encoding(self, encoding: str) -> None:
        """Go on reading in another encoding, which the file itself names."""
        self.reset_io(self._decoded(encoding))  # pyright: ignore[reportUnknownMemberType]

    def _decoded(self, encoding: str) -> StringIO:
        return StringIO(self._data.decode(encoding, "surrogateescape"))


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """American English; takes most of a second and 60 MB, so it belongs into a thread after unlocking.

    It holds no word of a note, and is the same for every practice.
    """
    rules, context = readers.read_aff(_Held("en_US.aff"))
    words = readers.read_dic(_Held("en_US.dic", context.encoding), aff=rules, context=context)
    return cast("Dictionary", spylls.hunspell.Dictionary(rules, words))
