"""Bytes on their way: in chunks, never whole."""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

CHUNK = 1024 * 1024  # bytes


class Reading(Iterator[bytes]):
    """The chunks of a file. The first is fetched at once, so that a missing or damaged file is known before an answer
    is begun. Close it, or use it in a `with`, if it may not be read to its end.
    """

    def __init__(self, chunks: Generator[bytes, None, None]) -> None:
        self._chunks = chunks
        self._first = next(chunks, None)

    def __next__(self) -> bytes:
        if self._first is None:
            return next(self._chunks)
        chunk, self._first = self._first, None
        return chunk

    def close(self) -> None:
        """Give back the file or connection; nothing more is read."""
        self._first = None
        self._chunks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def chunks_of(path: Path) -> Generator[bytes, None, None]:
    """The file at `path` in chunks. Raises OSError."""
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def in_frames(chunks: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in frames of `size`, each with whether it is the last. There is at least one; only the last may be
    shorter or, if there are no bytes at all, empty.
    """
    held = bytearray()
    for chunk in chunks:
        held += chunk
        start = 0
        while len(held) - start > size:
            yield bytes(held[start : start + size]), False
            start += size
        del held[:start]
    yield bytes(held), True
