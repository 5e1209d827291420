"""Review: decisions in words, forms as decisions, words found again in a paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.new_decisions import NewReclassify, NewRedate
from caseclock.api.pages.review.review_forms import (
    Correction,
    WhenFields,
    correction_of,
    corrections,
    fields_of,
    given_when,
)
from caseclock.api.pages.review.review_passages import before, found_words, nearest, stretch
from caseclock.api.pages.review.review_words import Told
from caseclock.api.problems import Problem
from caseclock.models.decision import (
    About,
    Add,
    Confirm,
    Correct,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Rename,
    SamePerson,
    Split,
    Undo,
)
from caseclock.models.entry import Entry, EntryKind, IncidentType
from caseclock.models.source import Source
from caseclock.models.when import Precision, When

SOURCE = Source(document="d1", page=1, start=0, end=5, quote="Drums\nagain.")
MAY3 = When(start=date(2023, 5, 3), end=date(2023, 5, 3), precision=Precision.DAY, text="3 May")
MAY4 = When(start=date(2023, 5, 4), end=date(2023, 5, 4), time="21:30", precision=Precision.MINUTE)
DRUMS = About(entry="e1", kind=EntryKind.INCIDENT, sources=(SOURCE,), when=MAY3, summary="Drums next door.")
OLD = About(entry="e2", sources=(SOURCE,))  # as it was kept before entries were described
CONFIRM = Confirm(id="1", entry=DRUMS)
TOLD = Told({"a1": "Barrow Homes"}, {"d1": "diary.docx"}, {"1": CONFIRM})


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (CONFIRM, "Confirmed “Drums next door.” (3 May 2023)"),
        (Reject(id="2", entry=OLD), "Rejected “Drums again.”"),
        (Merge(id="2", entries=(DRUMS, OLD)), "Merged “Drums next door.” (3 May 2023) with “Drums again.”"),
        (
            Split(id="2", entry=DRUMS, sources=(SOURCE,)),
            "Split “Drums next door.” (3 May 2023): “Drums again.” became an entry of its own",
        ),
        (
            Redate(id="2", entry=DRUMS, when=MAY4),
            "Dated “Drums next door.” (3 May 2023) 4 May 2023, 21:30 (it was 3 May 2023)",
        ),
        (Redate(id="2", entry=OLD, when=MAY4), "Dated “Drums again.” 4 May 2023, 21:30"),
        (
            Reclassify(
                id="2",
                entry=OLD,
                entry_kind=EntryKind.INCIDENT,
                types=(IncidentType.NOISE, IncidentType.CRIMINAL_DAMAGE),
                summary="Drums.",
                actor="respondent",
                recipients=("a1", "complainant"),
            ),
            "Changed “Drums again.”: it is of the kind incident, its types are noise and criminal damage, "
            "it reads “Drums.”, it was done by the respondent and it was done to, or told, Barrow Homes and the "
            "complainant",
        ),
        (
            Reclassify(id="2", entry=OLD, types=(), actor="", recipients=()),
            "Changed “Drums again.”: its types are none, nobody is said to have done it and it was done to, or told, "
            "nobody",
        ),
        (
            Add(id="2", entry_kind=EntryKind.CONTACT, when=MAY3, summary="She rang.", sources=(SOURCE,)),
            "Added “She rang.” (3 May 2023)",
        ),
        (Rename(id="2", agency="a1", name="Barrow"), "Called the agency “Barrow Homes” “Barrow”"),
        (SamePerson(id="2", names=("D Ash", "Mrs Ash")), "Said that “D Ash” and “Mrs Ash” are one person"),
        (
            Correct(id="2", document="d1", dated=date(2023, 7, 1), author="D Ash"),
            "Corrected the paper diary.docx: its date is 1 July 2023 and its author is D Ash",
        ),
        (Correct(id="2", document="d9", author="D Ash"), "Corrected the paper that is gone: its author is D Ash"),
        (Undo(id="2", decision="1"), "Undid: Confirmed “Drums next door.” (3 May 2023)"),
        (Undo(id="2", decision="9"), "Undid a decision that is not there"),
    ],
)
def test_every_decision_is_told_as_the_entry_read_then(decision: Decision, words: str) -> None:
    assert TOLD.words(decision) == words


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("fields", "start", "end", "time", "precision"),
    [
        (("2023-05-03",), "2023-05-03", "2023-05-03", None, "day"),
        (("2023-05-03", "", "21:30"), "2023-05-03", "2023-05-03", "21:30", "minute"),
        (("2023-05-03", "2023-05-03"), "2023-05-03", "2023-05-03", None, "day"),
        (("2023-05-03", "2023-05-09", "", "range"), "2023-05-03", "2023-05-09", None, "range"),
        (("2023-05-03", "", "", "approximate"), "2023-05-03", "2023-05-03", None, "approximate"),
        (("2024-02-10", "", "", "month"), "2024-02-01", "2024-02-29", None, "month"),
        (("2024-02-10", "2024-04-02", "", "month"), "2024-02-01", "2024-04-30", None, "month"),
        (("2024-02-10", "", "09:00", "year"), "2024-01-01", "2024-12-31", None, "year"),
        (("", "", "", "undated"), "None", "None", None, "undated"),
        (("2024-02-10", "", "", "undated"), "None", "None", None, "undated"),
    ],
)
def test_a_time_is_read_from_its_fields(
    fields: tuple[str, ...], start: str, end: str, time: str | None, precision: str
) -> None:
    when = given_when(WhenFields(*fields)).when()
    assert (str(when.start), str(when.end), when.time, when.precision.value) == (start, end, time, precision)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ((), "start"),
        (("3 May",), "start"),
        (("1300-01-01",), "start"),
        (("2023-05-03", "", "9 o'c"), "time"),
        (("2023-05-03", "2023-05-09"), "exact"),
        (("2023-05-03", "", "", "range"), "end"),
        (("2023-05-09", "2023-05-03", "", "range"), "end"),
        (("2023-05-09", "", "", "often"), "exact"),
    ],
)
def test_what_is_no_time_says_in_which_field(fields: tuple[str, ...], field: str) -> None:
    with pytest.raises(Problem) as raised:
        given_when(WhenFields(*fields))
    assert [one["field"] for one in raised.value.fields] == [field]
    assert raised.value.fields[0]["problem"].endswith(".")


def entry(**different: object) -> Entry:
    given: dict[str, object] = {
        "id": "e1", "kind": EntryKind.INCIDENT, "types": (IncidentType.NOISE,), "when": MAY3, "summary": "Drums.",
        "actor": "respondent", "recipients": ("complainant",), "sources": (SOURCE,), "confidence": 0.9, **different,
    }  # fmt: skip
    return Entry.model_validate(given)


SAME = correction_of(entry())


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({"kind": "contact"}, {"entry_kind": "contact", "types": []}),
        ({"types": ["threats", "noise"]}, {"types": ["threats", "noise"]}),
        ({"summary": "Drums again."}, {"summary": "Drums again."}),
        ({"actor": ""}, {"actor": ""}),
        ({"actor": "a1", "recipients": []}, {"actor": "a1", "recipients": []}),
    ],
)
def test_only_what_differs_is_decided(said: dict[str, object], changes: dict[str, object]) -> None:
    form = Correction(**{name: getattr(SAME, name) for name in SAME.__slots__} | said)  # type: ignore[arg-type]
    (made,) = corrections(entry(), form)
    assert isinstance(made, NewReclassify)
    told = made.model_dump(mode="json", exclude={"kind", "entry", "why"}, exclude_none=True)
    assert told == changes


def test_the_day_and_the_rest_are_two_decisions_with_one_reason() -> None:
    form = Correction(
        WhenFields("2023-05-04"), "incident", ["noise"], "Loud drums.", "respondent", ["complainant"], "So."
    )
    redate, reclassify = corrections(entry(), form)
    assert isinstance(redate, NewRedate)
    assert isinstance(reclassify, NewReclassify)
    assert (redate.why, reclassify.why, str(redate.when.start)) == ("So.", "So.", "2023-05-04")


def test_a_form_without_a_change_is_refused() -> None:
    with pytest.raises(Problem, match="Nothing is changed"):
        corrections(entry(), SAME)


@given(
    st.sampled_from([Precision.DAY, Precision.MINUTE, Precision.APPROXIMATE, Precision.RANGE, Precision.UNDATED]),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.integers(1, 40),
)
def test_a_time_that_is_shown_and_sent_back_stays_as_it_was(precision: Precision, start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days) if precision is Precision.RANGE else start
    when = When(start=start, end=end, time="10:05" if precision is Precision.MINUTE else None, precision=precision)
    if precision is Precision.UNDATED:
        when = When(start=None, end=None, precision=precision)
    assert given_when(fields_of(when)).when() == when


# ---------------------------------------------------------------- words of a paper

PAPER = "On 3 May\nthe drums  went on.\nOn 9 May the drums went on.\n"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the drums went on.", ["the drums  went on.", "the drums went on."]),
        ("3 May the  drums", ["3 May\nthe drums"]),
        ("The drums", []),
        ("went (on", []),
        ("  ", []),
    ],
)
def test_words_are_found_whatever_white_space_stands_between(words: str, found: list[str]) -> None:
    assert [PAPER[start:end] for start, end in found_words(PAPER, words)] == found


def test_the_place_that_was_marked_is_taken() -> None:
    places = found_words(PAPER, "drums")
    assert [nearest(places, start) for start, _ in places] == places


@given(st.text(st.sampled_from("ab \n"), max_size=300), st.integers(0, 400), st.integers(1, 50))
def test_stretches_follow_one_another_to_the_end(text: str, start: int, length: int) -> None:
    part = stretch(text, start, length)
    assert 0 <= part.start <= part.end <= part.whole == len(text)
    assert part.end == part.whole or part.start < part.end <= part.start + length
    assert not part.start or before(text, part.start, length) < part.start
