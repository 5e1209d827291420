"""Office files are zip archives; the same content must be the same bytes, whenever it is written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say


def without_clock(archive: bytes) -> bytes:
    """The same archive with every member dated alike."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as given, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for member in given.infolist():
            info = ZipInfo(member.filename, _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            written.writestr(info, given.read(member))
    return out.getvalue()
