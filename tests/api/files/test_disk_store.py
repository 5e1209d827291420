"""The store on disk: nothing outside its folder, nothing half, nothing lost; and the faults of disks."""

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.interface import Damaged, Missing, StoreFull, StoreUnavailable
from caseclock.api.store.files.reading import CHUNK

KEY = "case/papers/a"


def everything(root: Path) -> list[str]:
    """What lies below, without folders."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir())


def test_only_the_service_can_read_it(disk: DiskStore) -> None:
    before = os.umask(0)
    try:
        disk.put(KEY, b"a")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in disk.root.rglob("*")}
    assert modes == {"~unfinished": 0o700, "case": 0o700, "papers": 0o700, "a": 0o600}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    (folder / "papers").mkdir(parents=True)
    (folder / "papers" / "a").write_bytes(b"not ours")
    return folder


CALLS: list[Callable[[DiskStore], object]] = [
    lambda store: store.put(KEY, b"x"),
    lambda store: store.get(KEY),
    lambda store: store.exists(KEY),
    lambda store: store.delete(KEY),
]


@pytest.mark.parametrize("call", CALLS, ids=["put", "get", "exists", "delete"])
def test_a_link_in_place_of_a_folder_is_not_followed(
    disk: DiskStore, outside: Path, call: Callable[[DiskStore], object]
) -> None:
    (disk.root / "case").symlink_to(outside)
    with pytest.raises(Damaged, match="is a link, which is not followed; put what it leads to there"):
        call(disk)
    assert list(disk.keys()) == []
    assert disk.delete_prefix("case") == 0
    assert everything(outside) == ["papers/a"]
    assert (outside / "papers" / "a").read_bytes() == b"not ours"


def test_a_link_in_place_of_a_file_is_not_followed(disk: DiskStore, outside: Path) -> None:
    disk.put("case/papers/b", b"b")
    (disk.root / KEY).symlink_to(outside / "papers" / "a")
    with pytest.raises(Damaged, match="is a link"):
        disk.get(KEY)
    assert not disk.exists(KEY)
    assert list(disk.keys()) == ["case/papers/b"]
    disk.put(KEY, b"ours")
    assert not (disk.root / KEY).is_symlink()
    assert disk.get(KEY) == b"ours"
    assert (outside / "papers" / "a").read_bytes() == b"not ours"


def test_links_are_erased_not_what_they_lead_to(disk: DiskStore, outside: Path) -> None:
    disk.put(KEY, b"ours")
    (disk.root / "case" / "link").symlink_to(outside)
    (disk.root / "case" / "papers" / "link").symlink_to(outside / "papers" / "a")
    assert disk.delete_prefix("case") == 1
    assert not (disk.root / "case").exists()
    assert everything(outside) == ["papers/a"]


def test_the_place_of_unfinished_files_is_no_link_either(disk: DiskStore, outside: Path) -> None:
    (disk.root / "~unfinished").symlink_to(outside)
    with pytest.raises(Damaged, match="is a link"):
        disk.put(KEY, b"x")
    with pytest.raises(Damaged, match="is a link"):
        disk.sweep(-60)
    assert everything(outside) == ["papers/a"]


def test_a_pipe_in_place_of_a_file_holds_nobody_up(disk: DiskStore) -> None:
    disk.put("case/papers/b", b"b")
    os.mkfifo(disk.root / KEY)
    with pytest.raises(Missing):
        disk.get(KEY)


@pytest.mark.parametrize(("first", "then"), [("a", "a/b"), ("a/b", "a"), ("a/b", "a/b/c/d")])
def test_a_key_cannot_be_the_folder_of_another(disk: DiskStore, first: str, then: str) -> None:
    disk.put(first, b"1")
    with pytest.raises(ValueError, match="one key is a folder of another; choose other keys"):
        disk.put(then, b"2")
    assert list(disk.keys()) == [first]
    assert everything(disk.root) == [first]


def test_it_is_on_disk_before_put_returns(disk: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, then its new name, then every folder on the way up to root."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def seen_fsync(file: int) -> None:
        done.append(f"fsync {Path(os.readlink(f'/proc/self/fd/{file}')).relative_to(disk.root).parts[:-1] or 'top'}")
        fsync(file)

    def seen_replace(source: str, place: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        done.append("rename")
        replace(source, place, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_replace)
    disk.put(KEY, b"a")
    assert done == ["fsync ('~unfinished',)", "rename", "fsync ('case',)", "fsync top", "fsync top"]


KILLED = """
import os, signal, sys
from pathlib import Path
from caseclock.api.store.files.disk import DiskStore

def chunks():
    yield bytes(100_000)
    os.kill(os.getpid(), signal.SIGKILL)

