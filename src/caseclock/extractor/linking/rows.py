"""Rows of one log: two of them are two things unless the log says otherwise."""

from caseclock.extractor.linking.apart import minutes_apart
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event


def one_table(a: Event, b: Event) -> bool:
    """Were both read from rows of one table, or of parts of one, told by numbers that one series gave them?"""
    if not (a.row and b.row):
        return False
    return a.row.rsplit(":", 1)[0] == b.row.rsplit(":", 1)[0] or bool(_series(a) & _series(b) and not _own(a) & _own(b))


def _own(event: Event) -> set[tuple[str, str]]:
    """The numbers under which agencies hold the record that a row is."""
    return {(told.agency, told.reference) for told in event.told if told.reference}


def _series(event: Event) -> set[tuple[str, str]]:
    """The forms of those numbers: "0163-060321" is of the form 0000-000000. A bare number may be anybody's."""
    forms = {(agency, "".join("0" if c.isdigit() else c for c in number)) for agency, number in _own(event)}
    return {(agency, form) for agency, form in forms if form.strip("0")}


def two_rows_of_one_table(a: Event, b: Event) -> bool:
    """Are they two rows by the same hand, neither of them the other sent again?"""
    if not one_table(a, b):
        return False
    if a.person and b.person and a.person != b.person and a.kind is EntryKind.INCIDENT:
        return False
    return not _sent_again(a, b)


def _sent_again(a: Event, b: Event) -> bool:
    """Is one row the other over again: the same minute in much the same words (an app's upload that was repeated)?"""
    fewer = min(len(a.words), len(b.words))
    return minutes_apart(a.when, b.when) == 0 and fewer >= 2 and len(a.words & b.words) >= fewer * 0.75
