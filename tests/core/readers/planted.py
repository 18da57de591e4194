"""For every kind of fact one that is not for B: a canary in its words, and a number that nothing else has.

A record with an `audience` that has no line in `PLANTED` makes the test of canaries fail: whoever adds one says here
how it comes to be A's alone, and the test shows that it is in nothing that both or B get.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.core.readers.scene import SIGNER, Scene, noted
from tests.support.builders import all_asked
from tests.support.filling import by_hand, values_for
from therapist_app.commitments.model import CheckIn, Commitment, EarlierAnswer, EarlierState
from therapist_app.couples.model import Cycle, Partner, Rupture, SafetyEntry, SecretsAgreement
from therapist_app.documents.filled import fields_of
from therapist_app.homework.model import Assignment, ReturnedAnswer, ReturnedSheet, SheetFile
from therapist_app.homework.outcome import SheetOutcome
from therapist_app.intake.model import Direction, Intake, IntakeAnswer
from therapist_app.kernel.audience import Audience
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.model import EarlierScore, Goal, Score
from therapist_app.measures.service import ScoreDraft
from therapist_app.progression.model import (
    BlockTag,
    Dismissal,
    EarlierPhaseEntry,
    MarkedReview,
    PhaseEntry,
    SignRating,
)
from therapist_app.repair.model import EarlierRepairStep, RepairStep
from therapist_app.safety.drafts import PlanDraft, RiskDraft, ScreenDraft
from therapist_app.safety.model import PlanItem, RiskLine, SafetyScreen
from therapist_app.sessions.model import NotePart, Session
from therapist_app.sessions.note import Block, Part
from therapist_app.sessions.privacy_model import PrivacyDecision
from therapist_app.sessions.signing import Addition
from therapist_app.sessions.signing_model import SignedPart
from therapist_app.sessions.version_model import VersionPart
from therapist_app.trash.model import TrashEntry

CANARY = "bluebell"
Plant = Callable[[Scene], Any]


def _alone(scene: Scene) -> str:
    """A session with A alone; a new one each time, so that each kind stands for itself."""
    return scene.couple.alone("a", days_ago=4).id


def _session(scene: Scene) -> None:
    _alone(scene)
    scene.work.sessions.update(scene.couple.session(days_ago=30).id, audience="a")  # it would have a number


def _part(scene: Scene) -> None:
    for session in (scene.joint, _alone(scene)):
        before = scene.work.sessions.get(session).note.parts
        part = Part(Audience.A, (Block.of("p", f"Her {CANARY} line."),))
        scene.work.sessions.save_note(session, type(noted("", Audience.A))((*before, part)))


def _version(scene: Scene) -> None:
    session = _alone(scene)
    scene.work.sessions.save_note(session, noted(f"An earlier {CANARY}.", Audience.A))
    scene.work.sessions.save_note(session, noted("Another.", Audience.A), keep=True)


def _addition(scene: Scene) -> None:
    added = Addition("addendum", noted(f"Late {CANARY}.", Audience.A), f"Because {CANARY}.")
    scene.work.signing.add(scene.signed, added, SIGNER)


def _phase(scene: Scene) -> None:
    with scene.work.vault.begin() as db:
        entry = db.get_one(PhaseEntry, scene.phase)
        entry.reason, entry.audience = f"The {CANARY} reason.", "a"


def _earlier_phase(scene: Scene) -> None:
    phases, stood = scene.work.progression.phases, scene.work.progression.phase(scene.id)
    assert stood is not None
    phases.correct(
        stood.id,
        phase=stood.phase,
        on_date=stood.on_date,
        reason=f"Rather {CANARY}",
        audience="a",
        because=f"It was {CANARY}",
    )
    phases.give_back(phases.earlier(scene.id)[0].id)  # what the correction said stays readable


def _tag(scene: Scene) -> None:
    tagged = scene.work.progression.tag_block
    tagged(scene.joint, "numbing", 3, line=CANARY, audience="a")
    tagged(_alone(scene), "continued_harm", 3, line=CANARY)


def _rating(scene: Scene) -> None:
    session = _alone(scene)
    for sign, rater, value in (("warmth", "a", 4), ("warmth", "clinician", 0), ("attunement", "a", 4)):
        scene.work.signs.rate(session, sign, value, rater)


def _score(scene: Scene) -> None:
    for instrument, value, audience in (("csi_16", 61, "a"), ("ors", 17.3, "therapist"), ("phq_9", 19, None)):
        draft = ScoreDraft(
            couple_id=scene.id, instrument=instrument, partner="a", value=value, audience=audience
        )
        scene.work.measures.add(draft)


def _earlier_score(scene: Scene) -> None:
    draft = ScoreDraft(
        couple_id=scene.id,
        instrument="ors",
        partner="a",
        value=27.9,
        on_date=scene.practice.day(5),
        audience="a",
    )
    scene.work.measures.take_back(scene.work.measures.add(draft).value.id)


def _goal(scene: Scene) -> None:
    goal = scene.work.goals.add(
        GoalDraft(couple_id=scene.id, words=f"My {CANARY} goal", weight=9, audience="a")
    ).value
    scene.work.goals.rate(goal.id, -2)


def _status(scene: Scene) -> None:
    scene.work.safety.set_status(
        scene.id, "no_known_concern", on_date=scene.practice.day(40), reason=f"She said {CANARY}."
    )


def _screen(scene: Scene) -> None:
    answers = all_asked("a", scene.practice.day(7), threats="yes", injury="yes").answers
    scene.work.safety.screen(
        scene.id, ScreenDraft("a", "phone", False, answers, CANARY, scene.practice.day(7))
    )


def _risk(scene: Scene) -> None:
    scene.work.safety.enter_risk(scene.id, RiskDraft("a", "intent", CANARY, CANARY, scene.practice.day(-5)))


def _plan(scene: Scene) -> None:
    scene.work.safety.set_plan(scene.id, [PlanDraft("honesty", CANARY, None, scene.practice.day(9))])


def _rupture(scene: Scene) -> None:
    for audience in ("a", "therapist"):
        scene.work.couples.add_rupture(
            scene.id, kind="betrayal", line=CANARY, period=CANARY, who_hurt="a", audience=audience
        )


def _step(scene: Scene) -> str:
    return scene.work.repair.mark(
        scene.rupture, "impact_said", on_date=scene.practice.day(3), line=CANARY, audience="a"
    ).value.id


def _earlier_step(scene: Scene) -> None:
    mark = scene.work.repair.mark(scene.rupture, "comfort_asked", line=f"Was {CANARY}", audience="a")
    scene.work.repair.take_back(mark.value.id)


def _partner(scene: Scene) -> None:
    private = {"phone": "4711", "email": CANARY, "emergency_contact": CANARY, "video_place": CANARY}
    more = {"full_name": f"Ada {CANARY}", "birth_year": 1947, "style": "anxious", "profile": "pursuer"}
    scene.work.couples.update_partner(scene.id, "a", safe_to_take_home=False, **private, **more)


def _secrets(scene: Scene) -> None:
    scene.keep(
        SecretsAgreement(
            couple_id=scene.id,
            policy="confidential",
            agreed_on=scene.practice.day(300),
            line=CANARY,
            audience="a",
            created_at=scene.practice.clock.now(),
        )
    )


def _cycle(scene: Scene) -> None:
    hers = {"a_fear_words": f"of {CANARY}", "a_new": CANARY, "b_sees": f"{CANARY} eyes"}
    scene.work.couples.save_cycle(
        scene.id, **hers, a_fear="abandonment", audiences=dict.fromkeys((*hers, "a_fear"), "a")
    )


def _commitment(scene: Scene) -> str:
    words = {"notice": CANARY, "slip_signal": CANARY, "session_id": _alone(scene)}
    promise = scene.couple.promise(f"I do {CANARY}", days_ago=20, **words).kept(3).missed(1)
    return promise.id


def _state(scene: Scene) -> None:
    set_state = scene.work.commitments.set_state
    promise = _commitment(scene)
    set_state(promise, "paused", reason=f"Ill, {CANARY}", on_date=scene.practice.day(2))
    set_state(promise, "active", reason=f"Well, {CANARY}")


def _check_in(scene: Scene, days_ago: int = 1) -> str:
    made = scene.work.commitments.check_in(
        scene.promise,
        "missed",
        on_date=scene.practice.day(days_ago),
        account="a",
        session_id=_alone(scene),
        line=CANARY,
        noticed=True,
        repair=CANARY,
        repaired_on=scene.practice.today,
    )
    return made.value.id


def _earlier_answer(scene: Scene) -> None:
    scene.work.commitments.take_back(_check_in(scene, days_ago=8))


def _assignment(scene: Scene) -> None:
    give = scene.work.homework.give
    made = give(scene.id, "trigger_card", holder="a", session_id=_alone(scene)).value
    said = SheetOutcome(1, 0, f"It was {CANARY}", f"The {CANARY} stood in the way")
    scene.work.homework.reviewed(made.id, said)
    give(scene.id, "need_room", holder="a", session_id=scene.joint, review_on=scene.practice.day(-9))
    give(scene.id, "way_quiet", holder="a", given_on=scene.practice.day(40))


def _given(scene: Scene, key: str) -> Any:
    sheet = scene.work.returns.layout(scene.id, key, holder="a")()
    scene.work.returns.give(sheet)
    return sheet


def _file(scene: Scene) -> None:
    _given(scene, "signs_check")


def _came_back(scene: Scene, key: str) -> None:
    sheet = _given(scene, key)
    values = values_for(sheet.sheet.blanks)
    values = {name: f"{CANARY} {value}" if " " in value else value for name, value in values.items()}
    came = scene.work.returns.look(fields_of(by_hand(sheet.sheet.pdf, values)))
    scene.work.returns.take_in(came)


def _returned(scene: Scene) -> None:
    _came_back(scene, "signs_check")


def _answers(scene: Scene) -> None:
    _came_back(scene, "ownership_letter")


def _trash(scene: Scene) -> None:
    scene.work.trash.remove_commitment(_commitment(scene))


def _intake_answer(scene: Scene) -> None:
    for question in ("brought", "goals", "sensitive_spots"):
        scene.work.intake.answer(scene.id, "a", question, words=f"My {CANARY}")


def _intake(scene: Scene) -> None:
    scene.work.intake.save_both(scene.id, brought=CANARY, goals=CANARY, pressure_line=CANARY)


def _direction(scene: Scene) -> None:
    scene.work.intake.set_direction(
        scene.id, scene.practice.catalogue.directions[0].key, line=f"Toward {CANARY}"
    )


def _set_aside(scene: Scene) -> None:
    scene.work.guidance.dismiss(scene.id, scene.dismissed, scene.digest, f"Because {CANARY}")


def _review(scene: Scene) -> None:
    day = scene.practice.today + dt.timedelta(days=47)
    scene.work.progression.reviews.mark(scene.id, next_on=day, line=CANARY)


PLANTED: dict[type, Plant] = {
    Session: _session,
    NotePart: _part,
    VersionPart: _version,
    SignedPart: _addition,
    PrivacyDecision: lambda scene: scene.work.privacy.decide(_alone(scene), "a", "private"),
    PhaseEntry: _phase,
    EarlierPhaseEntry: _earlier_phase,
    BlockTag: _tag,
    SignRating: _rating,
    Score: _score,
    EarlierScore: _earlier_score,
    Goal: _goal,
    SafetyEntry: _status,
    SafetyScreen: _screen,
    RiskLine: _risk,
    PlanItem: _plan,
    Rupture: _rupture,
    RepairStep: _step,
    EarlierRepairStep: _earlier_step,
    SecretsAgreement: _secrets,
    Cycle: _cycle,
    Commitment: _commitment,
    EarlierState: _state,
    CheckIn: _check_in,
    EarlierAnswer: _earlier_answer,
    Assignment: _assignment,
    SheetFile: _file,
    ReturnedSheet: _returned,
    ReturnedAnswer: _answers,
    TrashEntry: _trash,
    IntakeAnswer: _intake_answer,
    Intake: _intake,
    Direction: _direction,
    Dismissal: _set_aside,
    MarkedReview: _review,
    Partner: _partner,  # last: paper is not safe at home then
}

WITHOUT_WORDS = (Session, PrivacyDecision, SignRating, Score, EarlierScore, SheetFile, ReturnedSheet)
