"""What is ticked on the form for exports, and what it comes to."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from pydantic import ValidationError

from caseclock.api.making.make import Form, Part
from caseclock.api.pages.exporting.exports_asked import CALLED, FORMS, Choice, What, usual_choice
from caseclock.api.store.tables import Names
from caseclock.models.entry import EntryKind


def asked(**fields: object) -> Choice:
    """The choice of these fields, as a form sends them."""
    return Choice.model_validate(fields)


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"what": "word", "column": ["no", "date"]}, Part(findings=False, columns=("no", "date", "event"))),
        ({"what": "word", "findings": "true"}, Part(columns=("event",))),
        ({"what": "pdf", "findings": "true", "bundle": "true"}, Part(columns=("event",), bundled=True)),
        (
            {"what": "sheet", "first": "2026-01-03", "last": "2026-02-01", "agency": ["Milbury Council"]},
            Part(date(2026, 1, 3), date(2026, 2, 1), ("Milbury Council",), findings=False, columns=("event",)),
        ),
        ({"what": "json", "kind": ["incident"], "findings": "true"}, Part(kinds=("incident",), columns=("event",))),
        ({"what": "bundle", "first": "2026-01-03", "bundle": "true"}, Part()),
        ({"what": "bundle_with_chronology", "findings": "true"}, Part(columns=("event",), bundled=True)),
        ({"what": "application", "kind": ["incident"], "bundle": "true"}, Part(bundled=True)),
        ({"what": "calendar", "first": ""}, Part()),
    ],
)
def test_what_is_ticked_is_what_is_made(fields: dict[str, object], part: Part) -> None:
    assert asked(**fields).part == part


def test_third_parties_are_masked_unless_the_asker_says_otherwise() -> None:
    assert usual_choice(Names.FULL).names is Names.THIRD_PARTIES
    assert usual_choice(Names.MASKED).names is Names.MASKED
    assert asked().names is Names.THIRD_PARTIES


def test_an_address_says_all_that_was_chosen() -> None:
    choice = asked(
        what="word", first="2026-01-03", agency=["A & B", "C"], kind=["incident"], names="full", column=["no", "time"],
        bundle="true",
    )  # fmt: skip
    again = {
        name: values if name in ("agency", "kind", "column") else values[0]
        for name, values in parse_qs(choice.query).items()
    }
    assert asked(**again) == choice


def test_a_period_that_ends_before_it_begins_is_named_at_its_end() -> None:
    with pytest.raises(ValidationError) as caught:
        asked(first="2026-05-01", last="2026-01-01")
    assert [fault["loc"] for fault in caught.value.errors()] == [("last",)]


def test_everything_that_can_be_had_has_a_name_and_a_form() -> None:
    assert set(CALLED) == set(FORMS) == set(What)
    assert asked(what="bundle").form is Form.BUNDLE


def test_what_was_chosen_is_told_in_words() -> None:
    choice = asked(what="word", first="2026-01-03", kind=[EntryKind.COMPLAINT_RESPONSE], names="full", column=["date"])
    told = dict(choice.told(Names.FULL, Names.FULL))
    assert told["Period"] == "from 3 January 2026 on"
    assert told["Kinds"] == "complaint response"
    assert told["Findings"] == "left out"
    assert told["Columns"] == "Date and Event"
    assert "no more" in dict(choice.told(Names.MASKED, Names.MASKED))["People"]
