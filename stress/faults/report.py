"""What was checked and how it came out, told while it goes on and at the end."""

import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import psycopg
from sqlalchemy.exc import SQLAlchemyError

from stress.waiting import Late

_LOST = (Late, AssertionError, RuntimeError, OSError, KeyError, httpx.HTTPError, psycopg.Error, SQLAlchemyError)
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was checked. `went_well` None: it was left out, `told` says why."""

    part: str
    what: str
    went_well: bool | None
    told: str


@dataclass(slots=True)
class Report:
    """All rows so far. `part` is the one that is under way."""

    rows: list[Row] = field(default_factory=list)
    part: str = ""

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """A part: what breaks it off is a row, and the next one goes on."""
        self.part, begun = part, time.monotonic()
        self.say("begins")
        try:
            yield
        except (*_LOST, subprocess.SubprocessError) as error:
            traceback.print_exc()
            self.check("went through to its end", False, f"{type(error).__name__}: {error}")
        self.say(f"took {time.monotonic() - begun:.0f} s")

    def check(self, what: str, went_well: bool, told: object = "") -> None:
        """A row; `told` are figures, or what is wrong."""
        self._add(Row(self.part, what, went_well, str(told)[:_WORDS]))

    def left_out(self, what: str, why: str) -> None:
        """A row for what could not be checked here."""
        self._add(Row(self.part, what, None, why))

    def say(self, words: str) -> None:
        """A line on stderr while it goes on."""
        print(f"{time.strftime('%H:%M:%S')} {self.part}: {words}", file=sys.stderr, flush=True)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self.say(f"{_ENDS[row.went_well]} {row.what} {row.told}")

    @property
    def failures(self) -> int:
        """How many checks did not go well."""
        return sum(row.went_well is False for row in self.rows)

    def table(self) -> str:
        """All rows, and a line that says it all."""
        parts = max(len(row.part) for row in self.rows)
        whats = max(len(row.what) for row in self.rows)
        lines = [f"{row.part:<{parts}}  {_ENDS[row.went_well]:<8} {row.what:<{whats}}  {row.told}" for row in self.rows]
        left_out = sum(row.went_well is None for row in self.rows)
        end = (
            f"{self.failures} of {len(self.rows)} checks FAILED"
            if self.failures
            else f"all {len(self.rows)} checks held"
        )
        return "\n".join([*(line.rstrip() for line in lines), "", end + (f", {left_out} left out" if left_out else "")])


_ENDS = {True: "held", False: "FAILED", None: "left out"}
