"""The file of a person's decisions: a JSON list, in the order in which they were made."""

from pathlib import Path

from pydantic import ValidationError

from caseclock.api.errors import Refused
from caseclock.models.decision import DECISIONS, Decision


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file. Raises Refused, naming the first one that cannot be used and what is wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused(f"--decisions {path} cannot be read ({reason}): give a file of decisions") from error
    try:
        decisions = DECISIONS.validate_json(data)
    except ValidationError as error:
        raise Refused(f"--decisions {path}: {_first_fault(error)}") from error
    ids = [decision.id for decision in decisions]
    again = next((one for one in ids if ids.count(one) > 1), None)
    if again is not None:
        raise Refused(f"--decisions {path}: two decisions have the id {again!r}: give each an id of its own")
    return decisions


def _first_fault(error: ValidationError) -> str:
    """Decision 3, when.start: Input should be a valid date."""
    fault = error.errors(include_url=False, include_input=False)[0]
    where = [str(part) for part in fault["loc"]]
    if not where or not where[0].isdecimal():
        return f"it is no list of decisions in JSON ({fault['msg']}): see `caseclock schema --decisions`"
    place = ".".join(where[2:]) or ".".join(where[1:])
    number = f"decision {int(where[0]) + 1}" + (f", {place}" if place else "")
    return f"{number}: {fault['msg']}; mend it and type the command again"
