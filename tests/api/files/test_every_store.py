"""What holds for every store of files, wherever it keeps them."""

import pickle
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseclock.api.store.files.interface import Damaged, FileStore, Missing, StoreUnavailable
from caseclock.api.store.files.keys import is_key
from caseclock.api.store.files.reading import CHUNK

SIZES = [0, 1, 83, 84, CHUNK - 1, CHUNK, CHUNK + 1, 8 * CHUNK, 8 * CHUNK + 1, 17 * CHUNK + 5]
ONE_STORE = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def some_bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_comes_back(store: FileStore, tmp_path: Path, size: int) -> None:
    data, file = some_bytes(size), tmp_path / "upload"
    file.write_bytes(data)
    store.put("case/papers/whole", data)
    store.put_file("case/papers/streamed", file)
    store.put_chunks("case/papers/pieces", (data[start : start + 300_007] for start in range(0, size, 300_007)))
    keys = list(store.keys())
    for key in keys:
        assert store.get(key) == data
        with store.open(key) as chunks:
            pieces = list(chunks)
        assert b"".join(pieces) == data
        assert all(0 < len(piece) <= CHUNK for piece in pieces)
    assert keys == ["case/papers/pieces", "case/papers/streamed", "case/papers/whole"]


@ONE_STORE
@given(data=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=4))
def test_how_it_is_cut_makes_no_difference(store: FileStore, data: bytes, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), 300]
    store.put_chunks("a/b", (data[start:end] for start, end in pairwise(ends)))
    assert store.get("a/b") == data


def test_putting_again_replaces(store: FileStore) -> None:
    for data in (b"one", b"one", b"", b"two, and longer"):
        store.put("case/derived/text", data)
        assert store.get("case/derived/text") == data
    assert list(store.keys()) == ["case/derived/text"]


def test_what_is_not_there_is_missing(store: FileStore) -> None:
    store.put("case/papers/a", b"a")
    for key in ("case/papers/b", "other/papers/a", "case/papers/a/below", "case"):
        assert not store.exists(key)
        with pytest.raises(Missing, match=rf"there is no file {key}; add the paper again"):
            store.get(key)
        with pytest.raises(Missing):
            store.open(key)
        store.delete(key)
    assert store.exists("case/papers/a")


def test_deleted_is_gone(store: FileStore) -> None:
    store.put("case/papers/a", b"a")
    store.put("case/papers/b", b"b")
    store.delete("case/papers/a")
    store.delete("case/papers/a")
    assert list(store.keys()) == ["case/papers/b"]
    assert not store.exists("case/papers/a")


@pytest.mark.parametrize(
    ("prefix", "gone"),
    [
        ("case-1", {"case-1/derived/text", "case-1/papers/a", "case-1/papers/b"}),
        ("case-1/", {"case-1/derived/text", "case-1/papers/a", "case-1/papers/b"}),
        ("case-1/papers", {"case-1/papers/a", "case-1/papers/b"}),
        ("case-1/papers/a", set()),
        ("case", set()),
        ("case-3/papers", set()),
    ],
)
def test_a_prefix_is_a_folder_not_the_beginning_of_a_name(store: FileStore, prefix: str, gone: set[str]) -> None:
    keys = {"case-1/papers/a", "case-1/papers/b", "case-1/derived/text", "case-10/papers/a", "case-2/papers/a"}
    for key in keys:
        store.put(key, key.encode())
    assert list(store.keys(prefix)) == sorted(gone)
    assert store.delete_prefix(prefix) == len(gone)
    assert store.delete_prefix(prefix) == 0
    assert list(store.keys()) == sorted(keys - gone)
    assert all(store.get(key) == key.encode() for key in keys - gone)


def test_keys_come_in_the_order_of_their_bytes(store: FileStore) -> None:
    keys = {"a.b", "a-b/c", "a/b", "a/b.c/d", "a/b-c", "a0", "b/.hidden", "b/..double", "z"}
    for key in keys:
        store.put(key, b"")
    assert list(store.keys()) == sorted(keys)
    assert list(store.keys("a")) == ["a/b", "a/b-c", "a/b.c/d"]


