"""A winmail.dat given by itself: the message that Outlook packed into it, as an email."""

from dataclasses import replace

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.mail.email import read_message
from caseclock.extractor.readers.mail.made_message import as_email
from caseclock.extractor.readers.mail.tnef_parts import open_tnef
from caseclock.extractor.readers.reading import Reading
from caseclock.models.text import Problem

MEDIA_TYPES = ("application/ms-tnef",)


def read(data: bytes, limits: Limits) -> Reading:
    """Read the message and its attachments. Raises UnreadableError if it is damaged."""
    made = open_tnef(data)
    reading = read_message(as_email(made), limits, MEDIA_TYPES[0])
    return replace(reading, problems=(*reading.problems, Problem("reader", made.problem))) if made.problem else reading
