"""`make handouts`: every handout of a sample couple, its reports and a note, on both papers and in large print."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_sample
from therapist_app.workspace import Workspace, create_workspace


def main(out: Path) -> None:
    """Write `KEY-letter.pdf`, `KEY-a4.pdf` and `KEY-large.pdf` for each handout, and the reports."""
    out.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    with tempfile.TemporaryDirectory() as folder:
        made = create_workspace(
            Path(folder) / "Sample.attune", "invented words for a sample", "Willow Street", clock=clock
        )
        workspace = made.workspace
        build_sample(workspace, clock, seed="1", couples=1, weeks=40)
        couple = workspace.couples.list()[0].couple.id
        for handout in workspace.homework.library():
            for name, paper, large in (
                ("letter", "letter", False),
                ("a4", "a4", False),
                ("large", "letter", True),
            ):
                sheet = workspace.homework.render(
                    couple, handout.key, holder="both", paper=paper, large=large
                )
                (out / f"{handout.key}-{name}.pdf").write_bytes(sheet.pdf)
        for reader in ("both", "a", "b", "supervision"):
            (out / f"progress-{reader}.pdf").write_bytes(workspace.report(couple, reader, paper="a4").pdf)
        _write_notes(workspace, couple, out)
        workspace.close()
    print(f"{len(list(out.glob('*.pdf')))} PDF files in {out}")


def _write_notes(workspace: Workspace, couple: str, out: Path) -> None:
    """A session's note for each reader, on both papers and in large print: a draft, then signed."""
    session = next(row.session for row in workspace.sessions.list(couple) if row.has_note)
    draft = workspace.note_layout(session.id, "file", with_own=True, paper="letter")()
    (out / "note-draft-letter.pdf").write_bytes(draft.pdf)
    workspace.practice.update(clinician="Zoe Lin", credentials="LMFT 12345")
    if not workspace.signing.file(session.id).is_locked:
        workspace.signing.sign(session.id, workspace.signing.signer())
    for copy in workspace.papers.choices(session.id).copies:
        for name, paper, large in (
            ("letter", "letter", False),
            ("a4", "a4", False),
            ("large", "letter", True),
        ):
            page = workspace.note_layout(session.id, copy, paper=paper, large=large)()
            (out / f"note-{copy}-{name}.pdf").write_bytes(page.pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
