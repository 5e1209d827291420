"""The form of an encrypted file. It is written and read in frames, of which each proves its own place.

    header   84 bytes: MAGIC, the key's id filled up with zeros to 32, a random salt of 32
    frames   1 MiB each, the last shorter (empty for an empty file), every one followed by its 16-byte tag

AES-256-GCM under a key that HKDF-SHA256 derives for this file alone from the named key and the salt. The nonce is the
frame's number (11 bytes) and whether it is the last (1 byte), so frames cannot be left out, moved or cut off. Header
and store key are authenticated with every frame, so a file put in another's place does not open.
"""

import secrets
from collections.abc import Iterable, Iterator
from itertools import chain

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseclock.api.store.files.interface import Damaged
from caseclock.api.store.files.keyring import KEY_BYTES, Keyring
from caseclock.api.store.files.reading import CHUNK, in_frames

MAGIC = b"\x93caseclock sealed\r\n\x1a"
_ID_BYTES = 32
_SALT_BYTES = 32
_TAG_BYTES = 16
HEADER_BYTES = len(MAGIC) + _ID_BYTES + _SALT_BYTES


def is_sealed(start: bytes) -> bool:
    """Is it the beginning of an encrypted file, sound or not?

    Half of MAGIC's bytes are enough: what chance has flipped must not pass for a file that never was encrypted.
    """
    start = start[: len(MAGIC)]
    alike = sum(a == b for a, b in zip(start, MAGIC, strict=False))
    return 2 * alike > len(start)


def key_of(start: bytes) -> str:
    """The id of the key of an encrypted file that begins so; empty if that cannot be read."""
    if len(start) < HEADER_BYTES or not start.startswith(MAGIC):
        return ""
    return start[len(MAGIC) : len(MAGIC) + _ID_BYTES].rstrip(b"\0").decode("ascii", errors="replace")


def seal(key: str, chunks: Iterable[bytes], keyring: Keyring) -> Iterator[bytes]:
    """The chunks of a file for `key` of the store, encrypted under the first key of the ring."""
    name = keyring.first.encode("ascii").ljust(_ID_BYTES, b"\0")
    header = MAGIC + name + secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(keyring[keyring.first], header)
    yield header
    for number, (frame, last) in enumerate(in_frames(chunks, CHUNK)):
        yield cipher.encrypt(_nonce(number, last), frame, _bound(header, key))


def unseal(key: str, chunks: Iterable[bytes], keyring: Keyring) -> Iterator[bytes]:
    """The chunks of the file that `seal` encrypted for `key`; nothing is given that has not proved true.

    Raises Damaged where it was changed, cut off or put in another's place, or where the ring does not have its key.
    """
    rest = iter(chunks)
    start = bytearray()
    while len(start) < HEADER_BYTES and (chunk := next(rest, b"")):
        start += chunk
    header = bytes(start[:HEADER_BYTES])
    cipher = _cipher(_key(key, header, keyring), header)
    for number, (frame, last) in enumerate(in_frames(chain([bytes(start[HEADER_BYTES:])], rest), CHUNK + _TAG_BYTES)):
        try:
            plain = cipher.decrypt(_nonce(number, last), frame, _bound(header, key))
        except InvalidTag as error:
            raise _damaged(key, "it was changed, cut off or swapped since it was stored, or its key was") from error
        if plain:
            yield plain


def _key(key: str, header: bytes, keyring: Keyring) -> bytes:
    name = key_of(header)
    if not name:
        raise _damaged(key, "its beginning was changed or cut off since it was stored")
    try:
        return keyring[name]
    except KeyError:
        problem = f"its encryption key {name!r} is not among those set"
        raise Damaged(f"the file {key} cannot be read: {problem}; add that key, or restore the file") from None


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[-_SALT_BYTES:]
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"caseclock file").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _bound(header: bytes, key: str) -> bytes:
    return header + key.encode("ascii")


def _damaged(key: str, problem: str) -> Damaged:
    return Damaged(f"the file {key} cannot be read: {problem}; restore it from a backup, or add the paper again")
