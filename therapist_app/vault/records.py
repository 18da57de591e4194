"""The base of every stored record: a mapped dataclass without relationships, inert once detached."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, String, Text, Time
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.ids import new_id


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC instant, stored as ISO 8601 text with microseconds and a trailing Z."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Store in UTC; a naive time is a bug and is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """Read back aware, in UTC."""
        if value is None:
            return None
        return dt.datetime.fromisoformat(value)  # many times as fast as strptime, for thousands of them


class Json(TypeDecorator[Any]):
    """A small value as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Store compactly, with sorted keys and letters as they are."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read back plain lists, dicts, strings and numbers."""
        return None if value is None else json.loads(value)


Id = Annotated[str, mapped_column(String(36))]
Strings = Annotated[list[str], mapped_column(Json)]

_TYPES: dict[Any, Any] = {
    str: Text,
    bool: Boolean,
    int: Integer,
    dt.date: Date,
    dt.time: Time,
    dt.datetime: Instant,
}


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of all records. Slices link by id and foreign key, never by `relationship()`."""

    type_annotation_map = _TYPES


def primary_key() -> Any:
    """A UUIDv7 primary key that is made when the record is."""
    return mapped_column(String(36), primary_key=True, default_factory=new_id)


def audience_column(default: Audience = Audience.JOINT) -> Any:
    """Who may see this fact; every table that holds a fact has this column from its first migration."""
    return mapped_column(String(9), nullable=False, default=default)


def one_of(column: str, *values: str, optional: bool = False) -> CheckConstraint:
    """A CHECK that a column holds one of these words (or NULL if `optional`)."""
    words = ", ".join(f"'{value}'" for value in values)
    rule = f"{column} IN ({words})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if optional else rule, name=f"{column}_known")


def audience_known(column: str = "audience") -> CheckConstraint:
    """A CHECK that an audience column holds one of the four audiences."""
    return one_of(column, *Audience)
