"""What may be a key: names that mean the same on every disk and in every bucket."""

import re

_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[a-z0-9._-]{1,200}")
_LONGEST = 900  # characters: a bucket takes 1024 bytes, its own prefix included


def is_segment(name: str) -> bool:
    """Can it stand between the slashes of a key?"""
    return _SEGMENT.fullmatch(name) is not None


def is_key(text: str) -> bool:
    """Is it a key?"""
    return len(text) <= _LONGEST and all(is_segment(segment) for segment in text.split("/"))


def checked_key(key: str) -> str:
    """The key itself. Raises ValueError if it is none."""
    if not is_key(key):
        raise ValueError(
            f"{key!r} cannot be the key of a file: use names of a-z, 0-9, '.', '_' and '-' with '/' between them"
        )
    return key


def checked_prefix(prefix: str) -> str:
    """The prefix without "/" at its end; empty for all. Raises ValueError if it is none."""
    return checked_key(prefix.removesuffix("/")) if prefix else ""


def checked_folder(prefix: str) -> str:
    """As `checked_prefix`, but never all: a slip of the caller must not empty the store."""
    if not prefix:
        raise ValueError("an empty prefix would delete every file; name the folder to delete")
    return checked_prefix(prefix)
