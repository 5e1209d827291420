"""Encryption: nothing readable on disk and nothing changed goes unseen."""

import hashlib
import random
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.api.files.stores import NEW, OLD, THIRD, ring

from caseclock.api.store.files import sealing
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.encrypted import EncryptedStore, rotate
from caseclock.api.store.files.interface import Damaged
from caseclock.api.store.files.keyring import new_key
from caseclock.api.store.files.reading import CHUNK
from caseclock.api.store.files.sealing import HEADER_BYTES, MAGIC

KEY = "case/papers/a"
FRAME = 64  # bytes, in tests that want many frames
STORED_FRAME = FRAME + 16


@pytest.fixture
def store(disk: DiskStore) -> EncryptedStore:
    return EncryptedStore(disk, ring(OLD))


@contextmanager
def small_frames() -> Iterator[EncryptedStore]:
    with tempfile.TemporaryDirectory() as folder, patch.object(sealing, "CHUNK", FRAME):
        yield EncryptedStore(DiskStore(Path(folder)), ring(OLD))


FEW_FRAMES = st.integers(0, 4 * FRAME).map(lambda size: random.Random(size).randbytes(size))


def test_nothing_of_a_paper_can_be_read_on_disk(store: EncryptedStore, disk: DiskStore) -> None:
    words = b"The tenant of the flat above plays loud music." * 50_000
    store.put(KEY, words)
    stored = disk.get(KEY)
    assert b"tenant" not in stored
    assert stored.startswith(MAGIC)
    frames = -(-len(words) // CHUNK)
    assert len(stored) == HEADER_BYTES + len(words) + 16 * frames


def test_the_same_file_twice_is_not_the_same_on_disk(store: EncryptedStore, disk: DiskStore) -> None:
    store.put(KEY, b"same")
    once = disk.get(KEY)
    store.put(KEY, b"same")
    assert disk.get(KEY) != once


@given(FEW_FRAMES)
def test_every_length_comes_back(data: bytes) -> None:
    with small_frames() as store:
        store.put(KEY, data)
        assert store.get(KEY) == data


@given(FEW_FRAMES, st.data())
def test_any_changed_byte_is_seen(data: bytes, draw: st.DataObject) -> None:
    with small_frames() as store:
        store.put(KEY, data)
        stored = bytearray(store.inner.get(KEY))
        stored[draw.draw(st.integers(0, len(stored) - 1), label="where")] ^= draw.draw(st.integers(1, 255), label="how")
        store.inner.put(KEY, bytes(stored))
        with pytest.raises(Damaged, match=r"the file case/papers/a cannot be read: .+; .*restore"):
            store.get(KEY)


def test_any_changed_byte_of_the_header_is_seen(store: EncryptedStore, disk: DiskStore) -> None:
    store.put(KEY, b"a paper")
    sound = disk.get(KEY)
    for place in range(HEADER_BYTES):
        for flip in (0x01, 0x80, 0xFF):
            disk.put(KEY, sound[:place] + bytes([sound[place] ^ flip]) + sound[place + 1 :])
            with pytest.raises(Damaged):
                store.get(KEY)


@given(FEW_FRAMES, st.data())
def test_any_cut_is_seen(data: bytes, draw: st.DataObject) -> None:
    with small_frames() as store:
        store.put(KEY, data)
        stored = store.inner.get(KEY)
        store.inner.put(KEY, stored[: draw.draw(st.integers(0, len(stored) - 1), label="length")])
        with pytest.raises(Damaged):
            store.get(KEY)


@pytest.mark.parametrize("frames", range(4))
def test_a_cut_between_frames_is_seen(frames: int) -> None:
    with small_frames() as store:
        store.put(KEY, bytes(4 * FRAME))
        store.inner.put(KEY, store.inner.get(KEY)[: HEADER_BYTES + frames * STORED_FRAME])
        with pytest.raises(Damaged):
            store.get(KEY)


@given(FEW_FRAMES, st.binary(min_size=1, max_size=2 * STORED_FRAME))
def test_anything_added_is_seen(data: bytes, more: bytes) -> None:
    with small_frames() as store:
        store.put(KEY, data)
        store.inner.put(KEY, store.inner.get(KEY) + more)
        with pytest.raises(Damaged):
            store.get(KEY)


@given(st.permutations(range(4)), st.lists(st.integers(0, 3), max_size=6))
def test_frames_moved_left_out_or_told_twice_are_seen(order: list[int], any_frames: list[int]) -> None:
    with small_frames() as store:
        store.put(KEY, bytes(4 * FRAME))  # every frame holds the same
        stored = store.inner.get(KEY)
        frames = [stored[start : start + STORED_FRAME] for start in range(HEADER_BYTES, len(stored), STORED_FRAME)]
        for chosen in (order, any_frames):
            if chosen != [0, 1, 2, 3]:
                store.inner.put(KEY, stored[:HEADER_BYTES] + b"".join(frames[number] for number in chosen))
                with pytest.raises(Damaged):
                    store.get(KEY)


def test_a_file_put_in_anothers_place_is_seen(store: EncryptedStore, disk: DiskStore) -> None:
    store.put("case-1/papers/a", b"of one case")
    store.put("case-2/papers/a", b"of another")
    disk.put("case-2/papers/a", disk.get("case-1/papers/a"))
    assert store.get("case-1/papers/a") == b"of one case"
    with pytest.raises(Damaged, match="changed, cut off or swapped"):
        store.get("case-2/papers/a")


def test_what_is_given_before_the_damage_is_sound(store: EncryptedStore, disk: DiskStore) -> None:
    data = random.Random(1).randbytes(3 * CHUNK)
    store.put(KEY, data)
    stored = disk.get(KEY)
    disk.put(KEY, stored[:-1] + bytes([stored[-1] ^ 1]))
    with store.open(KEY) as chunks:
        assert next(chunks) + next(chunks) == data[: 2 * CHUNK]
        with pytest.raises(Damaged):
            next(chunks)


def test_damage_at_the_beginning_is_told_before_anything_is_sent(store: EncryptedStore, disk: DiskStore) -> None:
    store.put(KEY, bytes(3 * CHUNK))
    stored = disk.get(KEY)
    disk.put(KEY, stored[:HEADER_BYTES] + b"damage" + stored[HEADER_BYTES + 6 :])
    with pytest.raises(Damaged):
        store.open(KEY)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"x", b"case", b"caseclock sealed", bytes(CHUNK + 1), b"\0"])
