"""The soft shadow of what floats over the ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath


def paint_shadow(
    painter: QPainter,
    card: QRectF,
    radius: float,
    color: QColor,
    *,
    wide: float,
    down: float,
    strength: float,
) -> None:
    """Fade from `strength` beside the card to nothing `wide` px away, `down` px lower than the card.

    Each ring is painted once: many faint layers over each other would take a tint from rounding.
    """
    steps = max(4, round(wide / 2))
    before = QPainterPath()
    before.addRoundedRect(card, radius, radius)
    hole = QPainterPath(before)
    for step in range(1, steps + 1):
        reach = wide * step / steps
        box = QPainterPath()
        box.addRoundedRect(
            card.adjusted(-reach, down - reach, reach, down + reach), radius + reach, radius + reach
        )
        share = 1 - (step - 0.5) / steps
        color.setAlphaF(strength * share * share)
        painter.fillPath(box.subtracted(before).subtracted(hole), color)
        before = before.united(box)
