"""Files to papers: type by content, names, ids, attachments, duplicates, refusals."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from docx import Document as WordDocument

from caseclock.extractor.filetypes import file_type
from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.names import clean_name
from caseclock.models.document import DocumentKind, Paper, Status

NOTE = b"The drums began at ten and went on until two in the morning.\n"


def email(
    subject: str = "Dogs", body: str = "They barked until two.", message_id: str = "<1@letterbox.example>"
) -> EmailMessage:
    """An email of 17 May 2024."""
    message = EmailMessage()
    message["From"], message["To"] = "Nell Ash <nell@letterbox.example>", "Housing <housing@homes.example>"
    message["Date"], message["Subject"] = "Fri, 17 May 2024 18:40:00 +0100", subject
    if message_id:
        message["Message-ID"] = message_id
    message.set_content(body)
    return message


def word(text: str = "He shouted.") -> bytes:
    """A Word document of one paragraph."""
    document, out = WordDocument(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def old_office(stream: str) -> bytes:
    """The beginning of an old Office file that names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600


def take(limits: Limits = DEFAULT_LIMITS, **files: bytes) -> dict[str, Paper]:
    """Papers by name."""
    papers = read_papers([Given(name, data) for name, data in files.items()], limits)
    return {paper.document.name: paper for paper in papers}


# ---------------------------------------------------------------- types


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"junk before\n%PDF-1.7 ...", "application/pdf"),
        ("letter.pdf", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("note.pdf", NOTE, "text/plain"),
        ("mail.txt", email().as_bytes(), "message/rfc822"),
        ("mail.eml", b"From: a@b.example\nDate: 3 May 2024 09:00\n\nWords.\n", "message/rfc822"),
        ("print.txt", b"From: A Bee\nSent: 3 May 2024 09:00\nTo: C\nSubject: x\n\nWords.\n", "text/plain"),
        ("page.eml", b"<!DOCTYPE html><html><body>Hello</body></html>", "text/html"),
        ("x", b"day,time,what\n1/5,10:00,drums\n2/5,11:00,shouts\n3/5,12:00,drums\n", "text/csv"),
        ("x.csv", b"day;what\n1/5;drums, loud\n", "text/csv"),
        ("x", b"day\ttime\twhat\n1/5\t10:00\tdrums\n2/5\t11:00\tshouts\n", "text/tab-separated-values"),
        ("x.csv", b"He came, he saw.\nHe went off\n", "text/plain"),
        ("note.csv", b"One line without any table in it", "text/plain"),
        ("x", old_office("WordDocument"), "application/msword"),
        ("x", old_office("Workbook"), "application/vnd.ms-excel"),
        ("x", old_office("__properties_version1.0"), "application/vnd.ms-outlook"),
        ("x", b"{\\rtf1 Hello}", "application/rtf"),
        ("x", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("x", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("x", b"II*\0....", "image/tiff"),
        ("x", zipped(**{"a.txt": b"x"}), "application/zip"),
        (
            "x",
            zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}),
            "application/vnd.oasis.opendocument",
        ),
        ("x", b'x\x9f>"....', "application/ms-tnef"),
        ("x", b"7z\xbc\xaf\x27\x1c....", "application/x-7z-compressed"),
        ("x", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "text/calendar"),
        ("box", email().as_bytes(unixfrom=True) + b"\n" + email("b").as_bytes(unixfrom=True), "application/mbox"),
    ],
)
def test_the_type_is_told_from_the_content(name: str, data: bytes, media_type: str) -> None:
    assert file_type(name, data).media_type == media_type
    assert not file_type(name, data).refusal


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (old_office("EncryptedPackage"), "password"),
        (b"\0\0\0\x18ftypheic....", "photograph"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"MZ\x90\0....", "program"),
        (b"\x7fELF....", "program"),
        (b"#!/bin/sh\nrm -r x\n", "program"),
        (bytes(range(256)) * 8, "not known"),
    ],
)
def test_what_is_refused_says_what_it_is_and_what_to_do(data: bytes, words: str) -> None:
    found = file_type("paper", data)
    assert words in found.refusal
    assert found.refusal.endswith(".")
    assert ":" in found.refusal


# ---------------------------------------------------------------- papers


def test_one_unreadable_paper_does_not_stop_the_others() -> None:
    papers = take(**{"a.txt": b"", "b.pdf": b"%PDF-1.4\nnothing", "c.docx": word(), "d.png": b"\x89PNG\r\n\x1a\n"})
    assert {name: paper.document.status for name, paper in papers.items()} == {
        "a.txt": Status.UNREADABLE,
        "b.pdf": Status.UNREADABLE,
        "c.docx": Status.READ,
        "d.png": Status.UNREADABLE,
    }
    assert papers["a.txt"].document.problem == "The file is empty; ask for it again."
    assert all(paper.document.problem for paper in papers.values() if paper.document.status is not Status.READ)


def test_too_large_a_file_is_refused() -> None:
    assert "larger" in str(take(Limits(file_bytes=10), **{"a.txt": NOTE})["a.txt"].document.problem)


def test_attachments_know_their_parent() -> None:
    message = email()
    message.add_attachment(word(), maintype="application", subtype="octet-stream", filename="C:\\docs\\letter.docx")
    message.add_attachment(email("Inner", "Inner words.", "<2@letterbox.example>"))
    papers = take(**{"mail/a.eml": message.as_bytes()})
    assert list(papers) == ["mail/a.eml", "mail/a.eml/Inner.eml", "mail/a.eml/letter.docx"]
    parent = papers["mail/a.eml"].document.id
    assert {paper.document.parent for paper in papers.values()} == {None, parent}
    assert papers["mail/a.eml/Inner.eml"].text.text.rstrip().endswith("Inner words.")


