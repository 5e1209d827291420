"""Papers that once crashed a reader, made small."""

import importlib

import pytest

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

ZONE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe:20240511T230000\r\n"
    b"SUMMARY:Drums\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        pytest.param("html", b"<html><body>Drums<![endispan]> again <![gf x]></body></html>", id="no section at all"),
        pytest.param("calendar_file", ZONE, id="a time zone that names a folder of zones"),
    ],
)
def test_it_is_read_or_refused_in_plain_words(reader: str, data: bytes) -> None:
    try:
        reading = importlib.import_module(f"caseclock.extractor.readers.{reader}").read(data, Limits())
    except UnreadableError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert reading.text.text or reading.problems
