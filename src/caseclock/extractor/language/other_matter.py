"""Records that agencies keep in the same log and that are about no behaviour: lost property, a missed bin."""

import re

from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.vocabulary.words import any_of, vocabulary

_LISTED = vocabulary("other_matters")
_CLASS = [re.compile(expression, re.IGNORECASE) for row in _LISTED["class"] for expression in row["any"]]
# Somebody's doings stand beside the service: "he was at it again, and the bins were not emptied".
_SOMEBODY = re.compile(r"\b(?:he|him|his|they|them|someone|somebody|neighbours?|again)\b", re.IGNORECASE)
_WORDS = any_of([expression for row in _LISTED["words"] for expression in row["any"]], at_word=True)


def is_other_matter(category: str, words: str) -> bool:
    """Is a record one of an ordinary service or of another duty, by its class or by its words?

    `category` is the class that the log gives it ("" if none), `words` what was written. Words that tell of behaviour
    make it an account all the same: the class may have been chosen in haste."""
    bare, listed = _WORDS.subn(" . ", words)
    if incident_types(bare):
        return False
    named = " ".join(re.sub(r"[^\w/& -]", " ", category).split())
    return any(pattern.fullmatch(named) for pattern in _CLASS) or (listed > 0 and not _SOMEBODY.search(bare))
