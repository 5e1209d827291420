"""Tokens: of log-ins, one-time links and API keys. 256 bits at random, so their hashes need no salt."""

import hashlib
import hmac
import secrets

_KEY_START = "cck_"


def new_token() -> str:
    """43 letters and digits that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(given: str, kept: str) -> bool:
    """Are the two the same? Takes as long wherever they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode("utf-8", "surrogatepass"))


def new_key(key_id: str) -> str:
    """The plain text of a new API key: `cck_<id>_<secret>`."""
    return f"{_KEY_START}{key_id}_{new_token()}"


def key_id_of(plain: str) -> str | None:
    """The id that a key names; None if it does not look like a key."""
    key_id, underscore, secret = plain.removeprefix(_KEY_START).partition("_")
    if not plain.startswith(_KEY_START) or not (underscore and secret) or not key_id.isalnum():
        return None
    return key_id if key_id.isascii() else None
