"""Zip and 7z archives: every file in one a child; what is wrong with one file costs only that file and is named."""

import io
import stat
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

import py7zr
import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from caseclock.extractor.readers.archive import seven_zip, zipped
from caseclock.extractor.readers.reading import Reading, UnreadableError

Files = Sequence[tuple[str, bytes]]
GOOD = ("case/letter.txt", b"Dear Ms Ives")
ZEROS = b"\0" * (12 * MEBIBYTE)


def as_zip(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 17, 9, 0, 0)), content, method)
    return target.getvalue()


def as_7z(files: Files, password: str | None = None) -> bytes:
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", password=password) as archive:
        for name, content in files:
            archive.writestr(content, name)
    return target.getvalue()


def read_zip(files: Files, limits: Limits = DEFAULT_LIMITS) -> Reading:
    return zipped.read(as_zip(files), limits)


def read_7z(files: Files, limits: Limits = DEFAULT_LIMITS) -> Reading:
    return seven_zip.read(as_7z(files), limits)


BOTH = pytest.mark.parametrize("read", [read_zip, read_7z], ids=["zip", "7z"])
Read = Callable[..., Reading]


@BOTH
def test_every_file_is_a_child_named_with_its_path(read: Read) -> None:
    files = [GOOD, ("case/photos/wall.png", b"\x89PNG"), ("empty.txt", b""), ("Café £.txt", b"x")]
    reading = read(files)
    assert [(child.name, child.data) for child in reading.children] == files
    assert reading.problems == ()


@BOTH
def test_what_file_managers_leave_is_passed_over(read: Read) -> None:
    left = ["__MACOSX/case/._letter.txt", "case/.DS_Store", "case/Thumbs.db", "desktop.ini", "case/~$letter.docx"]
    reading = read([*((name, b"x") for name in left), GOOD])
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert reading.problems == ()


@BOTH
def test_a_bomb_is_named_and_costs_only_itself(read: Read) -> None:
    reading = read([("zeros.txt", ZEROS), GOOD])
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert ["zeros.txt" in problem.text and "trap" in problem.text for problem in reading.problems] == [True]


@BOTH
@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (replace(DEFAULT_LIMITS, children=1), "after the 1 files"),
        (replace(DEFAULT_LIMITS, archive_bytes=15), "after the 0 MiB"),
        (replace(DEFAULT_LIMITS, file_bytes=13), "larger than the 0 MiB"),
    ],
    ids=["too many", "too much together", "too large"],
)
def test_limits_leave_the_rest(read: Read, limits: Limits, says: str) -> None:
    reading = read([GOOD, ("second.txt", b"some more words")], limits)
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert ["second.txt" in problem.text for problem in reading.problems] == [True]
    if read is read_zip or "files" not in says:
        assert says in reading.problems[0].text


@BOTH
def test_an_empty_archive_is_refused(read: Read) -> None:
    with pytest.raises(UnreadableError, match="no file in the archive"):
        read([])


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "case/..\\..\\evil.txt"])
def test_names_that_point_outside_are_named(name: str) -> None:
    reading = read_zip([(name, b"x"), GOOD])
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert ["escape" in problem.text and "evil" in problem.text for problem in reading.problems] == [True]


def test_a_link_is_not_followed() -> None:
    target = io.BytesIO()
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(*GOOD)
    reading = zipped.read(target.getvalue(), DEFAULT_LIMITS)
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert "link" in reading.problems[0].text


def test_a_locked_file_costs_only_itself() -> None:
    data = bytearray(as_zip([("locked.txt", b"x"), GOOD]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    reading = zipped.read(bytes(data), DEFAULT_LIMITS)
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert "password" in reading.problems[0].text


def test_a_damaged_file_costs_only_itself() -> None:
    data = bytearray(as_zip([("broken.txt", b"some words"), GOOD], zipfile.ZIP_STORED))
    data[data.index(b"some words")] ^= 1
    reading = zipped.read(bytes(data), DEFAULT_LIMITS)
    assert [child.name for child in reading.children] == [GOOD[0]]
    assert "broken.txt” in it was left out, for it is damaged" in reading.problems[0].text


def test_a_size_that_is_not_true_is_not_believed() -> None:
    data = bytearray(as_zip([("liar.txt", b"some words"), GOOD]))
    at = data.index(b"PK\x01\x02") + 24  # where the table at the end says how large it is
    data[at : at + 4] = (3).to_bytes(4, "little")
    reading = zipped.read(bytes(data), DEFAULT_LIMITS)
    assert [child.name for child in reading.children] == [GOOD[0]]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings_are_read_and_their_bombs_named(method: int) -> None:
    reading = zipped.read(as_zip([("zeros.txt", ZEROS), GOOD], method), DEFAULT_LIMITS)
    assert [child.data for child in reading.children] == [GOOD[1]]
    assert "trap" in reading.problems[0].text


def test_names_written_in_utf8_without_saying_so() -> None:
    data = as_zip([("Caf\u00e9.txt", b"x")])
    unsaid = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        unsaid[unsaid.index(mark) + flags + 1] &= ~0x08
    assert [child.name for child in zipped.read(bytes(unsaid), DEFAULT_LIMITS).children] == ["Café.txt"]


def test_many_bad_files_are_told_of_in_few_words() -> None:
    reading = read_zip([*((f"../{number}.txt", b"x") for number in range(100)), GOOD])
    assert len(reading.problems) == 21
    assert reading.problems[-1].text.startswith("80 more files")


def test_nothing_readable_is_a_refusal_that_says_why() -> None:
    with pytest.raises(UnreadableError, match=r"evil\.txt” is named to escape"):
        read_zip([("../evil.txt", b"x")])


def test_a_locked_7z_is_refused() -> None:
    with pytest.raises(UnreadableError, match="password"):
        seven_zip.read(as_7z([GOOD], password="secret"), DEFAULT_LIMITS)


@pytest.mark.parametrize("cut", [40, 12])
def test_a_7z_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableError, match="damaged or cut short"):
        seven_zip.read(as_7z([GOOD])[:-cut], DEFAULT_LIMITS)
