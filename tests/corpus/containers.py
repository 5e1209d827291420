"""Archives and calendars of the corpus."""

import io
import stat
import zipfile
from collections.abc import Callable, Sequence
from unittest.mock import patch

import py7zr
from py7zr.helpers import ArchiveTimestamp

LETTER = (
    b"12 May 2024\n\nDear Ms Teal\n\nMr Dray kicked my front door last night at 11pm.\n\nYours sincerely\n\nNell Ash\n"
)
LOG = b"Date,Time,What happened\n11/05/2024,23:00,Drums\n12/05/2024,01:10,Door kicked\n13/05/2024,22:00,Shouting\n"
_STAMP = (2024, 5, 17, 9, 0, 0)


def _zip(members: Sequence[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return target.getvalue()


def _papers() -> bytes:
    return _zip(
        [
            ("Case papers/", b""),
            ("Case papers/letter.txt", LETTER),
            ("Case papers/logs/may £.csv", LOG),
            ("Case papers/.DS_Store", b"x"),
            ("__MACOSX/Case papers/._letter.txt", b"x"),
            ("Case papers/empty folder/", b""),
        ]
    )


def _hostile() -> bytes:
    target = io.BytesIO()
    link = zipfile.ZipInfo("link to passwords.txt", _STAMP)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("../../outside.txt", _STAMP), b"x")
        archive.writestr(zipfile.ZipInfo("/etc/absolute.txt", _STAMP), b"x")
        archive.writestr(zipfile.ZipInfo("two\nlines \u202egnp.txt", _STAMP), LETTER)
        archive.writestr(link, "/etc/passwd")
        archive.writestr(zipfile.ZipInfo("good.csv", _STAMP), LOG)
        archive.writestr(zipfile.ZipInfo("locked.txt", _STAMP), b"secret words")
        archive.writestr(zipfile.ZipInfo("broken.txt", _STAMP), b"some words")
    data = bytearray(target.getvalue())
    data[data.index(b"some words")] ^= 1
    for mark, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.index(mark)
        while data[at + name : at + name + 10] != b"locked.txt":
            at = data.index(mark, at + 4)
        data[at + flags] |= 1
    return bytes(data)


def _bomb() -> bytes:
    """Three files, one of which is 12 MiB of nothing. Its packed bytes are the same with every zlib."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("good.csv", _STAMP), LOG)
        archive.writestr(zipfile.ZipInfo("zeros.txt", _STAMP), b"\0" * (12 * 1024 * 1024), zipfile.ZIP_DEFLATED, 9)
        archive.writestr(zipfile.ZipInfo("letter.txt", _STAMP), LETTER)
    return target.getvalue()


def _nested() -> bytes:
    return _zip([("inner.zip", _zip([("deeper.zip", _zip([("letter.txt", LETTER)])), ("log.csv", LOG)]))])


def _seven_zip() -> bytes:
    target = io.BytesIO()
    made = ArchiveTimestamp(133_604_484_000_000_000)  # else the time of making
    with (
        patch.object(ArchiveTimestamp, "from_now", return_value=made),
        py7zr.SevenZipFile(target, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive,
    ):
        archive.writestr(LETTER, "Case papers/letter.txt")
        archive.writestr(LOG, "Case papers/logs/may.csv")
        archive.writestr(b"x", "Case papers/Thumbs.db")
    return target.getvalue()


def _diary() -> bytes:
    return (
        (
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Diary//EN\nX-WR-CALNAME:Noise diary\n"
            "BEGIN:VEVENT\nDTSTART;TZID=Europe/London:20240511T230000\nDTEND;TZID=Europe/London:20240512T030000\n"
            "SUMMARY:Drums\nDESCRIPTION:Mr Dray played drums until 3am.\\nRang 101.\n"
            "LOCATION:6 Tern Close\nEND:VEVENT\n"
            "BEGIN:VEVENT\nDTSTART:20240513T210000Z\nSUMMARY:Shouting in the yard\nEND:VEVENT\n"
            "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240520\nDTEND;VALUE=DATE:20240523\nSUMMARY:Bins blocked\nEND:VEVENT\n"
            "BEGIN:VEVENT\nDTSTART:20240603T190000\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20240701\n"
            "SUMMARY:Band practice\nEND:VEVENT\n"
            "BEGIN:VEVENT\nDTSTART:20240520T140000\nSTATUS:CANCELLED\nSUMMARY:Visit by Ann Teal\nEND:VEVENT\n"
            "BEGIN:VTODO\nSUMMARY:Ring housing\nEND:VTODO\nEND:VCALENDAR\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )


PAPERS: dict[str, Callable[[], bytes]] = {
    "case papers.zip": _papers,
    "hostile members.zip": _hostile,
    "bomb among papers.zip": _bomb,
    "zip in zip in zip.zip": _nested,
    "case papers.7z": _seven_zip,
    "noise diary.ics": _diary,
}
