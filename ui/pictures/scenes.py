"""Ways to pictures that need something done first: a note signed, rated, rewritten or on paper; the trash; Today."""

from __future__ import annotations

from therapist_app.documents.blanks import MARK_FIELD, TICKED, Blank, BlankKind
from therapist_app.documents.filled import Filled, FilledField
from therapist_app.homework.returns import Came
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer
from ui.homework.own_page import OwnSheetPage
from ui.kit.places import Place
from ui.pictures.tour import Tour
from ui.sessions.page import NotePage
from ui.today.page import TodayPage


def signed_note(at: Tour) -> None:
    """A note that was signed, with an addendum below it."""
    signing, signer = at.window.ctx.workspace.signing, Signer("Jo Marsh", "LMFT 12345")
    if not at.signed:
        rows = at.ask(lambda: at.window.ctx.workspace.progression.caseload())
        others = [row.couple.id for row in rows if row.couple.id not in (at.couple, at.paused)]
        session = at.signed = at.ask(lambda: signing.to_sign(others[-1]))
        words = NoteDocument.of([(Audience.JOINT, Block.of("p", "The next session is at ten, not at nine."))])
        at.ask(lambda: signing.sign(session, signer))
        at.ask(lambda: signing.add(session, Addition("addendum", words, "The time was missing."), signer))
    at.window.go(Place("note", "", at.signed))
    at.settle()


def rated_note(at: Tour) -> None:
    """A note with the signs of healing open beside it, and some of them rated."""
    at.go("note")
    page = at.window.stack.current
    assert isinstance(page, NotePage)  # noqa: S101 it was just opened
    signs = page.panel.signs
    signs.set_open(True)
    for key, value in (("empathy_for_wounds", 2), ("attunement", 3), ("regulation", 1)):
        signs.rows[key].strip.segments[value].click()
    at.settle()
    page.panel.verticalScrollBar().setValue(page.panel.verticalScrollBar().maximum())
    at.settle()


def note_on_paper(at: Tour) -> None:
    """The newest note that is written, as pages for the file."""
    workspace = at.window.ctx.workspace
    row = at.ask(lambda: workspace.sessions.last_noted(at.couple))
    assert row is not None  # noqa: S101 the sample has one
    at.window.go(Place("note_paper", at.couple, row.session.id))
    at.settle()


def not_now(at: Tour) -> None:
    """A loose end that is being set aside, below others; one that was set aside before is shown."""
    at.go("today")
    page = at.window.stack.current
    assert isinstance(page, TodayPage)  # noqa: S101 it was just opened
    card = page.loose_ends
    may = [row.end for row in card.end_rows if not row.end.stays]
    if card.aside_link is None and len(may) > 1:
        card.ask(may[-1])
        at.press("Set aside")
    page.open(Place("today", extra={"open": "aside"}))
    at.settle()
    card.ask(next(row.end for row in card.end_rows if not row.end.stays and row.end.group != "safety"))
    at.settle()


def versions(at: Tour) -> None:
    """The earlier versions of a note that was written over once."""
    sessions = at.window.ctx.workspace.sessions
    if not at.rewritten:
        at.rewritten = True
        note = at.ask(lambda: sessions.get(at.session)).note
        lines = [(part.audience, block) for part in note.parts for block in part.blocks]
        more = [
            (Audience.JOINT, Block.of("p", "They slept badly, and came all the same.")),
            (Audience.THERAPIST, Block.of("p", "Ask each alone about the summer.")),
        ]
        first = NoteDocument.of([*lines, *more])
        more[0] = (Audience.JOINT, Block.of("p", "They slept badly, yet came all the same, on foot."))
        more[1] = (Audience.A, more[1][1])
        for words in (first, NoteDocument.of([*lines, *more])):
            at.ask(lambda words=words: sessions.save_note(at.session, words, keep=True))
    at.go("note")
    at.window.do("versions")
    at.settle()


def trash(at: Tour) -> None:
    """The trash with a promise, a note and a sheet in it."""
    trash, workspace = at.window.ctx.workspace.trash, at.window.ctx.workspace
    if not at.ask(trash.list):
        promise = at.ask(lambda: workspace.commitments.list(at.couple))[0].commitment.id
        sheet = at.ask(lambda: workspace.homework.assignments(at.couple))
        old = at.ask(lambda: workspace.sessions.list(at.paused))[-1].session.id
        at.ask(lambda: trash.remove_commitment(promise))
        at.ask(lambda: trash.remove_session(old))
        for one in sheet[:1]:
            at.ask(lambda one=one: trash.remove_assignment(one.id))
    at.go("trash")


