"""Paints a practice: the usual screens for the demo, every state worth looking at for `make screens`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from therapist_app.kernel.clock import Clock
from therapist_app.paths import Folders
from ui.main import make_outside
from ui.pictures import stops
from ui.pictures.tour import Tour
from ui.shell.frame import Frame
from ui.theme.fonts import picture_font

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy


def paint_screens(
    vault: Path,
    passphrase: str,
    folder: Path,
    *,
    clock: Clock,
    floor: KdfPolicy | None = None,
    empty: Path | None = None,
    only: Collection[str] = (),
) -> tuple[Path, ...]:
    """Open the practice in the real window and keep a PNG of each screen in `folder`.

    `empty` is a second practice with the same passphrase and nothing in it, which may be written to: with it
    every state worth looking at is painted, else the usual screens. `only` names the stops that are wanted, where
    not all of them are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    before = QFont(qt.font())
    family = picture_font()
    if family:
        qt.setFont(QFont(family))
    with tempfile.TemporaryDirectory() as own:
        root = Path(own)
        outside = make_outside(qt, Folders(root, root, root / "practices"), clock, floor)
        frame = Frame(outside.theme)
        try:
            return tuple(_walk(Tour(outside, frame, folder, only), vault, passphrase, empty))
        finally:
            frame.close_now()
            frame.deleteLater()
            outside.tasks.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            qt.setFont(before)


def _walk(tour: Tour, vault: Path, passphrase: str, empty: Path | None) -> Iterator[Path]:
    every = empty is not None
    tour.frame.resize(1280, 800)
    tour.doorway.set_up()
    tour.frame.show()
    yield from tour.take(stops.SETTING_UP, every=every)
    if empty is not None:
        tour.enter(empty, passphrase)
        yield from tour.take(stops.EMPTY, every=True)
        tour.leave()
    tour.vault = vault
    yield from tour.take(stops.LOCKED, every=every)
    tour.enter(vault, passphrase)
    tour.ask(tour.find)
    yield from tour.take(stops.AT_WORK, every=every)
    tour.leave()
