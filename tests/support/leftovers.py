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
_ROLES = (*Qt.ItemDataRole, *(Qt.ItemDataRole(Qt.ItemDataRole.UserRole + more) for more in range(1, 9)))


def shown_words(words: Collection[str]) -> list[str]:
    """Each widget, action, document or model of Qt that holds one of these words, and where."""
    found: list[str] = []
    for one in _objects():
        for place, text in _texts(one):
            found += [f"{type(one).__name__}.{place}" for word in words if word in text]
    clipboard = QApplication.clipboard()
    for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection):
        held = clipboard.mimeData(mode)
        forms = held.formats() if held is not None else []
        found += [
            f"clipboard {form}" for form in forms for word in words if word.encode() in held.data(form).data()
        ]
    return found


def _objects() -> Iterator[QObject]:
    seen: set[int] = set()
    python = [one for one in gc.get_objects() if isinstance(one, QObject) and shiboken6.isValid(one)]
    for top in (*QApplication.allWidgets(), *python):
        for one in (top, *top.findChildren(QObject)):
            if id(one) not in seen:
                seen.add(id(one))
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
    """What still holds a text with one of these words: the kind of each holder, and how much of it.

    `known` are holders that belong to the test.
    """
    gc.unfreeze()  # what is frozen is not told of, and never let go
    passed = {id(one) for one in known}
    found: list[str] = []
    for holder in gc.get_objects():
        if id(holder) in passed or holder is passed:
            continue
        for held in gc.get_referents(holder):
            text = _as_text(held)
            if text and any(word in text for word in words):
                found.append(f"{_name(holder)} of {len(text)} letters, held by {_holders(holder)}")
    return found


def _as_text(held: object) -> str:
    if type(held) is str:
        return held
    return bytes(held).decode("utf-8", "replace") if type(held) in (bytes, bytearray) else ""


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


def open_things() -> list[str]:
    """Services, vaults and keys that are still there, each with what holds it."""
    gc.unfreeze()
    found: list[str] = []
    for one in gc.get_objects():
        if _is_open(one):
            found.append(f"{_name(one)}, held by {_holders(one)}")
    return found


def _is_open(one: Any) -> bool:
    kind = type(one)
    if kind is DataKey:
        return bool(one._bytes)
    slices = ("couples", "sessions", "commitments", "progression", "homework", "practice")
    is_service = kind.__name__.endswith("Service") and kind.__module__.split(".")[1:2] != [] and (
        kind.__module__.split(".")[0] == "therapist_app" and kind.__module__.split(".")[1] in slices
    )
    return kind in (Workspace, Vault) or is_service
