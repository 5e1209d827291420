"""Where a statement comes from."""

from caseclock.models.base import Model


class Source(Model):
    """A passage of one document.

    `start` and `end` count characters in the document's text (`documents/<id>.txt`), and
    `text[start:end] == quote`. `page` counts from 1; null where the format has no pages.
    """

    document: str
    page: int | None
    start: int
    end: int
    quote: str
