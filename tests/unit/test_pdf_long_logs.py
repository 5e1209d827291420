"""A police log of 150 rows on 15 pages: every row is found, with every cell exact and on the page where it begins."""

import pytest
from benchmarks.ruled_log import HEADINGS, ruled_log

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.reader import read
from caseclock.models.text import Role

PRINTS = [
    pytest.param({}, id="ruled, headings on every page"),
    pytest.param({"repeat": False}, id="ruled, headings on the first page only"),
    pytest.param({"broken": True}, id="ruled, rows go on over the page"),
    pytest.param({"broken": True, "repeat": False}, id="ruled, rows go on over the page, headings once"),
    pytest.param({"rules": False}, id="no rules"),
    pytest.param({"rules": False, "repeat": False}, id="no rules, headings on the first page only"),
    pytest.param({"rules": False, "broken": True}, id="no rules, rows go on over the page"),
]


@pytest.mark.parametrize("manner", PRINTS)
@pytest.mark.parametrize("seed", [11, 12])
def test_every_row_is_read_with_its_page_and_every_cell_exact(manner: dict[str, bool], seed: int) -> None:
    paper = ruled_log(15, seed=seed, **manner)
    text = read(paper.data, Limits()).text
    rows = [block for block in text.blocks if block.role is Role.ROW]
    found = [{cell.header: cell.text for cell in row.cells} for row in rows]
    assert found == [{name: cell for name, cell in zip(HEADINGS, row, strict=True) if cell} for row in paper.rows]
    assert [row.page for row in rows] == paper.pages
    assert {row.table for row in rows} == {1}


def test_no_cell_can_be_cited_wrongly() -> None:
    text = read(ruled_log(15).data, Limits()).text
    pages = {page.number: page for page in text.pages}
    for row in text.blocks:
        for cell in row.cells:
            assert text.text[cell.start : cell.end] == cell.text
            assert pages[row.page].start <= cell.start < cell.end <= pages[row.page].end
