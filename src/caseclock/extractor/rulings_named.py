"""A person's decisions on agencies and people replayed, and the agencies that other decisions name as they are called
now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from caseclock.extractor.language.people import key
from caseclock.models.agency import Agency
from caseclock.models.decision import PARTIES, Add, Decision, Reclassify, Rename, SamePerson, Unfit
from caseclock.models.event import Event

_NOT_NAMED = "the papers no longer name the agency {}: decide it anew, or undo it"


def renamed(
    agencies: Sequence[Agency], events: Sequence[Event], decisions: Sequence[Decision]
) -> tuple[tuple[Agency, ...], list[Event], list[Decision], tuple[Unfit, ...]]:
    """Agencies under the names a person gave them; the events and the decisions with agencies that are one told as
    one. A decision that gives an entry to an agency that is in no paper any more cannot be carried out."""
    named = {agency.id: agency for agency in agencies}
    same: dict[str, str] = {}
    unfit: list[Unfit] = []
    for decision in decisions:
        if not isinstance(decision, Rename):
            continue
        agency = _called(decision.agency, named.values())
        if agency is None:
            unfit.append(Unfit(decision=decision.id, why=f"no agency is called {decision.agency} in the papers"))
            continue
        other = _called(decision.name, named.values())
        if other is None or other.id == agency.id:
            aliases = tuple(name for name in dict.fromkeys((agency.name, *agency.aliases)) if name != decision.name)
            named[agency.id] = agency.model_copy(update={"name": decision.name, "aliases": aliases})
        else:
            aliases = tuple(dict.fromkeys((*other.aliases, agency.name, *agency.aliases)))
            named[other.id] = other.model_copy(update={"aliases": aliases})
            del named[agency.id]
            same = {old: other.id if new == agency.id else new for old, new in same.items()} | {agency.id: other.id}
    told, lost = _decisions_of(tuple(named.values()), same, decisions)
    return (
        tuple(named.values()),
        [_of_agencies(event, same) for event in events] if same else list(events),
        told,
        (*unfit, *lost),
    )


def _decisions_of(
    agencies: Sequence[Agency], same: Mapping[str, str], decisions: Sequence[Decision]
) -> tuple[list[Decision], list[Unfit]]:
    """The decisions with the ids that agencies have now, and those that name one that is gone."""
    told: list[Decision] = []
    lost: list[Unfit] = []
    for decision in decisions:
        if isinstance(decision, Add):
            told.append(_added_of(decision, same))
        elif isinstance(decision, Reclassify) and (decision.actor or decision.recipients):
            ids = {one: _party(one, agencies, same) for one in (decision.actor or "", *(decision.recipients or ()))}
            gone = [one for one, id in ids.items() if id is None]
            if gone:
                lost.append(Unfit(decision=decision.id, why=_NOT_NAMED.format(gone[0])))
            else:
                told.append(_reclassified_of(decision, {one: id or "" for one, id in ids.items()}))
        else:
            told.append(decision)
    return told, lost


def _party(named: str, agencies: Sequence[Agency], same: Mapping[str, str]) -> str | None:
    """The id that somebody has now; None if no agency is called so."""
    if not named or named in PARTIES:
        return named
    agency = _called(same.get(named, named), agencies)
    return None if agency is None else agency.id


def _reclassified_of(decision: Reclassify, ids: Mapping[str, str]) -> Reclassify:
    recipients = decision.recipients
    update = {
        "actor": decision.actor if decision.actor is None else ids[decision.actor],
        "recipients": recipients if recipients is None else tuple(dict.fromkeys(ids[one] for one in recipients)),
    }
    return decision.model_copy(update=update)


def _added_of(decision: Add, same: Mapping[str, str]) -> Add:
    update = {
        "actor": same.get(decision.actor, decision.actor) if decision.actor else decision.actor,
        "recipients": tuple(dict.fromkeys(same.get(one, one) for one in decision.recipients)),
        "reported": tuple((same.get(agency, agency), on) for agency, on in decision.reported),
    }
    return decision.model_copy(update=update)


def _called(name: str, agencies: Iterable[Agency]) -> Agency | None:
    """The agency of that id, name or alias."""
    wanted = " ".join(name.split()).casefold()
    known = list(agencies)
    for names in (lambda a: (a.id, a.name), lambda a: a.aliases):
        for agency in known:
            if wanted in {" ".join(n.split()).casefold() for n in names(agency)}:
                return agency
    return None


def _of_agencies(event: Event, same: dict[str, str]) -> Event:
    return replace(
        event,
        actor=same.get(event.actor, event.actor) if event.actor else event.actor,
        recipients=tuple(dict.fromkeys(same.get(one, one) for one in event.recipients)),
        told=tuple(replace(told, agency=same.get(told.agency, told.agency)) for told in event.told),
    )


def one_person(events: Sequence[Event], decisions: Sequence[Decision]) -> list[Event]:
    """The events with the names of one person made one."""
    same: dict[str, str] = {}
    for decision in decisions:
        if isinstance(decision, SamePerson):
            first, *others = (key(name) for name in decision.names)
            same |= {other: same.get(first, first) for other in others}
    return (
        [replace(event, person=same.get(key(event.person), event.person)) for event in events] if same else list(events)
    )
