"""The keys that files are encrypted with, and how they are written down."""

import base64
import binascii
import re
import secrets
from pathlib import Path
from typing import Self

KEY_BYTES = 32
_ID = re.compile(r"[a-z0-9._-]{1,32}")
_FORM = "write each as id:base64, as `new_key` makes them"


class KeyringError(ValueError):
    """The keys cannot be used. The message never holds any of a key but its id."""


class Keyring:
    """Keys by their ids. The first writes; every one reads."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        """`keys` in their order. Raises KeyringError if there are none, or one is not fit."""
        if not keys:
            raise KeyringError(f"there is no encryption key; {_FORM}")
        for name, key in keys.items():
            if not _ID.fullmatch(name):
                raise KeyringError(f"the id of an encryption key is not 1 to 32 of a-z, 0-9, '.', '_' and '-'; {_FORM}")
            if len(key) != KEY_BYTES:
                raise KeyringError(f"the encryption key {name} has {len(key)} bytes, not {KEY_BYTES}; make one anew")
        if len(set(keys.values())) < len(keys):
            raise KeyringError("two encryption keys are the same under different ids; take out one of them")
        self._keys = dict(keys)
        self.first = next(iter(keys))

    @classmethod
    def from_setting(cls, text: str) -> Self:
        """Keys as `id:base64` with commas or white space between. Raises KeyringError."""
        keys: dict[str, bytes] = {}
        for number, written in enumerate(re.split(r"[\s,]+", text.strip(" \t\r\n,")), 1):
            if not written:
                break
            name, colon, key = written.partition(":")
            if not colon or not _ID.fullmatch(name):
                raise KeyringError(f"encryption key {number} is not understood; {_FORM}")
            if name in keys:
                raise KeyringError(f"two encryption keys have the id {name}; give one another id, or take it out")
            keys[name] = _decoded(name, key)
        return cls(keys)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Keys as in `from_setting`; a line that begins with "#" is left out. Raises KeyringError."""
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise KeyringError(f"{path} is not text; {_FORM}") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise KeyringError(f"{path} cannot be read ({reason}); give the file with the encryption keys") from error
        try:
            return cls.from_setting("\n".join(line for line in lines if not line.lstrip().startswith("#")))
        except KeyringError as error:
            raise KeyringError(f"{path}: {error}") from error

    def __getitem__(self, name: str) -> bytes:
        """The key with the id. Raises KeyError."""
        return self._keys[name]

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self._keys)})"  # a key must not get into a log


def new_key(name: str | None = None) -> str:
    """A new key as `id:base64`; without a name the id is one that is not given twice. Raises KeyringError."""
    name = f"key-{secrets.token_hex(4)}" if name is None else name
    key = secrets.token_bytes(KEY_BYTES)
    Keyring({name: key})
    return f"{name}:{base64.b64encode(key).decode()}"


def _decoded(name: str, key: str) -> bytes:
    try:
        return base64.b64decode(key.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyringError(
            f"the encryption key {name} is not base64; copy it whole, with the '=' at its end"
        ) from error