DiskStore(Path(sys.argv[1])).put_chunks("case/papers/a", chunks())
"""


def test_a_writer_killed_midway_leaves_what_was_there_and_something_to_sweep(disk: DiskStore) -> None:
    disk.put(KEY, b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(disk.root)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert disk.get(KEY) == b"old"
    assert list(disk.keys()) == [KEY]
    assert len(everything(disk.root)) == 2
    assert disk.sweep(3600) == 0, "it may be a writer's that is still at work"
    assert disk.sweep(-60) == 1
    assert everything(disk.root) == [KEY]


def test_nothing_to_sweep_is_no_error(disk: DiskStore) -> None:
    assert disk.sweep(0) == 0


FULL = r"has no room left \(.+\); free some space, then try again"


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system can be mounted here; the same is tested with a limit on the size of files")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_over_when_there_is_room(tiny_disk: Path) -> None:
    disk = DiskStore(tiny_disk / "files")
    disk.put(KEY, b"old")
    disk.put("case/papers/big", bytes(CHUNK))
    with pytest.raises(StoreFull, match=FULL):
        disk.put(KEY, bytes(2 * CHUNK))
    assert disk.get(KEY) == b"old"
    assert everything(disk.root) == [KEY, "case/papers/big"]
    room = os.statvfs(tiny_disk)
    (tiny_disk / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize))
    with pytest.raises(StoreFull, match=FULL):
        disk.check()
    disk.delete("case/papers/big")
    disk.check()
    disk.put(KEY, bytes(CHUNK // 2))
    assert disk.get(KEY) == bytes(CHUNK // 2)


LIMITED = """
import resource, sys
from pathlib import Path
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.interface import StoreFull

disk = DiskStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
try:
    disk.put("case/papers/a", bytes(3_000_000))
except StoreFull as full:
    print(full)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
disk.put("case/papers/b", bytes(3_000_000))
"""


def test_a_file_that_the_system_lets_grow_no_further(disk: DiskStore) -> None:
    disk.put(KEY, b"old")
    command = [sys.executable, "-c", LIMITED, str(disk.root)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "has no room left (file too large); free some space, then try again" in ended.stdout
    assert disk.get(KEY) == b"old"
    assert everything(disk.root) == [KEY, "case/papers/b"]


def test_a_disk_that_is_gone_is_not_taken_for_an_empty_one(disk: DiskStore) -> None:
    disk.put(KEY, b"a")
    disk.root.rename(disk.root.with_name("unmounted"))
    calls: list[Callable[[DiskStore], object]] = [
        *CALLS,
        lambda store: list(store.keys()),
        lambda store: store.delete_prefix("case"),
        lambda store: store.check(),
        lambda store: store.sweep(0),
    ]
    for call in calls:
        with pytest.raises(
            StoreUnavailable, match=r"cannot be used .+see that its disk is mounted, sound and writable"
        ):
            call(disk)
    assert not disk.root.exists(), "nor is it made anew"
    disk.root.with_name("unmounted").rename(disk.root)
    assert disk.get(KEY) == b"a"


def test_too_many_open_files_pass(disk: DiskStore) -> None:
    disk.put(KEY, b"a")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    next_free = os.open(os.devnull, os.O_RDONLY)
    os.close(next_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (next_free, hard))
    try:
        with pytest.raises(StoreUnavailable, match="too many open files"):
            disk.get(KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert disk.get(KEY) == b"a"


def test_a_root_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="see that its disk is mounted"):
        DiskStore(tmp_path / "file" / "below")


def test_putting_and_erasing_at_once_loses_nobody_their_way(disk: DiskStore) -> None:
    """The folder goes away under the writer's hands again and again: each put ends well, or says to try again."""
    faults: list[BaseException] = []

    def write() -> None:
        for number in range(150):
            try:
                disk.put(f"case/papers/{number}", b"x")
            except BaseException as error:  # noqa: BLE001 - a thread's fault must fail the test
                if "is being deleted; try again" not in str(error):
                    faults.append(error)

    writers = [Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        disk.delete_prefix("case")
        list(disk.keys())
    assert faults == []
    disk.delete_prefix("case")
    assert everything(disk.root) == []


def test_no_opened_file_is_forgotten(disk: DiskStore) -> None:
    before = len(os.listdir("/proc/self/fd"))
    disk.put(KEY, bytes(3 * CHUNK))
    chunks = disk.open(KEY)
    next(chunks)
    chunks.close()
    list(disk.keys())
    disk.check()
    with pytest.raises(Missing):
        disk.get("case/papers/b")
    disk.delete_prefix("case")
    assert len(os.listdir("/proc/self/fd")) == before
