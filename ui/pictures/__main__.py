"""`python -m ui.pictures FOLDER`: every screen of a sample practice, and of an empty one."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.errors import AttuneError
from ui.pictures.paint import paint_screens
from ui.pictures.tour import TYPED

_NAMES = ("Willow Street", "New practice")


def main(folder: Path) -> None:
    """Build a sample practice and an empty one, and keep their pictures in `folder`."""
    from therapist_app.sample.build import build_sample
    from therapist_app.workspace import create_workspace

    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    with tempfile.TemporaryDirectory() as place:
        vault, empty = (Path(place) / "Documents" / f"{name}.attune" for name in _NAMES)
        vault.parent.mkdir()
        made = create_workspace(vault, TYPED, _NAMES[0], clock=clock)
        build_sample(made.workspace, clock, seed="1", couples=9, weeks=40)
        made.workspace.close()
        create_workspace(empty, TYPED, _NAMES[1], clock=clock).workspace.close()
        painted = paint_screens(vault, TYPED, folder, clock=clock, empty=empty)
    print(f"{len(painted)} pictures in {folder}")  # noqa: T201 it is what the command says


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except AttuneError as error:
        sys.exit(error.whole)
