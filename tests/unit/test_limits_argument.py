"""`--limit NAME=VALUE`: the ceilings of reading are settings."""

import pytest

from caseclock.api.arguments import limits
from caseclock.api.errors import Refused
from caseclock.extractor.limits import DEFAULT_LIMITS


def test_a_limit_is_set_and_the_others_stay() -> None:
    found = limits(["seconds=600", "pages=50"])
    assert (found.seconds, found.pages) == (600.0, 50)
    assert found.memory_bytes == DEFAULT_LIMITS.memory_bytes


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("second=600", "did you mean seconds"),
        ("patience=9", "it is one of"),
        ("pages=many", "a number above nought, as in --limit pages=10000"),
        ("pages=-1", "above nought"),
        ("seconds=nan", "above nought"),
        ("seconds=inf", "above nought"),
        ("pages", "above nought"),
    ],
)
def test_a_limit_that_cannot_be_says_what_to_type(setting: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        limits([setting])
