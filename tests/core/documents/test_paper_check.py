"""What `make handouts` sees on a page that is not as it must be."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.core.documents.sheets import SHEET
from tests.support.programs import needs
from therapist_app.documents.render import render_sheets
from tools.paper.check import Report
from tools.paper.sheets import words_of


def looked_at(tmp_path, pdf, words=()):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    report = Report()
    report.look(path, words)
    return report


@needs("qpdf", "pdffonts", "pdftotext")
def test_a_sheet_of_ours_has_no_fault(tmp_path):
    report = looked_at(tmp_path, render_sheets([SHEET]).pdf, words_of([SHEET]))
    assert report.faults == []
    assert report.counts["files"] == 1
    assert report.counts["fonts"] >= 4
    assert report.counts["words"] > 20
    assert list(report.lines())[-1] == "No fault was found."


@needs("qpdf", "pdffonts", "pdftotext")
def test_a_broken_file_and_a_lost_word_are_told(tmp_path):
    pdf = render_sheets([SHEET]).pdf
    assert "words that are not there: never" in looked_at(tmp_path, pdf, {"never"}).faults[0]
    assert looked_at(tmp_path, pdf.replace(b"/Kids", b"/Xids")).faults


@needs("qpdf", "pdffonts", "pdftotext")
def test_a_font_that_is_not_in_the_file_and_a_word_over_the_edge_are_told(tmp_path):
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 200))
    canvas.drawString(150, 100, "far beyond the right edge of this page")
    canvas.save()
    faults = " ".join(looked_at(tmp_path, out.getvalue()).faults)
    assert "1 fonts are not embedded" in faults
    assert "reaches over the edge" in faults


def test_a_program_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    report = looked_at(tmp_path, b"", {"word"})
    assert "qpdf is not here: errors of the file were not looked at." in list(report.lines())
    assert "words" not in report.counts
