"""A chronology cut down to a period, to agencies, to kinds of entry."""

from datetime import date

import pytest
from tests.made_chronology import made, nothing

from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.views import UnfitFilter, view
from caseclock.extractor.exports.word import word_chronology
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Discrepancy
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.when import Precision, When


def shown(chronology: Chronology) -> list[str]:
    return [entry.id for entry in chronology.entries]


def test_without_a_filter_nothing_changes():
    whole = made()
    assert view(whole) is whole


@pytest.mark.parametrize(
    ("first", "last", "entries"),
    [
        (date(2021, 3, 1), None, ["e2", "e3", "e4", "e5", "e6"]),  # the undated one is in no period
        (None, date(2021, 3, 3), ["e1", "e2", "e4"]),  # a month that has begun counts
        (date(2021, 2, 16), date(2021, 2, 16), ["e1"]),  # the last day of a range
        (date(2021, 2, 17), date(2021, 2, 28), []),  # the day after it
        (date(2021, 10, 16), date(2021, 10, 16), ["e6"]),
    ],
)
def test_a_period_has_what_touches_it(first, last, entries):
    assert shown(view(made(), first=first, last=last)) == entries


@pytest.mark.parametrize(
    ("start", "end", "is_in"),
    [(None, date(2021, 5, 1), True), (None, date(2021, 3, 31), False), (date(2021, 5, 31), None, False)],
)
def test_an_end_that_is_not_known_is_as_far_off_as_can_be(start, end, is_in):
    whole = made()
    open_ended = When(start=start, end=end, precision=Precision.RANGE)
    one = whole.entries[0].model_copy(update={"when": open_ended})
    whole = whole.model_copy(update={"entries": (one,)})
    assert shown(view(whole, first=date(2021, 4, 1), last=date(2021, 5, 30))) == (["e1"] if is_in else [])


@pytest.mark.parametrize(
    ("agencies", "entries"),
    [
        (["northmere-police"], ["e1", "e2"]),  # told in reports
        (["Northmere Police"], ["e1", "e2"]),
        (["  THE   police "], ["e1", "e2"]),
        (["quarrybank homes"], ["e1", "e3", "e5"]),  # reports, recipients, actor
        (["np", "Quarrybank Homes"], ["e1", "e2", "e3", "e5"]),
        (["ABC"], []),
    ],
)
def test_agencies_by_id_name_or_alias(agencies, entries):
    assert shown(view(made(), agencies=agencies)) == entries


@pytest.mark.parametrize(
    ("kinds", "entries"),
    [(["complaint"], ["e3"]), (["Complaint response", "complaint"], ["e3", "e5"]), (["court"], [])],
)
def test_kinds(kinds, entries):
    assert shown(view(made(), kinds=kinds)) == entries


def test_filters_hold_together():
    found = view(made(), first=date(2021, 3, 1), agencies=["quarrybank homes"], kinds=["complaint_response"])
    assert shown(found) == ["e5"]


def test_findings_stay_whose_entries_are_all_shown():
    found = view(made(), kinds=["complaint", "complaint_response"])
    # f1 counts incidents and f4 ends with one; f3 starts with a day given by hand, f5 has a passage of the complaint.
    assert [finding.id for finding in found.findings] == ["f2", "f3", "f5"]
    assert [finding.id for finding in view(made(), kinds=["complaint"]).findings] == ["f3", "f5"]


def test_a_difference_between_accounts_stays_with_one_of_its_passages():
    whole = made()
    passage = whole.entries[0].sources[1]
    inside = passage.model_copy(update={"start": passage.start + 2, "quote": passage.quote[2:]})
    other = passage.model_copy(update={"document": "d4", "start": 900, "end": 905})
    told = Discrepancy(id="x", about="other", sources=(other, inside), text="Two numbers.")
    whole = whole.model_copy(update={"findings": (told,)})
    assert view(whole, kinds=["incident"]).findings == (told,)
    assert view(whole, kinds=["complaint"]).findings == ()


def test_reasons_stay_with_their_entries():
    whole = made()
    pair = (whole.entries[0].sources[0], whole.entries[0].sources[1])
    together = Together(entry="e1", passages=pair, score=0.9, why="same day")
    apart = Apart(entries=("e1", "e3"), passages=pair, score=0.4, why="same day", against="another act")
    whole = whole.model_copy(update={"reasons": Reasons(together=(together,), apart=(apart,))})
    assert view(whole, kinds=["incident"]).reasons == Reasons(together=(together,))


def test_papers_and_agencies_stay():
    found = view(made(), kinds=["court"])
    assert (found.documents, found.agencies, found.case) == (made().documents, made().agencies, made().case)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"agencies": ["Southmere Police"]}, "it has Northmere Police, Alderfold Borough Council and Quarrybank Homes"),
        ({"kinds": ["nuisance"]}, "'nuisance' is no kind of entry: give incident, report,"),
        (
            {"first": date(2021, 5, 2), "last": date(2021, 5, 1)},
            "ends on 1 May 2021, before it begins on 2 May 2021: give the earlier day first",
        ),
    ],
)
def test_what_there_is_not_is_said_in_words(asked, said):
    with pytest.raises(UnfitFilter) as error:
        view(made(), **asked)
    assert said in str(error.value)
    assert isinstance(error.value, ValueError)


def test_a_chronology_without_agencies_says_so():
    with pytest.raises(UnfitFilter, match="it has none"):
        view(nothing(), agencies=["Northmere Police"])


@pytest.mark.parametrize("filters", [{"kinds": ["complaint"]}, {"kinds": ["court"]}, {"first": date(2021, 4, 1)}])
def test_every_export_can_be_made_of_a_view(filters):
    found = view(made(), **filters)
    for export in (word_chronology, pdf_chronology, sheet_chronology):
        assert export(found) == export(view(made(), **filters))


def test_exports_hold_findings_of_entries_that_are_not_shown():
    hidden = made().model_copy(update={"entries": made().entries[:1]})  # findings name e2 to e7 still
    for export in (word_chronology, pdf_chronology, sheet_chronology):
        assert export(hidden)
