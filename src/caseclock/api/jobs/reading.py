"""Reading one paper of a case: from the file store to rows, once, whatever happens on the way."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from caseclock.api.jobs.passing import is_passing
from caseclock.api.jobs.queue import Queue
from caseclock.api.making.engine import reader_version
from caseclock.api.making.inputs import paper_file
from caseclock.api.making.packed import pack_papers, unpack_papers
from caseclock.api.outbound.scanner import TooLarge, scan
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.audit import SERVICE, Action, record
from caseclock.api.store.database import Database
from caseclock.api.store.files.interface import Damaged, FileStore, Missing, StoreUnavailable
from caseclock.api.store.tables import State, now
from caseclock.api.supervisor import child_environment
from caseclock.extractor.intake import Given, read_papers, unreadable_paper
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.document import Paper

TRANSIENT, FAULT = 75, 70  # exit statuses of the process that reads alone (as in sysexits.h)
ALONE_FROM = 2  # the attempt from which a paper is read in a process of its own
CEILING = 20  # attempts of any kind, whoever's fault the crashes were
_SCAN_SECONDS = 120.0
_PASSAGE = 2000  # characters: a stretch of text that is found and shown by itself
_CRASHED = (
    "Reading this paper stopped the program several times, so it was set aside: print it to a new PDF and add that, "
    "or ask for it in another form."
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading leans on. `sandbox` stays open from paper to paper: starting its processes takes longer than reading
    a letter. `read_alone` reads a paper in a process of its own and gives its exit status."""

    settings: Settings
    database: Database
    files: FileStore
    queue: Queue
    read_alone: Callable[[Sequence[str]], int] = lambda arguments: _in_own_process(arguments)
    sandbox: Sandbox | None = None

    def read(self, case: str, document: str) -> None:
        """Read the paper unless that is done. Raises what may pass; everything else becomes the paper's problem."""
        begun = self._begin(case, document)
        if begun is None:
            return
        try:
            papers, file = self._papers(begun)
        except _Crashed:
            if begun.attempts < self.settings.crashes:
                self._put_back(begun, counts=True)
            else:
                self._end(begun, _unread(begun, _CRASHED), None, set_aside=True)
        except Exception as error:
            if is_passing(error):
                self._put_back(begun, counts=False)
                raise
            self._end(begun, _unread(begun, _why(error)), None)
        else:
            self._end(begun, papers, file)

    def _begin(self, case: str, document: str) -> tables.Document | None:
        """The paper, marked as being read; None if there is nothing to do."""
        with self.database.transaction() as session:
            session.get(tables.Case, case, with_for_update=True)  # always before its papers: no deadlocks
            row = session.get(tables.Document, (case, document), with_for_update=True)
            if row is None or row.state in tables.DONE or (row.not_before and row.not_before > now()):
                return None
            if row.attempts >= CEILING:
                _set_aside(session, row)
                return None
            row.state = State.READING
            row.attempts += 1
            row.not_before = None
            session.flush()
            session.expunge(row)
        return row

    def _put_back(self, begun: tables.Document, *, counts: bool) -> None:
        """To be tried again: after a crash later, and counted; else at once, for it was not the paper's fault."""
        again = back_off(begun.attempts) if counts else None
        with self.database.transaction() as session:
            row = session.get(tables.Document, (begun.case_id, begun.id), with_for_update=True)
            if row is not None and row.state == State.READING:
                row.state = State.QUEUED
                row.not_before = again
                row.attempts -= 0 if counts else 1
        if counts:
            self.queue.read(begun.case_id, begun.id, again)

    def _papers(self, begun: tables.Document) -> tuple[Sequence[Paper], str | None]:
        """What the paper and all in it say, and the file that it is kept in."""
        file = reading_file(begun.case_id, begun.id)
        if not self.files.exists(file):
            if self.settings.clamav:
                try:
                    found = scan(self.settings.clamav, self.files.get(_key(begun)), _SCAN_SECONDS)
                except TooLarge:
                    return _unread(
                        begun, "It is larger than the virus scanner takes: split it and add the parts."
                    ), None
                if found:
                    return _unread(begun, f"The virus scanner found {found} in it: ask for a clean copy."), None
            paper = (begun.case_id, begun.id, begun.name, begun.sha256)
            if begun.attempts < ALONE_FROM:
                read_and_keep(self.files, *paper, self.limits, self.sandbox)
            else:
                status = self.read_alone(paper)
                if status == TRANSIENT:
                    raise StoreUnavailable("the file store is away; it is tried again")
                if status == FAULT:
                    raise RuntimeError("the reader failed")
                if status:
                    raise _Crashed
        return unpack_papers(self.files.get(file)), file

    @property
    def limits(self) -> Limits:
        """Those for reading a paper."""
        return reading_limits(self.settings)

    def _end(
        self, begun: tables.Document, papers: Sequence[Paper], file: str | None, *, set_aside: bool = False
    ) -> None:
        """Everything that is known of the paper into its rows, in one go, and on to its case."""
        with self.database.transaction() as session:
            session.get(tables.Case, begun.case_id, with_for_update=True)
            row = session.get(tables.Document, (begun.case_id, begun.id), with_for_update=True)
            if row is None or row.state != State.READING:
                return  # removed or erased meanwhile
            _take_over(session, row, papers, file)
            if set_aside:
                _note_set_aside(session, row)
            waiting = session.scalar(waiting_papers(begun.case_id))
        if not waiting:
            self.queue.assess(begun.case_id)


