"""Papers that once crashed a reader, made small."""

import contextlib
import importlib

import pytest

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

ZONE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe:20240511T230000\r\n"
    b"SUMMARY:Drums\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


INNER = b" \nSubject: s\nContent-Type: message/\n\n \nContent-Type: message/rfc822\n\nm:\x0ce: words"
NO_SECTION = b"<html><body>Drums<![endispan]> again <![gf x]></body></html>"


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        pytest.param("web.html", NO_SECTION, id="what looks like a marked section and is none"),
        pytest.param("mail.email", INNER, id="a message whose attached message has a header within a header"),
        pytest.param("mail.calendar_file", ZONE, id="a time zone that names a folder of zones"),
    ],
)
def test_it_is_read_or_refused_in_plain_words(reader: str, data: bytes) -> None:
    module = importlib.import_module(f"caseclock.extractor.readers.{reader}")
    with contextlib.suppress(UnreadableError):
        reading = module.read(data, Limits())
        assert reading.text.text or reading.problems
