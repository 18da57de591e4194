"""Every field of every sheet comes back as it was filled in, whoever filled it."""

import pytest

from tests.support.filling import by_hand, by_pdfium, by_pdftk, values_for
from tests.support.programs import needs
from therapist_app.documents.filled import fields_of
from therapist_app.homework.fillable import Identity, new_secret
from therapist_app.homework.returned import answers_in, mark_in

WITHOUT_BLANKS = {"people_i_can_call", "questions", "welcome"}


def sheets_of(practice, *, large=False, every=1):
    """Every so many-th sheet of the library as a fillable file for a couple with promises."""
    couple = practice.couple("Adaline", "Benedict").safety("no_known_concern")
    couple.promise("I text by five", owner="a")
    couple.promise("We walk on Sunday", owner="both")
    for handout in practice.homework.library()[::every]:
        holder = "both" if handout.head.for_ == "both" else "a"
        mark = Identity.new(handout.key, handout.head.version, holder).mark(new_secret())
        yield (
            mark,
            practice.homework.render(couple.id, handout.key, holder=holder, mark=mark, large=large),
            handout.key,
        )


def unequal(practice, fill, **which):
    """Sheets that did not come back equal, the names of those without a blank, and how many fields there were."""
    wrong, empty, count = [], set(), 0
    for mark, sheet, key in sheets_of(practice, **which):
        if not sheet.blanks:
            empty.add(key)
            continue
        values = values_for(sheet.blanks)
        found = fields_of(fill(sheet.pdf, values))
        said = {one.blank.name: one.value for one in answers_in(found, sheet.blanks)}
        count += len(values)
        if said != values or mark_in(found) != mark:
            wrong.append(
                (key, {name: (said[name], one) for name, one in values.items() if said[name] != one})
            )
    return wrong, empty, count


@pytest.mark.parametrize("fill", [by_hand, by_pdfium])
def test_every_field_of_every_sheet_comes_back_equal(practice, fill):
    wrong, empty, count = unequal(practice, fill)
    assert wrong == []
    assert empty <= WITHOUT_BLANKS
    assert count > 600


def test_large_print_comes_back_equal_too(practice):
    assert unequal(practice, by_hand, large=True)[0] == []


@pytest.mark.program
@needs("pdftk")
def test_what_pdftk_fills_in_comes_back_equal(practice, tmp_path):
    """It takes a second for each sheet to start, so every third is filled in."""
    assert unequal(practice, lambda pdf, values: by_pdftk(pdf, values, tmp_path), every=3)[0] == []
