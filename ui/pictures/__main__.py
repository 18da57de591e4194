"""`python -m ui.pictures FOLDER`: every screen of a sample practice, and of an empty one.

`--only today,note` paints only these stops, `--long-names` gives everybody a name of sixty letters.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from therapist_app.kernel.clock import FixedClock
from therapist_app.kernel.errors import AttuneError
from ui.pictures.paint import paint_screens
from ui.pictures.tour import TYPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from therapist_app.workspace import Workspace

_NAMES = ("Willow Street", "New practice")
_LONG = {
    "a": "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenn",
    "b": "Bartholomew Konstantinopolitanski van der Westhuizen-Ormsbye",
}


def main(arguments: Sequence[str]) -> None:
    """Build a sample practice and an empty one, and keep their pictures in a folder."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="these stops, such as today,note")
    parser.add_argument("--long-names", action="store_true", help="names of sixty letters for everybody")
    given = parser.parse_args(arguments)
    only = frozenset(filter(None, given.only.split(",")))
    painted = _painted(given.folder, only, long_names=given.long_names)
    print(f"{len(painted)} pictures in {given.folder}")  # noqa: T201 it is what the command says


def _painted(folder: Path, only: frozenset[str], *, long_names: bool) -> tuple[Path, ...]:
    from therapist_app.sample.build import build_sample
    from therapist_app.workspace import create_workspace

    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    with tempfile.TemporaryDirectory() as place:
        vault, empty = (Path(place) / "Documents" / f"{name}.attune" for name in _NAMES)
        vault.parent.mkdir()
        made = create_workspace(vault, TYPED, _NAMES[0], clock=clock)
        build_sample(made.workspace, clock, seed="1", couples=9, weeks=40)
        if long_names:
            _name_all(made.workspace)
        made.workspace.close()
        create_workspace(empty, TYPED, _NAMES[1], clock=clock).workspace.close()
        return paint_screens(vault, TYPED, folder, clock=clock, empty=empty, only=only)


def _name_all(workspace: Workspace) -> None:
    for file in workspace.couples.list():
        for side, name in _LONG.items():
            workspace.couples.update_partner(file.couple.id, side, name=name)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except AttuneError as error:
        sys.exit(error.whole)
