"""Prints hostile text on real pages, to be run under a trace: `printing FOLDER SEED COUNT`.

Between its two marks, which are names of files that are not there, nothing may be opened and nobody be spoken to.
What could not be built is told as JSON at the end.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

from tests.core.documents.sheets import REPORT, SHEET, body, runs
from tests.core.documents.test_hostile_text import cycle_of, everything
from tests.faults.broken import break_named
from tests.faults.hostile_text import attacks, texts
from tests.support.builders import Practice
from therapist_app.documents.blocks import Paragraph, Table
from therapist_app.documents.fonts import Face, loaded
from therapist_app.documents.page import PathStop, PromiseRow, ReportSection
from therapist_app.documents.render import render_report, render_sheet
from therapist_app.kernel.errors import AttuneError
from therapist_app.workspace import Workspace

BEGIN, END = "/nowhere/begin", "/nowhere/end"
TARGET = "picture.png"
SLOW = 20.0  # seconds for one page, on a machine that does other things too
_AT_ONCE = 24
_LONGEST_NAME = 700
_ALL_FROM = 1000  # texts; a smaller share tries every fifth attack


def mark(name: str) -> None:
    """Leave a line in the trace."""
    with contextlib.suppress(OSError):
        Path(name).open().close()


def page(words: list[str]) -> bytes:
    """A sheet with a text in each of its places, the long ones as paragraphs: no field for a name takes them."""
    long = [word for word in words if len(word) > _LONGEST_NAME]
    if long:
        return render_sheet(replace(SHEET, body=body(*(Paragraph(runs(word)) for word in long)))).pdf
    one = cycle(words)
    first = next(one)
    sheet = replace(
        SHEET,
        title=first,
        purpose=next(one),
        small_word=next(one),
        cells=((next(one), next(one)), (next(one), "Now")),
        safety_note=("Safety comes first", next(one)),
        practice=next(one),
        footer_words=next(one),
        a=next(one),
        b=next(one),
        body=everything(next(one)),
        promises=(PromiseRow("both", next(one), next(one), next(one), (0, 2)),),
        cycle=cycle_of(next(one)),
        path=tuple(PathStop(number, first, first) for number in range(1, 7)),
    )
    return render_sheet(sheet).pdf


def report(words: list[str]) -> bytes:
    """A report with a text in each of its places, without the long ones, which a sheet has."""
    words = [word for word in words if len(word) <= _LONGEST_NAME] or ["Ada"]
    one = cycle(words)
    said = [Paragraph(runs(next(one))), Table((next(one), "b"), ((next(one), next(one)),))]
    return render_report(
        replace(
            REPORT,
            title=next(one),
            first=next(one),
            second=next(one),
            small_word=next(one),
            running=next(one),
            practice=next(one),
            a=next(one),
            sections=(ReportSection(next(one), next(one), blocks=tuple(said)),),
        )
    ).pdf


def build(make: Callable[[list[str]], bytes], words: list[str]) -> list[str]:
    """Why some of these texts could not be printed; each failed lot is tried word by word."""
    began = monotonic()
    try:
        good = make(words).startswith(b"%PDF")
        why = "" if good else "no PDF"
    except Exception as error:  # noqa: BLE001 whatever it is, it is counted
        why = type(error).__name__
    if not why and monotonic() - began > SLOW:
        why = "slow"
    if not why:
        return []
    return [why] if len(words) == 1 else [one for word in words for one in build(make, [word])] or [why]


def through_the_practice(workspace: Workspace, words: list[str]) -> list[str]:
    """The same words as names and promises of a couple, on the handouts and the report that the app gives out."""
    from therapist_app.commitments.service import CommitmentDraft
    from therapist_app.couples.service import CoupleDraft, PartnerDraft

    failed: list[str] = []
    today = workspace.clock.today()
    for word in words:
        try:
            couple = workspace.couples.add(CoupleDraft(PartnerDraft(word[:60]), PartnerDraft("Ben"))).value.id
        except AttuneError:  # such a name is refused in words
            couple = workspace.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value.id
        with contextlib.suppress(AttuneError):
            draft = CommitmentDraft(couple_id=couple, owner="a", words=word[:200], starts_on=today)
            workspace.commitments.add(draft)
        failed += build(partial(_sheet, workspace, couple), [word])
        failed += build(partial(_report, workspace, couple), [word])
    return failed


def _sheet(workspace: Workspace, couple: str, _: list[str]) -> bytes:
    return workspace.homework.render(couple, "commitment_sheet", holder="both", override_reason="x").pdf


def _report(workspace: Workspace, couple: str, _: list[str]) -> bytes:
    return workspace.report(couple, "supervision").pdf


def lots(words: list[str]) -> Iterator[list[str]]:
    """A dozen at a time."""
    left = iter(words)
    while lot := list(islice(left, _AT_ONCE)):
        yield lot


def main(folder: Path, seed: int, count: int) -> int:
    """Warm up, mark, print, mark."""
    break_named()
    target = folder / TARGET
    target.write_bytes(b"\x89PNG\r\n\x1a\n")
    tried = attacks(str(target))[:: 1 if count >= _ALL_FROM else 5]
    told = Practice(folder)
    for face in Face:
        loaded(face)
    workspace = Workspace(told.vault, told.clock, told.catalogue)
    plain = ["Ada שלום مرحبا 田 🙂 " * 3]
    failed = through_the_practice(workspace, plain) + build(page, plain) + build(report, plain)
    mark(BEGIN)
    failed += through_the_practice(workspace, tried)
    for attack in tried:
        failed += build(page, [attack]) + build(report, [attack])
    for place, lot in enumerate(lots(texts(seed, count))):
        failed += build(report if place % 4 == 3 else page, lot)
    mark(END)
    told.close()
    print(json.dumps({"attacks": len(tried), "failed": failed}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
