"""Lengths of time as written: "10 working days", "four weeks"."""

import re

from caseclock.extractor.findings.duration_phrases import NUMBER, number_of
from caseclock.models.policy import Span, Unit

KINDS = r"(?:working|business|week|calendar|clear)"
SPAN = rf"(?P<n>{NUMBER})(?:\s*\(\d{{1,3}}\))?[\s-]+(?P<kind>{KINDS})?[\s-]*(?P<unit>day|week|month)s?\b"


def span_of(match: re.Match[str]) -> Span:
    """The length that a match of `SPAN` tells. Days that are not called working days are calendar days."""
    kind = (match["kind"] or "").lower()
    unit = {"week": Unit.WEEKS, "month": Unit.MONTHS}.get(match["unit"].lower())
    if unit is None:
        unit = Unit.WORKING_DAYS if kind in ("working", "business", "week") else Unit.CALENDAR_DAYS
    return Span(n=number_of(match["n"]), unit=unit)
