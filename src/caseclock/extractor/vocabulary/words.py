"""Loads the word lists of this folder."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """One word list by the name of its file, without the ending."""
    raw = resources.files("caseclock.extractor.vocabulary").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


def any_of(words: list[str], *, at_word: bool = False, tail: str = "") -> re.Pattern[str]:
    """One pattern that matches any of the expressions; `at_word` lets them begin only at the start of a word."""
    inner = "|".join(words)
    return re.compile(rf"\b(?:{inner}){tail}" if at_word else (f"(?:{inner}){tail}" if tail else inner), re.IGNORECASE)
