"""A couple of whom something of every kind is known to both and to B, so that whatever of A's leaks has where to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.builders import ACouple, Practice
from therapist_app.kernel.audience import Audience
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.service import ScoreDraft
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.signing import Signer
from therapist_app.workspace import Workspace

SIGNER = Signer("Dr. M. Lindqvist", "LMFT")


@dataclass(frozen=True)
class Scene:
    """The couple, its practice, and the ids of what was told of both."""

    practice: Practice
    work: Workspace
    couple: ACouple
    signed: str  # a joint session whose note is signed
    joint: str  # one whose note is not
    promise: str
    rupture: str
    phase: str
    dismissed: str  # the rule that B's reader hears of, and its facts
    digest: str

    @property
    def id(self) -> str:
        """The couple's id."""
        return self.couple.id

    def keep(self, record: Any) -> None:
        """Put a record that no use case makes for one partner alone."""
        with self.work.vault.begin() as db:
            db.add(record)


def told(practice: Practice) -> Scene:
    """The couple before anything of A's alone is told."""
    work = Workspace(practice.vault, practice.clock, practice.catalogue)
    couple = practice.couple("Ada", "Ben").safety("no_known_concern", days_ago=40)
    couple.phase("safety", days_ago=200).phase("understanding", days_ago=90)
    signed = couple.session(days_ago=20).says("They walk.").says("His own.", Audience.B).tags("threats", 2)
    signed.tags("minimizing", 2).done()
    work.signing.sign(signed.id, SIGNER)
    joint = couple.session(days_ago=6).says("A joint line.").tags("blaming", 2).tags("minimizing", 1)
    couple.alone("b", days_ago=5).says("Told alone.", Audience.B).tags("dishonesty", 1)
    promise = couple.promise(owner="both", days_ago=60).kept(50, 20, 4).missed(3, 2)
    couple.promise("I listen", owner="b", days_ago=30, audience="b").kept(9)
    _rated(work, couple, joint.id)
    rupture = work.couples.add_rupture(
        couple.id, kind="betrayal", line="Spoken of.", audience="joint"
    ).value.id
    work.repair.mark(rupture, "named", on_date=practice.day(6))
    work.couples.agree_on_secrets(couple.id, "limited")
    work.couples.save_cycle(couple.id, a_role="pursuer", b_role="withdrawer", a_does="calls", b_does="waits")
    work.intake.answer(couple.id, "b", "brought", words="We fight.", shared=True)
    work.homework.give(couple.id, "listening_habit", holder="both", given_on=practice.day(6))
    speaks = work.guidance.of(couple.id, "b").stand[0]
    phase = work.progression.phase(couple.id)
    assert phase is not None
    ids = (signed.id, joint.id, promise.id, rupture, phase.id)
    return Scene(practice, work, couple, *ids, speaks.rule.key, speaks.digest)


def _rated(work: Workspace, couple: ACouple, session: str) -> None:
    day = couple.practice.day
    for sign, rater, value in (("warmth", "clinician", 2), ("warmth", "b", 1), ("felt_safety", "b", 3)):
        work.signs.rate(session, sign, value, rater)
    for days, a, b in ((60, 40, 55), (10, 48, 54)):
        for side, value in (("a", a), ("b", b)):
            work.measures.add(
                ScoreDraft(
                    couple_id=couple.id, instrument="csi_16", partner=side, value=value, on_date=day(days)
                )
            )
    goal = work.goals.add(GoalDraft(couple_id=couple.id, words="We eat together")).value
    work.goals.rate(goal.id, 1)


def noted(words: str, audience: Audience) -> NoteDocument:
    """A note of one part."""
    from therapist_app.sessions.note import Block

    return NoteDocument.of([(audience, Block.of("p", words))])
