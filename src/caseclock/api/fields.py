"""Kinds of fields that requests share: what is refused here never reaches the database, which takes no NUL."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, StringConstraints, TypeAdapter, ValidationError

_NO_CONTROL = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029]"  # not a space either
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_ADDRESS = r"[^\s@\x00-\x1f\x7f-\x9f\u2028\u2029]"

INTEGER_MOST = 2**31 - 1  # what an integer column holds
TEXT_MOST = 20_000

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=f"^{_VISIBLE}{_NO_CONTROL}*$"),
    Field(description="one line of text, without control characters"),
]
OptionalLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=f"^{_NO_CONTROL}*$"),
    Field(description="one line of text, without control characters; may be empty"),
]
Prose = Annotated[
    str,
    StringConstraints(max_length=TEXT_MOST, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"),
    Field(description="text of many lines, without control characters other than tabs and line ends"),
]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, min_length=3, max_length=254, pattern=f"^{_ADDRESS}+@{_ADDRESS}+$"
    ),
    Field(description="an email address; capitals make no difference", examples=["alex@council.example"]),
]
Id = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$"),
    Field(description="an id that this service gave"),
]
Token = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+$"),
    Field(description="a token that this service gave, once"),
]
Password = Annotated[SecretStr, Field(min_length=1, max_length=1024, description="1 to 1024 characters")]
Code = Annotated[
    str,
    StringConstraints(min_length=6, max_length=6, pattern=r"^[0-9]{6}$"),
    Field(description="the six digits that the authenticator app shows", examples=["492039"]),
]
Natural = Annotated[int, Field(ge=0, le=INTEGER_MOST)]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def _as_written(value: object) -> object:
    """A number is no day: it would be taken for seconds since 1970."""
    if isinstance(value, str) and not _DAY.match(value):
        raise ValueError("a day is written YYYY-MM-DD")
    if not isinstance(value, str | date):
        raise ValueError("a day is written as text, YYYY-MM-DD")
    return value


Day = Annotated[
    date,
    BeforeValidator(_as_written),
    Field(ge=FIRST_DAY, le=LAST_DAY, description=f"a day between {FIRST_DAY} and {LAST_DAY}"),
]
Moment = Annotated[datetime, BeforeValidator(_as_written)]

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_LINE: TypeAdapter[str] = TypeAdapter(Line)


def as_email(text: str) -> str | None:
    """The address as it is kept, in lower case; None if it is none."""
    try:
        return _EMAIL.validate_python(text)
    except ValidationError:
        return None


def as_line(text: str) -> str | None:
    """One line without control characters and spaces around it; None if it is empty, too long or no line."""
    try:
        return _LINE.validate_python(text)
    except ValidationError:
        return None
