"""Who may see each field of a couple's cycle, where that is fewer people than may see the cycle."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = ("ALTER TABLE cycles ADD COLUMN audiences TEXT NOT NULL DEFAULT '{}'",)


def apply(raw: RawConnection) -> None:
    """Widen the table that was there."""
    for statement in DDL:
        raw.execute(statement)
