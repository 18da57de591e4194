"""What is to be heard of a sheet, from the values it is drawn from: its texts in the order of reading."""

from therapist_app.documents.blocks import (
    Bullets,
    Checks,
    CycleDiagram,
    DayLog,
    Example,
    Lines,
    Paragraph,
    PhasePath,
    PromiseGrid,
    Rate,
    Starters,
    Steps,
    Table,
    Written,
)


def in_order(sheet):
    """The texts of a sheet; of what is drawn for the hand only its words."""
    yield from (sheet.small_word, sheet.title, sheet.purpose)
    for cell in sheet.cells:
        yield from cell
    yield from sheet.safety_note or ()
    for section in sheet.body.sections:
        yield from (section.heading, section.lead)
        for block in section.blocks:
            yield from _texts(block, sheet)


def _plain(runs):
    return "".join(run.text for run in runs)


def _texts(block, sheet):
    match block:
        case Paragraph():
            yield _plain(block.runs)
        case Steps() | Bullets() | Starters() | Checks():
            yield from map(_plain, block.items)
        case Example():
            yield from (text for name, runs in block.turns for text in (name, _plain(runs)))
        case Lines():
            yield _plain(block.prompt)
        case Rate():
            yield from map(_plain, block.prompts)
        case Written():
            yield from (_plain(passage.runs) for passage in block.passages)
        case Table():
            yield from (cell for row in (block.head, *block.rows) for cell in row)
        case DayLog():
            heads = [head for kind, head in block.columns if kind != "write" or not sheet.large]
            yield from (block.key, *heads) if sheet.large else (*heads, block.key)
        case PromiseGrid():
            key = sheet.words.in_each_box
            rows = [text for one in sheet.promises for text in (one.words, one.cadence, one.notice)]
            yield from (
                (key, sheet.words.promised, *rows) if sheet.large else (sheet.words.promised, *rows, key)
            )
        case CycleDiagram():
            yield from (
                text
                for card in sheet.cycle.cards
                for text in (card.heading, card.words, card.label, card.under)
            )
            yield sheet.cycle.middle
            yield sheet.cycle.new_title
            yield from (text for card in sheet.cycle.new_cards for text in (card.heading, card.words))
        case PhasePath():
            yield from (text for stop in sheet.path for text in (stop.label, stop.words))
