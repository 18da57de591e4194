"""The safety hold: which sheets a couple's safety status holds back, and whether that can be overridden.

Source: the clinical rule that safety comes first. Concerns hold deep and joint work back, and the clinician
may override with a reason that is kept. While joint work is paused nothing prints for both, sheets that
could be used as pressure print for nobody, and no reason overrides that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.model import SafetyStatus, Side
from therapist_app.homework.model import Holder
from therapist_app.kernel.errors import SafetyHold

if TYPE_CHECKING:
    from therapist_app.couples.files import CoupleFile
    from therapist_app.homework.handout_head import HandoutHead


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a sheet is held back; `can_override` says whether a reason from the clinician lifts it."""

    sentence: str
    advice: str
    can_override: bool


_NOT_AT_HOME = Hold(
    "Paper at home is not safe for everyone who would hold this sheet.",
    "Go through it together here. You can use it anyway with a reason, which is kept.",
    can_override=True,
)
_NOTHING_FOR_BOTH = "Joint work is paused, so nothing is printed for both."
_PAUSED_ADVICE = (
    "Sheets for one partner alone can still be printed. Joint work opens again on the page of safety."
)


def hold_for(
    status: str, holder: str, *, needs_safety: bool, if_coercion: str, safe_at_home: bool = True
) -> Hold | None:
    """The hold on a sheet for this holder ("both", "a", "b") under this safety status, or None.

    `if_coercion` is the sheet's own answer to what is left of it where one partner is afraid:
    "never", "alone_only" (only in one partner's own hands) or "ok". `safe_at_home` is false where someone who would
    hold the sheet said that paper at home is not safe.
    """
    joint = holder == Holder.BOTH
    at_home = None if safe_at_home else _NOT_AT_HOME
    if status == SafetyStatus.UNSAFE:
        return _paused(joint, needs_safety=needs_safety, if_coercion=if_coercion) or at_home
    if status == SafetyStatus.CONCERNS and (
        needs_safety or if_coercion == "never" or (joint and if_coercion == "alone_only")
    ):
        return Hold(
            "This sheet waits while there are safety concerns.",
            "It asks for openness or for joint work. You can use it anyway with a reason, which is kept.",
            can_override=True,
        )
    if status == SafetyStatus.NOT_ASSESSED and needs_safety:
        return Hold(
            "This sheet asks for openness, and safety has not been assessed yet.",
            "See each partner alone first, or use it anyway with a reason, which is kept.",
            can_override=True,
        )
    return at_home


def hold_on(head: HandoutHead, file: CoupleFile, holder: str) -> Hold | None:
    """The hold on the sheet with this head for this couple."""
    needs = {"needs_safety": head.needs_safety, "safe_at_home": is_safe_at_home(file, holder)}
    return hold_for(file.safety_status, holder, if_coercion=head.if_coercion, **needs)


def is_safe_at_home(file: CoupleFile, holder: str) -> bool:
    """Whether nobody who would hold a sheet said that paper at home is not safe."""
    sides = tuple(Side) if holder == Holder.BOTH else (holder,)
    return all(file.partner(side).safe_to_take_home is not False for side in sides)


def require_joint(status: str) -> None:
    """Raise SafetyHold for anything printed for both while joint work is paused."""
    if status == SafetyStatus.UNSAFE:
        raise SafetyHold(_NOTHING_FOR_BOTH, _PAUSED_ADVICE, can_override=False)


def _paused(joint: bool, *, needs_safety: bool, if_coercion: str) -> Hold | None:
    if joint:
        return Hold(_NOTHING_FOR_BOTH, _PAUSED_ADVICE, can_override=False)
    if needs_safety or if_coercion == "never":
        return Hold("Joint work is paused, and this sheet belongs to it.", _PAUSED_ADVICE, can_override=False)
    return None
