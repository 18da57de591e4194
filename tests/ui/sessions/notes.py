"""Random notes for property tests, with the text that tends to get lost."""

from __future__ import annotations

from hypothesis import strategies as st

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import KINDS, MARKS, Block, NoteDocument

_SPACES = (" ", "  ", "\t", "\u00a0", "\u2028", "\x0b", "\x1f")
_SCRIPTS = (
    "\u200d",
    "\u202e",
    "\u202c",
    "e\u0301",
    "\U0001f469\u200d\U0001f467",
    "\u05e9\u05dc",
    "\u0645\u0631",
)
_SIGNS = ("<b>", "&amp;", "**", "~", "# ", "- ", "\ufeff", "\ufffe", "\ufffd", "\uffff", "\U0010ffff")
AWKWARD = st.sampled_from([*_SPACES, *_SCRIPTS, *_SIGNS])
TEXT = st.lists(st.one_of(AWKWARD, st.text(max_size=8)), max_size=5).map("".join)
RUNS = st.lists(st.tuples(TEXT, st.sampled_from(MARKS)), max_size=4)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(KINDS))
    state = draw(st.sampled_from(("", "x"))) if kind == "tick" else ""
    return Block.of(kind, draw(RUNS), level=draw(st.integers(0, 3)), state=state)


PIECES = st.lists(st.tuples(st.sampled_from(Audience), blocks()), max_size=12)
NOTES = PIECES.map(NoteDocument.of)
