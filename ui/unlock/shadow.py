"""The soft shadow of what floats over the ground."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPixmapCache


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

    Qt keeps what was drawn: each letter typed on the card paints it again.
    """
    ratio = painter.device().devicePixelRatioF()
    wanted = (card.width(), card.height(), radius, color.rgba(), wide, down, strength, ratio)
    room = wide + down
    drawn = QPixmap()
    if not QPixmapCache.find(f"shadow {wanted}", drawn):
        whole = QSizeF(card.width() + 2 * room, card.height() + 2 * room) * ratio
        drawn = QPixmap(math.ceil(whole.width()), math.ceil(whole.height()))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        with QPainter(drawn) as on_it:
            on_it.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw(on_it, QRectF(QPointF(room, room), card.size()), radius, color, wide, down, strength)
        QPixmapCache.insert(f"shadow {wanted}", drawn)
    painter.drawPixmap(card.topLeft() - QPointF(room, room), drawn)


def _draw(
    painter: QPainter, card: QRectF, radius: float, color: QColor, wide: float, down: float, strength: float
) -> None:
    """Each ring is painted once: many faint layers over each other would take a tint from rounding."""
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
