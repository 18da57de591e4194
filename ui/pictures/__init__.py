"""Pictures of every screen, light and dark, at 1280x800: `make screens`, and the demo's own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no display

from ui.pictures.paint import paint_screens

__all__ = ["paint_screens"]