def test_attachments_of_one_name_are_told_apart() -> None:
    message = email()
    for data in (b"First of them, with words.", b"Second of them, with words."):
        message.add_attachment(data, maintype="text", subtype="plain", filename="note.txt")
    assert list(take(**{"a.eml": message.as_bytes()})) == ["a.eml", "a.eml/note (2).txt", "a.eml/note.txt"]


def test_attachments_deeper_than_allowed_are_named() -> None:
    message = email("0", "Words 0.", "<0@x.example>")
    for depth in range(1, 4):
        outer = email(str(depth), f"Words {depth}.", f"<{depth}@x.example>")
        outer.add_attachment(message)
        message = outer
    papers = take(Limits(depth=2), **{"a.eml": message.as_bytes()})
    assert len(papers) == 3
    deepest = papers["a.eml/2.eml/1.eml"].document
    assert deepest.status is Status.PARTLY_READ
    assert "2 deep" in str(deepest.problem)


def test_ids_come_from_name_and_bytes_alone() -> None:
    one = take(**{"a.txt": NOTE, "b.txt": NOTE + b"x"})
    two = take(**{"b.txt": NOTE + b"x", "a.txt": NOTE})
    assert one == two
    assert len({paper.document.id for paper in one.values()}) == 2
    assert all(len(paper.document.id) == 13 for paper in one.values())


def test_a_mailbox_is_opened() -> None:
    box = email().as_bytes(unixfrom=True) + b"\n" + email("b", "Other words.", "<2@x.example>").as_bytes(unixfrom=True)
    papers = take(**{"box": box})
    assert list(papers) == ["box", "box/message 1.eml", "box/message 2.eml"]
    assert papers["box/message 2.eml"].document.kind is DocumentKind.EMAIL
    assert papers["box"].document.status is Status.READ


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\\b\\c.txt", "a/b/c.txt"),
        ("../../etc/x.txt", "etc/x.txt"),
        ("/a//b.txt", "a/b.txt"),
        ("inv\u202etxt.exe", "inv_txt.exe"),
        ("a\nb.txt", "a_b.txt"),
        ("\udcff.txt", "_.txt"),
        ("..", "unnamed"),
        ("Zoë – notes.txt", "Zoë – notes.txt"),
    ],
)
def test_names_are_made_safe_to_show(given: str, shown: str) -> None:
    assert clean_name(given) == shown


@pytest.mark.parametrize(
    ("limits", "opened"),
    [(Limits(), 3), (Limits(attached_files=2), 0), (Limits(attached_files=4), 3), (Limits(attached_bytes=40), 0)],
)
def test_files_in_files_are_opened_while_there_is_room(limits: Limits, opened: int) -> None:
    papers = take(limits, **{"a.zip": zipped(**{f"{n}.txt": NOTE + b"%d" % n for n in range(3)})})
    assert len(papers) == 1 + opened
    assert bool(opened) == (papers["a.zip"].document.problem is None)


def test_files_in_an_archive_keep_their_folders() -> None:
    papers = take(**{"a.zip": zipped(**{"police/log.txt": NOTE, "police/notes/1.txt": NOTE + b"x"})})
    assert list(papers) == ["a.zip", "a.zip/police/log.txt", "a.zip/police/notes/1.txt"]


# ---------------------------------------------------------------- duplicates


def test_the_same_bytes_twice() -> None:
    papers = take(**{"b.txt": NOTE, "a.txt": NOTE, "c.txt": NOTE})
    first = papers["a.txt"].document.id
    assert [papers[n].document.duplicate_of for n in ("a.txt", "b.txt", "c.txt")] == [None, first, first]


def test_a_file_of_its_own_is_the_original_of_an_attached_one() -> None:
    message = email()
    message.add_attachment(NOTE, maintype="application", subtype="octet-stream", filename="note.txt")
    papers = take(**{"a.eml": message.as_bytes(), "z.txt": NOTE})
    assert papers["z.txt"].document.duplicate_of is None
    assert papers["a.eml/note.txt"].document.duplicate_of == papers["z.txt"].document.id


def test_the_same_message_saved_in_two_forms() -> None:
    print_of_it = (
        "From: Nell Ash <nell@letterbox.example>\nSent: 17 May 2024 18:40\nTo: Housing\nSubject: Dogs\n\n"
        "They barked until two.\n"
    )
    papers = take(**{"a.eml": email().as_bytes(), "b.txt": print_of_it.encode(), "c.eml": email("FW: Dogs").as_bytes()})
    first = papers["a.eml"].document.id
    assert papers["b.txt"].document.duplicate_of == first
    assert papers["c.eml"].document.duplicate_of == first


def test_another_message_is_no_duplicate() -> None:
    other = email(body="Nothing like the first: the gate was broken down.", message_id="")
    later = email()
    later.replace_header("Date", "Sat, 18 May 2024 18:40:00 +0100")
    papers = take(**{"a.eml": email().as_bytes(), "b.eml": other.as_bytes(), "c.eml": later.as_bytes()})
    assert [paper.document.duplicate_of for paper in papers.values()] == [None, None, None]


def test_empty_files_are_no_duplicates() -> None:
    assert [p.document.duplicate_of for p in take(**{"a.txt": b"", "b.txt": b""}).values()] == [None, None]


def test_progress_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    given = [Given("a.txt", NOTE), Given("b.txt", b"")]
    read_papers(given, DEFAULT_LIMITS, lambda done, total, name: told.append((done, total, name)))
    assert told == [(1, 2, "a.txt"), (2, 2, "b.txt")]
