"""Files that people send become papers of a case: each once, however often it is sent."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from fastapi import UploadFile
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from caseclock.api.idempotency import answered_before, hash_of
from caseclock.api.idempotency import is_same_key as is_same_key  # for those who add papers
from caseclock.api.making.inputs import paper_file
from caseclock.api.service import Service
from caseclock.api.settings import MEBIBYTE
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import State
from caseclock.extractor.intake import document_id
from caseclock.extractor.names import apart, clean_name

_CHUNK = MEBIBYTE
_NAME = 400  # characters of a name that are kept


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent. `name` is clean."""

    name: str
    sha256: str
    size: int
    file: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, from the start."""
        self.file.seek(0)
        while chunk := self.file.read(_CHUNK):
            yield chunk


def sent(upload: UploadFile) -> Sent:
    """The file with its hash and size. It is read through once; little of it is held in memory."""
    made, size = hashlib.sha256(), 0
    upload.file.seek(0)
    while chunk := upload.file.read(_CHUNK):
        made.update(chunk)
        size += len(chunk)
    return Sent(_short(clean_name(upload.filename or "unnamed")), made.hexdigest(), size, upload.file)


def _short(name: str) -> str:
    """The name, its middle left out if it is very long; its ending says what it is."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 60]}…{name[-50:]}"


def keep(service: Service, case: str, files: Sequence[Sent]) -> None:
    """Put the bytes into the store, before any row says that they are there."""
    for one in files:
        if one.size <= service.settings.file_bytes:
            _put(service, case, one)


def _put(service: Service, case: str, one: Sent) -> None:
    key = paper_file(case, one.sha256)
    if not service.files.exists(key):
        service.files.put_chunks(key, one.chunks())


def answered(session: Session, who: str, key: str, files: Sequence[Sent], case: str) -> dict[str, Any] | None:
    """What the same upload was answered before; None if it is new. Raises Problem 422 if the key was another's."""
    return answered_before(session, who, key, asked(case, files))


def asked(case: str, files: Sequence[Sent]) -> str:
    """What an upload asks for, as a hash."""
    return hash_of(case, *sorted([one.name, one.sha256] for one in files))


def enter(session: Session, service: Service, case: str, who: str, files: Sequence[Sent]) -> list[tables.Document]:
    """Rows for the files, in their order; those that the case has already are not made again. The case is locked."""
    rows = session.scalars(
        select(tables.Document).where(tables.Document.case_id == case, tables.Document.parent.is_(None))
    ).all()
    known = {(row.given, row.sha256): row for row in rows}
    taken = {row.name for row in rows}
    entered: dict[str, tables.Document] = {}
    for one in files:
        row = known.get((one.name, one.sha256))
        if row is None:
            row = _new(case, who, one, apart(one.name, taken))
            known[one.name, one.sha256] = row
            session.add(row)
            record(session, who, Action.DOCUMENT_ADDED, case=case, object=row.id)
        elif row.state == State.UNREADABLE and row.reading is None:
            row.state, row.attempts, row.problem, row.not_before = State.QUEUED, 0, None, None
        _check_size(service, row, one)
        entered[row.id] = row
    for one in files:  # what was to be deleted is wanted again; if it is gone already it is put back
        session.execute(delete(tables.Doomed).where(tables.Doomed.key == paper_file(case, one.sha256)))
    keep(service, case, files)
    session.flush()
    return list(entered.values())


def _new(case: str, who: str, one: Sent, name: str) -> tables.Document:
    return tables.Document(
        case_id=case,
        id=document_id(name, one.sha256),
        name=name,
        given=one.name,
        sha256=one.sha256,
        size=one.size,
        uploaded_by=who,
        state=State.QUEUED.value,
        attempts=0,
    )


def _check_size(service: Service, row: tables.Document, one: Sent) -> None:
    """A file that is too large is named as unreadable; it is not kept, and stops no other."""
    most = service.settings.file_bytes
    if one.size > most:
        row.state = State.UNREADABLE
        row.problem = f"The file is larger than the {most // MEBIBYTE} MiB allowed; split it and add the parts."
