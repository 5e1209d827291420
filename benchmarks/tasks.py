"""`python -m benchmarks.tasks TASK PATH`: one piece of work in a process of its own. Its last line of output is what
it found, in words. Libraries are imported inside the tasks: each pays for its own alone."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path


def plain_words(path: Path) -> str:
    """pdfplumber takes the words out of every page of a PDF, closing each page."""
    import pdfplumber

    words = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            words += len(page.extract_words())
            page.close()
    return f"{words} words"


def plain_tables(path: Path) -> str:
    """pdfplumber takes the tables out of every page; rows are exact if their cells are, lines in a cell joined."""
    import pdfplumber

    found: list[tuple[str, ...]] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                found.extend(tuple(" ".join((cell or "").split()) for cell in row) for row in table)
            page.close()
    return _exact(path, found)


def plain_ocr(path: Path) -> str:
    """tesserocr takes the text of each page of a PDF, drawn at 200 dpi, one after the other."""
    import os

    import pypdfium2

    os.environ["OMP_THREAD_LIMIT"] = "1"  # read when the library is loaded: one thread is its fastest
    import tesserocr

    from caseclock.extractor.readers.scan import eye as scan_eye

    letters = 0
    pdf = pypdfium2.PdfDocument(path)
    with tesserocr.PyTessBaseAPI(path=str(scan_eye.data_folder()), lang="eng") as eye:
        for page in pdf:
            eye.SetImage(page.render(scale=200 / 72, grayscale=True).to_pil())
            eye.SetSourceResolution(200)
            letters += len(eye.GetUTF8Text())
    return f"{letters} letters"


def plain_mail(path: Path) -> str:
    """The standard library parses every message of a mailbox and decodes its body."""
    import email
    import email.policy
    import mailbox

    box = mailbox.mbox(path, factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default))
    letters = messages = 0
    for message in box:
        body = message.get_body(("plain", "html"))
        letters += len(body.get_content()) if body is not None else 0
        messages += 1
    return f"{messages} messages, {letters} letters"


def read(path: Path) -> str:
    """Bytes to text, as a run reads its papers."""
    papers = _papers(path)
    return f"{len(papers)} papers, {sum(len(paper.text.blocks) for paper in papers)} blocks"


def read_table(path: Path) -> str:
    """Bytes to text; rows are exact if their cells are."""
    from benchmarks.ruled_log import HEADINGS
    from caseclock.models.text import Role

    rows = [block for paper in _papers(path) for block in paper.text.blocks if block.role is Role.ROW]
    cells = [{cell.header: cell.text for cell in row.cells} for row in rows]
    return _exact(path, [tuple(row.get(name, "") for name in HEADINGS) for row in cells])


def events(path: Path) -> str:
    """Bytes to events: reading and the stages of language, no linking, findings or exports."""
    from caseclock.extractor.language.agencies import find_agencies
    from caseclock.extractor.language.anchors import read_times
    from caseclock.extractor.language.events import find_events
    from caseclock.extractor.language.people import find_parties

    papers = _papers(path)
    times = {
        paper.document.id: read_times(
            paper.text.text, dated=paper.document.dated, blocks=paper.text.blocks, messages=paper.text.messages
        )
        for paper in papers
    }
    index = find_agencies(papers)
    found = find_events(papers, times, index, find_parties(papers, index))
    return f"{len(found)} events"


def build(path: Path) -> str:
    """The whole program, exports included."""
    from caseclock.api.cli import main

    out = path.with_suffix(".out")
    status = main(["build", str(path), "--as-of", str(date(2025, 1, 31)), "--out", str(out), "--quiet"])
    return f"exit status {status}"


def _papers(path: Path):  # type: ignore[no-untyped-def]
    from caseclock.extractor.intake import Given, read_papers
    from caseclock.extractor.limits import DEFAULT_LIMITS

    return read_papers([Given(path.name, path.read_bytes())], DEFAULT_LIMITS)


def _exact(path: Path, found: Sequence[tuple[str, ...]]) -> str:
    from benchmarks.ruled_log import PER_PAGE, log_rows, pages_of

    true = log_rows(PER_PAGE * pages_of(path.name))
    return f"{len(set(true) & set(found))} of {len(true)} rows exact"


TASKS: dict[str, Callable[[Path], str]] = {
    task.__name__: task for task in (plain_words, plain_tables, plain_ocr, plain_mail, read, read_table, events, build)
}

if __name__ == "__main__":
    print(TASKS[sys.argv[1]](Path(sys.argv[2])))
