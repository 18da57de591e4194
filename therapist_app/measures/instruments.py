"""Use cases of instruments: those that ship, own ones, and the change rule a clinician sets where none is published."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, required_line
from therapist_app.measures.instrument import Instrument, require_sound
from therapist_app.measures.model import OwnInstrument
from therapist_app.measures.shipped import load_instruments
from therapist_app.vault.vault import Vault

_RULE = ("sd", "reliability", "change_source")


@cache
def shipped() -> tuple[Instrument, ...]:
    """The instruments that ship with Attune."""
    return load_instruments()


def instruments_in(db: DbSession) -> tuple[Instrument, ...]:
    """All instruments: shipped ones first, with the rules set for them, then own ones by name."""
    own = {one.key: one.facts for one in db.scalars(select(OwnInstrument))}
    ours = [dataclasses.replace(one, **_typed(own.pop(one.key, {}))) for one in shipped()]
    return (*ours, *sorted((_read(facts) for facts in own.values()), key=lambda one: one.label.casefold()))


class InstrumentService:
    """Reads instruments, keeps own ones, and sets change rules."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def list(self) -> tuple[Instrument, ...]:
        """Every instrument there is."""
        with self._vault.read() as db:
            return instruments_in(db)

    def set_rule(
        self, key: str, sd: float | None, reliability: float | None, source: str
    ) -> Done[Instrument]:
        """Set by what a change is judged; with neither number the published rule holds, if there is one."""
        words = clean_line(source, "change_source")
        with self._vault.begin() as db:
            one = instrument_of(key, instruments_in(db))
            published = next((each for each in shipped() if each.key == key), None)
            if sd is None and reliability is None:
                words = published.change_source if published else words
            ruled = require_sound(
                dataclasses.replace(one, sd=sd, reliability=reliability, change_source=words)
            )
            if published is not None and sd is None:
                _forget(db, key)
            else:
                facts = ruled if published is None else {name: getattr(ruled, name) for name in _RULE}
                _keep(db, key, facts)
        return Done(ruled, Changes.of("instrument"))

    def keep(self, one: Instrument) -> Done[Instrument]:
        """Keep an own instrument; one without a key is new and is given one by its name."""
        label = required_line(one.label, "label", "the instrument a name", longest=40)
        source = clean_line(one.source, "source")
        facts = require_sound(
            dataclasses.replace(
                one, label=label, source=source, change_source=clean_line(one.change_source, "change_source")
            )
        )
        with self._vault.begin() as db:
            here = instruments_in(db)
            if any(each.label.casefold() == label.casefold() and each.key != one.key for each in here):
                raise InputError(
                    f"There is an instrument called {label} already.", "Nothing was kept.", "label"
                )
            if one.key in {each.key for each in shipped()}:
                raise InputError(
                    "A shipped instrument stays as it is.", "Set its change rule instead.", "label"
                )
            facts = dataclasses.replace(facts, key=one.key or _free_key(label, [each.key for each in here]))
            _keep(db, facts.key, facts)
        return Done(facts, Changes.of("instrument"))


def instrument_of(key: str, instruments: Iterable[Instrument]) -> Instrument:
    """The instrument with this key; InputError if there is none."""
    for one in instruments:
        if one.key == key:
            return one
    raise InputError("Please choose an instrument.", "Nothing was kept.", "instrument")


def _keep(db: DbSession, key: str, facts: Instrument | dict[str, object]) -> None:
    plain = dataclasses.asdict(facts) if isinstance(facts, Instrument) else facts
    kept = db.get(OwnInstrument, key) or OwnInstrument(key=key, facts={})
    kept.facts = dict(plain)
    db.add(kept)


def _forget(db: DbSession, key: str) -> None:
    if (kept := db.get(OwnInstrument, key)) is not None:
        db.delete(kept)


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | ({"bands": tuple(facts["bands"])} if "bands" in facts else {})


def _read(facts: dict[str, Any]) -> Instrument:
    return Instrument(**_typed(facts))


def _free_key(label: str, taken: Iterable[str]) -> str:
    """A key made of the name's letters, which no other instrument has."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = "own_" + (re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "scale")[:24]
    used, number, key = set(taken), 1, stem
    while key in used:
        number, key = number + 1, f"{stem}_{number + 1}"
    return key
