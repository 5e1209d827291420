"""What is refused before any library opens a zip-shaped file."""

import io
import zipfile
from dataclasses import replace

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS, MEBIBYTE
from caseclock.extractor.readers.archive.zip_guard import check_zip
from caseclock.extractor.readers.reading import UnreadableError


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


PLAIN = packed({"word/document.xml": b"<a/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "limits", "says"),
    [
        (b"", DEFAULT_LIMITS, "empty"),
        (PLAIN[:40], DEFAULT_LIMITS, "damaged"),
        (b"PK\x03\x04 not really", DEFAULT_LIMITS, "damaged"),
        (OLE, DEFAULT_LIMITS, "old Office format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), DEFAULT_LIMITS, "password"),
        (packed({"../../etc/passwd": b"x"}), DEFAULT_LIMITS, "escape"),
        (packed({"/absolute.xml": b"x"}), DEFAULT_LIMITS, "escape"),
        (packed({"C:/x.xml": b"x"}), DEFAULT_LIMITS, "escape"),
        (packed({f"{n}.xml": b"x" for n in range(9)}), replace(DEFAULT_LIMITS, archive_members=8), "parts"),
        (packed({"a.bin": b"\0" * 2 * MEBIBYTE}), replace(DEFAULT_LIMITS, archive_bytes=MEBIBYTE), "MiB"),
        (packed({"a.bin": b"\0" * 12 * MEBIBYTE}), DEFAULT_LIMITS, "trap"),
        (packed({"a.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a/>'}), DEFAULT_LIMITS, "entities"),
        (packed({"a.xml": '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")}), DEFAULT_LIMITS, "entities"),
    ],
    ids=range(13),  # not of the bytes: an archive holds the time of its making
)
def test_refused_in_plain_words(data: bytes, limits, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        check_zip(data, limits)


def test_a_missing_main_part_is_refused() -> None:
    with pytest.raises(UnreadableError, match="main part is missing"):
        check_zip(PLAIN, DEFAULT_LIMITS, needs="xl/workbook.xml")


def test_a_locked_member_is_refused() -> None:
    data = bytearray(PLAIN)
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match="password"):
        check_zip(bytes(data), DEFAULT_LIMITS)


def test_an_ordinary_file_passes() -> None:
    check_zip(PLAIN, DEFAULT_LIMITS, needs="word/document.xml")
