"""Where in the app someone is; kept in the vault at lock, so that the same place comes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Place:
    """A page and what it shows; `extra` holds small JSON-able facts such as where the caret was."""

    page: str
    couple_id: str = ""
    session_id: str = ""
    tab: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The place as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object) -> Place | None:
        """Read a kept place back; None for anything that is not one."""
        if not isinstance(value, dict) or not isinstance(value.get("page"), str):
            return None
        known = {one.name for one in fields(cls)}
        found = {str(name): part for name, part in value.items() if name in known}
        kinds = {"page": str, "couple_id": str, "session_id": str, "tab": str, "extra": dict}
        return cls(**found) if all(isinstance(found[name], kinds[name]) for name in found) else None


def safety_of(couple_id: str, form: str = "") -> Place:
    """A couple's page of safety, with one of its forms open."""
    return Place("safety", couple_id, extra={"open": form} if form else {})
