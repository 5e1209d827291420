"""Words of the pages that exports do not have."""

from datetime import datetime

from caseclock.api.store.tables import Names, State

_SAID: dict[str, str] = {
    State.QUEUED: "Waiting to be read",
    State.READING: "Being read",
    State.READ: "Read",
    State.PARTLY_READ: "Partly read",
    State.UNREADABLE: "Could not be read",
    Names.FULL: "Names shown",
    Names.INITIALS: "Initials only",
    Names.MASKED: "Names masked",
    "third_parties": "Third parties masked",
}


def people_say(code: str) -> str:
    """What a code of the program's is called on pages; an unknown one in plain letters."""
    return _SAID.get(code) or code.replace("_", " ").capitalize()


def moment_words(at: datetime) -> str:
    """3 March 2021 at 14:05 (UTC)."""
    return f"{at.day} {at:%B} {at.year} at {at:%H:%M} (UTC)"
