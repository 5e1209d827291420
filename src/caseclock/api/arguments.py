"""Arguments that several commands share: days, and suggestions for what was probably meant."""

import argparse
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from caseclock.api.errors import Refused
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BRITISH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_EXAMPLE = date(2021, 9, 10)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and leaves the exit to `errors.guarded`."""

    def error(self, message: str) -> NoReturn:
        """Raises Refused."""
        if message.startswith("unrecognized arguments"):
            message += f" (paths come before the options; see {self.prog} --help)"
        elif message.startswith("the following arguments are required"):
            message += f" (see {self.prog} --help)"
        raise Refused(message)


def day(text: str) -> date:
    """An ISO day. For argparse: raises ArgumentTypeError with what to type instead."""
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"there is no day {text} in the calendar: check it") from error
    raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as {_guess(text).isoformat()}")


def _guess(text: str) -> date:
    """The day that was probably meant, read the British way, else an example."""
    found = _BRITISH_DAY.fullmatch(text.strip())
    if found is None:
        return _EXAMPLE
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return _EXAMPLE


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """: did you mean a or b? - or nothing if none of the known names is like it."""
    names = list(known)
    close = [name for name in names if wanted and name.startswith(wanted)][:3]
    close = close or get_close_matches(wanted, names, n=2, cutoff=0.6)
    return f": did you mean {' or '.join(close)}?" if close else ""


def limits(settings: Iterable[str]) -> Limits:
    """The limits with some set otherwise: each setting is `name=value`. Raises Refused."""
    found = DEFAULT_LIMITS
    kinds = {field.name: type(getattr(DEFAULT_LIMITS, field.name)) for field in fields(Limits)}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in kinds:
            hint = did_you_mean(name, kinds) or f": it is one of {', '.join(kinds)}"
            raise Refused(f"--limit {setting}: there is no limit {name!r}{hint}")
        try:
            number = kinds[name](value)
        except ValueError:
            number = 0
        if not 0 < number < float("inf"):
            example = f"{name}={getattr(DEFAULT_LIMITS, name):g}"
            raise Refused(f"--limit {setting}: give a number above nought, as in --limit {example}")
        found = replace(found, **{name: number})
    return found
