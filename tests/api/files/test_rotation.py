"""The change from one encryption key to the next: it can be stopped at any instant, and loses nothing."""

import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.api.files.stores import NEW, OLD, THIRD, ring

from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.encrypted import EncryptedStore, rotate
from caseclock.api.store.files.interface import FileStore, StoreUnavailable
from caseclock.api.store.files.reading import CHUNK


def filled(disk: DiskStore) -> dict[str, bytes]:
    """A store with files under two keys and under none, and what they hold."""
    files = {f"case-{n}/papers/{n}": random.Random(n).randbytes(n * 300_000 + 1) for n in range(6)}
    stores: list[FileStore] = [disk, EncryptedStore(disk, ring(OLD)), EncryptedStore(disk, ring(NEW))]
    for number, (key, data) in enumerate(files.items()):
        stores[number % 3].put(key, data)
    return files


def test_after_rotation_the_first_key_is_enough(disk: DiskStore) -> None:
    files = filled(disk)
    told = list(rotate(EncryptedStore(disk, ring(NEW, OLD))))
    assert [(each.number, each.key) for each in told] == list(enumerate(sorted(files), 1))
    assert [each.changed for each in told] == [True, True, False, True, True, False]
    assert {each.problem for each in told} == {""}
    alone = EncryptedStore(disk, ring(NEW), plain=False)
    assert {key: alone.get(key) for key in alone.keys()} == files  # noqa: SIM118 - a store is no dict
    assert not any(each.changed for each in rotate(alone))


@pytest.mark.parametrize("steps", range(7))
def test_stopped_between_files_all_can_be_read_and_it_goes_on(disk: DiskStore, steps: int) -> None:
    files, both = filled(disk), EncryptedStore(disk, ring(NEW, OLD))
    rotation = rotate(both)
    for _ in range(steps):
        next(rotation, None)
        assert {key: both.get(key) for key in files} == files
    rotation.close()
    assert sum(each.changed for each in rotate(both)) == 4 - len([n for n in range(steps) if n % 3 != 2])
    assert {key: EncryptedStore(disk, ring(NEW), plain=False).get(key) for key in files} == files


class Stopping(DiskStore):
    """A disk store that stops after so many chunks."""

    left = 0

    def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
        super().put_chunks(key, self._counted(chunks))

    def _counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
            yield chunk


@settings(max_examples=20)
@given(st.integers(0, 14))
def test_stopped_within_a_file_all_can_be_read_and_it_goes_on(chunks: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        disk = DiskStore(Path(folder))
        files, stopping = filled(disk), Stopping(Path(folder))
        stopping.left = chunks
        try:
            for _ in rotate(EncryptedStore(stopping, ring(NEW, OLD))):
                pass
        except KeyboardInterrupt:
            pass
        else:
            assert stopping.left >= 0
        both = EncryptedStore(disk, ring(NEW, OLD))
        assert {key: both.get(key) for key in files} == files
        assert list(disk.keys()) == sorted(files)
        assert not any(each.problem for each in rotate(both))
        assert {key: EncryptedStore(disk, ring(NEW), plain=False).get(key) for key in files} == files


def test_a_damaged_file_is_told_left_as_it_is_and_holds_up_no_other(disk: DiskStore) -> None:
    files = filled(disk)
    damaged, sound = "case-1/papers/1", disk.get("case-1/papers/1")
    disk.put(damaged, sound[:-1])
    EncryptedStore(disk, ring(THIRD)).put("case-7/papers/7", b"under a key that is lost")
    told = {each.key: each for each in rotate(EncryptedStore(disk, ring(NEW, OLD)))}
    assert {key for key, each in told.items() if each.problem} == {damaged, "case-7/papers/7"}
    assert "cut off" in told[damaged].problem
    assert "'third' is not among those set" in told["case-7/papers/7"].problem
    assert disk.get(damaged) == sound[:-1]
    assert all(EncryptedStore(disk, ring(NEW)).get(key) == files[key] for key in files if key != damaged)


def test_what_is_erased_meanwhile_does_not_come_back(disk: DiskStore) -> None:
    """A case is erased while one of its files is being encrypted anew, another before its turn."""
    EncryptedStore(disk, ring(OLD)).put("case-1/papers/a", bytes(3 * CHUNK))
    EncryptedStore(disk, ring(OLD)).put("case-1/papers/b", b"b")
    EncryptedStore(disk, ring(OLD)).put("case-2/papers/a", b"of another case")

    class Erasing(DiskStore):
        def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
            def erasing() -> Iterator[bytes]:
                for number, chunk in enumerate(chunks):
                    if number == 2:  # after the header and a frame, so the file is open
                        self.delete_prefix("case-1")
                    yield chunk

            super().put_chunks(key, erasing())

    told = list(rotate(EncryptedStore(Erasing(disk.root), ring(NEW, OLD))))
    assert [(each.key, each.changed) for each in told] == [("case-2/papers/a", True)]
    assert list(disk.keys()) == ["case-2/papers/a"]


def test_a_disk_gone_meanwhile_stops_the_rotation(disk: DiskStore) -> None:
    filled(disk)
    rotation = rotate(EncryptedStore(disk, ring(NEW, OLD)))
    next(rotation)
    disk.root.rename(disk.root.with_name("unmounted"))
    with pytest.raises(StoreUnavailable):
        list(rotation)
