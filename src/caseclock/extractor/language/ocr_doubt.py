"""What was read by OCR is only as sure as its letters."""

from collections.abc import Sequence
from dataclasses import replace

from caseclock.extractor.legibility import legibility
from caseclock.models.document import Paper
from caseclock.models.event import Event
from caseclock.models.text import Page

_LEAST = 0.05  # an event is told, however badly it can be read


def doubted(paper: Paper, events: Sequence[Event]) -> list[Event]:
    """The events of a paper; for those on pages read by OCR, confidence times that of the words they stand in."""
    pages = [page for page in paper.text.pages if page.origin == "ocr"]
    if not pages:
        return list(events)
    return [replace(event, confidence=_doubted(event, pages)) for event in events]


def _doubted(event: Event, pages: Sequence[Page]) -> float:
    share = legibility(pages, event.source.start, event.source.end)
    return event.confidence if share is None else max(_LEAST, round(event.confidence * share, 2))
