"""Every ceiling in one place. Papers are hostile until read; the defaults suit case papers of real size."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for reading. Sizes in bytes, times in seconds, text in characters."""

    file_bytes: int = 200 * MEBIBYTE
    seconds: float = 300.0  # for one file, in its own process
    page_seconds: float = 30.0  # for one page of it; reading a picture of a page by OCR included
    lost_pages: int = 3  # that a file may have (each is left out) before it is given up
    scanned_pages: int = 2_000  # of one file that are read by OCR
    memory_bytes: int = 2048 * MEBIBYTE  # of that process
    text_characters: int = 20_000_000
    pages: int = 10_000
    cells: int = 500_000
    depth: int = 10  # attachments within attachments
    children: int = 5_000  # of one container
    attached_files: int = 50_000  # found in other files, in one run
    attached_bytes: int = 4096 * MEBIBYTE  # of these together
    archive_bytes: int = 500 * MEBIBYTE  # unpacked size of a zip-shaped file (docx, xlsx)
    archive_ratio: int = 200  # unpacked to packed, above 10 MiB unpacked
    archive_members: int = 10_000


DEFAULT_LIMITS = Limits()
