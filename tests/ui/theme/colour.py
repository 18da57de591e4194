"""Contrast and colour difference: WCAG 2 ratios, and CAM02-UCS distances as each kind of colour vision sees them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtGui import QColor

Triple: TypeAlias = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009 at full severity, for linear RGB.
VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = ((41.24, 35.76, 18.05), (21.26, 71.52, 7.22), (1.93, 11.92, 95.05))
_CAT02 = ((0.7328, 0.4296, -0.1624), (-0.7036, 1.6975, 0.0061), (0.0030, 0.0136, 0.9834))
_CAT02_BACK = (
    (1.096124, -0.278869, 0.182745),
    (0.454369, 0.473533, 0.072098),
    (-0.009628, -0.005698, 1.015326),
)
_HPE = ((0.38971, 0.68898, -0.07868), (-0.22981, 1.18340, 0.04641), (0.0, 0.0, 1.0))
_WHITE: Triple = (95.05, 100.0, 108.88)
_ADAPTING = 64 / math.pi / 5  # a screen in a room with 64 lux, as sRGB has it


def linear(colour: QColor) -> Triple:
    """Linear light, 0 to 1."""

    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return part(colour.redF()), part(colour.greenF()), part(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG 2 ratio, 1 to 21."""
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def difference(one: QColor, other: QColor, vision: str = "normal") -> float:
    """How far apart two colours look, in CAM02-UCS; below about 5 they are hard to tell."""
    return math.dist(_ucs(_seen(one, vision)), _ucs(_seen(other, vision)))


def _times(matrix: Sequence[Triple], vector: Triple) -> Triple:
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


def _seen(colour: QColor, vision: str) -> Triple:
    r, g, b = (min(1.0, max(0.0, part)) for part in _times(VISIONS[vision], linear(colour)))
    return _times(_XYZ, (r, g, b))


def _squeeze(value: float, level: float) -> float:
    x = (level * abs(value) / 100) ** 0.42
    return math.copysign(400 * x / (x + 27.13), value) + 0.1


def _ucs(xyz: Triple) -> Triple:
    """CIECAM02 in average surround on a grey of 20 %, then Luo's uniform space."""
    k = 1 / (5 * _ADAPTING + 1)
    level = 0.2 * k**4 * 5 * _ADAPTING + 0.1 * (1 - k**4) ** 2 * (5 * _ADAPTING) ** (1 / 3)
    n = 20 / _WHITE[1]
    z, brighten = 1.48 + math.sqrt(n), 0.725 * (1 / n) ** 0.2
    adapted = 1 - math.exp((-_ADAPTING - 42) / 92) / 3.6
    white = _times(_CAT02, _WHITE)
    gains = [adapted * _WHITE[1] / part + 1 - adapted for part in white]

    def cones(of: Triple) -> Triple:
        r, g, b = (gain * part for gain, part in zip(gains, _times(_CAT02, of), strict=True))
        p, q, s = (_squeeze(part, level) for part in _times(_HPE, _times(_CAT02_BACK, (r, g, b))))
        return p, q, s

    def achromatic(r: float, g: float, b: float) -> float:
        return (2 * r + g + b / 20 - 0.305) * brighten

    r, g, b = cones(xyz)
    red, yellow = r - 12 * g / 11 + b / 11, (r + g - 2 * b) / 9
    hue = math.atan2(yellow, red)
    eccentric = (math.cos(hue + 2) + 3.8) / 4
    lightness = 100 * (max(0.0, achromatic(r, g, b)) / achromatic(*cones(_WHITE))) ** (0.69 * z)
    t = 50000 / 13 * brighten * eccentric * math.hypot(red, yellow) / (r + g + 21 * b / 20)
    colourful = t**0.9 * math.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73 * level**0.25
    reach = math.log(1 + 0.0228 * colourful) / 0.0228
    return 1.7 * lightness / (1 + 0.007 * lightness), reach * math.cos(hue), reach * math.sin(hue)
