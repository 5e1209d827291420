"""What a chronology of a stored case is made from. The same inputs give the same bytes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from caseclock.api.making.engine import engine_version
from caseclock.api.store import tables


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that decides a chronology, small enough to be kept beside it and sent to another process."""

    case: str
    reference: str
    readings: tuple[str, ...]  # files that hold what was read of each paper
    set_aside: tuple[tuple[str, str, str], ...]  # papers without a reading: name, sha256, what is wrong
    decisions: tuple[str, ...]  # as JSON, in the order in which they were made
    policies: tuple[str, ...]  # ids; none: those of bodies in the papers
    own_policies: tuple[str, ...]  # as TOML: policies that are not shipped, or stand in the place of one that is
    as_of: date
    application_date: date | None
    engine: str
    removals: int = 0  # of papers of the case, before it was asked

    @property
    def folder(self) -> str:
        """Where what is made of them is kept. Whatever is made after a paper was removed is kept elsewhere."""
        return f"{self.case}/derived/{self.removals}"

    @property
    def found_hash(self) -> str:
        """The name of what was found in the papers, whatever is asked of it."""
        return _hash([self.engine, self.readings, self.set_aside, self.decisions])

    @property
    def hash(self) -> str:
        """The name of the chronology."""
        asked = [self.reference, self.policies, self.own_policies, self.as_of, self.application_date]
        return _hash([self.found_hash, *asked])

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a version."""
        return {
            "readings": list(self.readings),
            "set_aside": [list(one) for one in self.set_aside],
            "decisions": len(self.decisions),
            "reference": self.reference,
            "policies": list(self.policies),
            "own_policies": list(self.own_policies),
            "as_of": self.as_of.isoformat(),
            "application_date": self.application_date and self.application_date.isoformat(),
            "engine": self.engine,
            "removals": self.removals,
        }


def _hash(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()[:32]


def inputs_of(
    session: Session, case: tables.Case, as_of: date, application_date: date | None, policies: Sequence[str] | None
) -> Inputs:
    """What the case's chronology is made from now. `policies` (null: the case's own) must be known."""
    documents = session.scalars(
        select(tables.Document)
        .where(
            tables.Document.case_id == case.id,
            tables.Document.parent.is_(None),
            tables.Document.state.in_([state.value for state in tables.DONE]),
        )
        .order_by(tables.Document.id)
    ).all()
    decisions = session.scalars(
        select(tables.Decision.body).where(tables.Decision.case_id == case.id).order_by(tables.Decision.number)
    ).all()
    return Inputs(
        case=case.id,
        reference=case.reference,
        readings=tuple(document.reading for document in documents if document.reading),
        set_aside=tuple(
            (document.name, document.sha256, document.problem or "") for document in documents if not document.reading
        ),
        decisions=tuple(json.dumps(body, sort_keys=True) for body in decisions),
        policies=tuple(case.policies if policies is None else policies),
        own_policies=own_policies(session),
        as_of=as_of,
        application_date=application_date,
        engine=engine_version(),
        removals=case.removals,
    )


def own_policies(session: Session) -> tuple[str, ...]:
    """The newest version of each policy that an administrator put in, as TOML, in the order of their ids."""
    newest = (
        select(tables.Policy)
        .ext(distinct_on(tables.Policy.id))
        .order_by(tables.Policy.id, tables.Policy.version.desc())
    )
    return tuple(policy.toml for policy in session.scalars(newest))


def remembered(version: tables.Version, decisions: Sequence[dict[str, Any]]) -> Inputs:
    """What a version was made from. `decisions`: all of its case, in order."""
    kept = version.inputs
    day = kept["application_date"]
    return Inputs(
        case=version.case_id,
        reference=kept["reference"],
        readings=tuple(kept["readings"]),
        set_aside=tuple((name, sha256, why) for name, sha256, why in kept["set_aside"]),
        decisions=tuple(json.dumps(body, sort_keys=True) for body in decisions[: kept["decisions"]]),
        policies=tuple(kept["policies"]),
        own_policies=tuple(kept["own_policies"]),
        as_of=date.fromisoformat(kept["as_of"]),
        application_date=date.fromisoformat(day) if day else None,
        engine=kept["engine"],
        removals=kept["removals"],
    )


def numbered(session: Session, inputs: Inputs) -> int:
    """The number of the version with these inputs; a new one if there is none yet."""
    version = tables.Version
    known = session.scalar(
        select(version.number).where(version.case_id == inputs.case, version.inputs_hash == inputs.hash)
    )
    if known is not None:
        return known
    case = session.get_one(tables.Case, inputs.case, with_for_update=True, populate_existing=True)
    known = session.scalar(
        select(version.number).where(version.case_id == inputs.case, version.inputs_hash == inputs.hash)
    )
    if known is not None:
        return known
    case.versions += 1
    session.add(
        version(
            case_id=inputs.case,
            number=case.versions,
            inputs_hash=inputs.hash,
            inputs=inputs.as_json(),
            file=made_file(inputs),
        )
    )
    session.flush()
    return case.versions


def made_file(inputs: Inputs) -> str:
    """Where the chronology of these inputs is kept."""
    return f"{inputs.folder}/{inputs.hash}.chronology"


def with_day(inputs: Inputs, as_of: date) -> Inputs:
    """The same, asked for another day."""
    return replace(inputs, as_of=as_of)


def paper_file(case: str, sha256: str) -> str:
    """Where the bytes of a paper are kept."""
    return f"{case}/papers/{sha256}"
