"""What is left of a practice in this process: words in widgets and documents, strings, open services and keys."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QApplication

from therapist_app.vault.keys import DataKey
from therapist_app.vault.vault import Vault
from therapist_app.workspace import Workspace

_PROPERTIES = (
    "text",
    "plainText",
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "objectName",
    "currentText",
    "title",
)
_TOLD_WHOLE = 12
_ROLES = (*Qt.ItemDataRole, *(Qt.ItemDataRole(Qt.ItemDataRole.UserRole + more) for more in range(1, 9)))


def shown_words(words: Collection[str]) -> list[str]:
    """Each widget, action, document or model of Qt that holds one of these words: where, and the word's number."""
    found: list[str] = []
    looked = _Looked(words)
    for one in _objects():
        for place, text in _texts(one):
            found += [f"{type(one).__name__}.{place} {number}" for number in looked.numbers_in(text)]
    clipboard = QApplication.clipboard()
    for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection):
        held = clipboard.mimeData(mode)
        forms = held.formats() if held is not None else []
        for form in forms:
            text = bytes(held.data(form).data()).decode("utf-8", "replace")
            found += [f"clipboard {form} {number}" for number in looked.numbers_in(text)]
    return found


class _Looked:
    """Words that are looked for in many texts, most of which are shorter than any of them."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = [word.lower() for word in words]
        self._shortest = min(map(len, self.words), default=1)

    def numbers_in(self, text: str) -> list[int]:
        """Which of them a text holds."""
        if len(text) < self._shortest:
            return []
        low = text.lower()
        return [number for number, word in enumerate(self.words) if word in low]


def _objects() -> Iterator[QObject]:
    seen: set[int] = set()
    python = [one for one in gc.get_objects() if isinstance(one, QObject) and shiboken6.isValid(one)]
    for top in (*QApplication.allWidgets(), *python):
        for one in (top, *top.findChildren(QObject)):
            [place] = shiboken6.getCppPointer(one)[:1]  # Python's own id may be used again by then
            if place not in seen:
                seen.add(place)
                yield one


def _texts(one: QObject) -> Iterator[tuple[str, str]]:
    for name in _PROPERTIES:
        value = one.property(name)
        if isinstance(value, str):
            yield name, value
    for raw in one.dynamicPropertyNames():
        name = bytes(raw.data()).decode()
        with contextlib.suppress(RuntimeError):  # a few of Qt's own are of kinds that Python cannot hold
            yield f"property {name}", str(one.property(name))
    if isinstance(one, QTextDocument):
        yield "document", one.toPlainText()
    if isinstance(one, QAction):
        yield "data", str(one.data())
    if isinstance(one, QAbstractItemModel):
        yield from (("model", text) for text in _cells(one, QModelIndex(), 3))


def _cells(model: QAbstractItemModel, parent: QModelIndex, deep: int) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)  # the other two are private there
    for row in range(model.rowCount(parent)):
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role)) for role in _ROLES)
            if deep and column == 0 and not is_list and model.hasChildren(index):
                yield from _cells(model, index, deep - 1)


def kept_strings(words: Collection[str], known: Iterable[object] = ()) -> list[str]:
    """What still holds a text with one of these words: the kind of each holder, and the word's number.

    `known` are holders that belong to the test. Of the first few it says by what they are held in turn, for
    which every object there is has to be asked.
    """
    gc.unfreeze()  # what is frozen is not told of, and never let go
    looked = _Looked(words)
    passed = {id(one) for one in (*known, words, looked.words)}
    found: list[str] = []
    for holder in gc.get_objects():
        if id(holder) in passed or holder is passed:
            continue
        for held in gc.get_referents(holder):
            text = _as_text(held)
            numbers = looked.numbers_in(text)
            for number in numbers:
                more = f", held by {_holders(holder)}" if len(found) < _TOLD_WHOLE else ""
                found.append(f"{_name(holder)}{more} {number}")
    return found


def _as_text(held: object) -> str:
    if isinstance(held, bytes | bytearray):
        return held.decode("utf-8", "replace")
    return held if isinstance(held, str) else ""


def _name(one: object) -> str:
    code = getattr(one, "f_code", None)
    return f"{type(one).__module__}.{type(one).__qualname__}" + (f" {code.co_qualname}" if code else "")


def _holders(one: object) -> str:
    mine = {"_holders", "kept_strings", "open_things"}
    names = [
        _name(by)
        for by in gc.get_referrers(one)
        if getattr(getattr(by, "f_code", None), "co_name", "") not in mine and not isinstance(by, list)
    ]
    return ", ".join(names[:6])


def open_things(known: Collection[object] = ()) -> list[str]:
    """Services, vaults and keys that are still there and are none of `known`, each with what holds it."""
    passed = {id(one) for one in known}
    return [f"{_name(one)}, held by {_holders(one)}" for one in open_objects() if id(one) not in passed]


def open_objects() -> list[object]:
    """The services, vaults and keys themselves."""
    gc.unfreeze()
    return [one for one in gc.get_objects() if _is_open(one)]


def _is_open(one: Any) -> bool:
    kind = type(one)
    if kind is DataKey:
        return bool(one._bytes)
    slices = ("couples", "sessions", "commitments", "progression", "homework", "practice")
    is_service = (
        kind.__name__.endswith("Service")
        and kind.__module__.split(".")[1:2] != []
        and (kind.__module__.split(".")[0] == "therapist_app" and kind.__module__.split(".")[1] in slices)
    )
    return kind in (Workspace, Vault) or is_service
