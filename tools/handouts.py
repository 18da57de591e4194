"""`make handouts`: write every handout for a sample couple, on both papers, and in large print."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from therapist_app.kernel.clock import FixedClock
from therapist_app.sample.build import build_sample
from therapist_app.workspace import create_workspace


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
        workspace.close()
    print(f"{len(list(out.glob('*.pdf')))} PDF files in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
