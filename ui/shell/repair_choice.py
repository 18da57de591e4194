"""Mark a repair step from anywhere in two choices: which wound, which step. Nothing stands between note and caret."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from therapist_app.repair.rules import Thread
from ui.repair.acts import RepairActs
from ui.repair.facts import RepairFacts, gather, step_words

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

_NAME = "repair_acts"


def mark_step(window: MainWindow) -> None:
    """Ask for a wound, if there are several, then for its step; a note that is open becomes the one behind it."""
    place, workspace = window.place(), window.ctx.workspace
    if not place.couple_id:
        window.toast("Open a couple first: Ctrl+K.")
        return
    session = place.session_id if place.page == "note" else ""
    window.ctx.tasks.vault(
        lambda: gather(workspace, place.couple_id),
        lambda facts: _choose_wound(window, replace(facts, discreet=window.discreet), session),
        window,
    )


def _choose_wound(window: MainWindow, facts: RepairFacts, session: str) -> None:
    catalogue = window.ctx.workspace.catalogue
    if not facts.threads:
        window.toast("No rupture is noted yet. Add one on the overview.")
    elif len(facts.threads) == 1:
        _choose_step(window, facts, facts.threads[0], session)
    else:
        pairs = [(one.rupture.id, facts.title(one, catalogue)) for one in facts.threads]

        def chosen(rupture_id: str) -> None:
            if (thread := facts.thread(rupture_id)) is not None:
                _choose_step(window, facts, thread, session)

        window.choose("Which wound?", pairs, chosen)


def _choose_step(window: MainWindow, facts: RepairFacts, thread: Thread, session: str) -> None:
    """Steps still to come stand first; the others can come again."""
    acts = _acts_of(window)
    steps = [
        (one.step.key, f"{one.step.label} · {step_words(one, facts)}")
        for one in (*thread.to_come, *thread.taken)
    ]
    window.choose("Which step?", steps, lambda step: acts.mark(thread.rupture.id, step, session or None))


def _acts_of(window: MainWindow) -> RepairActs:
    """One for a window, which its undos need as long as it lives."""
    found = window.findChild(RepairActs, _NAME)
    if found is None:
        found = RepairActs(window.ctx, window)
        found.setObjectName(_NAME)
        found.changed.connect(window.tell)
        found.message.connect(window.toast)
    return found
