"""The one style sheet, made from resources/themes/app.qss, the roles and the text size."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from PySide6.QtGui import QColor

_ROLE = re.compile(r"@([a-z0-9_]+(?:\.[a-z]+)?)")
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(d[pnm])\b")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LESS = {"dp": 0, "dn": 1, "dm": 2}


@cache
def _source() -> str:
    return _COMMENT.sub("", files("resources.themes").joinpath("app.qss").read_text(encoding="utf-8"))


def stylesheet(color: Callable[[str], QColor], px: Callable[[float], int]) -> str:
    """The style sheet with colours for @role and pixels for lengths in dp.

    A length in dn or dm is its dp less 1 or 2 px: what is left when a 1 px edge becomes a 2 px ring, so
    that nothing moves when a control takes the focus.
    """

    def length(match: re.Match[str]) -> str:
        return f"{px(float(match[1])) - _LESS[match[2]]}px"

    sized = _LENGTH.sub(length, _source())
    return _ROLE.sub(lambda match: color(match[1]).name(QColor.NameFormat.HexArgb), sized)
