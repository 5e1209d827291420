"""The address at which a person's calendar program fetches their deadlines, and what it is given there.

Calendar programs cannot log in: the token in the address is the secret. Only its hash is kept.
"""

from collections.abc import Iterator, Sequence

from icalendar import Calendar, Event
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from caseclock.api.auth.principals import ROLE_SCOPES, Principal
from caseclock.api.auth.tokens import new_token, token_hash
from caseclock.api.service import Service
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import CalendarFeed, Role, User, now
from caseclock.extractor.exports.calendar import deadlines, deadlines_calendar
from caseclock.extractor.exports.wording import plain
from caseclock.models.chronology import Chronology

_PRODUCT = "-//caseclock//deadlines of all cases//EN"
_AGAIN = "PT6H"  # how often programs that heed it fetch it anew


def new_feed(service: Service, who: Principal) -> str:
    """The token of a new address; any address before it is good no longer. `who` is a person."""
    token = new_token()
    row = {"hash": token_hash(token), "made_at": now()}
    with service.database.transaction() as session:
        made = insert(CalendarFeed).values(user_id=who.id, **row)
        session.execute(made.on_conflict_do_update(index_elements=[CalendarFeed.user_id], set_=row))
        record(session, who.id, Action.LINK_MADE, object=who.id, what="calendar")
    return token


def end_feed(service: Service, who: Principal) -> None:
    """The person's address is good no longer, if they have one."""
    with service.database.transaction() as session:
        ended = delete(CalendarFeed).where(CalendarFeed.user_id == who.id).returning(CalendarFeed.user_id)
        if session.scalar(ended) is not None:
            record(session, who.id, Action.USER_CHANGED, object=who.id, what="calendar", disabled=True)


def has_feed(service: Service, who: Principal) -> bool:
    """Has the person an address?"""
    with service.database.transaction(relaxed=True) as session:
        return session.get(CalendarFeed, who.id) is not None


def address(service: Service, token: str) -> str:
    """What to give to a calendar program."""
    return f"{service.settings.url}/calendar/{token}.ics"


def feed_owner(service: Service, token: str) -> Principal | None:
    """Whose address it is, as somebody who may do what their role may; None for one that is not good, or was theirs
    before they were disabled."""
    query = (
        select(User.id, User.role)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.hash == token_hash(token), User.disabled_at.is_(None))
    )
    with service.database.transaction(relaxed=True) as session:
        found = session.execute(query).one_or_none()
    if found is None:
        return None
    role = Role(found.role)
    return Principal(found.id, role, ROLE_SCOPES[role])


def feed(cases: Sequence[tuple[str, str, Chronology]], url: str) -> bytes:
    """One calendar of the deadlines of several cases: (id, reference, chronology). An event's title names the case and
    the policy's rule, and nobody; its id stays the same as long as its finding does. `url`: of the service, for links.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deadlines of your cases")
    calendar.add("x-published-ttl", _AGAIN)
    for case, reference, chronology in cases:
        for event in _events(case, reference, chronology):
            event.add("url", f"{url}/cases/{case}/findings#{_finding(event)}")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(case: str, reference: str, chronology: Chronology) -> Iterator[Event]:
    """The case's events, with titles for a calendar that others may see over one's shoulder."""
    known = {one.finding: one for one in deadlines(chronology)}
    made = deadlines_calendar(chronology, case_name=reference, uid_domain=f"{case}.caseclock")
    for event in Calendar.from_ical(made).events:
        deadline = known[_finding(event)]
        done = ", done" if deadline.done else ""
        del event["summary"]
        event.add("summary", f"{plain(reference)}: {neutral_rule(deadline.rule)} due{done}")
        yield event


def _finding(event: Event) -> str:
    """The id of the finding that the event is of."""
    return str(event["uid"]).partition("@")[0]


def neutral_rule(rule: str) -> str:
    """The rule without the words of a paper: what was agreed or ordered in a case follows a colon, and may name people.

    "stage 1 response (QC-0412)" stays; "agreed action: Tenancy warning to ..." becomes "agreed action".
    """
    return plain(rule).partition(":")[0].strip()