BAD = ["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "../a", "A", "a b", "a\n", "a\0", "ä", "~unfinished"]
BAD += ["a\\b", "a/" + "b" * 201, "/".join(["a" * 100] * 10), "~check"]


def test_a_key_that_may_mean_something_else_is_refused(store: FileStore, tmp_path: Path) -> None:
    upload = tmp_path / "upload"
    upload.write_bytes(b"")
    calls: list[Callable[[str], object]] = [
        store.get,
        store.open,
        store.exists,
        store.delete,
        lambda key: store.put(key, b""),
        lambda key: store.put_file(key, upload),
    ]
    for key in BAD:
        for call in calls:
            with pytest.raises(ValueError, match="cannot be the key of a file: use names of a-z"):
                call(key)
        if key not in ("", "a/"):  # as a prefix these say something
            with pytest.raises(ValueError, match="cannot be the key of a file"):
                store.keys(key)
            with pytest.raises(ValueError, match="cannot be the key of a file"):
                store.delete_prefix(key)
    assert list(store.keys()) == []


def test_a_slip_does_not_empty_the_store(store: FileStore) -> None:
    store.put("a", b"a")
    with pytest.raises(ValueError, match="would delete every file; name the folder"):
        store.delete_prefix("")
    assert store.get("a") == b"a"


@given(st.text(max_size=12) | st.from_regex(r"\A[a-z./\n-]{0,9}\Z"))
def test_a_key_never_leads_out(text: str) -> None:
    whole = Path("/root/of/all")
    if is_key(text):
        assert (whole / text).resolve() == whole / text
        assert (whole / text).is_relative_to(whole)
        assert str(whole / text) == f"/root/of/all/{text}"


@pytest.mark.parametrize("pulled", [0, 1, 12])
def test_a_source_that_breaks_off_changes_nothing(store: FileStore, pulled: int) -> None:
    def breaks_off() -> Iterator[bytes]:
        for _ in range(pulled):
            yield bytes(CHUNK)
        raise ConnectionResetError("the upload was broken off")

    store.put("case/papers/old", b"old")
    for key in ("case/papers/old", "case/papers/new"):
        with pytest.raises(ConnectionResetError, match="broken off"):
            store.put_chunks(key, breaks_off())
    assert list(store.keys()) == ["case/papers/old"]
    assert store.get("case/papers/old") == b"old"
    assert store.sweep(-60) == 0, "nothing of it is left lying about"


def test_an_upload_that_cannot_be_read_is_no_fault_of_the_store(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.put_file("case/papers/a", tmp_path / "nowhere")
    assert list(store.keys()) == []


def test_a_reader_that_leaves_early_and_one_that_comes_late(store: FileStore) -> None:
    store.put("a", some_bytes(5 * CHUNK))
    chunks = store.open("a")
    first = next(chunks)
    chunks.close()
    assert some_bytes(5 * CHUNK).startswith(first)
    assert list(chunks) == []
    unread = store.open("a")
    unread.close()
    assert list(unread) == []


def test_a_reader_sees_one_file_whatever_happens_to_it(store: FileStore) -> None:
    store.put("a", some_bytes(3 * CHUNK))
    with store.open("a") as chunks:
        read = [next(chunks)]
        store.put("a", bytes(3 * CHUNK))
        try:
            read += chunks
        except (StoreUnavailable, Damaged) as error:
            pytest.fail(f"this store reads on: {error}")
    assert b"".join(read) == some_bytes(3 * CHUNK)


def test_it_can_be_written_to_and_leaves_nothing(store: FileStore) -> None:
    store.check()
    assert list(store.keys()) == []
    assert store.sweep(-60) == 0


def test_what_is_missing_keeps_its_words_from_one_process_to_another() -> None:
    told = Missing("c1/papers/ab")
    assert str(pickle.loads(pickle.dumps(told))) == str(told)
