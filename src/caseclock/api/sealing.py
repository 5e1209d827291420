"""Small secrets sealed before they are put into the database: second factors, webhook secrets."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class SealBroken(Exception):
    """What was sealed cannot be opened: it was changed, or sealed by a service with another secret."""


class Sealer:
    """Seals and opens with keys made from the service's own secret."""

    def __init__(self, secret: bytes) -> None:
        """`secret`: at least 32 bytes that only the service knows."""
        self._key = HKDF(SHA256(), 32, salt=None, info=b"caseclock seal 1").derive(secret)

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """The sealed bytes. `purpose` must be the same when they are opened: whose secret it is, and what for."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._key).encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for that purpose. Raises SealBroken."""
        try:
            return AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except InvalidTag as error:
            raise SealBroken("a secret in the database cannot be opened with this service's own secret") from error