def test_files_from_before_encryption_are_read(disk: DiskStore, data: bytes) -> None:
    disk.put(KEY, data)
    assert EncryptedStore(disk, ring(NEW)).get(KEY) == data
    with pytest.raises(Damaged, match="is not encrypted, though every file should be; restore it from a backup"):
        EncryptedStore(disk, ring(NEW), plain=False).get(KEY)


def test_an_empty_file_from_before_encryption_is_known_by_its_hash(disk: DiskStore, store: EncryptedStore) -> None:
    empty = f"case/papers/{hashlib.sha256(b'').hexdigest()}"
    disk.put(empty, b"")
    disk.put(KEY, b"")
    assert store.get(empty) == b""
    with pytest.raises(Damaged, match="was cut off: nothing of it is left"):
        store.get(KEY)


@pytest.mark.parametrize(("written", "reading"), [([OLD], [NEW]), ([OLD, NEW], [NEW, THIRD])])
def test_a_key_that_is_not_set_is_named(disk: DiskStore, written: list[str], reading: list[str]) -> None:
    EncryptedStore(disk, ring(*written)).put(KEY, b"a")
    with pytest.raises(Damaged, match="its encryption key 'old' is not among those set; add that key"):
        EncryptedStore(disk, ring(*reading)).get(KEY)


def test_another_key_under_the_same_id_opens_nothing(disk: DiskStore) -> None:
    EncryptedStore(disk, ring(new_key("same"))).put(KEY, b"a")
    with pytest.raises(Damaged, match="or its key was"):
        EncryptedStore(disk, ring(new_key("same"))).get(KEY)


def test_a_large_file_is_never_whole_in_memory(store: EncryptedStore, tmp_path: Path) -> None:
    file, size = tmp_path / "upload", 96 * CHUNK
    with file.open("wb") as opened:
        opened.truncate(size)
    tracemalloc.start()
    try:
        store.put_file(KEY, file)
        with store.open(KEY) as chunks:
            assert sum(len(chunk) for chunk in chunks) == size
        for _ in rotate(EncryptedStore(store.inner, ring(NEW, OLD))):
            pass
        assert tracemalloc.get_traced_memory()[1] < 24 * CHUNK
    finally:
        tracemalloc.stop()
