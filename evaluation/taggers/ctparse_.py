"""ctparse reads one date of a text: it is asked sentence by sentence."""

import logging
from datetime import date, datetime

from ctparse import ctparse
from ctparse.types import Interval, Time

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.splitting import SENTENCE

_SECONDS = 0.2  # for one sentence


def make() -> Tagger:
    """The tagger, ready to read."""
    logging.disable(logging.WARNING)

    def find(text: str, dated: str | None):
        moment = datetime.fromisoformat(dated) if dated else datetime(2000, 1, 1)
        found = []
        for sentence in SENTENCE.finditer(text):
            read = ctparse(sentence[0], ts=moment, timeout=_SECONDS)
            if read is not None and read.resolution is not None:
                found.append((sentence.start(), read.resolution))
        return found

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        found = []
        for at, read in raw:
            ends = (read.t_from, read.t_to) if isinstance(read, Interval) else (read, read)
            days = [_day(end) for end in ends]
            if None not in days:
                found.append(Found(at + read.mstart, at + read.mend, days[0], days[1]))
        return found

    return find, resolve


def _day(moment) -> str | None:
    """The ISO day of a moment; None for a length, a part of a day, a day of no month."""
    if not isinstance(moment, Time) or None in (moment.year, moment.month, moment.day):
        return None
    return date(moment.year, moment.month, moment.day).isoformat()
