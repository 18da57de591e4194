"""Brings a vault's schema up to date: one transaction for each numbered step, all of it or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from therapist_app.vault.driver import RawConnection, checked, driver
from therapist_app.vault.errors import NewerVault, VaultDamaged, from_sqlite
from therapist_app.vault.migrations import m0001_first, m0002_history, m0003_notes


class Step(Protocol):
    """One numbered step: `VERSION` is what `PRAGMA user_version` says once `apply` is done."""

    @property
    def VERSION(self) -> int: ...  # noqa: D102
    def apply(self, raw: RawConnection) -> None: ...  # noqa: D102


STEPS: tuple[Step, ...] = (m0001_first, m0002_history, m0003_notes)
Within = Callable[[RawConnection, int], object]


def newest(steps: tuple[Step, ...] = STEPS) -> int:
    """The schema version that this program reads and writes."""
    return steps[-1].VERSION


def version(raw: RawConnection) -> int:
    """The schema version of an open vault."""
    return int(checked(raw, "PRAGMA user_version")[0][0])


def migrate(
    raw: RawConnection,
    *,
    before: Callable[[int], object] | None = None,
    within: Within | None = None,
    steps: tuple[Step, ...] = STEPS,
) -> int:
    """Apply the missing steps and return how many there were.

    `before(version)` makes the verified backup; `within(raw, version)` is called in the transaction of each step
    that leaves a history, which then takes in what the step changed.
    Raises NewerVault and touches nothing when a later program wrote the vault.
    """
    now = version(raw)
    if now > newest(steps):
        raise NewerVault
    missing = [step for step in steps if now < step.VERSION]
    if missing and before:
        before(now)
    for step in missing:
        _apply(raw, step, within if step.VERSION >= m0002_history.VERSION else None)
    return len(missing)


def _apply(raw: RawConnection, step: Step, within: Within | None) -> None:
    # A step may rebuild a table, which SQLite allows only while foreign keys are off; this pragma has no
    # effect inside a transaction. They are checked before the step is kept.
    checked(raw, "PRAGMA foreign_keys=OFF")
    try:
        checked(raw, "BEGIN IMMEDIATE")
        step.apply(raw)
        raw.execute(f"PRAGMA user_version={int(step.VERSION)}")
        if within:
            within(raw, step.VERSION)
        if checked(raw, "PRAGMA foreign_key_check") or checked(raw, "PRAGMA quick_check(1)") != [("ok",)]:
            raise VaultDamaged
        checked(raw, "COMMIT")
    except driver.Error as error:
        raise from_sqlite(error) or error from None
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raw.execute("PRAGMA foreign_keys=ON")
