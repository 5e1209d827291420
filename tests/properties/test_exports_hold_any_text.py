"""Whatever papers say, every export can be made, can be read back, and is the same twice."""

from io import BytesIO

import docx
import openpyxl
import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_chronology import telling

from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.word import word_chronology
from caseclock.extractor.exports.wording import plain

# Any code point at all, with those that mean something to Word, Typst or a spreadsheet made likely.
texts = st.text(
    st.one_of(st.characters(), st.sampled_from("#$*_`<>@=\\/[]{}()\"'+-|&;\x00\x0b\u202e\ufeff\ud800")), max_size=80
)
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(texts)
def test_word_holds_any_text(words):
    data = word_chronology(telling(words))
    assert data == word_chronology(telling(words))
    event = docx.Document(BytesIO(data)).tables[0].rows[1].cells[2].text
    assert plain(words) in event


@few
@given(texts)
def test_pdf_holds_any_text(words):
    data = pdf_chronology(telling(words))
    assert data == pdf_chronology(telling(words))
    with pypdfium2.PdfDocument(data) as document:
        assert "Incident." in document[0].get_textpage().get_text_range()


@few
@given(texts)
def test_sheet_holds_any_text(words):
    data = sheet_chronology(telling(words))
    assert data == sheet_chronology(telling(words))
    event = openpyxl.load_workbook(BytesIO(data))["Chronology"].cell(2, 10).value
    assert plain(words) in event
