"""A sheet goes out as a file to fill in and comes back: equal, hers alone, once, and nothing else is believed."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from tests.support.filling import by_hand, by_pdfium, values_for
from tests.support.programs import needs, run_program
from therapist_app.documents.blanks import MARK_FIELD
from therapist_app.documents.filled import fields_of
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import FileError, InputError, SafetyHold
from therapist_app.search.model import Wish
from therapist_app.vault import search_index

GRID, LETTER, LISTENING = "commitment_sheet", "ownership_letter", "listening_habit"


def made(practice, couple, key=GRID, holder="a"):
    """A fillable file that was given."""
    sheet = practice.returns.layout(couple.id, key, holder=holder)()
    practice.returns.give(sheet)
    return sheet


def filled(sheet, **changes):
    """The same with something in every field."""
    values = values_for(sheet.sheet.blanks) | changes
    return by_hand(sheet.sheet.pdf, values), values


def come(practice, pdf, couple_id=""):
    return practice.returns.look(fields_of(pdf), couple_id)


def said(came):
    return {one.blank.name: one.value for one in came.answers}


@pytest.fixture
def couple(practice):
    couple = practice.couple("Ada", "Ben")
    couple.promise("I text by five", owner="a")
    couple.promise("We walk on Sunday", owner="both")
    return couple


@pytest.mark.parametrize("fill", [by_hand, by_pdfium])
def test_what_was_filled_in_comes_back_equal(practice, couple, fill):
    sheet = made(practice, couple)
    values = values_for(sheet.sheet.blanks)
    assert said(come(practice, fill(sheet.sheet.pdf, values))) == values


def test_marked_days_become_check_ins_of_the_holder_and_can_be_taken_back(practice, couple):
    sheet = made(practice, couple)
    practice.clock.advance(days=30)
    pdf, values = filled(sheet)
    came = come(practice, pdf, couple.id)
    done = practice.returns.take_in(came)
    ledger = practice.commitments.list(couple.id)
    found = [one for file in ledger for one in file.check_ins]
    assert len(found) == 14
    assert {(one.account, one.audience) for one in found} == {("a", "a")}
    first = ledger[0].check_ins[0]
    name = next(one.blank.name for one in came.check_ins if one.blank.on == first.on_date)
    marks = {"kept": "✓", "partly": "/", "missed": "o", "not_applicable": "–"}
    assert marks[first.outcome] == values[name]
    practice.returns.take_back(done.value.id)
    assert not any(file.check_ins for file in practice.commitments.list(couple.id))
    assert practice.returns.list(couple.id) == ()
    practice.returns.take_in(come(practice, pdf))  # it may come again


def test_nothing_of_one_partners_sheet_is_there_for_the_other_or_for_both(practice, couple):
    sheet = made(practice, couple)
    practice.clock.advance(days=30)
    text = next(blank.name for blank in sheet.sheet.blanks if blank.kind == "line")
    pdf, _ = filled(sheet, **{text: "canaryword"})
    done = practice.returns.take_in(come(practice, pdf))
    kept = practice.returns.get(done.value.id)
    assert {one.audience for one in kept.answers} == {"a"} == {kept.returned.audience, kept.file.audience}
    assert "canaryword" in {one.answer for one in kept.answers}
    for reader in (Reader.BOTH, Reader.B):
        files = practice.commitments.list(couple.id, reader)
        assert not any(file.check_ins or file.figures.whole.due for file in files), reader
        report = practice.progression.review(couple.id, reader)
        assert "canaryword" not in repr(report)
    assert any(file.check_ins for file in practice.commitments.list(couple.id, Reader.A))


def test_a_sheet_that_both_hold_speaks_for_both(practice, couple):
    sheet = made(practice, couple, holder="both")
    practice.clock.advance(days=30)
    practice.returns.take_in(come(practice, filled(sheet)[0]))
    found = [one for file in practice.commitments.list(couple.id, Reader.BOTH) for one in file.check_ins]
    assert {(one.account, one.audience) for one in found} == {("a", "joint"), ("b", "joint")}


def test_days_to_come_and_days_answered_before_stay_words_on_the_sheet(practice, couple):
    sheet = made(practice, couple)
    monday = practice.today + dt.timedelta(days=-practice.today.weekday() % 7)
    practice.clock.advance(days=(monday - practice.today).days + 1)
    promise = practice.commitments.list(couple.id)[0].commitment
    practice.commitments.check_in(promise.id, "missed", on_date=monday, account="a", audience="a")
    came = come(practice, filled(sheet)[0])
    assert (len(came.check_ins), len(came.skipped)) == (3, 11)
    practice.returns.take_in(came)
    monday_said = [
        one.outcome for one in practice.commitments.get(promise.id).check_ins if one.on_date == monday
    ]
    assert monday_said == ["missed"]


@pytest.mark.parametrize(("was", "turned"), [(b" 00000 n", b" 00001 n"), (b"\nxref\n", b"\nxrff\n")])
def test_a_file_whose_table_of_objects_was_damaged_is_refused(practice, couple, was, turned):
    """Readers mend such a file, and may show what stood in a field before it was filled in."""
    sheet = made(practice, couple)
    given, (pdf, _) = sheet.sheet.pdf, filled(sheet)
    place = given.rindex(was)
    assert pdf.startswith(given)
    with pytest.raises(FileError, match="broken"):
        fields_of(pdf[:place] + turned + pdf[place + len(was) :])


def test_words_wait_until_they_are_read(practice, couple):
    sheet = made(practice, couple)
    done = practice.returns.take_in(come(practice, filled(sheet)[0]))
    assert [one.returned.id for one in practice.returns.unread()] == [done.value.id]
    practice.returns.mark_read(done.value.id)
    assert practice.returns.unread() == ()


def test_a_sheet_without_words_has_nothing_to_read(practice, couple):
    sheet = made(practice, couple)
    blanks = [blank for blank in sheet.sheet.blanks if blank.kind == "pick"]
    pdf = by_hand(sheet.sheet.pdf, values_for(blanks))
    practice.returns.take_in(come(practice, pdf))
    assert practice.returns.unread() == ()


def test_a_file_is_taken_in_once(practice, couple):
    sheet = made(practice, couple)
    pdf, _ = filled(sheet)
    came = come(practice, pdf)
    practice.returns.take_in(came)
    for again in (lambda: come(practice, pdf), lambda: practice.returns.take_in(came)):
        with pytest.raises(FileError, match="already"):
            again()
    assert len(practice.returns.list(couple.id)) == 1


def test_a_sheet_of_another_couple_or_practice_is_refused(practice, couple, tmp_path):
    from tests.support.builders import Practice

    other = practice.couple("Cleo", "Dan")
    pdf, _ = filled(made(practice, couple))
    with pytest.raises(FileError, match="another couple"):
        come(practice, pdf, other.id)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with Practice(folder) as elsewhere, pytest.raises(FileError, match="not given by this"):
        come(elsewhere, pdf)


@pytest.mark.parametrize("what", ["handout", "version", "holder", "id", "seal"])
def test_a_mark_that_was_changed_is_refused(practice, couple, what):
    sheet, twin = made(practice, couple), made(practice, couple, holder="b")
    mark = sheet.identity.mark(sheet.secret)
    words = mark.split("/")
    changes = {
        "handout": (2, LETTER), "version": (3, "2"), "holder": (4, "b"), "id": (5, twin.identity.id),
        "seal": (6, words[6][:-1] + ("0" if words[6][-1] != "0" else "1")),
    }  # fmt: skip
    place, word = changes[what]
    words[place] = word
    with pytest.raises(FileError, match="does not fit"):
        come(practice, by_hand_mark(sheet.sheet.pdf, "/".join(words)))
    assert practice.returns.list(couple.id) == ()


def by_hand_mark(pdf, mark):
    """The same file under another mark."""
    return by_hand(pdf, {MARK_FIELD: mark})


def test_fields_that_were_renamed_are_refused(practice, couple):
    sheet = made(practice, couple)
    name = sheet.sheet.blanks[0].name.encode()
    renamed = sheet.sheet.pdf.replace(b"/T (%s)" % name, b"/T (%s)" % (b"x" * len(name)))
    with pytest.raises(FileError, match="not those of the sheet"):
        come(practice, renamed)


def test_a_choice_that_the_sheet_does_not_offer_is_refused(practice, couple):
    sheet = made(practice, couple)
    pick = next(blank.name for blank in sheet.sheet.blanks if blank.kind == "pick")
    with pytest.raises(FileError, match="does not offer"):
        come(practice, by_hand(sheet.sheet.pdf, {pick: "always"}))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda pdf: b"not a pdf at all", "not a PDF"),
        (lambda pdf: pdf[:400], "broken"),
        (lambda pdf: pdf.replace(b"%%EOF", b"% /JavaScript (app.alert(1))\n%%EOF"), "act by itself"),
        (lambda pdf: pdf + b" " * 9_000_000, "far more"),
    ],
)
def test_hostile_files_have_a_sentence_of_their_own(practice, couple, spoil, sentence):
    with pytest.raises(FileError, match=sentence):
        come(practice, spoil(filled(made(practice, couple))[0]))


def test_a_sheet_with_a_copy_for_each_needs_one_holder(practice, couple):
    couple.safety("no_known_concern")
    with pytest.raises(InputError, match="copy of their own"):
        practice.returns.layout(couple.id, LETTER, holder="both")


def test_the_safety_hold_covers_fillable_sheets(practice, couple):
    couple.safety("unsafe")
    with pytest.raises(SafetyHold):
        practice.returns.layout(couple.id, GRID, holder="both")


def test_taking_back_a_given_sheet_forgets_its_file_unless_it_came_back(practice, couple):
    sheet = practice.returns.layout(couple.id, GRID, holder="a")()
    given = practice.returns.give(sheet).value
    practice.homework.take_back(given.file.assignment_id)
    with pytest.raises(FileError, match="taken back"):
        come(practice, filled(sheet)[0])
    second = practice.returns.layout(couple.id, GRID, holder="a")()
    given = practice.returns.give(second).value
    practice.returns.take_in(come(practice, filled(second)[0]))
    with pytest.raises(InputError, match="came back"):
        practice.homework.take_back(given.file.assignment_id)


def test_a_sheet_in_the_trash_is_refused_until_it_is_restored(practice, couple):
    sheet = practice.returns.layout(couple.id, GRID, holder="a")()
    given = practice.returns.give(sheet).value
    pdf, _ = filled(sheet)
    entry = practice.trash.remove_assignment(given.file.assignment_id).value
    with pytest.raises(FileError, match="not given by this"):
        come(practice, pdf)
    practice.trash.restore(entry)
    assert come(practice, pdf).answers


def test_a_locked_file_opens_only_with_its_password_and_comes_back_by_itself(practice, couple, tmp_path):
    word = "Grüße an drei Wörter"
    sheet = practice.returns.layout(couple.id, GRID, holder="a", password=word)()
    practice.returns.give(sheet)
    pdf = sheet.sheet.pdf
    assert b"I text by five" not in pdf
    with pytest.raises(FileError, match="password"):
        fields_of(pdf)
    with pytest.raises(FileError, match="password"):
        fields_of(pdf, ("another word",))
    reader = PdfReader(BytesIO(pdf))
    assert reader.decrypt(word)
    assert "I text by five" in reader.pages[0].extract_text().replace("\n", " ")
    writer = PdfWriter(clone_from=reader)
    name = next(blank.name for blank in sheet.sheet.blanks if blank.kind == "line")
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, {name: "Γειά"}, auto_regenerate=False)
    writer.encrypt(word, algorithm="AES-256")
    back = BytesIO()
    writer.write(back)
    came = practice.returns.look(fields_of(back.getvalue(), practice.returns.passwords()))
    assert said(came)[name] == "Γειά"
    practice.returns.take_in(came)
    assert practice.returns.passwords() == ()


@pytest.mark.program
@needs("qpdf")
@pytest.mark.parametrize("password", ["", "three small words"])
def test_an_independent_checker_finds_nothing_wrong(practice, couple, tmp_path, password):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(practice.returns.layout(couple.id, GRID, holder="a", password=password)().sheet.pdf)
    told = run_program("qpdf", "--check", f"--password={password}", str(path))
    assert told.returncode == 0, told.stdout + told.stderr
    fonts = run_program("pdffonts", "-upw", password, str(path)).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@pytest.mark.parametrize("password", ["short", "x" * 61, " three small words", "three\nsmall words"])
def test_a_password_that_is_of_no_use_is_refused(practice, couple, password):
    with pytest.raises(InputError):
        practice.returns.layout(couple.id, GRID, holder="a", password=password)


def test_words_on_a_sheet_are_found_by_its_reader_alone_and_go_with_it(practice, couple):
    sheet = made(practice, couple.safety("no_known_concern"), LETTER)
    text = next(blank.name for blank in sheet.sheet.blanks if blank.kind in ("line", "area"))
    done = practice.returns.take_in(come(practice, filled(sheet, **{text: "The heron came back"})[0]))
    [hit] = practice.search.find(Wish("heron")).hits
    assert (hit.kind, hit.audience, hit.about, hit.on_date) == ("answer", "a", LETTER, practice.today)
    assert practice.search.find(Wish("heron"), reader=Reader.A).hits
    for reader in (Reader.BOTH, Reader.B):
        assert not practice.search.find(Wish("heron"), reader=reader).hits
    assert search_index.fits(practice.vault._raw)
    practice.returns.take_back(done.value.id)
    assert not practice.search.find(Wish("heron")).hits
    assert search_index.fits(practice.vault._raw)
