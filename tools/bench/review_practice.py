"""Prepares the practices in which Progress and the caseload review are measured.

Run as `python -m tools.bench.review_practice FOLDER PASSPHRASE_FILE SESSIONS [TIMES]`: adds a couple with so many
sessions and prints its id; with `TIMES` it keeps one closed couple in so many.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from therapist_app.commitments.service import CommitmentDraft
from therapist_app.couples.model import Couple, CoupleStatus
from therapist_app.couples.removal import let_signed_go, remove_whole
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.measures.service import ScoreDraft
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import Workspace, open_workspace
from tools.bench.career_window import evening_of

_EVERY = 4  # days from session to session
_PHASES = ("rupture", "safety", "understanding", "vulnerability", "safety", "understanding", "renewal")
_OUTCOMES = ("kept", "kept", "partly", "kept", "missed")


def main(arguments: list[str]) -> int:
    """Prepare, and print the id of the couple that was added."""
    folder, kept, sessions, *times = arguments
    secret = Passphrase(Path(kept).read_text(encoding="utf-8").strip())
    workspace = open_workspace(Path(folder), secret, clock=evening_of(Path(kept)))
    couple = add_long_couple(workspace, int(sessions)) if int(sessions) else ""
    if times:
        keep_one_in(workspace, int(times[0]))
    workspace.close()
    print(json.dumps(couple), flush=True)
    return 0


def add_long_couple(workspace: Workspace, sessions: int) -> str:
    """Add the couple with sessions, tags, ratings, phases, promises and scores up to today; its id."""
    today = workspace.clock.today()
    draft = CoupleDraft(a=PartnerDraft("Ada"), b=PartnerDraft("Ben"), label="Ada & Ben, long")
    blocks = [block.key for block in workspace.catalogue.blocks]
    signs = [sign.key for sign in workspace.catalogue.signs]
    with workspace.vault.begin():
        couple = workspace.couples.add(draft).value.id
        for number in range(sessions):
            day = today - dt.timedelta(days=_EVERY * (sessions - number))
            session = workspace.sessions.start(couple, on_date=day, audience="joint").value.id
            for step in (0, 7):
                block = blocks[(number // 9 + step) % len(blocks)]
                workspace.progression.tag_block(session, block, (number // 3) % 4, "between")
            if number % 5 == 0:
                sign = signs[number // 5 % len(signs)]
                for rater in ("clinician", "a", "b"):
                    workspace.signs.rate(session, sign, (number // 60 + len(rater)) % 5, rater)
            if number % (sessions // len(_PHASES) or 1) == 0 and number // (sessions // 7 or 1) < len(
                _PHASES
            ):
                workspace.progression.phases.enter(
                    couple, _PHASES[number // (sessions // 7 or 1)], on_date=day
                )
        _promises(workspace, couple, today)
        for back in range(40):
            for side in "ab":
                on = today - dt.timedelta(days=30 * back)
                workspace.measures.add(
                    ScoreDraft(
                        couple_id=couple, instrument="rdas", partner=side, value=40 + back % 9, on_date=on
                    )
                )
    return couple


def _promises(workspace: Workspace, couple: str, today: dt.date) -> None:
    """Two promises that were asked about once a week for five years."""
    weeks = 260
    for owner in "ab":
        start = today - dt.timedelta(weeks=weeks)
        made = workspace.commitments.add(
            CommitmentDraft(
                couple_id=couple,
                owner=owner,
                words="I sit down at eight and listen for five minutes",
                cadence="daily",
                starts_on=start,
            )
        ).value.id
        for week in range(weeks):
            on = start + dt.timedelta(weeks=week, days=1)
            workspace.commitments.check_in(
                made, _OUTCOMES[week % len(_OUTCOMES)], on_date=on, account="clinician"
            )


def keep_one_in(workspace: Workspace, times: int) -> None:
    """Remove closed couples with all that is theirs, until one in so many is left."""
    with workspace.vault.begin() as db:
        closed: Sequence[str] = db.scalars(
            select(Couple.id).where(Couple.status == CoupleStatus.CLOSED)
        ).all()
    for place, couple in enumerate(closed):
        if place % times:
            with workspace.vault.begin() as db:
                let_signed_go(db, couple, workspace.clock.now())
                remove_whole(db, couple)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
