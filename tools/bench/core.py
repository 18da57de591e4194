"""What the core does: unlock, save, open a couple, print."""

from __future__ import annotations

import datetime as dt
import resource
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_sample
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.migrations.m0003_search import triggers
from therapist_app.workspace import Workspace, create_workspace, open_workspace
from tools.bench.rows import Row, against, medians, milliseconds

if TYPE_CHECKING:
    from therapist_app.homework.service import Choices, RenderedSheet

PASSPHRASE = "words that only the bench knows"
NOW = dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC)
_TEXT = "We stopped twice to breathe, and both chose to go on. " * 36  # about 2 KB


def build_two_couples(folder: Path) -> tuple[Path, str, str]:
    """A practice with a couple of 5 sessions and one of 500: its folder and both ids."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = folder / "Bench.attune"
    made = create_workspace(vault, PASSPHRASE, clock=FixedClock(NOW), policy=KdfPolicy())
    small, large = add_couple(made.workspace, 5), add_couple(made.workspace, 500)
    made.workspace.close()
    return vault, small, large


def measure(folder: Path) -> list[Row]:
    """All rows of the core, in a practice of its own inside `folder`."""
    clock = FixedClock(NOW)
    vault, small, large = build_two_couples(folder)
    workspace = open_workspace(vault, Passphrase(PASSPHRASE), clock=clock)
    rows = [_save(workspace, small, folder), _open_couple(workspace, small, large)]
    one = partial(workspace.homework.render, small, "listening_habit", holder="both")
    rows += [_print("One handout", one, 15), *_packets(workspace, small)]
    workspace.close()
    rows.append(_save_indexed(folder, clock))
    return [_unlock(vault, clock), *rows]


def build_practice(folder: Path) -> tuple[Path, str]:
    """A small sample practice of nine couples, and its passphrase."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(NOW)
    vault = folder / "Bench.attune"
    workspace = create_workspace(vault, PASSPHRASE, clock=clock, policy=KdfPolicy()).workspace
    build_sample(workspace, clock, seed="1", couples=9, weeks=12)
    workspace.close()
    return vault, PASSPHRASE


def argon2_ms() -> float:
    """How long Argon2 alone takes with the protection a new practice asks for."""
    policy = KdfPolicy()
    kdf = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=policy.passes,
        lanes=policy.lanes,
        memory_cost=policy.memory_kib,
    )
    return milliseconds(lambda: kdf.derive(PASSPHRASE.encode()))


def add_couple(workspace: Workspace, sessions: int) -> str:
    draft = CoupleDraft(a=PartnerDraft("Ada"), b=PartnerDraft("Ben"), label=f"{sessions} sessions")
    with workspace.vault.begin():
        couple = workspace.couples.add(draft).value.id
        for number in range(sessions):
            day = NOW.date() - dt.timedelta(days=3 * (sessions - number))
            session = workspace.sessions.start(couple, on_date=day).value
            workspace.sessions.save_note(session.id, note_of(number))
            if number % 5 == 0:
                workspace.progression.tag_block(session.id, "minimizing", 1 + number % 3, "b")
        workspace.progression.phases.enter(couple, "safety", on_date=NOW.date() - dt.timedelta(days=9))
    return couple


def note_of(number: int) -> NoteDocument:
    return NoteDocument((Part(Audience.JOINT, (Block("p", 0, "", ((f"{number}: {_TEXT}", ""),)),)),))


def _unlock(vault: Path, clock: FixedClock) -> Row:
    def ours() -> float:
        def work() -> None:
            open_workspace(vault, Passphrase(PASSPHRASE), clock=clock).close()

        return milliseconds(work)

    return against("Unlock, against Argon2 alone", "ms", *medians(ours, argon2_ms, rounds=7), goal=1.3)


def _save(workspace: Workspace, couple: str, folder: Path) -> Row:
    session = workspace.sessions.list(couple)[0].session.id
    numbers = _count()
    with closing(sqlcipher3.connect(str(folder / "plain.db"), isolation_level=None)) as plain:
        for pragma in (
            "locking_mode=EXCLUSIVE",
            "journal_mode=DELETE",
            "synchronous=EXTRA",
            "secure_delete=ON",
        ):
            plain.execute(f"PRAGMA {pragma}")
        plain.execute("CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT)")
        plain.execute("INSERT INTO note VALUES ('1', '')")

        def ours() -> float:
            note = note_of(next(numbers))
            return milliseconds(lambda: workspace.sessions.save_note(session, note))

        def base() -> float:
            body = f"{next(numbers)}: {_TEXT}"

            def work() -> None:
                plain.execute("BEGIN IMMEDIATE")
                plain.execute("UPDATE note SET body = ? WHERE id = '1'", (body,))
                plain.execute("COMMIT")

            return milliseconds(work)

        return against("Save a note, against a plain commit", "ms", *medians(ours, base, rounds=60), goal=1.5)


