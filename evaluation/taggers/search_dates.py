"""dateparser's own search."""

from dateparser.search import search_dates

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.parsing import days_of, settings


def make() -> Tagger:
    """The tagger, ready to read."""

    def find(text: str, dated: str | None):
        return search_dates(text, languages=["en"], settings=settings(dated)) or []

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        found, at = [], 0
        for words, moment in raw:
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            # it gives a moment for "March 2021" too: dateparser knows that it is a month
            parsed = days_of(words, dated)
            day = moment.date().isoformat()
            whole = parsed is not None and parsed[0] != parsed[1] and parsed[0] <= day <= parsed[1]
            found.append(Found(start, at, *(parsed if whole else (day, day))))
        return found

    return find, resolve