class _Crashed(Exception):
    """The process that read a paper ended before it was done."""


def reading_limits(settings: Settings) -> Limits:
    """The limits for reading one paper."""
    return replace(DEFAULT_LIMITS, file_bytes=settings.file_bytes)


def back_off(attempts: int) -> datetime:
    """When a paper whose reading crashed is tried again: later each time, so that it does not hold up the others."""
    return now() + timedelta(seconds=min(2.0**attempts, 60.0))


def waiting_papers(case: str):  # type: ignore[no-untyped-def]  # a select of one number: its type is a screen long
    """How many papers of the case are not yet read."""
    waiting = tables.Document.state.in_([State.QUEUED.value, State.READING.value])
    return select(func.count()).where(tables.Document.case_id == case, waiting)


def reading_file(case: str, document: str) -> str:
    """Where it is kept what was read of a paper, by this version of the readers."""
    return f"{case}/readings/{document}.{reader_version()}"


def _key(row: tables.Document) -> str:
    return paper_file(row.case_id, row.sha256)


def read_and_keep(
    files: FileStore,
    case: str,
    document: str,
    name: str,
    sha256: str,
    limits: Limits,
    sandbox: Sandbox | None = None,
) -> None:
    """Read a paper and keep what it says, and the bytes of everything found in it."""

    def keep(_child: str, data: bytes) -> None:
        files.put(paper_file(case, hashlib.sha256(data).hexdigest()), data)

    data = files.get(paper_file(case, sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged("its bytes are not those that were added")
    papers = read_papers([Given(name, data)], limits, keep=keep, sandbox=sandbox)
    files.put(reading_file(case, document), pack_papers(papers))


def _in_own_process(arguments: Sequence[str]) -> int:
    command = [sys.executable, "-m", "caseclock.api.jobs.read_alone", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=child_environment()) as process:
        return process.wait()


def _why(error: Exception) -> str:
    if isinstance(error, Missing):
        return "The file is gone from the store: add it again."
    if isinstance(error, Damaged):
        return f"The file in the store is damaged ({error}): add it again."
    return f"Reading this paper failed ({type(error).__name__}): add it in another form, and report this."


def _unread(row: tables.Document, why: str) -> tuple[Paper, ...]:
    return (unreadable_paper(row.name, row.sha256, why),)


def _set_aside(session: Session, row: tables.Document) -> None:
    _take_over(session, row, _unread(row, _CRASHED), None)
    _note_set_aside(session, row)


def _note_set_aside(session: Session, row: tables.Document) -> None:
    record(session, SERVICE, Action.DOCUMENT_SET_ASIDE, case=row.case_id, object=row.id, attempts=row.attempts)


def _take_over(session: Session, row: tables.Document, papers: Sequence[Paper], file: str | None) -> None:
    """The rows of a paper and of everything in it, as they were read; the case has changed by it."""
    case = session.get(tables.Case, row.case_id, with_for_update=True)
    assert case is not None
    case.revision += 1
    case.assess_attempts = 0
    row.done_revision = case.revision
    row.reading = file
    parents_first = sorted(papers, key=lambda paper: paper.document.name.count("/"))
    for paper in _in_order(parents_first):
        values = _values(paper)
        if paper.document.id == row.id:
            for name, value in values.items():
                setattr(row, name, value)
            row.done_at = now()
            session.flush()
        else:
            _put_child(session, row, paper, values)
    ids = [paper.document.id for paper in papers]
    session.execute(
        delete(tables.Passage).where(tables.Passage.case_id == row.case_id, tables.Passage.document_id.in_(ids))
    )
    passages = [one for paper in papers for one in _passages(row.case_id, paper)]
    if passages:
        session.execute(insert(tables.Passage), passages)


def _in_order(papers: Sequence[Paper]) -> Iterator[Paper]:
    """Each paper after the one that it was found in."""
    waiting = list(papers)
    placed: set[str | None] = {None}
    while waiting:
        ready = [paper for paper in waiting if paper.document.parent in placed]
        yield from ready
        placed |= {paper.document.id for paper in ready}
        left = [paper for paper in waiting if paper.document.id not in placed]
        if len(left) == len(waiting):
            return
        waiting = left


def _values(paper: Paper) -> dict[str, object]:
    document = paper.document
    return {
        "state": document.status.value,
        "problem": _storable(document.problem),
        "media_type": document.media_type,
        "kind": document.kind.value,
        "dated": document.dated,
        "author": _storable(paper.author),
        "pages": document.pages,
    }


def _put_child(session: Session, row: tables.Document, paper: Paper, values: dict[str, object]) -> None:
    document = paper.document
    given = {
        "case_id": row.case_id,
        "id": document.id,
        "name": _storable(document.name),
        "sha256": document.sha256,
        "size": len(paper.text.text),
        "parent": document.parent,
        "uploaded_by": row.uploaded_by,
        "uploaded_at": row.uploaded_at,
        "done_at": now(),
        "given": _storable(document.name),
        "done_revision": row.done_revision,
        "attempts": 1,
        **values,
    }
    made = insert(tables.Document).values(given)
    session.execute(made.on_conflict_do_update(index_elements=["case_id", "id"], set_=values))


def _passages(case: str, paper: Paper) -> Iterator[dict[str, object]]:
    """The text in stretches that end where blocks end, each with its page."""
    text = paper.text.text
    pages = paper.text.pages
    ends = sorted({block.end for block in paper.text.blocks} | {page.end for page in pages} | {len(text)})
    start = 0
    for end in ends:
        while end - start > _PASSAGE:
            yield _passage(case, paper, start, start + _PASSAGE)
            start += _PASSAGE
        later = next((other for other in ends if other > end), None)
        page_ends = any(page.end == end for page in pages)
        if end > start and (page_ends or later is None or later - start > _PASSAGE):
            yield _passage(case, paper, start, end)
            start = end


def _passage(case: str, paper: Paper, start: int, end: int) -> dict[str, object]:
    page = next((one.number for one in paper.text.pages if one.start <= start < one.end), None)
    text = _storable(paper.text.text[start:end])
    return {"case_id": case, "document_id": paper.document.id, "start": start, "page": page, "text": text}


def _storable(text: str | None) -> str | None:
    """Text as PostgreSQL can hold it: it knows no NUL, and UTF-8 no half characters."""
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
