"""Which program reads and builds: what was read or made by another one is made anew."""

import hashlib
from functools import cache
from pathlib import Path

import caseclock

_PARTS = ("models", "extractor")
_KINDS = (".py", ".toml", ".typ")
_NOT_READING = ("exports", "findings", "linking", "policies")  # what happens after a paper is read


@cache
def engine_version() -> str:
    """A hash of everything that a chronology depends on beside its papers, decisions and dates."""
    return _hash(())


@cache
def reader_version() -> str:
    """A hash of everything that reading a paper depends on beside its name and bytes."""
    return _hash(_NOT_READING)


def _hash(but: tuple[str, ...]) -> str:
    root = Path(caseclock.__file__).parent
    made = hashlib.sha256()
    for part in _PARTS:
        for file in sorted((root / part).rglob("*")):
            inside = file.relative_to(root)
            if file.suffix in _KINDS and not set(inside.parts) & set(but):
                made.update(f"{inside.as_posix()}\0".encode() + file.read_bytes())
    return made.hexdigest()[:16]
