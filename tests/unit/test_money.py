"""Totals against their items, and what is taken off in one place and not in another."""

from dataclasses import replace

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.models.document import DocumentKind
from caseclock.models.text import Role


def listed(*lines: str) -> CaseMaker:
    """A letter whose lines after the first that begin with a dash are items of a list, one step in."""
    case = CaseMaker()
    name = case.paper("order.docx", "\n".join(lines), kind=DocumentKind.REPORT)
    paper = case.papers[0]
    blocks = tuple(
        replace(block, role=Role.ITEM, level=1) if paper.text.text[block.start] == "-" else block
        for block in paper.text.blocks
    )
    case.papers[0] = replace(paper, text=replace(paper.text, blocks=blocks))
    assert name == "doc-1"
    return case


@pytest.mark.parametrize(
    "text",
    [
        "We offer £150 for the delay and £90 for the missed calls, a total of £260.",
        "We offer a total of £260, made up of £150 for the delay and £90 for the missed calls.",
        "The award is £260 in total: £150 for the delay and £90 for the missed calls.",
        "It must pay her £260: £150 for the delay, £50 for the calls and £40 for the lock.",
        "It should pay £1,150.50 for the delay, £90 for the calls and £100 for the lock, making £1,440.50.",
    ],
)
def test_items_that_do_not_make_their_total(text: str) -> None:
    (finding,) = found_in(listed(text))
    assert finding.about == "other"
    assert "total of £" in finding.text


def test_items_of_a_list_that_do_not_make_its_total() -> None:
    (finding,) = found_in(
        listed(
            "The council is to pay a total of £700. The money is made up of:",
            "- £400 for the delay in visiting.",
            "- £200 for the lost recordings.",
            "- £50 for the trouble of complaining.",
            "It is to write to her as well.",
        )
    )
    assert "£400, £200 and £50" in finding.text
    assert "£650" in finding.text
    assert quotes(finding)[0] == "£700"


@pytest.mark.parametrize(
    "lines",
    [
        ("We offer £150 for the delay and £90 for the missed calls, a total of £240.",),
        ("We offer a total of £240 instead of the £150 and £50 offered before.",),
        ("A total of £240 is owed in rent, of which £60 and £70 are this year's.",),
        ("She paid £15 and £20, and the total for the year was £900 including £300 for locks.",),
        ("You get £150 for the delay, £90 for the calls and £20 for each week, a total of £500.",),
        ("The total of £240 less £40 already paid leaves £200.",),
        ("You owe £1,200: £300 was paid in May and £400 in June, and £90 is for the key.",),
        ("The limits are £150 and £90.",),
        ("It paid the sum of £150 for the delay, £90 for the calls and £20 for the lock.",),
        (
            "It is to pay a total of £700, made up of:",
            "- £400 for the delay.",
            "- £25 for every week until the visit.",
        ),
        ("It is to pay a total of £700 as follows:", "- within 4 weeks.", "- £100 of it by cheque."),
        ("It is to pay a total of £700.", "- £100 was for others.", "- £20 as well."),
    ],
)
def test_sums_that_are_no_wrong_total(lines: tuple[str, ...]) -> None:
    assert found_in(listed(*lines)) == ()


ORDER = (
    "The council is to pay a total of £700, made up of:",
    "- £500 for the delay in visiting.",
    "- £200 for the lost recordings.",
)


def test_a_sum_that_is_cut_in_one_place_and_whole_in_another() -> None:
    first = "We find that £500 is due for the delay, less the £120 that the council offered in May."
    (finding,) = found_in(listed(first, *ORDER))
    assert finding.about == "other"
    assert "takes £120 off the £500" in finding.text
    assert quotes(finding) == [first, "£700", "- £500 for the delay in visiting."]


@pytest.mark.parametrize(
    "first",
    [
        "We find that £500 is due for the delay.",
        "We find that £300 is due, less the £120 that the council offered in May.",
        "The price of the fence was £500, less £120 for the gate.",
    ],
)
def test_deductions_that_have_nothing_to_do_with_the_total(first: str) -> None:
    assert found_in(listed(first, *ORDER)) == ()
