"""The practice's own figures: against a slow count day by day, never of fewer than five couples, never a name."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.moves import move_kind
from therapist_app.practice.stationery import stationery_of
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.practice_figures import Contact, PracticeFacts, Tagged, figures_of
from therapist_app.progression.practice_pdf import figures_pdf
from therapist_app.progression.practice_words import FEW, HELD_BACK, told
from therapist_app.workspace import Workspace

CATALOGUE = load_catalogue()
FIRST, TODAY = dt.date(2025, 1, 1), dt.date(2026, 11, 21)
SPAN = (TODAY - FIRST).days
PHASES = [phase.key for phase in CATALOGUE.phases]
BLOCKS = [block.key for block in CATALOGUE.blocks][:2]
KINDS = ["joint", "individual", "late_cancel", "no_show", "call", "consultation"]
DAYS = st.integers(0, SPAN)
HISTORIES = st.lists(
    st.tuples(
        st.dictionaries(DAYS, st.sampled_from(PHASES), max_size=6),
        st.dictionaries(
            DAYS, st.tuples(st.sampled_from(KINDS), st.integers(-1, 3), st.integers(-1, 3)), max_size=8
        ),
    ),
    max_size=9,
)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def facts(histories) -> PracticeFacts:
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    contacts, entries, tags = [], [], []
    for couple, (phases, sessions) in enumerate(histories):
        key = f"couple {couple}"
        entries += [
            PhaseEntry(id=f"{key} {on}", couple_id=key, phase=phase, on_date=day(on), created_at=made)
            for on, phase in phases.items()
        ]
        for on, (kind, *levels) in sorted(sessions.items()):
            contacts.append(Contact(key, f"{key} {on}", day(on), kind))
            tags += [
                Tagged(key, f"{key} {on}", block, level)
                for block, level in zip(BLOCKS, levels, strict=True)
                if level >= 0
            ]
    return PracticeFacts(contacts, entries, tags[::-1])


def phase_by_day(phases):
    """The phase of every day, or None."""
    now = None
    for number in range(SPAN + 1):
        now = phases.get(number, now)
        yield now


def level_by_day(sessions, which):
    """The level of a block on every day; None while it was not tagged."""
    now = None
    for number in range(SPAN + 1):
        level = sessions[number][1 + which] if number in sessions else -1
        now = level if level >= 0 else now
        yield now


def lengths(values):
    """Each run of equal neighbours with its length, and whether it ended."""
    found = []
    for value in values:
        if found and found[-1][0] == value:
            found[-1][1] += 1
        else:
            found.append([value, 1])
    return [(value, count, at < len(found) - 1) for at, (value, count) in enumerate(found)]


def checked(found, values):
    """A spread or a count beside couples with their values."""
    couples = {couple for couple, _ in values}
    if len(couples) < 5:
        assert found is None
        return
    assert (found.couples, found.times) == (len(couples), len(values))
    if hasattr(found, "median"):
        days = [value for _, value in values]
        assert (found.median, found.least, found.most) == (round(median(days)), min(days), max(days))


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_stays_and_returns_are_those_of_a_walk_through_every_day(histories):
    figures = figures_of(CATALOGUE, facts(histories), TODAY)
    stays, ways = {}, {}
    for couple, (phases, _) in enumerate(histories):
        walk = [run for run in lengths(phase_by_day(phases)) if run[0] is not None]
        for at, (phase, count, ended) in enumerate(walk):
            if ended:
                stays.setdefault(phase, []).append((couple, count))
            if at and move_kind(CATALOGUE, walk[at - 1][0], phase) == "return":
                ways.setdefault((walk[at - 1][0], phase), []).append((couple, 1))
    for phase in PHASES:
        checked(figures.stays.get(phase), stays.get(phase, []))
    for start in PHASES:
        for end in PHASES:
            checked(figures.ways.get((start, end)), ways.get((start, end), []))
    checked(figures.returns, [one for own in ways.values() for one in own])


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_blocks_are_those_of_a_walk_through_every_day(histories):
    figures = figures_of(CATALOGUE, facts(histories), TODAY)
    for which, block in enumerate(BLOCKS):
        came, again, rested = [], [], []
        for couple, (_, sessions) in enumerate(histories):
            walk = lengths(bool(level) for level in level_by_day(sessions, which))
            active = [run for run in walk if run[0]]
            came += [(couple, 1) for _ in active]
            again += [(couple, 1) for _ in active[1:]]
            rested += [(couple, count) for _, count, ended in active if ended]
        found = figures.blocks.get(block)
        checked(found and found.came, came)
        if found:
            checked(found.again, again)
            checked(found.rest, rested)


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_attendance_is_a_plain_count(histories):
    figures = figures_of(CATALOGUE, facts(histories), TODAY)
    for found, since in ((figures.whole, FIRST), (figures.last_year, dt.date(2025, 11, 22))):
        counts, couples = dict.fromkeys(KINDS, 0), set()
        for couple, (_, sessions) in enumerate(histories):
            for number, (kind, *_) in sessions.items():
                if day(number) >= since:
                    counts[kind] += 1
                    if kind in KINDS[:4]:
                        couples.add(couple)
        if len(couples) < 5:
            assert found is None
        else:
            assert found == (
                len(couples),
                counts["joint"] + counts["individual"],
                counts["late_cancel"],
                counts["no_show"],
            )


def settle(practice, couples: int):
    """Couples that all go the same way: back once, and a block that rested and came again."""
    for number in range(couples):
        couple = practice.couple(f"NAME{number}", f"OTHER{number}")
        for phase, days in (("rupture", 200), ("safety", 150), ("understanding", 100), ("safety", 60)):
            couple.phase(phase, days_ago=days + number)
        couple.session(days_ago=90).tags("blaming", 2)
        couple.session(days_ago=70).tags("blaming", 0)
        couple.session(days_ago=20, kind="late_cancel")
        couple.session(days_ago=10).tags("blaming", 1)
    return Workspace(practice.vault, practice.clock)


def test_figures_of_the_vault_in_words(practice):
    found = {one.heading: one.figure for one in told(settle(practice, 5).own_figures(), practice.catalogue)}
    stays = {row[0]: row[1:] for row in found["How long in each phase"].rows}
    assert stays["2 Safety"] == ("5", "5", "7 weeks", "7 weeks", "7 weeks")
    assert stays["5 Renewed Connection"] == (FEW, "–", "–", "–", "–")
    assert found["Returns"].summary == (
        "5 couples of 5 went back to an earlier phase, 5 times in all. Going back is part of the way."
    )
    assert found["Returns"].rows == (("Understanding", "Safety", "5", "5"),)
    blocks = {row[0]: row[1:] for row in found["Blocks that come and go"].rows}
    assert blocks["Blaming"] == ("5", "10", "5 couples", "2 weeks", "2 weeks", "2 weeks")
    assert found["Attendance"].rows[0] == ("Last twelve months", "5", "15", "5", "0")
    assert found["Attendance"].summary == "In the last twelve months 15 of 20 sessions took place."


@pytest.mark.parametrize("couples", [0, 1, 4])
def test_of_fewer_than_five_couples_no_figure_is_there(practice, couples):
    workspace = settle(practice, couples)
    shown = told(workspace.own_figures(), practice.catalogue)
    for one in shown:
        assert one.figure.summary == HELD_BACK
        assert {cell for row in one.figure.rows for cell in row[1:]} <= {FEW, "–"}


@pytest.mark.parametrize("couples", [3, 6])
def test_no_name_is_anywhere_on_screen_or_paper(practice, couples):
    workspace = settle(practice, couples)
    figures = workspace.own_figures()
    pdf = figures_pdf(
        figures, practice.catalogue, practice.today, stationery_of(workspace.practice.get())
    ).pdf
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    assert "Blocks that come and go" in text
    for never in ("NAME", "OTHER"):
        assert never not in repr(figures) + repr(told(figures, practice.catalogue)) + text
