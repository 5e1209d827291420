"""Passwords: which are taken, how they are kept (argon2id), and how they are checked without telling who exists."""

import re
import threading
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from caseclock.api.problems import invalid

LEAST, MOST = 12, 1024
_DIFFERENT = 5  # characters that differ, at least
_HASHER = PasswordHasher()  # argon2id; the library's defaults are those of RFC 9106 for small machines
_AT_ONCE = threading.BoundedSemaphore(4)  # each takes 64 MiB: a rush of log-ins waits rather than fills the memory
_COMMON = Path(__file__).with_name("common_passwords.txt")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(_bytes(password))


def is_right(password: str, kept: str | None) -> bool:
    """Is it the password that was kept? Takes as long when there is none."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobodys(), _bytes(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Was it hashed with other parameters than today's?"""
    return _HASHER.check_needs_rehash(kept)


def check_choice(password: str, email: str, name: str) -> None:
    """Raises Problem 422 in words if the password is too easily guessed."""
    problem = _fault(password, email, name)
    if problem:
        raise invalid(problem, "password")


def _fault(password: str, email: str, name: str) -> str | None:
    if len(password) < LEAST:
        return f"The password is too short: choose one of at least {LEAST} characters, such as three or four words."
    if len(password) > MOST:
        return f"The password is too long: choose one of at most {MOST} characters."
    plain = _normal(password).casefold()
    if plain in _common() or len(set(plain)) < _DIFFERENT:
        return "The password is among the first that are guessed: choose another, such as three or four odd words."
    own = {email, email.partition("@")[0], name}
    if _letters(plain) in {_letters(word.casefold()) for word in own} - {""}:
        return "The password is your own name or email address: choose another, such as three or four odd words."
    return None


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _normal(password: str) -> str:
    """Keyboards differ in how they make an accented letter; the password is the same."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    """JSON can hold halves of characters, which UTF-8 cannot: they are as good as others in a password."""
    return _normal(password).encode("utf-8", "surrogatepass")


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody at all")
