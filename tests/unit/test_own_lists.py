"""A paper's own counts: against the list beside them, and against another paper's."""

from dataclasses import replace
from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.models.document import DocumentKind
from caseclock.models.text import Role


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We made four visits, on 3 May 2022, 9 May 2022 and 16 May 2022.", 3),
        ("There were three breaches: 3 May 2022, 9 May 2022, 16 May 2022 and 20 May 2022.", 4),
        ("I rang you five times (3 May 2022, 9 May 2022).", 2),
    ],
)
def test_dates_in_a_row_after_a_count(text: str, count: int) -> None:
    case = CaseMaker()
    case.paper("letter.docx", text)
    (finding,) = found_in(case)
    assert finding.about == "count"
    assert f"gives {count} dates" in finding.text
    assert len(finding.sources) == count + 1


@pytest.mark.parametrize(
    "text",
    [
        "We made three visits, on 3 May 2022, 9 May 2022 and 16 May 2022.",
        "We made four visits including those on 3 May 2022 and 9 May 2022.",
        "We made four visits, the most recent on 3 May 2022 and 9 May 2022.",
        "There were at least four visits, on 3 May 2022 and 9 May 2022.",
        "We made four visits between 3 May 2022 and 9 May 2022.",
        "We made four visits, of which you cancelled those on 3 May 2022 and 9 May 2022.",
        "I made three calls on 3 May 2022 and 9 May 2022.",  # two may have been on one day
        "After three calls I wrote on 3 May 2022 and 9 May 2022.",
        "The two calls came on 3 May 2022. I wrote on 9 May 2022, 10 May 2022 and 11 May 2022.",
        "We have 4 working days for calls, on 3 May 2022 and 9 May 2022.",
    ],
)
def test_counts_that_are_right_or_list_only_some(text: str) -> None:
    case = CaseMaker()
    case.paper("letter.docx", text)
    assert found_in(case) == ()


def with_items(lead: str, *items: str) -> CaseMaker:
    case = CaseMaker()
    case.paper("letter.docx", "\n".join((lead, *items, "Yours sincerely")))
    paper = case.papers[0]
    last = len(paper.text.blocks) - 1
    blocks = tuple(
        replace(block, role=Role.ITEM, level=1) if 0 < place < last else block
        for place, block in enumerate(paper.text.blocks)
    )
    case.papers[0] = replace(paper, text=replace(paper.text, blocks=blocks))
    return case


ITEMS = ("drums on the Monday", "a bin set on fire", "shouting over the fence")


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("I report the following five incidents:", True),
        ("You told us of two separate incidents as follows:", True),
        ("I report the following three incidents:", False),
        ("I report five incidents including the following:", False),
        ("I report at least two incidents:", False),
        ("There were five incidents in May.", False),
        ("The policy has 2 stages:", False),
    ],
)
def test_items_of_a_list_under_a_count(lead: str, found: bool) -> None:
    shown = found_in(with_items(lead, *ITEMS))
    assert [f.about for f in shown] == (["count"] if found else [])
    assert all("lists 3" in f.text for f in shown)


def two_papers(one: str, other: str, kind: DocumentKind = DocumentKind.LETTER) -> CaseMaker:
    case = CaseMaker()
    for number, text in enumerate((one, other)):
        name = case.paper(f"paper {number}.docx", text, kind=kind)
        if "May 2022" in text:
            case.mention(name, "May 2022", date(2022, 5, 1), date(2022, 5, 31))
    return case


def test_one_thing_counted_differently_in_two_papers() -> None:
    (finding,) = found_in(
        two_papers(
            "The wardens made three visits to the car park in May 2022.",
            "The wardens made seven visits to the car park in May 2022.",
        )
    )
    assert finding.about == "count"
    assert "three visits" in finding.text
    assert "seven visits" in finding.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The wardens made three visits in May 2022.", "The wardens made three visits in May 2022."),
        ("The wardens made three visits to us in May 2022.", "The police made seven visits to us in May 2022."),
        ("The wardens made three visits in May 2022.", "The drums were played on seven nights in May 2022."),
        ("The wardens made three visits to the car park.", "The wardens made seven visits to the car park."),
        ("The wardens made three visits in May 2022.", "The wardens made seven further visits in May 2022."),
        ("We had three reports of drums in May 2022.", "We had seven reports of drums in May 2022."),
    ],
)
def test_counts_of_other_things(one: str, other: str) -> None:
    assert found_in(two_papers(one, other)) == ()


def form(answer: str, rows: int) -> CaseMaker:
    """A form's question with its answer, and a table of incidents under it."""
    lines = [f"How many incidents are you telling us of? | {answer}", "When | What"]
    lines += [f"{day:02d}/05/2022 | drums" for day in range(1, rows + 1)]
    case = CaseMaker()
    case.paper("form.docx", "\n".join(lines), rows=True)
    paper = case.papers[0]
    blocks = tuple(
        replace(block, role=Role.HEADER if place == 1 else Role.ROW, table=1 if place else 0)
        for place, block in enumerate(paper.text.blocks)
    )
    case.papers[0] = replace(paper, text=replace(paper.text, blocks=blocks))
    return case


@pytest.mark.parametrize(
    ("answer", "rows", "found"),
    [("Four, listed below", 3, True), ("4 - see the table below", 6, True), ("Four, listed below", 4, False),
     ("Four", 3, False)],
)  # fmt: skip
def test_the_rows_of_a_forms_own_table(answer: str, rows: int, found: bool) -> None:
    shown = found_in(form(answer, rows))
    assert [f.about for f in shown] == (["count"] if found else [])


def test_a_list_lettered_under_a_numbered_item() -> None:
    case = with_items("We rely on the following five incidents:", *ITEMS)
    paper = case.papers[0]
    blocks = [
        replace(block, role=Role.ITEM, level=0, number=("3", "(a)", "(b)", "(c)", "4")[place])
        for place, block in enumerate(paper.text.blocks)
    ]
    case.papers[0] = replace(paper, text=replace(paper.text, blocks=tuple(blocks)))
    (finding,) = found_in(case)
    assert "lists 3" in finding.text
