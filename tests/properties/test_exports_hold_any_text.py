"""Whatever papers say, every export can be made, can be read back, and is the same twice."""

from io import BytesIO

import docx
import openpyxl
import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_chronology import telling

from caseclock.extractor.exports.application import review_application
from caseclock.extractor.exports.options import ColumnName, Options
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.shape import ON_ITS_SIDE, UPRIGHT
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.sheet_writer import harmless
from caseclock.extractor.exports.table import Background
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


@few
@given(texts)
def test_an_application_holds_any_text(words):
    bound = Background(bundle_page=lambda passage: passage.page, bundle_file=f"{words}.pdf", version=plain(words))
    data = review_application(telling(words), bound, policy=words)
    assert data == review_application(telling(words), bound, policy=words)
    (incidents, *_) = docx.Document(BytesIO(data)).tables
    assert plain(words) in incidents.rows[1].cells[2].text


@few
@given(texts)
def test_no_cell_begins_as_a_formula_does(words):
    book = openpyxl.load_workbook(BytesIO(sheet_chronology(telling(words))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in cells)
    assert not [cell.value for cell in cells if cell.value.lstrip().startswith(("=", "+", "-", "@"))]


@given(texts)
def test_what_is_harmless_stays_so(words):
    assert harmless(words) in (words, f"'{words}")
    assert harmless(harmless(words)) == harmless(words)


choices = st.sets(st.sampled_from(ColumnName)).map(lambda some: (*some, ColumnName.EVENT))


@given(choices, st.sampled_from([UPRIGHT, ON_ITS_SIDE]))
def test_any_choice_of_columns_shares_the_whole_width(asked, shape):
    columns = Options(asked).columns
    assert set(columns) == set(asked)
    shares = shape.shares(columns)
    assert len(shares) == len(columns)
    assert min(shares) > 0
    assert abs(sum(shares) - 1) < 1e-9
    assert max(shares) == shares[columns.index(ColumnName.EVENT)]


@few
@given(choices, st.booleans())
def test_any_choice_of_columns_is_what_is_shown(asked, findings):
    options = Options(asked, findings)
    table = docx.Document(BytesIO(word_chronology(telling("noise"), Background(options=options)))).tables[0]
    assert len(table.rows[0].cells) == len(options.columns)
