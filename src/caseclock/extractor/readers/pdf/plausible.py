"""Whether a text reads like words: a scanner's own OCR can leave well-formed rubbish under a page."""

import re
from collections.abc import Iterable

_MOST = 0.6  # share of letters that must stand in plausible words
_WORD = re.compile(r"[A-Z]?[a-z’']+(?:-[A-Za-z]?[a-z]+)*|[A-Z]{2,}|[AaI]")
_FIGURES = re.compile(r"[A-Z]{0,3}[-/]?\d[\d:./,-]*(?:st|nd|rd|th|am|pm|hrs?|[A-Z]{1,2})?|£\d[\d,.]*")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")


def are_words(tokens: Iterable[str]) -> bool:
    """Do most letters of a page stand in what could be English words, abbreviations or figures?"""
    total = good = 0
    for token in tokens:
        bare = token.strip(".,;:!?()[]\"'’“”‘-–—/*")
        total += len(token)
        if _FIGURES.fullmatch(bare) or (_WORD.fullmatch(bare) and (len(bare) < 4 or _VOWEL.search(bare))):
            good += len(token)
    return total > 0 and good >= _MOST * total