def _save_indexed(folder: Path, clock: FixedClock) -> Row:
    """A note of 600 words saved with the search index in step, against the same without its triggers."""
    with ExitStack() as open_ones:
        saves: list[Callable[[], float]] = []
        for name, keeps in (("Indexed", True), ("Bare", False)):
            vault = folder / f"{name}.attune"
            made = create_workspace(vault, PASSPHRASE, clock=clock, policy=KdfPolicy()).workspace
            open_ones.callback(made.close)
            saves.append(_saving(made, add_couple(made, 1), keeps_index=keeps))
        return against("Save a note, against no search index", "ms", *medians(*saves, rounds=40), goal=1.3)


def _saving(workspace: Workspace, couple: str, *, keeps_index: bool) -> Callable[[], float]:
    session, numbers = workspace.sessions.list(couple)[0].session.id, _count()
    if not keeps_index:
        with workspace.vault.begin() as db:
            for name in triggers():
                db.connection().exec_driver_sql(f"DROP TRIGGER {name}")

    def save() -> float:
        words = f"{next(numbers)}: " + " ".join(f"word{number}" for number in range(600))
        note = NoteDocument((Part(Audience.JOINT, (Block.of("p", words),)),))
        return milliseconds(lambda: workspace.sessions.save_note(session, note))

    return save


def _open_couple(workspace: Workspace, small: str, large: str) -> Row:
    """What the couple page asks for when it opens: the file, the path, blocks, promises, the newest notes."""

    def ask(couple: str) -> float:
        def work() -> None:
            workspace.couples.get(couple)
            workspace.progression.path(couple)
            workspace.progression.active_blocks(couple)
            workspace.commitments.list(couple)
            workspace.sessions.list(couple, limit=1)

        return milliseconds(work)

    taken = medians(lambda: ask(large), lambda: ask(small), rounds=15)
    return against("Open a couple of 500 sessions, against 5 (core)", "ms", *taken, goal=1.5)


def _print(name: str, render: Callable[[], RenderedSheet], rounds: int) -> Row:
    """A sheet or packet against the same words on a bare canvas.

    The canvas puts the same lines on as many pages, in one embedded face: no kerning, no layout, no lines, no tags.
    """
    from pypdf import PdfReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from therapist_app.documents.fonts import Face, file_of

    pdfmetrics.registerFont(TTFont("AttuneSans", BytesIO(file_of(Face.SANS))))
    first_font: Any = "AttuneSans"  # declared as a number by mistake
    pages = [page.extract_text().splitlines() for page in PdfReader(BytesIO(render().pdf)).pages]

    def bare() -> float:
        def work() -> None:
            canvas = Canvas(BytesIO(), initialFontName=first_font)
            for lines in pages:
                canvas.setFont("AttuneSans", 11)
                for place, words in enumerate(lines):
                    canvas.drawString(56, 760 - 14 * place, words)
                canvas.showPage()
            canvas.save()

        return milliseconds(work)

    def ours() -> float:
        return milliseconds(render)

    return against(f"{name}, against a bare canvas", "ms", *medians(ours, bare, rounds=rounds), goal=3.0)


def _packets(workspace: Workspace, couple: str) -> Iterator[Row]:
    """A packet of 20 sheets, and the memory of a week of packets for a hundred couples."""
    keys = [one.key for one in workspace.homework.shipped()]
    few = ("welcome", "listening_habit", "small_wins")
    choices: Choices = {"holder": "a", "override_reason": "to measure"}
    yield _print("A packet of 20 sheets", lambda: workspace.packets.render(couple, keys[:20], **choices), 5)
    peaks: list[float] = []
    for count in (10, 90):
        for _ in range(count):
            workspace.packets.render(couple, few, **choices)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    yield against("Memory after 100 packets, against after 10", "MiB", peaks[1], peaks[0], goal=1.1)


def _count() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number