def note_alone(at: Tour) -> None:
    """A note of a session to which one partner came alone, of a couple who agreed on no secrets."""
    workspace = at.window.ctx.workspace
    if not at.alone:
        rows = at.ask(lambda: workspace.progression.caseload())
        couple = next(row.couple.id for row in rows if row.couple.id not in (at.couple, at.paused))
        at.ask(lambda: workspace.couples.agree_on_secrets(couple, "no_secrets"))
        at.alone = at.ask(lambda: workspace.sessions.start(couple, present="a")).value.id
    at.window.go(Place("note", "", at.alone))
    at.settle()


_WALK = (
    "## Why it helps\n\nSide by side it is often easier to talk than face to face.\n\n## How it works\n\n"
    "1. Choose two evenings. Leave the phones at home.\n2. For the first ten minutes {a} talks, then {b}.\n\n"
    "> I noticed today \u2026\n> What was good for me was \u2026\n\n:::lines 3\nWhat we saw on our way\n:::\n"
)


def own_handout(at: Tour, body: str = _WALK) -> None:
    """A handout of the practice's own while it is written."""
    own = at.window.ctx.workspace.homework.own
    entries = at.ask(own.list)
    key = entries[0].key if entries else at.ask(lambda: own.begin("Our evening walk")).value
    head = dict(at.ask(lambda: own.text(key)).head) | {
        "purpose": "Twenty minutes, side by side, twice a week."
    }
    at.ask(lambda: own.keep(key, head, body))
    at.window.go(Place("own_sheet", extra={"sheet": key}))
    at.settle()
    page = at.window.stack.current
    assert isinstance(page, OwnSheetPage)  # noqa: S101 it was just opened
    page.form.text.setPlainText(body)
    at.settle()


def own_mistake(at: Tour) -> None:
    """The same with a line that cannot be printed yet."""
    own_handout(at, _WALK.replace(":::lines 3", ":::lines many"))


def packet(at: Tour) -> None:
    """Three sheets as one packet, a copy for each and one for the file."""
    keys = ["welcome", "listening_habit", "appreciation_log"]
    at.window.go(Place("today"))
    at.window.go(Place("couple", at.couple, tab="homework", extra={"packet": keys}))
    at.settle()
    at.window.do("print_packet")
    at.settle()


def said_sheet(at: Tour) -> None:
    """Words of the newest note that is written, as a copy for each."""
    workspace = at.window.ctx.workspace
    row = at.ask(lambda: workspace.sessions.last_noted(at.couple))
    assert row is not None  # noqa: S101 the sample has one
    note = at.ask(lambda: workspace.sessions.get(row.session.id)).note
    words = [
        [str(part.audience), block.text] for part in note.parts for block in part.blocks if block.kind == "p"
    ]
    at.window.go(Place("said_sheet", at.couple, row.session.id, extra={"words": words[:6]}))
    at.settle()


def filled_sheet(at: Tour) -> None:
    """A sheet that came back, looked at before it is taken in."""
    workspace = at.window.ctx.workspace
    at.go("today")
    came = at.ask(lambda: _came(at))
    at.window.returning.review(came, at.ask(lambda: workspace.couples.get(at.couple)))
    at.settle()


def returned_sheet(at: Tour) -> None:
    """Today with a sheet on top whose words nobody has read yet."""
    returns = at.window.ctx.workspace.returns
    if not at.ask(returns.unread):
        came = at.ask(lambda: _came(at))
        at.window.tell(at.ask(lambda: returns.take_in(came)).changes)
    at.go("today")


def _came(at: Tour) -> Came:
    """The commitment sheet of one partner, filled in."""
    returns = at.window.ctx.workspace.returns
    sheet = returns.layout(at.couple, "listening_habit", holder="a")()
    returns.give(sheet)
    said = [(blank, _said(blank, place)) for place, blank in enumerate(sheet.sheet.blanks)]
    kinds = {BlankKind.LINE: "text", BlankKind.AREA: "text"}
    fields = [FilledField(blank.name, kinds.get(blank.kind, str(blank.kind)), value) for blank, value in said]
    mark = FilledField(MARK_FIELD, "text", sheet.identity.mark(sheet.secret))
    return returns.look(Filled((mark, *fields)))


def _said(blank: Blank, place: int) -> str:
    if blank.kind in (BlankKind.LINE, BlankKind.AREA):
        return "It was short. I felt heard at the end, and said so." if place % 5 == 0 else ""
    if blank.kind == BlankKind.TICK:
        return TICKED if place % 3 else ""
    return blank.choices[place % len(blank.choices)]
