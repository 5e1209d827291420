"""Papers as they were read, from the store."""

from sqlalchemy.orm import Session

from caseclock.api.making.packed import unpack_papers
from caseclock.api.store import tables
from caseclock.api.store.files.interface import FileStore
from caseclock.models.document import Paper


def top_of(session: Session, row: tables.Document) -> tables.Document:
    """The paper that was sent, in which this one was found, or itself."""
    while row.parent is not None:
        above = session.get(tables.Document, (row.case_id, row.parent))
        assert above is not None
        row = above
    return row


def kept_paper(files: FileStore, reading: str | None, document: str) -> Paper | None:
    """The paper with that id in the file of a reading; None if it was not read. Raises FileError."""
    papers = unpack_papers(files.get(reading)) if reading else ()
    return next((paper for paper in papers if paper.document.id == document), None)


def storable(text: str) -> str:
    """Text as PostgreSQL can hold it: it knows no NUL, and UTF-8 no half characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
