"""The head of a handout file: what the sheet is for, whom it serves and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from therapist_app.catalogue.entries import Ref

FOR = ("both", "each", "one")
IF_COERCION = ("never", "alone_only", "ok")


@dataclass(frozen=True, slots=True)
class HandoutHead:
    """The keys of a head. `for_` is written `for`.

    for            "both": one shared sheet. "each": the same words twice, an A copy and a B copy.
                   "one": a sheet for the partner who is chosen; a second head may begin the other's own copy.
    phases         where it belongs; the first one gives the tab on the outer edge, unless `tab` is false
    minutes        how long it takes at one sitting
    needs_safety   it asks for openness, and `safety_note` says so on its face
    if_coercion    what is left of it where one partner is afraid: "never", "alone_only" or "ok"
    follow_up      for the clinician: what to ask when it comes back
    when, bring_back, keep_it   values of the line under the title, each shown only if it is there
    kicker         the small words above the title, in place of the practice's own word for homework
    ornament       the name of a small line drawing beside the title
    styles, profiles, life_stages   whom it suits: suggested only then, and never printed
    on_request     not suggested for a phase alone: found by those who look for it
    """

    version: int
    key: str
    title: str
    purpose: str
    for_: str
    phases: Annotated[tuple[str, ...], Ref("phases")]
    blocks: Annotated[tuple[str, ...], Ref("blocks")]
    component: Annotated[str, Ref("components")]
    dimensions: Annotated[tuple[str, ...], Ref("dimensions")]
    minutes: int
    materials: str
    needs_safety: bool
    if_coercion: str
    follow_up: str
    step: Annotated[str, Ref("steps")] = ""
    when: str = ""
    bring_back: str = ""
    keep_it: str = ""
    kicker: str = ""
    ornament: str = ""
    safety_note: str = ""
    tab: bool = True
    styles: Annotated[tuple[str, ...], Ref("styles")] = ()
    profiles: Annotated[tuple[str, ...], Ref("profiles")] = ()
    life_stages: Annotated[tuple[str, ...], Ref("life_stages")] = ()
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class OtherHead:
    """The head of the other partner's own copy."""

    title: str
    purpose: str
    when: str = ""
    bring_back: str = ""
    keep_it: str = ""
    safety_note: str = ""


def misplaced(head: HandoutHead, file_key: str) -> tuple[str, str] | None:
    """The first key whose value does not fit, and why; None when all fit."""
    checks = (
        (head.key != file_key, "key", f"“key” must be “{file_key}”, as the file is called"),
        (head.version < 1, "version", "“version” counts from 1"),
        (head.for_ not in FOR, "for", f"“for” must be one of {', '.join(FOR)}"),
        (
            head.if_coercion not in IF_COERCION,
            "if_coercion",
            f"“if_coercion” must be one of {', '.join(IF_COERCION)}",
        ),
        (not 0 < head.minutes <= 240, "minutes", "“minutes” must be from 1 to 240"),
        (not head.dimensions, "dimensions", "“dimensions” needs at least one dimension"),
        (
            head.needs_safety and not head.safety_note,
            "safety_note",
            "“safety_note” is missing; a sheet that needs safety says so on its face",
        ),
    )
    return next(((key, problem) for wrong, key, problem in checks if wrong), None)
