"""A couple can be followed in a second set of steps; the six phases stay what everything else looks at."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.documents.reading_back import words_of
from tests.core.progression.test_path import entry, session_days
from tests.core.sessions.signed.case import rows
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.phase_sets import shipped_sets, six_phases
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.progression.beside_figure import beside_on_paper, beside_ribbon
from therapist_app.progression.path import path_of
from therapist_app.progression.sets import MOST_STEPS, SetDraft, StepDraft
from therapist_app.progression.stays import stays_of
from therapist_app.workspace import Workspace

CATALOGUE = load_catalogue()
EFT = shipped_sets(CATALOGUE)[0]
START = dt.date(2026, 1, 1)
KEYS = [step.key for step in EFT.steps]
eft_entries = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(KEYS)), max_size=12)


@pytest.fixture
def sets(practice):
    return practice.progression.sets


@pytest.fixture
def couple(practice, sets):
    made = practice.couple().phase("rupture", days_ago=60).phase("safety", days_ago=30)
    sets.choose(made.id, "eft")
    return made


def stands(practice, couple, step, days_ago, **more):
    return practice.progression.phases.enter(
        couple.id, step, on_date=practice.day(days_ago), phase_set="eft", **more
    ).value


def names(phase_set):
    return [step.label for step in phase_set.steps]


def test_eft_has_three_stages_and_nine_steps_and_every_set_counts_from_one():
    assert len({step.stage for step in EFT.steps}) == 3
    assert len(EFT.steps) == 9
    for one in (*shipped_sets(CATALOGUE), six_phases(CATALOGUE)):
        assert [step.number for step in one.steps] == list(range(1, len(one.steps) + 1))
        assert all(len(step.short) <= 20 for step in one.steps)


def test_the_six_phases_stay_what_everything_else_looks_at(practice, couple, sets):
    before = practice.progression.path(couple.id), practice.progression.caseload()
    stands(practice, couple, "eft_4", 1)
    assert (practice.progression.path(couple.id), practice.progression.caseload()) == before
    assert practice.progression.phase(couple.id).phase == "safety"
    assert [step.phase for step in practice.progression.path(couple.id, among=EFT)] == ["eft_4"]
    review = practice.progression.review(couple.id, "clinician")
    assert [step.phase for step in review.path] == ["rupture", "safety"]


def test_a_session_holds_one_entry_of_each_set(practice, couple):
    session = couple.session(days_ago=2)
    practice.progression.phases.enter(couple.id, "understanding", session_id=session.id)
    for step in ("eft_2", "eft_3"):
        practice.progression.phases.enter(couple.id, step, session_id=session.id, phase_set="eft")
    found = rows(
        practice, "SELECT phase_set, phase FROM phase_entries WHERE session_id IS NOT NULL ORDER BY 1"
    )
    assert found == [("", "understanding"), ("eft", "eft_3")]
    assert practice.progression.phases.in_note(session.id) == "understanding"


def test_a_step_is_corrected_within_its_set_alone(practice, couple):
    phases = practice.progression.phases
    old = stands(practice, couple, "eft_4", 20)
    with pytest.raises(InputError):
        phases.correct(old.id, phase="safety", on_date=old.on_date)
    made = phases.correct(
        old.id, phase="eft_3", on_date=practice.day(30)
    ).value  # where a phase has its entry
    assert [step.phase for step in practice.progression.path(couple.id, among=EFT)] == ["eft_3"]
    assert (made.phase_set, phases.earlier(couple.id)[0].phase_set) == ("eft", "eft")
    phases.give_back(old.id)
    assert practice.progression.path(couple.id, among=EFT)[0].entry.id == old.id


@pytest.mark.parametrize(
    ("phase", "phase_set"), [("safety", "eft"), ("eft_1", ""), ("eft_1", "ibct"), ("x", "no")]
)
def test_a_step_of_another_set_is_refused(practice, couple, phase, phase_set):
    with pytest.raises(InputError):
        practice.progression.phases.enter(couple.id, phase, phase_set=phase_set)


def test_what_is_followed_can_be_changed_and_comes_back_with_its_entries(practice, couple, sets):
    stands(practice, couple, "eft_4", 20)
    sets.choose(couple.id, "ibct")
    assert practice.progression.review(couple.id, "clinician").beside.path == ()
    sets.choose(couple.id, "")
    assert practice.progression.review(couple.id, "clinician").beside is None
    sets.choose(couple.id, "eft")
    assert [step.phase for step in practice.progression.review(couple.id, "both").beside.path] == ["eft_4"]
    with pytest.raises(InputError):
        sets.choose(couple.id, "nothing")


def test_the_sentence_says_where_since_when_and_that_they_came_back(practice, couple):
    assert practice.progression.review(couple.id, "clinician").beside.sentence == (
        "No step has been set yet."
    )
    for step, days_ago in (("eft_2", 100), ("eft_5", 50), ("eft_3", 20), ("eft_3", 10)):
        stands(practice, couple, step, days_ago)
    beside = practice.progression.review(couple.id, "both").beside
    assert beside.sentence == (
        "Step 3 of 9, Feelings under the positions, since November, with one return in November."
    )


def test_a_reason_said_alone_is_in_no_ribbon_for_the_other(practice, couple):
    alone = couple.alone("a", days_ago=3)
    stands(practice, couple, "eft_4", 3, session_id=alone.id, reason="CANARY")
    for reader in ("both", "b"):
        assert "CANARY" not in repr(practice.progression.review(couple.id, reader).beside)
    assert "CANARY" in repr(practice.progression.review(couple.id, "a").beside)


@given(eft_entries, session_days)
def test_time_and_sessions_in_each_step_are_those_counted_day_by_day(found, days):
    made = [entry(order, *one) for order, one in enumerate(found)]
    came = [START + dt.timedelta(days=day) for day in days]
    path = path_of(CATALOGUE, made, came, Reader.CLINICIAN, EFT)
    on_day, met = {}, {}
    for ago in range(321):
        day = START + dt.timedelta(days=ago)
        past = [one for one in made if one.on_date <= day]
        now = max(past, key=lambda one: (one.on_date, one.created_at)).phase if past else None
        on_day[now] = on_day.get(now, 0) + 1
        met[now] = met.get(now, 0) + came.count(day)
    last = START + dt.timedelta(days=321)
    for key in KEYS:
        mine = [stay for stay in stays_of(EFT, path) if stay.phase.key == key]
        assert sum(((stay.until or last) - stay.since).days for stay in mine) == on_day.get(key, 0)
        assert sum(stay.sessions for stay in mine) == met.get(key, 0)


# Own sets


def draft(*labels, label="Our way", stages=(), printed=False):
    stages = stages or ("",) * len(labels)
    steps = [StepDraft(words, stage) for words, stage in zip(labels, stages, strict=True)]
    return SetDraft(label, steps, printed)


def test_an_own_set_is_used_as_the_others_are(practice, couple, sets):
    own = sets.add(draft("Arrive", "Talk", "Part", stages=("In", "In", "Out"))).value
    assert [step.stage for step in own.steps] == ["In", "In", "Out"]
    assert sets.list()[-1] == own
    sets.choose(couple.id, own.key)
    practice.progression.phases.enter(couple.id, own.steps[1].key, phase_set=own.key)
    assert practice.progression.review(couple.id, "clinician").beside.sentence == (
        "Step 2 of 3, Talk, since November."
    )


def test_the_names_of_an_own_set_stand_on_the_couples_paper_only_where_the_practice_says_so(
    couple, sets, practice
):
    own = sets.add(draft("Arrive", "Talk")).value
    sets.choose(couple.id, own.key)
    seen = {reader: practice.progression.review(couple.id, reader).beside is not None for reader in Reader}
    assert {reader for reader, there in seen.items() if there} == {Reader.CLINICIAN, Reader.SUPERVISION}
    same = [StepDraft(step.label, "", step.key) for step in own.steps]
    sets.change(own.key, SetDraft(own.label, same, printed=True))
    assert practice.progression.review(couple.id, "both").beside is not None


def test_a_report_shows_the_second_set_and_a_corrected_entry_once(practice, couple, sets):
    workspace = Workspace(practice.vault, practice.clock, practice.catalogue)
    old = stands(practice, couple, "eft_4", 20, reason="CANARY")
    practice.progression.phases.correct(old.id, phase="eft_3", on_date=old.on_date, because="CANARY")
    for reader in ("both", "supervision"):
        words = " ".join(words_of(workspace.report(couple.id, reader).pdf).split())
        assert words.count("Step 3 of 9, Feelings under the positions, since November.") == 1
        assert "shared problem" not in words
        assert "CANARY" not in words
    own = sets.add(draft("Arrive", "Talk")).value
    sets.choose(couple.id, own.key)
    practice.progression.phases.enter(couple.id, own.steps[0].key, phase_set=own.key)
    told = {reader: words_of(workspace.report(couple.id, reader).pdf) for reader in ("both", "supervision")}
    assert ("Arrive" in told["both"], "Arrive" in told["supervision"]) == (False, True)


def test_steps_are_renamed_ordered_and_added_and_keep_their_entries(practice, couple, sets):
    own = sets.add(draft("Arrive", "Talk", "Part")).value
    arrive, talk, part = (step.key for step in own.steps)
    practice.progression.phases.enter(couple.id, talk, phase_set=own.key)
    steps = [StepDraft("Speak", "", talk), StepDraft("Rest"), StepDraft("Arrive", "", arrive)]
    changed = sets.change(own.key, SetDraft("Their way", steps)).value
    assert (changed.label, names(changed)) == ("Their way", ["Speak", "Rest", "Arrive"])
    assert changed.steps[0].key == talk
    assert part not in [step.key for step in changed.steps]
    assert practice.progression.path(couple.id, among=changed)[0].phase == talk


def test_a_step_in_use_is_not_dropped(practice, couple, sets):
    own = sets.add(draft("Arrive", "Talk", "Part")).value
    made = practice.progression.phases.enter(couple.id, own.steps[1].key, phase_set=own.key).value
    without = SetDraft(own.label, [StepDraft(s.label, "", s.key) for s in own.steps if s.label != "Talk"])
    for _ in range(2):
        with pytest.raises(InputError, match="“Talk”") as refused:
            sets.change(own.key, without)
        assert refused.value.field == "steps"
        practice.progression.phases.take_back(made.id) if _ == 0 else None  # its trace names the step still
    assert names(sets.list()[-1]) == ["Arrive", "Talk", "Part"]


def test_a_set_in_use_is_not_removed(practice, couple, sets):
    own = sets.add(draft("Arrive", "Talk")).value
    sets.choose(couple.id, own.key)
    with pytest.raises(InputError, match="1 couple is followed"):
        sets.remove(own.key)
    session = couple.session()
    practice.progression.phases.enter(couple.id, own.steps[0].key, phase_set=own.key, session_id=session.id)
    sets.choose(couple.id, "")
    with pytest.raises(InputError, match="entries"):
        sets.remove(own.key)
    practice.trash.remove_session(session.id)  # from where it may come back
    with pytest.raises(InputError, match="entries"):
        sets.remove(own.key)
    assert sets.list()[-1] == own


def test_a_set_that_nobody_uses_is_removed_and_given_back(practice, sets):
    own = sets.add(draft("Arrive", "Talk", stages=("In", "Out"))).value
    gone = sets.remove(own.key).value
    assert own not in sets.list()
    sets.give_back(gone)
    assert sets.list()[-1] == own


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (draft("Arrive", "Talk", label=" "), "label"),
        (draft("Arrive", "Talk", label="gottman METHOD"), "label"),
        (draft("Arrive"), "steps"),
        (draft("Arrive", "arrive"), "steps"),
        (draft("Arrive", "a\x00"), "steps"),
        (draft(*(f"Step {place}" for place in range(MOST_STEPS + 1))), "steps"),
        (draft("One", "Two", "Three", stages=("In", "Out", "In")), "steps"),
    ],
)
def test_a_set_that_cannot_be_is_refused(sets, given, field):
    before = sets.list()
    with pytest.raises(InputError) as refused:
        sets.add(given)
    assert refused.value.field == field
    assert sets.list() == before


def test_the_ribbon_has_a_row_and_a_band_for_each_stay(practice, couple):
    for step, days_ago in (("eft_2", 100), ("eft_5", 50), ("eft_3", 20)):
        stands(practice, couple, step, days_ago)
    review = practice.progression.review(couple.id, "clinician")
    figure = beside_ribbon(review.beside, review.first, review.today)
    tags = [shape.tag for shape in figure.shapes if getattr(shape, "tag", "")]
    assert tags == [stay.tag for stay in review.beside.stays]
    assert [row[0] for row in figure.rows] == [
        "2 The negative cycle",
        "5 Needs and parts that were hidden",
        "3 Feelings under the positions",
    ]
    assert [row[3] for row in figure.rows] == ["Start", "Forward", "Return"]
    assert figure.summary == review.beside.sentence
    paper = beside_on_paper(review.beside, review.first, review.today)
    assert (paper.summary, paper.head, paper.rows) == (figure.summary, figure.head, figure.rows)
    assert [shape.tag for shape in paper.shapes if getattr(shape, "tag", "")] == tags
    words = {shape.text for shape in paper.shapes if hasattr(shape, "text")}
    assert {"The negative cycle", "Feelings under the positions"} <= words
    assert "New positions and cycles" not in words
