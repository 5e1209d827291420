"""A file read whole: pages that are pictures go through OCR, and a page that kills its reader costs only itself."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Protocol

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.sandbox import LostError
from caseclock.models.text import Problem

_OCR = "caseclock.extractor.readers.scan.ocr"

Tell = Callable[[int, int], None]  # pages done, pages to be done


class Readers(Protocol):
    """What runs readers: a Sandbox, or what stands in for one."""

    workers: int

    def read(self, module: str, data: bytes, *, seconds: float | None = None, **arguments: object) -> Any:
        """What the reader module gives for the bytes. Raises UnreadableError."""
        ...


def read_whole(readers: Readers, module: str, data: bytes, limits: Limits, tell: Tell) -> Reading:
    """Everything that a reader module can make of a file. `tell` hears of every page done by OCR.

    Raises UnreadableError.
    """
    left_out: dict[int, str] = {}
    reading = _without_lost_pages(readers, module, data, limits, left_out, {})
    failed: list[Problem] = []
    if reading.pictured:
        scans, failed = _scans(readers, data, limits, reading.pictured, tell)
        reading = _without_lost_pages(readers, module, data, limits, left_out, {"scans": scans})
    problems = [*reading.problems, *failed]
    problems += [Problem("reader", why, page=page) for page, why in sorted(left_out.items())]
    return replace(reading, problems=tuple(problems))


def read_all(
    readers: Readers, files: Iterable[tuple[str, bytes, Tell]], limits: Limits
) -> Iterator[Reading | UnreadableError]:
    """Read (module, bytes, tell) triples, some at once; answers in the order given, an error in its file's place."""

    def attempt(module: str, data: bytes, tell: Tell) -> Reading | UnreadableError:
        try:
            return read_whole(readers, module, data, limits, tell)
        except UnreadableError as error:
            return error

    waiting: deque[Future[Reading | UnreadableError]] = deque()
    with ThreadPoolExecutor(readers.workers) as threads:
        for file in files:
            waiting.append(threads.submit(attempt, *file))
            if len(waiting) > readers.workers:  # hold no more files than are being read, and one
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _without_lost_pages(
    readers: Readers, module: str, data: bytes, limits: Limits, left_out: dict[int, str], more: dict[str, object]
) -> Reading:
    """Read, and read again without a page at which the reader was lost; `left_out` grows by page and reason."""
    while True:
        arguments = {**more, "left_out": frozenset(left_out)} if left_out else more
        try:
            reading = readers.read(module, data, seconds=None, **arguments)
        except LostError as lost:
            if lost.page is None or lost.page in left_out or len(left_out) >= limits.lost_pages:
                raise
            left_out[lost.page] = _why_left_out(lost, limits)
        else:
            assert isinstance(reading, Reading)
            return reading


def _why_left_out(lost: LostError, limits: Limits) -> str:
    return f"This page was left out because {_why(lost, limits)}: print it to a new PDF and add that."


def _why(error: UnreadableError, limits: Limits) -> str:
    if not isinstance(error, LostError):
        return str(error).rstrip(".")
    if error.outcome == "late":
        return f"it took longer than {limits.page_seconds:g} seconds"
    return "it took too much memory" if error.outcome == "memory" else "it stopped the reader"


def _scans(
    readers: Readers, data: bytes, limits: Limits, pages: tuple[int, ...], tell: Tell
) -> tuple[dict[int, object], list[Problem]]:
    """The pages as OCR reads them, by number, and what failed."""
    scans: dict[int, object] = {}
    failed: list[Problem] = []
    wanted = pages[: limits.scanned_pages]
    with ThreadPoolExecutor(readers.workers) as threads:
        asked = [
            (page, threads.submit(readers.read, _OCR, data, seconds=limits.page_seconds, number=page))
            for page in wanted
        ]
        for done, (page, answer) in enumerate(asked, 1):
            try:
                scans[page] = answer.result()
            except UnreadableError as error:
                why = f"It is a picture, and OCR failed because {_why(error, limits)}: add a copy with text."
                failed.append(Problem("reader", why, page=page))
            tell(done, len(wanted))
    if len(wanted) < len(pages):
        told = f"Only the first {len(wanted)} of {len(pages)} pictured pages were read by OCR: split the file."
        failed.append(Problem("reader", told, page=pages[len(wanted)]))
    return scans, failed
