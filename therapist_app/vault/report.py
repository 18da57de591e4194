"""What a verification says: one check a line, with words for a person, and nothing of what is inside."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: a short key, whether it is as it should be, and words for a person.

    `tampering` says that what is wrong here is no accident of a disk.
    """

    key: str
    ok: bool
    words: str
    tampering: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """All checks of one vault, and how many rows each table holds."""

    vault_id: str
    checks: tuple[Check, ...]
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return all(check.ok for check in self.checks)

    @property
    def exit_code(self) -> int:
        """0 sound, 1 damage, 3 signs that someone altered it."""
        wrong = [check for check in self.checks if not check.ok]
        return 3 if any(check.tampering for check in wrong) else int(bool(wrong))

    def to_json(self) -> dict[str, object]:
        """The report as plain values."""
        checks = [asdict(check) for check in self.checks]
        return {"ok": self.ok, "vault_id": self.vault_id, "checks": checks, "counts": self.counts}
