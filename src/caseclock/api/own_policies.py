"""An organisation's own policies: checked before they are kept, each change a version of its own."""

import hashlib
import unicodedata
from collections.abc import Iterator
from importlib.resources import files

from pydantic import BaseModel
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from caseclock.api.problems import invalid
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.extractor.policies.loader import PolicyError, read_own_policy
from caseclock.models.policy import Policy, Span, Unit

_LOCK = 7205759406  # one policy is put in at a time
_YEARS = 20
_MOST = {
    Unit.WORKING_DAYS: 366 * _YEARS,
    Unit.CALENDAR_DAYS: 366 * _YEARS,
    Unit.WEEKS: 53 * _YEARS,
    Unit.MONTHS: 12 * _YEARS,
}
_COUNT_MOST = 10_000
_DOTS = 200
_FOLDER = "caseclock.extractor.policies"


def checked_policy(id: str, toml: str) -> Policy:
    """The policy in the text. Raises Problem 422, which names the field that is wrong."""
    for number, line in enumerate(toml.split("\n"), 1):
        if line.count(".") > _DOTS:  # a key of many parts takes the square of their number to read
            raise invalid(f"Line {number} has more than {_DOTS} full stops: write it as several lines.", "policy")
    try:
        policy = read_own_policy(toml)
    except PolicyError as error:
        told = str(error).partition(": ")[2]
        field = "policy" if told.startswith("not valid TOML") else told.partition(": ")[0]
        raise invalid(f"{told}. Mend it and send the policy again.", field) from error
    except ValueError as error:
        raise invalid("A number in it has thousands of digits: write a smaller one.", "policy") from error
    except RecursionError as error:
        raise invalid("The text is nested too deeply: write lists and tables without so many brackets.") from error
    if policy.id != id:
        raise invalid(f"The policy's id is {policy.id!r}, but the address says {id!r}: change one of them.", "id")
    for field, value in _values(policy, ""):
        _check(field, value)
    return policy


def put_policy(session: Session, id: str, toml: str, who: str) -> tuple[tables.Policy, bool]:
    """Keep the checked text as the newest version; False: it is the text of the newest already. Every case is to
    be assessed anew."""
    session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = newest_policy(session, id)
    if newest is not None and newest.toml == toml:
        return newest, False
    row = tables.Policy(id=id, version=newest.version + 1 if newest else 1, toml=toml, by=who, at=tables.now())
    session.add(row)
    case = tables.Case
    kept = update(case).where(case.erased_at.is_(None))  # closed ones too: their chronologies can still be asked for
    session.execute(kept.values(revision=case.revision + 1, assess_attempts=0, assess_problem=None))
    record(session, who, Action.POLICY_PUT, object=id, version=row.version)
    session.flush()
    return row, True


def newest_policy(session: Session, id: str) -> tables.Policy | None:
    """The version of an organisation's own policy that holds; None if it has none of that id."""
    policy = tables.Policy
    return session.scalar(select(policy).where(policy.id == id).order_by(policy.version.desc()).limit(1))


def newest_policies(session: Session) -> dict[str, tables.Policy]:
    """The organisation's own policies, by id."""
    policy = tables.Policy
    return {row.id: row for row in session.scalars(select(policy).order_by(policy.id, policy.version))}


def policies_etag(session: Session) -> str:
    """Changes with every policy that is put in."""
    policy = tables.Policy
    count, latest = session.execute(select(func.count(), func.max(policy.at))).one()
    return f"{count}-{latest.timestamp() if latest else 0}"


def shipped_toml(id: str) -> str:
    """The file of a policy that is shipped. The id must be one of theirs."""
    return files(_FOLDER).joinpath(f"{id}.toml").read_text(encoding="utf-8")


def tag_of(toml: str) -> str:
    """A name for the text."""
    return hashlib.sha256(toml.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _values(value: object, field: str) -> Iterator[tuple[str, object]]:
    """Everything in the policy with the name of its field."""
    yield field, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _values(getattr(value, name), f"{field}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _values(one, f"{field}.{at}")


def _check(field: str, value: object) -> None:
    """Raises Problem 422 for what no export can show and no calendar can count."""
    if isinstance(value, str) and any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value):
        raise invalid(f"{field}: holds a control character: write it without.", field)
    if isinstance(value, Span) and value.n > _MOST[value.unit]:
        raise invalid(f"{field}.n: is longer than {_YEARS} years: give a shorter one.", f"{field}.n")
    if isinstance(value, int) and not isinstance(value, bool) and value > _COUNT_MOST:
        raise invalid(f"{field}: is larger than {_COUNT_MOST}: give a smaller one.", field)
