"""datefinder, day first."""

from datetime import datetime

from datefinder import find_dates

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.parsing import days_of


def make() -> Tagger:
    """The tagger, ready to read."""

    def find(text: str, dated: str | None):
        base = datetime.fromisoformat(dated) if dated else None
        return list(find_dates(text, source=True, index=True, first="day", base_date=base))

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        found = []
        for moment, words, (start, end) in raw:
            parsed = days_of(words.strip(), dated)
            day = moment.date().isoformat()
            whole = parsed is not None and parsed[0] != parsed[1] and parsed[0] <= day <= parsed[1]
            found.append(Found(start, end, *(parsed if whole else (day, day))))
        return found

    return find, resolve
