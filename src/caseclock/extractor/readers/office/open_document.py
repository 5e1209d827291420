"""OpenDocument texts (odt) and sheets (ods), told apart by what they hold."""

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.archive.zip_guard import check_zip
from caseclock.extractor.readers.office.open_document_sheet import ODS, read_sheets
from caseclock.extractor.readers.office.open_document_text import ODT, read_text
from caseclock.extractor.readers.office.open_document_xml import name, unpack
from caseclock.extractor.readers.office.word_marks import PICTURE_BYTES
from caseclock.extractor.readers.reading import Reading, UnreadableError

MEDIA_TYPES = (ODT, ODS, "application/vnd.oasis.opendocument")


def read(data: bytes, limits: Limits) -> Reading:
    """Read an OpenDocument text or sheet. The format has no pages. Raises UnreadableError."""
    check_zip(data, limits, needs="content.xml")
    unpacked = unpack(data, PICTURE_BYTES)
    body = unpacked.content.find(name("office:body"))
    for kind, reader in (("office:text", read_text), ("office:spreadsheet", read_sheets)):
        found = None if body is None else body.find(name(kind))
        if found is not None:
            return reader(unpacked, found, limits)
    raise UnreadableError("It is an OpenDocument drawing or presentation; save it as .pdf and add that.")
