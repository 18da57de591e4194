"""Loads the instruments that ship with Attune, and checks each fact of them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from therapist_app.catalogue.errors import DataFileError
from therapist_app.catalogue.keylines import line_of
from therapist_app.catalogue.tables import TableReader
from therapist_app.kernel.errors import InputError
from therapist_app.measures.instrument import Instrument, require_sound

_NAME = "instruments.toml"
_ADVICE = "Correct that line, or put back the file that came with Attune."
_FORMAT = 1


def load_instruments(folder: Path | None = None) -> tuple[Instrument, ...]:
    """The instruments in the order of their file; DataFileError names file, line and key of a mistake."""
    home = files("resources.measures") if folder is None else folder
    text = home.joinpath(_NAME).read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(_NAME, 0, f"this is not valid TOML: {error}", _ADVICE) from error
    if tables.get("format") != _FORMAT:
        raise DataFileError(_NAME, line_of(text, key="format"), f"the format must be {_FORMAT}", _ADVICE)
    found = tuple(_read(text, place, table) for place, table in enumerate(tables.get("instrument", [])))
    keys = [one.key for one in found]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise _mistake(text, place, "key", f"“{key}” is there twice")
    return found


def _read(text: str, place: int, table: object) -> Instrument:
    reader = TableReader(lambda key, problem: _mistake(text, place, key, problem))
    try:
        return require_sound(reader.read(Instrument, table))
    except InputError as error:
        raise _mistake(text, place, error.field, error.sentence) from error


def _mistake(text: str, place: int, key: str, problem: str) -> DataFileError:
    line = line_of(text, "instrument", place, key)
    return DataFileError(_NAME, line, problem, _ADVICE, f"instrument[{place}].{key}")
