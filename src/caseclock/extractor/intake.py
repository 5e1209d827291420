"""Files to papers: what each is, its text and attachments, what kind of paper it is, and which of them are the same."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from caseclock.extractor.duplicates import duplicates
from caseclock.extractor.filetypes import FileType, file_type
from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.names import apart, child_name, clean_name
from caseclock.extractor.papers import describe
from caseclock.extractor.readers.reading import Child, Reading, UnreadableError
from caseclock.extractor.sandbox import Sandbox
from caseclock.extractor.threads import thread_text
from caseclock.extractor.whole_reading import Readers, read_all
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.text import Message, Problem, Text

Progress = Callable[[int, int, str], None]
Keep = Callable[[str, bytes], None]
_READERS = "caseclock.extractor.readers"
_THREADED = frozenset(
    {"office.word", "pdf.reader", "scan.picture", "office.old_word", "office.rich_text", "office.open_document"}
)  # readers that know nothing of messages: prints of threads are split here
_WITH_FOLDERS = frozenset({"archive.zipped", "archive.seven_zip"})
_NO_TEXT = "No text could be found in it; if it is a picture of a paper, add a text copy."


@dataclass(frozen=True, slots=True)
class Given:
    """A file as given: its name below the given path, "/"-separated, and its bytes."""

    name: str
    data: bytes


def read_papers(
    given: Sequence[Given],
    limits: Limits,
    progress: Progress | None = None,
    keep: Keep | None = None,
    sandbox: Readers | None = None,
) -> tuple[Paper, ...]:
    """Read all files and what is attached to them, sorted by name.

    The result depends on names and bytes alone, not on the order of `given`. A file that cannot be read is in the
    result with its problem and without text. `progress` is told files done, files known of so far, and the name of the
    one just done. `keep` is given the id and the bytes of each file that was found in another. `sandbox` (of the same
    limits) stays open, for the next call; without one its processes are started and ended here.
    """
    with nullcontext(sandbox) if sandbox else Sandbox(limits) as readers:
        found = _read_levels(readers, limits, _named_apart(given), progress, keep)
    return marked(found)


def marked(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers sorted by name, each that is a copy of another marked as such. What was marked before is forgotten:
    papers may have come or gone since."""
    papers = sorted(papers, key=lambda paper: (paper.document.name, paper.document.id))
    same_as = duplicates(papers)
    return tuple(
        replace(paper, document=paper.document.model_copy(update={"duplicate_of": same_as.get(paper.document.id)}))
        for paper in papers
    )


def document_id(name: str, sha256: str) -> str:
    """The id of a document: the same name and bytes always give the same one."""
    return "d" + hashlib.sha256(f"{name}\0{sha256}".encode()).hexdigest()[:12]


def unreadable_paper(name: str, sha256: str, why: str) -> Paper:
    """A paper that could not be read at all. `name` must be clean, `why` plain words that end with what to do."""
    return _paper(document_id(name, sha256), name, sha256, None, _unread(file_type(name, b""), why))


def _named_apart(given: Sequence[Given]) -> list[tuple[str, bytes]]:
    """Names cleaned and made different where two files have the same."""
    taken: set[str] = set()
    result = []
    for file in sorted(given, key=lambda file: (clean_name(file.name), file.name, hashlib.sha256(file.data).digest())):
        name = apart(clean_name(file.name), taken)
        result.append((name, file.data))
    return result


@dataclass(frozen=True, slots=True)
class _File:
    """A file or attachment to be read."""

    name: str
    data: bytes
    parent: str | None
    kind: FileType


def _read_levels(
    sandbox: Readers,
    limits: Limits,
    files: Sequence[tuple[str, bytes]],
    progress: Progress | None,
    keep: Keep | None = None,
) -> list[Paper]:
    """Read the files, then what is attached to them, then what is attached to that."""
    papers: list[Paper] = []
    level = [_File(name, data, None, file_type(name, data)) for name, data in files]
    known = len(level)
    room = _Room(limits.attached_files, limits.attached_bytes)
    seen: _Seen = {}
    depth = 0

    def tell(at: str) -> None:
        if progress:
            progress(len(papers), known, at)

    while level:
        below: list[_File] = []
        for file, reading in zip(level, _readings(sandbox, limits, level, seen, tell), strict=True):
            sha256 = hashlib.sha256(file.data).hexdigest()
            own_id = document_id(file.name, sha256)
            if reading.children and depth >= limits.depth:
                reading = _unopened(reading, f"Attachments more than {limits.depth} deep were not opened")
            elif not room.take(reading.children):
                reading = _unopened(reading, "What is in it was not opened: the papers hold too many files in files")
            papers.append(_paper(own_id, file.name, sha256, file.parent, reading))
            if keep and file.parent is not None:
                keep(own_id, file.data)
            attached = _attached(file, own_id, reading.children)
            below += attached
            known += len(attached)
            tell(file.name)
        level, depth = below, depth + 1
    return papers


