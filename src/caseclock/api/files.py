"""Files and folders on disk to the papers that they hold. The only place of `build` that reads from disk."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from caseclock.api.errors import Refused
from caseclock.extractor.intake import Given
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits

# What systems and programs leave in folders unasked.
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def collect(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> list[Given]:
    """The papers of files and folders, folders with all that is below them, sorted by name.

    Hidden files and links that lead out of their folder are left out. A paper's name is its path below the given one,
    with "/" between; where two given paths make the same name, the name of the folder that each stands in is set before
    it. Of a file larger than the limit only so much is read as shows that it is. Raises Refused for a path that does
    not exist or cannot be opened.
    """
    found: dict[Path, tuple[str, str]] = {}  # where it really is, its name, and the folder's name in case of need
    for path in paths:
        for file, name, folder in _files(path):
            # Given twice, by itself and in its folder, a paper keeps the name that tells more.
            if file not in found or name.count("/") > found[file][0].count("/"):
                found[file] = (name, folder)
    times = Counter(name for name, _ in found.values())
    given = [
        Given(f"{folder}/{name}" if times[name] > 1 and folder else name, _bytes(file, limits))
        for file, (name, folder) in found.items()
    ]
    return sorted(given, key=lambda each: each.name)


def _files(path: Path) -> Iterator[tuple[Path, str, str]]:
    """Every file of a given path: where it is, its name below the path, the name of the folder given."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        raise Refused(f"{path} does not exist; check the spelling, or give the folder it is in") from error
    if real.is_file():
        yield real, path.name or real.name, real.parent.name
    elif real.is_dir():
        for file in _below(real):
            yield file.resolve(), file.relative_to(real).as_posix(), real.name
    else:
        raise Refused(f"{path} is neither a file nor a folder; give a paper, or a folder of papers")


def _below(root: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names."""
    for folder, subfolders, names in os.walk(root, onerror=_refuse):
        subfolders[:] = sorted(name for name in subfolders if not _is_left_out(name))
        for name in sorted(names):
            file = Path(folder, name)
            if not _is_left_out(name) and file.is_file() and file.resolve().is_relative_to(root):
                yield file


def _is_left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS


def _bytes(file: Path, limits: Limits) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(limits.file_bytes + 1)
    except OSError as error:
        raise _refused(error) from error


def _refuse(error: OSError) -> None:
    raise _refused(error) from error


def _refused(error: OSError) -> Refused:
    what = error.filename or "a file"
    return Refused(f"cannot open {what} ({error.strerror}); make it readable, or move it out of the folder")
