"""Why accounts were held to be of one thing, or of two though they came close."""

from caseclock.models.base import Model
from caseclock.models.source import Source


class Together(Model):
    """Two passages that one entry was made of, with what spoke for it, in words."""

    entry: str
    passages: tuple[Source, Source]
    score: float
    why: str


class Apart(Model):
    """Two entries that came close to being one: the passages that are most alike, what spoke for it, and what against
    it."""

    entries: tuple[str, str]
    passages: tuple[Source, Source]
    score: float
    why: str
    against: str


class Reasons(Model):
    """Every join and every refusal that came close, in the order of the entries."""

    together: tuple[Together, ...] = ()
    apart: tuple[Apart, ...] = ()
