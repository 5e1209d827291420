"""A zip archive made while it is sent: little of it is ever in memory, and none on disk."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say: the same content is the same bytes
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST = 120  # bytes of a name
_ENDING = 20

Member = tuple[str, Iterable[bytes]]


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive of these members (path in it, chunks of its bytes), in their order."""
    out = _Out()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, chunks in members:
            info = ZipInfo(path, _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            with archive.open(info, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield from out.taken()
            yield from out.taken()
    yield from out.taken()


def safe_name(name: str) -> str:
    """The last part of a paper's name, such as every system takes as the name of a file."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in last)
    clean = _UNFIT.sub("_", shown).strip().rstrip(". ")
    if clean.strip(".") == "" or _DEVICES.fullmatch(clean):
        clean = f"_{clean.strip('.')}"
    return _shortened(clean)


def _shortened(name: str) -> str:
    """Cut in its middle where it is too long: its ending says what it is."""
    data = name.encode()
    if len(data) <= _LONGEST:
        return name
    head = data[: _LONGEST - _ENDING - 1].decode("utf-8", "ignore").rstrip(". ")
    return f"{head}_{data[-_ENDING:].decode('utf-8', 'ignore')}"


class _Out(io.RawIOBase):
    """Where the archive is written to: what was not yet sent. It cannot go back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]
        self._waiting += view
        return view.nbytes

    def taken(self) -> Iterator[bytes]:
        """What was written since."""
        if self._waiting:
            data, self._waiting = bytes(self._waiting), bytearray()
            yield data
