"""The sample of a whole working life: as many sessions as were asked for, kept as a practice by hand keeps them."""

import datetime as dt

import pytest

from tests.support.vaults import WEAK
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_career
from therapist_app.sample.spans import career
from therapist_app.workspace import create_workspace

NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    clock = FixedClock(NOW)
    folder = tmp_path_factory.mktemp("career") / "Life.attune"
    workspace = create_workspace(folder, "a long life of work", clock=clock, policy=WEAK).workspace
    counts = build_career(workspace, clock, seed="1", couples=4, sessions=70, longest=40)
    yield workspace, counts
    workspace.close()


def test_there_are_as_many_sessions_as_asked_for_and_one_couple_has_most(told):
    workspace, counts = told
    many = [len(workspace.sessions.list(file.couple.id)) for file in workspace.couples.list()]
    assert sum(many) == counts.sessions == 70
    assert max(many) == 40


def test_a_session_kept_at_once_is_as_one_kept_by_hand(told):
    workspace, _ = told
    longest = max(workspace.couples.list(), key=lambda file: workspace.sessions.count_notes(file.couple.id))
    rows = workspace.sessions.list(longest.couple.id)
    assert [row.number for row in rows] == list(range(40, 0, -1))
    assert all(row.state == "done" for row in rows[1:])
    file = workspace.sessions.get(rows[5].session.id)
    assert file.note == file.note.normal()
    assert len(file.note.plain_text()) > 500
    notes = [workspace.sessions.get(row.session.id).note for row in rows]
    assert any(part.audience is Audience.THERAPIST for note in notes for part in note.parts)
    assert workspace.progression.active_blocks(longest.couple.id)
    assert workspace.vault.verify().exit_code == 0


def test_who_is_not_seen_any_more_is_closed_and_waits_for_nothing(told):
    workspace, _ = told
    closed = {file.couple.id for file in workspace.couples.list("closed")}
    assert len(closed) == 3
    waiting = {end.couple_id for end in workspace.progression.loose_ends() if end.group != "unsigned"}
    assert not closed & waiting


def test_spans_add_up_at_the_scale_of_a_career():
    spans = list(career(400, 20_000, 2_000, NOW.date()))
    assert len(spans) == 400
    assert sum(span.sessions or 0 for span in spans) == 20_000
    assert spans[0].sessions == 2_000
    assert min(span.sessions or 0 for span in spans) >= 10
    assert 20 <= sum(not span.is_over for span in spans) <= 40
    assert all(span.day(0) > dt.date(1980, 1, 1) and span.end <= NOW.date() for span in spans)
