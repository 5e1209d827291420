"""The papers that are uploaded: letters, messages, logs, PDFs of invented cases; some are damaged, some come twice."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

import docx
from benchmarks.long_case import long_case
from reportlab.lib.pdfencrypt import StandardEncryption
from tests.pdf_maker import Sheet

_LINE = 90.0  # points from the top at which a PDF's text begins, and its margin
_WIDTH = 420.0
_ATTACHED = "diary.csv"
_SIZE = 30  # of a case: 72 incidents


@dataclass(frozen=True, slots=True)
class Sending:
    """One upload: the case that it is for, by its number, and a file. `key` is that of the request."""

    case: int
    name: str
    data: bytes
    key: str


def sendings(dice: random.Random, cases: int, uploads: int) -> list[Sending]:
    """So many uploads in an order of chance. Each case has papers of every kind."""
    found: list[Sending] = []
    for case in range(cases):
        count = uploads // cases + (case < uploads % cases)
        papers = case_papers(case, count)
        found += [Sending(case, name, data, f"case-{case}-upload-{at}") for at, (name, data) in enumerate(papers)]
    dice.shuffle(found)
    return found


def case_papers(case: int, count: int) -> list[tuple[str, bytes]]:
    """So many papers of a case: of 25, three cannot be read and two were there before."""
    texts = list(long_case(_SIZE, seed=case).items())
    letters = [one for one in texts if one[0].endswith(".txt")]
    logs = [one for one in texts if one[0].endswith(".csv")]
    mails = [one for one in texts if one[0].endswith(".eml")]
    papers: list[tuple[str, bytes]] = []
    for at in range(count):
        kind = _TURNS[at % len(_TURNS)]
        if kind in _UNREADABLE:
            papers.append((f"damaged/{at:03d} {kind}", _UNREADABLE[kind](letters[at % len(letters)][1])))
        elif kind == "again":
            papers.append(papers[at // 2])
        elif kind == "copy":
            papers.append((f"copies/{at:03d} {papers[0][0].rsplit('/', 1)[-1]}", papers[0][1]))
        else:
            some = {"eml": mails, "csv": logs}.get(kind.split()[0], letters)
            name, text = some[at % len(some)]
            papers.append((f"{at:03d} {name.rsplit('/', 1)[-1].rsplit('.', 1)[0]}.{kind.split()[0]}", _AS[kind](text)))
    return papers


def _plain(text: str) -> bytes:
    return text.encode()


def _word(text: str) -> bytes:
    made, held = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        made.add_paragraph(paragraph)
    made.save(held)
    return held.getvalue()


def _pdf(text: str) -> bytes:
    return _sheet(Sheet(), text)


def _sheet(sheet: Sheet, text: str) -> bytes:
    for line in text.split("\n"):
        sheet.wrapped(_LINE, line, _WIDTH)
    return sheet.done()


def _with_attachment(text: str) -> bytes:
    """The message with a diary attached to it."""
    head, _, body = text.partition("\n\n")
    diary = "Date,Time,What happened\n04/03/2021,22:15,Loud music came through the wall from number 4\n"
    return (
        f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        f"--x\nContent-Type: text/plain\n\n{body}\n"
        f'--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename="{_ATTACHED}"\n\n{diary}--x--\n'
    ).encode()


def _locked(text: str) -> bytes:
    return _sheet(Sheet(encrypt=StandardEncryption("a password that nobody knows")), text)


_AS: dict[str, Callable[[str], bytes]] = {
    "txt": _plain,
    "eml": _plain,
    "eml attached": _with_attachment,
    "csv": _plain,
    "docx": _word,
    "pdf": _pdf,
}
_UNREADABLE: dict[str, Callable[[str], bytes]] = {
    "locked.pdf": _locked,
    "cut off.docx": lambda text: _word(text)[:900],
    "empty.txt": lambda text: b"",
}
_TURNS = (
    "txt", "eml", "docx", "csv", "pdf", "txt", "eml attached", "locked.pdf", "txt", "again", "docx", "eml", "pdf",
    "cut off.docx", "txt", "csv", "eml", "copy", "txt", "eml attached", "empty.txt", "pdf", "docx", "txt", "eml",
)  # fmt: skip


def is_unreadable(name: str) -> bool:
    """Is it one of those made so that nobody can read it?"""
    return name.startswith("damaged/")
