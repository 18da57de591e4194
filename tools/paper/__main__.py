"""`make handouts`: every handout for three couples, both papers, normal and large; its reports and a note.

What was written is looked at by other programs, and painted small on a contact sheet for each couple and layout.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_sample
from therapist_app.workspace import Workspace, create_workspace
from tools.paper.check import Report
from tools.paper.contact import contact_sheet
from tools.paper.sheets import COUPLES, LAYOUTS, printed


def main(out: Path) -> int:
    """Write `COUPLE/KEY-LAYOUT.pdf`, the reports and notes, and `COUPLE-LAYOUT.png`; 1 if a fault was found."""
    out.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        made = create_workspace(
            Path(folder) / "Sample.attune", "invented words for a sample", "Willow Street", clock=clock
        )
        workspace = made.workspace
        build_sample(workspace, clock, seed="1", couples=1, weeks=40)
        couple = workspace.couples.list()[0].couple.id
        for reader in ("both", "a", "b", "supervision"):
            (out / f"progress-{reader}.pdf").write_bytes(workspace.report(couple, reader, paper="a4").pdf)
        _write_notes(workspace, couple, out)
        for name, names in COUPLES.items():
            for side, called in zip("ab", names, strict=True):
                workspace.couples.update_partner(couple, side, name=called)
            _write_sheets(workspace, couple, out / name, report)
        workspace.close()
    for path in sorted(out.glob("*.pdf")):
        report.look(path, ())
    print(
        f"{len(list(out.rglob('*.pdf')))} PDF files in {out}, on {len(list(out.glob('*.png')))} contact sheets"
    )
    print(*report.lines(), sep="\n")
    return bool(report.faults)


def _write_sheets(workspace: Workspace, couple: str, out: Path, report: Report) -> None:
    """Every handout for a couple, and its contact sheets beside the folder."""
    out.mkdir(exist_ok=True)
    for one in printed(workspace, couple):
        path = out / f"{one.name}.pdf"
        path.write_bytes(one.pdf)
        report.look(path, one.words)
    for layout, _, _ in LAYOUTS:
        files = [path for path in sorted(out.glob(f"*-{layout}.pdf")) if path.stem.endswith(f"-{layout}")]
        contact_sheet(files, out.parent / f"{out.name}-{layout}.png")


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
    sys.exit(main(Path(sys.argv[1])))
