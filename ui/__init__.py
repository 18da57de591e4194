"""Qt screens of Attune; they know services and records, never storage."""

import sys

import PySide6.QtCore  # noqa: F401 - brings the module below


def _leave_sources_unread() -> None:
    """PySide reads the source of every module that is imported, to see whether it may want `snake_case` names.

    None of ours does, and it is a tenth of the time in which the program starts.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]


_leave_sources_unread()
