"""The taggers that are compared, one a file. Each has `make()`, which gives two functions.

`find(text, dated)` is the tagger's own work and is timed; `resolve(text, dated, raw)` puts what it gave into
the one form that is scored, and is not.
"""

from collections.abc import Callable
from typing import Any

from evaluation.scoring import Found

Find = Callable[[str, str | None], Any]
Resolve = Callable[[str, str | None, Any], list[Found]]
Tagger = tuple[Find, Resolve]

# module -> the name in the table; ours first, then the one that speed is measured by
TAGGERS = {
    "caseclock": "caseclock",
    "search_dates": "dateparser search_dates",
    "spacy_dates": "spaCy DATE + dateparser",
    "datefinder_": "datefinder",
    "ctparse_": "ctparse",
    "timexy_": "timexy",
    "recognizers": "recognizers-text",
}
