"""Files encrypted on their way into another store; and the change from one key to the next."""

import hashlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from caseclock.api.store.files.interface import Damaged, FileStore, Missing
from caseclock.api.store.files.keyring import Keyring
from caseclock.api.store.files.reading import Reading, chunks_of
from caseclock.api.store.files.sealing import HEADER_BYTES, is_sealed, key_of, seal, unseal

_HASH_OF_NOTHING = hashlib.sha256().hexdigest()


class EncryptedStore:
    """A FileStore that keeps its files encrypted in `inner`. Keys, numbers and lengths of files are not hidden."""

    def __init__(self, inner: FileStore, keyring: Keyring, *, plain: bool = True) -> None:
        """`plain`: files from before encryption was switched on are read too. Without, one that is not encrypted is
        Damaged: so nobody who can write to `inner` can put a file of their own in place of one that is encrypted.
        """
        self.inner = inner
        self.keyring = keyring
        self._plain = plain

    def put(self, key: str, data: bytes) -> None:
        self.put_chunks(key, [data])

    def put_file(self, key: str, path: Path) -> None:
        self.put_chunks(key, chunks_of(path))

    def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
        self.inner.put_chunks(key, seal(key, chunks, self.keyring))

    def get(self, key: str) -> bytes:
        return b"".join(self.open(key))

    def open(self, key: str) -> Reading:
        return Reading(self._chunks(key))

    def exists(self, key: str) -> bool:
        return self.inner.exists(key)

    def delete(self, key: str) -> None:
        self.inner.delete(key)

    def delete_prefix(self, prefix: str) -> int:
        return self.inner.delete_prefix(prefix)

    def keys(self, prefix: str = "") -> Iterator[str]:
        return self.inner.keys(prefix)

    def check(self) -> None:
        self.inner.check()

    def sweep(self, older_than_seconds: float) -> int:
        return self.inner.sweep(older_than_seconds)

    def key_of(self, key: str) -> str:
        """The id of the encryption key of the file under `key`; empty if it is not encrypted, or damaged."""
        with closing(self.inner.open(key)) as chunks:
            return key_of(_start(chunks))

    def _chunks(self, key: str) -> Generator[bytes, None, None]:
        with closing(self.inner.open(key)) as chunks:
            start = _start(chunks)
            whole = chain([start], chunks)
            if is_sealed(start):
                yield from unseal(key, whole, self.keyring)
                return
            self._check_plain(key, start)
            yield from (chunk for chunk in whole if chunk)

    def _check_plain(self, key: str, start: bytes) -> None:
        if not self._plain:
            problem = "is not encrypted, though every file should be"
        elif not start and not key.endswith(f"/{_HASH_OF_NOTHING}"):
            problem = "was cut off: nothing of it is left"  # an encrypted file is never empty
        else:
            return
        raise Damaged(f"the file {key} {problem}; restore it from a backup, or add the paper again")


@dataclass(frozen=True)
class Rotated:
    """How far the change of keys is."""

    number: int  # of files looked at, this one included
    key: str
    changed: bool  # it is under the first key only now
    problem: str = ""  # why it is left as it is


def rotate(store: EncryptedStore) -> Generator[Rotated, None, None]:
    """Encrypt every file that is not under the first key of the ring anew, one at each step, and tell of it.

    Every file is at all times whole under either key, so this can be stopped at any instant and begun again, while the
    store is in use by whoever has all keys. What cannot be read is left and told. An old key may be taken out of the
    ring once this has gone through without problems. Raises StoreUnavailable.
    """
    first = store.keyring.first
    for number, key in enumerate(store.inner.keys(), 1):
        try:
            changed = store.key_of(key) != first
            if changed:
                store.put_chunks(key, _unless_deleted(store, key))
            yield Rotated(number, key, changed)
        except Missing:
            continue  # deleted meanwhile
        except Damaged as error:
            yield Rotated(number, key, False, str(error))


def _unless_deleted(store: EncryptedStore, key: str) -> Generator[bytes, None, None]:
    """The file; raises Missing at its end if it was deleted meanwhile: what was erased must not come back."""
    with closing(store.open(key)) as chunks:
        yield from chunks
    if not store.exists(key):
        raise Missing(key)


def _start(chunks: Iterator[bytes]) -> bytes:
    """The first bytes: enough for a header, unless there are no more."""
    start = b""
    while len(start) < HEADER_BYTES and (chunk := next(chunks, b"")):
        start += chunk
    return start
