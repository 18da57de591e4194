"""The note on screen without its keys: loading, layout, painting, and following what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.rules import LONGEST_NOTE, MOST_BLOCKS
from ui.sessions.editor_document import (
    INDENT_UNIT_PX,
    TEXT_PX,
    NoteTextDocument,
    Piece,
    points,
    shape_of,
    write_note,
)
from ui.sessions.editor_index import BlockIndex
from ui.sessions.editor_margin import Margin, font_at, paint_grounds, paint_signs, stretches, tick_rect
from ui.sessions.editor_settle import settle
from ui.sessions.look import Look, px
from ui.sessions.parts import PartNames

WIDEST_LINE = 76  # characters
LARGEST = LONGEST_NOTE  # characters that can be edited; a longer note is shown in part, read-only
LARGEST_BLOCK = 200_000  # characters shown of one block of such a note
_EDGE_PX = 14  # between the bar and the text
_TICK_TARGET_PX = 32
_SAMPLE = "She said that she would stay in the room while he reads it out and asks her about that."


class NoteSurface(QTextEdit):
    """A note as it is shown. Loading, a new theme or another text size are no edits."""

    fitted = Signal(int)  # where the text column ends, in pixels from the left edge of this widget
    edited = Signal()  # a person changed the text, a format or a reader

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.names = PartNames()
        self._placeholder = ""
        self._whole: NoteDocument | None = None  # a note that is too long to be shown whole
        self._column_end = 0
        self._following = True
        self._undoing = self._only_formats = False
        self._touched: range | None = None
        self._text_font = QFont(self.font())
        self._scale = QImage(1, 1, QImage.Format.Format_RGB32)  # its resolution is the text size
        self._document = NoteTextDocument(self)
        self.setDocument(self._document)
        self._index = BlockIndex(self._document)
        self._margin = Margin(self)
        self._set_up()
        self._apply_look()
        self.look.changed.connect(self._apply_look)
        self.load(NoteDocument())

    # The note as a value

    def load(self, note: NoteDocument) -> None:
        """Show this note, with nothing to undo; one beyond LARGEST is shown in part and read-only."""
        pieces: list[Piece] = [(part.audience, block) for part in note.parts for block in part.blocks]
        shown = _beginning(pieces)
        if self._whole is not None:
            self.setReadOnly(False)
        self._whole = None if shown is pieces else note
        if self._whole is not None:
            self.setReadOnly(True)
        self._following = False
        try:
            write_note(self._document, shown)
        finally:
            self._following = True
        self._index.reset(shown)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.loaded()

    def loaded(self) -> None:
        """Called when another note is shown."""
        self.viewport().update()

    def note(self) -> NoteDocument:
        """The note as it now is; one that is shown in part comes back whole."""
        return self._index.note() if self._whole is None else self._whole

    @property
    def is_shortened(self) -> bool:
        """Whether the note is too long to be shown whole, and so cannot be changed here."""
        return self._whole is not None

    @property
    def word_count(self) -> int:
        """How many words the note holds."""
        return self._index.word_count() if self._whole is None else self._whole.word_count

    # What the page tells the text

    def set_names(self, a: str, b: str) -> None:
        """The partners' names for the labels ("Private to Ada")."""
        self.names = PartNames(a, b)
        self._margin.set_names(self.names)
        self._fit()

    def set_placeholder(self, text: str) -> None:
        """A quiet line shown while the note is empty."""
        self._placeholder = text
        self.viewport().update()

    def caret_place(self) -> dict[str, int]:
        """Where the caret and the view are, to come back to after a lock."""
        cursor = self.textCursor()
        scroll = self.verticalScrollBar().value()
        return {"anchor": cursor.anchor(), "position": cursor.position(), "scroll": scroll}

    def restore_caret(self, place: Mapping[str, int]) -> None:
        """Go back to a place from `caret_place`, as far as the text still reaches."""
        end = self._document.characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(max(place.get("anchor", 0), 0), end))
        cursor.setPosition(min(max(place.get("position", 0), 0), end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._document.documentLayout().blockBoundingRect(cursor.block())  # laid out up to here
        self.verticalScrollBar().setValue(place.get("scroll", 0))
        self.ensureCursorVisible()

    def select_part(self, block: int) -> None:
        """Select the whole part that holds the block with this number."""
        part = self.part_range(block)
        last = self._document.findBlockByNumber(part[-1])
        cursor = QTextCursor(self._document.findBlockByNumber(part[0]))
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # Where things are

    def has_room_for(self, pieces: Iterable[Piece]) -> bool:
        """Whether the note can hold these blocks as well."""
        more = list(pieces)
        letters = self._document.characterCount() + sum(len(block.text) + 1 for _, block in more)
        return letters <= LARGEST and self._document.blockCount() + len(more) <= MOST_BLOCKS

    def column_width(self) -> float:
        """The width of the text with the room left and right of it, in pixels."""
        return float(self.lineWrapColumnOrWidth())

    def column_end(self) -> int:
        """Where the text column ends, in pixels from the left edge of this widget."""
        return self._column_end

    def part_range(self, block: int) -> range:
        """The numbers of the blocks that make up the part of this block."""
        first = self._index.part_start(block)
        end = first + 1
        while end < len(self._index) and self._index.audience(end) is self._index.audience(first):
            end += 1
        return range(first, end)

    def number_in_list(self, block: int) -> int:
        """The number shown before the numbered block with this number."""
        return self._index.number_in_list(block)

    def tick_at(self, place: QPointF) -> QTextBlock | None:
        """The tick item whose box is here, with some room around it."""
        block = self.cursorForPosition(place.toPoint()).block()
        if shape_of(block).kind != "tick":
            return None
        top = block.layout().position().y() - self.verticalScrollBar().value()
        box = tick_rect(self, block, top)
        more = (px(self.look, _TICK_TARGET_PX) - box.width()) / 2
        return block if box.adjusted(-more, -more, more, more).contains(place) else None

    # Following the document

    def _follow(self, position: int, removed: int, added: int) -> None:
        if self._following and (removed or added):
            self._only_formats = self._only_formats and removed == added
            self._touched = self._index.follow(position, removed, added)

    def _after_change(self) -> None:
        touched, self._touched = self._touched, None
        if not self._following or touched is None:
            return
        if not self._undoing:  # undo leads back to what was already put right
            self._settle(touched)
        self.edited.emit()

    @contextmanager
    def _stepping(self) -> Iterator[None]:
        """For undo and redo: nothing is put right, and the caret stays where only formats change."""
        before, self._only_formats = self.textCursor(), True
        anchor, position = before.anchor(), before.position()
        self._undoing = True
        try:
            yield
        finally:
            self._undoing = False
        if self._only_formats:
            self.restore_caret(
                {"anchor": anchor, "position": position, "scroll": self.verticalScrollBar().value()}
            )

    def _settle(self, touched: range) -> None:
        self._document.contentsChanged.disconnect(self._after_change)
        try:
            settle(self._document, self._index, touched)
        finally:
            self._touched = None
            self._document.contentsChanged.connect(self._after_change)

    # Look and layout

    def _set_up(self) -> None:
        self.setObjectName("noteText")
        self.setAccessibleName("Note")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)  # for the style sheet: no frame, no ground, no padding
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._document.setDocumentMargin(_EDGE_PX)
        self._document.setIndentWidth(INDENT_UNIT_PX)
        self._document.contentsChange.connect(self._follow)
        self._document.contentsChanged.connect(self._after_change)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def _apply_look(self) -> None:
        """Take colours and text size from the theme; the document and its undo steps stay as they are."""
        screen = QGuiApplication.primaryScreen().logicalDotsPerInchY()
        dots = round(screen * self.look.em / 16 / 0.0254)
        self._scale.setDotsPerMeterX(dots)
        self._scale.setDotsPerMeterY(dots)
        self._text_font = QFont(self.font())
        self._text_font.setPointSizeF(points(TEXT_PX))
        palette, role = QPalette(self.palette()), QPalette.ColorRole
        for part, name in _PALETTE.items():
            palette.setColor(getattr(role, part), self.look.color(name))
        self.setPalette(palette)
        self.setCursorWidth(max(round(px(self.look, 2)), 1))
        self._lay_out()
        self._fit()
        self._margin.update()
        self.viewport().update()

    def _lay_out(self) -> None:
        self._document.documentLayout().setPaintDevice(self._scale)
        self._document.setDefaultFont(self._text_font)

    def _fit(self) -> None:
        """Give the margin its room and the text a column of at most WIDEST_LINE characters."""
        left = self._margin.wanted_width(self.width())
        if self.viewportMargins().left() != left:
            self.setViewportMargins(left, 0, 0, 0)
        self._margin.setGeometry(0, 0, left, self.height())
        font = QFontMetricsF(font_at(self.look, self, TEXT_PX))
        widest = font.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * WIDEST_LINE + 2 * px(self.look, _EDGE_PX)
        column = max(min(self.viewport().width(), round(widest)), 1)
        if column != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(column)
        if (end := left + column) != self._column_end:
            self._column_end = end
            self.fitted.emit(end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits margin and column."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Keeps the text's own font when the widget is given another one."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._text_font.setFamilies(self.font().families())
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grounds of parts, then the text, then the signs beside it."""
        found = stretches(self)
        self._margin.show_stretches(found)
        painter = QPainter(self.viewport())
        paint_grounds(painter, self, found)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        paint_signs(painter, self)
        if self._placeholder and self._document.isEmpty():
            self._paint_placeholder(painter)
        painter.end()

    def _paint_placeholder(self, painter: QPainter) -> None:
        line = self._document.firstBlock().layout()
        painter.setFont(font_at(self.look, self, TEXT_PX))
        painter.setPen(self.look.color("placeholder"))
        first = line.lineAt(0)
        place = line.position() + QPointF(first.x(), first.y() + first.ascent())
        painter.drawText(place - QPointF(0, self.verticalScrollBar().value()), self._placeholder)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: a note never reads a file or address."""
        return self._document.loadResource(kind, name)


_PALETTE = {
    "Base": "surface",
    "Text": "text",
    "Highlight": "accent",
    "HighlightedText": "on_accent",
    "PlaceholderText": "placeholder",
}


def _beginning(pieces: list[Piece]) -> list[Piece]:
    """The same list, or its beginning when the note is too long to be edited."""
    room = LARGEST
    for place, (audience, block) in enumerate(pieces):
        if place == MOST_BLOCKS:
            return pieces[:place]
        if room < len(block.text) + 1:
            return [*pieces[:place], (audience, _cut(block, min(room, LARGEST_BLOCK)))]
        room -= len(block.text) + 1
    return pieces


def _cut(block: Block, room: int) -> Block:
    """The beginning of a block."""
    return Block.of(block.kind, block.text[:room], level=block.level, state=block.state)
