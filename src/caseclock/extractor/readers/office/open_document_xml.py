"""OpenDocument files unpacked: their parts, names of elements, and what their styles say."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from caseclock.extractor.readers.office.numbering import Level
from caseclock.extractor.readers.reading import UnreadableError

_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "text", "table", "style", "drawing", "meta")
} | {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}  # fmt: skip
_SHAPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DAMAGED = "The document is damaged; open it in LibreOffice or Word, save it anew and add that."
_TOO_DEEP = "The document is nested deeper than any program would write it; save it as .pdf and add that."
_LOCKED = "The document is protected by a password; save a copy without the password and add that."


def name(prefixed: str) -> str:
    """The full name of an element or attribute written as "text:p"."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def value(element: Any, prefixed: str) -> str:
    """An attribute of an element, "" if it has none."""
    return str(element.get(name(prefixed)) or "")


def number(element: Any, prefixed: str, otherwise: int = 1) -> int:
    """An attribute that is a whole number."""
    written = value(element, prefixed)
    return int(written) if written.isdecimal() and len(written) < 10 else otherwise


@dataclass(slots=True)
class Unpacked:
    """The parts of an OpenDocument file that are read."""

    content: Any
    styles: Any | None
    title: str
    pictures: dict[str, bytes]


def unpack(data: bytes, picture_bytes: int) -> Unpacked:
    """The parts of a file that has passed the guard for zip files. Pictures larger than `picture_bytes` are kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            if "META-INF/manifest.xml" in members and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError(_LOCKED)
            content = _root(archive.read("content.xml"))
            styles = _root(archive.read("styles.xml")) if "styles.xml" in members else None
            title = ""
            if "meta.xml" in members:
                title = next(
                    (str(found.text or "") for found in _root(archive.read("meta.xml")).iter(name("dc:title"))), ""
                )
            pictures = {
                key: archive.read(member)
                for key, member in members.items()
                if key.startswith("Pictures/") and member.file_size > picture_bytes
            }
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_TOO_DEEP if "depth" in str(error).lower() else _DAMAGED) from error
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UnreadableError(_DAMAGED) from error
    return Unpacked(content, styles, title.strip(), pictures)


def _root(part: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part, parser)


@dataclass(slots=True)
class _Style:
    parent: str
    settings: dict[str, str] = field(default_factory=dict)


class Styles:
    """The styles of a file, by family and name."""

    def __init__(self, unpacked: Unpacked) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in (unpacked.styles, unpacked.content):
            if root is None:
                continue
            for style in root.iter(name("style:style")):
                found = _Style(value(style, "style:parent-style-name"))
                for part in (style, *style):
                    found.settings.update({etree.QName(key).localname: str(text) for key, text in part.attrib.items()})
                self._styles[value(style, "style:family"), value(style, "style:name")] = found
            for shape in root.iter(name("text:list-style")):
                self.lists[value(shape, "style:name")] = dict(_levels(shape))
            for shape in root.iter(name("text:outline-style")):
                self.outline = dict(_levels(shape))

    def setting(self, family: str, style: str, key: str) -> str:
        """What a style or one that it is built on says of `key`, "" if none does."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            found = self._styles.get((family, style))
            if found is None:
                return ""
            if key in found.settings:
                return found.settings[key]
            style = found.parent
        return ""


def _levels(shape: Any) -> Iterator[tuple[int, Level]]:
    for level in shape:
        depth = number(level, "text:level") - 1
        if level.tag == name("text:list-level-style-bullet"):
            yield depth, Level(style="bullet")
            continue
        style = _SHAPES.get(value(level, "style:num-format"), "none")
        pattern = value(level, "loext:num-list-format")
        if pattern:
            pattern = "".join(f"%{part}" if part.isdecimal() else part for part in pattern.split("%"))
        else:
            shown = min(number(level, "text:display-levels"), depth + 1)
            figures = ".".join(f"%{above + 1}" for above in range(depth + 1 - shown, depth + 1))
            pattern = f"{value(level, 'style:num-prefix')}{figures}{value(level, 'style:num-suffix')}"
        yield depth, Level(number(level, "text:start-value"), style, pattern)
