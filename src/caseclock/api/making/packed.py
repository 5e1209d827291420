"""Readings and findings of a case as files: JSON of our own models, packed. No pickles: a file must not run code."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from caseclock.extractor.build import Found
from caseclock.models.document import Paper

_PAPERS: TypeAdapter[tuple[Paper, ...]] = TypeAdapter(tuple[Paper, ...])
_FOUND: TypeAdapter[Found] = TypeAdapter(Found)


def pack_papers(papers: Sequence[Paper]) -> bytes:
    """The papers as bytes."""
    return _pack(_PAPERS, tuple(papers))


def unpack_papers(data: bytes) -> tuple[Paper, ...]:
    """The papers that were packed."""
    found: tuple[Paper, ...] = _unpack(_PAPERS, data)
    return found


def pack_found(found: Found) -> bytes:
    """What was found in a case, as bytes."""
    return _pack(_FOUND, found)


def unpack_found(data: bytes) -> Found:
    """What was found in a case, as it was packed."""
    found: Found = _unpack(_FOUND, data)
    return found


def _pack(adapter: TypeAdapter[Any], value: object) -> bytes:
    try:
        plain = adapter.dump_json(value)
    except PydanticSerializationError:
        # A damaged paper can hold half a character, which is no UTF-8; the escapes of JSON carry it.
        plain = json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=True).encode()
    return zlib.compress(plain, 1)


def _unpack(adapter: TypeAdapter[Any], data: bytes) -> Any:
    plain = zlib.decompress(data)
    try:
        return adapter.validate_json(plain)
    except ValidationError:
        return adapter.validate_python(json.loads(plain))