@dataclass(slots=True)
class _Room:
    """How many files found in other files may still be opened, and of how many bytes together."""

    files: int
    size: int

    def take(self, children: Sequence[Child]) -> bool:
        """Take room for the children if there is enough."""
        size = sum(len(child.data) for child in children)
        if len(children) > self.files or size > self.size:
            return False
        self.files -= len(children)
        self.size -= size
        return True


_Seen = dict[tuple[str, bytes], Reading]  # readings by reader and hash: the same bytes are read once


def _readings(
    sandbox: Readers, limits: Limits, files: Sequence[_File], seen: _Seen, tell: Callable[[str], None]
) -> Iterator[Reading]:
    """What each file says, in their order. A refusal is a reading without text and with a fatal problem."""
    keys = [(file.kind.reader, hashlib.sha256(file.data).digest()) for file in files]
    refusals = [_refusal(file, limits) for file in files]
    first = {key: at for at, key in reversed(list(enumerate(keys))) if key not in seen}
    answers = read_all(
        sandbox,
        (
            (f"{_READERS}.{file.kind.reader}", file.data, _page_by_page(file.name, tell))
            for at, (file, key) in enumerate(zip(files, keys, strict=True))
            if refusals[at] is None and first.get(key) == at
        ),
        limits,
    )
    left = Counter(keys)
    for at, (file, key) in enumerate(zip(files, keys, strict=True)):
        left[key] -= 1
        refusal = refusals[at]
        if refusal is not None:
            yield refusal
            continue
        if first.get(key) == at:
            answer = next(answers)
            seen[key] = (
                _unread(file.kind, str(answer))
                if isinstance(answer, UnreadableError)
                else _completed(file.kind, answer)
            )
        yield seen[key]
        if not left[key] and seen[key].children:
            del seen[key]  # what is in it takes memory; should it come again it is opened again


def _page_by_page(name: str, tell: Callable[[str], None]) -> Callable[[int, int], None]:
    return lambda done, pages: tell(f"{name}, page {done} of {pages} by OCR")


def _refusal(file: _File, limits: Limits) -> Reading | None:
    if not file.data:
        return _unread(file.kind, "The file is empty; ask for it again.")
    if len(file.data) > limits.file_bytes:
        most = limits.file_bytes // MEBIBYTE
        return _unread(file.kind, f"The file is larger than the {most} MiB allowed; split it and add the parts.")
    return _unread(file.kind, file.kind.refusal) if file.kind.refusal else None


def _completed(kind: FileType, reading: Reading) -> Reading:
    """The reading with its messages told apart and, if it says nothing at all, with that as its problem."""
    text = thread_text(reading.text) if kind.reader in _THREADED else reading.text
    if not text.messages:
        text = replace(text, messages=(Message(0, len(text.text)),))
    problems = reading.problems
    if not text.text.strip() and not reading.children and not any(problem.fatal for problem in problems):
        problems = (*problems, Problem("intake", _NO_TEXT, fatal=True))
    return replace(reading, text=text, problems=problems)


def _unopened(reading: Reading, why: str) -> Reading:
    told = Problem("intake", f"{why}; add them as files.")
    return replace(reading, problems=(*reading.problems, told), children=())


def _attached(file: _File, own_id: str, children: Sequence[Child]) -> list[_File]:
    taken: set[str] = set()
    folders = file.kind.reader in _WITH_FOLDERS
    names = [apart(f"{file.name}/{child_name(child.name, folders)}", taken) for child in children]
    return [
        _File(name, child.data, own_id, file_type(name, child.data))
        for name, child in zip(names, children, strict=True)
    ]


def _unread(kind: FileType, why: str) -> Reading:
    return Reading(kind.media_type, Text(""), problems=(Problem("intake", why, fatal=True),))


def _paper(own_id: str, name: str, sha256: str, parent: str | None, reading: Reading) -> Paper:
    fatal = any(problem.fatal for problem in reading.problems)
    about = describe(name, reading)
    lacking = any(not problem.notice for problem in reading.problems)
    status = Status.UNREADABLE if fatal else Status.PARTLY_READ if lacking else Status.READ
    told = dict.fromkeys(
        problem.text if problem.page is None else f"Page {problem.page}: {problem.text}" for problem in reading.problems
    )
    document = Document(
        id=own_id,
        name=name,
        sha256=sha256,
        media_type=reading.media_type,
        pages=reading.page_count,
        dated=None if fatal else about.dated,
        parent=parent,
        kind=DocumentKind.OTHER if fatal else about.kind,
        status=status,
        problem=" ".join(told) or None,
    )
    own = reading.text.messages[0] if reading.text.messages else Message(0, 0)
    return Paper(
        document,
        reading.text,
        author=about.author,
        written=about.written,
        references=about.references,
        subject=about.subject,
        message_id=own.message_id,
        problems=reading.problems,
    )
