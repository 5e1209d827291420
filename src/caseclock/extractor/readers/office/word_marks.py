"""What stands beside the text of a Word document: tracked changes, comments, pictures and files put into it."""

import io
import warnings
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import olefile
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from PIL import Image, UnidentifiedImageError

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.office.word_text import TR, R
from caseclock.extractor.readers.reading import Child
from caseclock.models.text import Problem

_CHANGES = tuple(qn(name) for name in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
PICTURE_BYTES, PICTURE_PIXELS = 30_000, 300  # a smaller picture is a logo or a signature
_PICTURED = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp")
_NAMED = 3


def changes_notice(root: Any) -> list[Problem]:
    """How many tracked changes there are and whose, as a notice; none if there are none."""
    found = [
        change
        for change in root.iter(*_CHANGES)
        if change.getparent().tag == qn("w:trPr") or change.find(f".//{R}") is not None or change.find(TR) is not None
    ]
    return told_changes(len(found), {str(change.get(qn("w:author")) or "").strip() for change in found})


def told_changes(count: int, by: Collection[str]) -> list[Problem]:
    """The notice of so many tracked changes; none if there are none. `by` are names, "" for one not known."""
    if not count:
        return []
    authors = sorted(author for author in by if author)
    whose = f" by {' and '.join(authors[:_NAMED])}{' and others' if len(authors) > _NAMED else ''}" if authors else ""
    changes = "1 tracked change" if count == 1 else f"{count} tracked changes"
    text = f"The document has {changes}{whose}: it was read as it stands with all of them accepted; see the original."
    return [Problem("reader", text, notice=True)]


def excerpts_notice(what: str, check: str, excerpts: Sequence[str]) -> list[Problem]:
    """A notice that quotes the first few of the words concerned; none if there are no such words."""
    if not excerpts:
        return []
    quoted = ", ".join(f'"{words}"' for words in excerpts[:_NAMED]) + (" and more" if len(excerpts) > _NAMED else "")
    return [Problem("reader", f"{what} ({quoted}) and was read like the rest; {check}.", notice=True)]


def introduced(author: str, written: str) -> str:
    """How a comment is begun: "Comment by A. Person on 3 May 2024: ". `written` is an ISO date or ""."""
    by = f" by {author.strip()}" if author.strip() else ""
    return f"Comment{by}{_day(written)}: "


def _day(written: str) -> str:
    year, month, day = (*written[:10].split("-"), "", "", "")[:3]
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12):
        return ""
    return f" on {int(day)} {_MONTHS[int(month) - 1]} {year}"


def inner_files(document: WordDocument, limits: Limits) -> tuple[Child, ...]:
    """Pictures large enough to be pages, and files put into the document, in its order, each once."""
    found: dict[bytes, Child] = {}
    for key in dict.fromkeys(_references(document.element.body)):
        relation = document.part.rels.get(key)
        if relation is None or relation.is_external:
            continue
        name, data = str(relation.target_part.partname).rpartition("/")[2], relation.target_part.blob
        child = _inner_file(name, data)
        if child is not None and len(found) < limits.children:
            found.setdefault(child.data, child)
    return tuple(found.values())


def _references(body: Any) -> Iterator[str]:
    for element in body.iter(qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata",
                             "{urn:schemas-microsoft-com:office:office}OLEObject", qn("w:altChunk")):  # fmt: skip
        key = element.get(qn("r:embed")) or element.get(qn("r:id"))
        if key:
            yield str(key)


def _inner_file(name: str, data: bytes) -> Child | None:
    if name.lower().endswith(_PICTURED):
        return Child(name, data) if is_page_sized(data) else None
    if name.lower().endswith((".emf", ".wmf", ".svg", ".wdp")):
        return None
    if data.startswith(olefile.MAGIC):
        return _packed(name, data)
    return Child(name, data)


def is_page_sized(data: bytes) -> bool:
    """Whether a picture is large enough to be a page or a photograph of one."""
    if len(data) <= PICTURE_BYTES:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                return min(picture.size) > PICTURE_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _packed(name: str, data: bytes) -> Child | None:
    """The file inside an OLE package; an OLE file that is a document itself stays as it is."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as holder:
            if holder.exists("Package"):
                return Child(name, holder.openstream("Package").read())
            if holder.exists("\x01Ole10Native"):
                return _native(name, holder.openstream("\x01Ole10Native").read())
            if holder.exists("WordDocument") or holder.exists("Workbook") or holder.exists("Book"):
                return Child(name, data)
    except (OSError, ValueError, IndexError):
        return None
    return None


def _native(name: str, stream: bytes) -> Child | None:
    """A file as Packager keeps it: size, mark, its name, its path, two numbers, the path again, size, its bytes."""
    label, at = _string(stream, 6)
    _, at = _string(stream, at)
    at += 4
    path_length = int.from_bytes(stream[at : at + 4], "little")
    at += 4 + path_length
    size = int.from_bytes(stream[at : at + 4], "little")
    content = stream[at + 4 : at + 4 + size]
    return Child(label or name, content) if content and len(content) == size else None


def _string(stream: bytes, at: int) -> tuple[str, int]:
    end = stream.find(b"\0", at)
    end = len(stream) if end < 0 else end
    return stream[at:end].decode("cp1252", errors="replace"), end + 1
