"""What becomes of each paper in a bundle: its place, its line in the index, and the front that points to it."""

import io
from collections.abc import Iterator
from datetime import date

import pikepdf
import pytest
import typst
from pikepdf import Dictionary, Name, String
from tests.bundle_reading import bind, bookmarks_in, links_in, stamps_of, texts_of, words_of

from caseclock.extractor.exports.bundle import BundleError, BundlePages
from caseclock.extractor.exports.bundling.order import Way, in_order
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.source import Source
from caseclock.models.text import Block, Page, Role, Text

WORDS = "He drummed until two in the morning."


def paper(
    name: str,
    dated: str | None = None,
    *,
    parent: str | None = None,
    copy_of: str | None = None,
    media_type: str = "text/plain",
    text: str | Text = WORDS,
    status: Status = Status.READ,
    sha256: str = "",
) -> Paper:
    """A paper whose id is its name."""
    document = Document(
        id=name,
        name=name,
        sha256=sha256 or name,
        media_type=media_type,
        pages=None,
        dated=date.fromisoformat(dated) if dated else None,
        parent=parent,
        kind=DocumentKind.LETTER,
        status=status,
        duplicate_of=copy_of,
    )
    return Paper(document=document, text=Text(text) if isinstance(text, str) else text)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=2) as processes:
        yield processes


@pytest.mark.parametrize(
    ("papers", "order"),
    [
        ([paper("b", "2021-05-02"), paper("a", "2021-05-03"), paper("c", "2021-05-01")], "c b a"),
        ([paper("b", "2021-05-02"), paper("a", "2021-05-02"), paper("z"), paper("y")], "a b y z"),
        ([paper("m", "2021-05-02"), paper("m/x", "2020-01-01", parent="m"), paper("n", "2021-05-03")], "m m/x n"),
        ([paper("m"), paper("m/b", parent="m"), paper("m/a", parent="m"), paper("m/a/c", parent="m/a")],
         "m m/a m/a/c m/b"),
        ([paper("z.zip", text=""), paper("z.zip/b", "2020-01-01", parent="z.zip"), paper("a", "2021-01-01")],
         "z.zip/b a z.zip"),
        ([paper("a", parent="not given")], "a"),
        ([], ""),
    ],
)  # fmt: skip
def test_the_order_of_papers(papers: list[Paper], order: str) -> None:
    for given in (papers, papers[::-1]):
        assert " ".join(placed.paper.document.id for placed in in_order(given, masked=False)) == order


@pytest.mark.parametrize(
    ("one", "masked", "way"),
    [
        (paper("a.pdf", media_type="application/pdf"), False, Way.PDF),
        (paper("a.pdf", media_type="application/pdf"), True, Way.TEXT),
        (paper("a.pdf", media_type="application/pdf", text="", status=Status.UNREADABLE), False, Way.PDF),
        (paper("a.pdf", media_type="application/pdf", text="", status=Status.UNREADABLE), True, Way.UNREAD),
        (paper("a.png", media_type="image/png"), False, Way.PICTURE),
        (paper("a.png", media_type="image/png"), True, Way.TEXT),
        (paper("a.docx", text="", status=Status.UNREADABLE), False, Way.UNREAD),
        (paper("a.txt"), False, Way.TEXT),
        (paper("a.txt", copy_of="not given"), False, Way.TEXT),
    ],
)
def test_the_way_a_paper_comes_in(one: Paper, masked: bool, way: Way) -> None:
    assert [placed.way for placed in in_order([one], masked)] == [way]


def test_the_index_says_what_is_not_in_the_bundle_and_why(sandbox: Sandbox) -> None:
    papers = [
        paper("letter.txt", "2021-05-02"),
        paper("old/letter.txt", "2021-05-01"),
        paper("copy of letter.txt", "2021-05-03", copy_of="letter.txt", sha256="letter.txt"),
        paper("locked.docx", text="", status=Status.UNREADABLE),
        paper("copy of locked.docx", copy_of="locked.docx", text="", status=Status.UNREADABLE),
        paper("all.zip", text=""),
        paper("all.zip/diary.txt", parent="all.zip"),
        paper("mail.eml", "2021-06-01"),
        paper("mail.eml/note.txt", "2021-01-01", parent="mail.eml"),
    ]
    bundle = bind(sandbox, papers, {})
    index = " ".join(texts_of(bundle.pdf)[0].split())
    for line in (
        "1 1 May 2021 old/letter.txt Letter 2",
        "2 2 May 2021 letter.txt Letter 3",
        "3 May 2021 copy of letter.txt the same as tab 2 Letter 3",
        "3 1 June 2021 mail.eml Letter 4",
        "4 1 January 2021 note.txt attached to tab 3 Letter 5",
        "undated locked.docx could not be read: not in this bundle Letter",
        "undated copy of locked.docx the same as locked.docx, which is not in this bundle Letter",
        "undated all.zip what was in it stands by its own date Letter",
        "5 undated all.zip/diary.txt Letter 6",
    ):
        assert line in index, line
    assert bookmarks_in(bundle.pdf) == [
        (0, "Index", 1),
        (0, "Tab 1: old/letter.txt (1 May 2021), p 2", 2),
        (0, "Tab 2: letter.txt (2 May 2021), p 3", 3),
        (0, "Tab 3: mail.eml (1 June 2021), p 4", 4),
        (1, "Tab 4: note.txt (1 January 2021), p 5", 5),
        (0, "Tab 5: all.zip/diary.txt (undated), p 6", 6),
    ]
    assert {link.to for link in links_in(bundle.pdf) if "copy of letter" in link.words} == {3}


def test_a_source_in_a_copy_is_found_where_its_words_stand_in_the_original(sandbox: Sandbox) -> None:
    told = [f"On day {number} he drummed. " + "It was loud. " * 40 for number in range(20)]
    papers = [paper("original.txt", text=_in_blocks(told)), paper("copy.txt", copy_of="original.txt")]
    papers[1] = Paper(document=papers[1].document, text=_in_blocks(["Forwarded by Ann.", *told]))
    bundle = bind(sandbox, papers, {})
    pages = [words_of(text) for text in texts_of(bundle.pdf)]
    seen = set()
    for number, words in enumerate(told):
        start = papers[1].text.text.index(words)
        page = bundle.pages.page_of(Source(document="copy.txt", page=None, start=start + 3, end=start + 9, quote="day"))
        assert page is not None
        assert words_of(f"On day {number} he drummed") in pages[page - 1]
        seen.add(page)
    assert len(seen) > 1
    assert bundle.pages.page_of(Source(document="copy.txt", page=None, start=0, end=9, quote="Forwarded")) is None


def _in_blocks(paragraphs: list[str]) -> Text:
    whole, blocks = "", []
    for words in paragraphs:
        blocks.append(Block(Role.PARAGRAPH, len(whole), len(whole) + len(words)))
        whole += words + "\n\n"
    return Text(whole, blocks=tuple(blocks))


def test_a_page_that_a_paper_does_not_have_is_not_in_the_bundle() -> None:
    pages = BundlePages.model_validate(
        {"pages": 9, "index": (1, 1), "front": None, "papers": [{"document": "d", "tab": 1, "first": 4, "last": 6}]}
    )
    found = [pages.page_of(Source(document="d", page=n, start=0, end=1, quote="a")) for n in (None, 1, 3, 4)]
    assert found == [4, 4, 6, None]


# ---------------------------------------------------------------- what is put in front


def _front(pages: int, *links: str) -> bytes:
    """A PDF of so many pages, the first with links."""
    lines = [f'#link("{link}")[to {number}]\n' for number, link in enumerate(links)]
    return typst.compile(
        ("\n".join(lines) + "#link(<end>)[the end]\n\n" + "#pagebreak()\n" * (pages - 1) + "= End <end>").encode(),
        format="pdf",
    )


def test_the_front_is_asked_again_until_the_pages_it_was_told_hold(sandbox: Sandbox) -> None:
    told: list[BundlePages] = []

    def front(pages: BundlePages) -> bytes:
        told.append(pages)
        place = pages.papers[0].first
        return _front(3, f"bundle.pdf#page={place}", "https://elsewhere.example/", "bundle.pdf#page=999", "file:///etc")

    bundle = bind(sandbox, [paper("a.txt")], {}, front=front)
    assert told[-1] == bundle.pages
    assert bundle.pages.front == (2, 4)
    assert bundle.pages.papers[0].first == 5
    links = [(link.on, link.to, link.words) for link in links_in(bundle.pdf) if link.on > 1]
    assert links == [(2, 5, "to 0"), (2, 4, "the end")]
    assert bookmarks_in(bundle.pdf)[1] == (0, "Chronology, p 2", 2)
    assert "2 to 4" in texts_of(bundle.pdf)[0]


def test_a_front_that_never_settles_is_followed_by_a_blank_page(sandbox: Sandbox) -> None:
    told: list[int] = []

    def front(pages: BundlePages) -> bytes:
        told.append(pages.pages)
        return _front(2 + len(told) % 2)

    bundle = bind(sandbox, [paper("a.txt")], {}, front=front)
    assert bundle.pages.front == (2, 4)
    assert told[-1] == bundle.pages.pages == 5
    assert stamps_of(bundle.pdf) == [f"AB/1 {number}" for number in range(1, 6)]


def test_a_front_without_end_is_given_up(sandbox: Sandbox) -> None:
    told: list[int] = []

    def front(pages: BundlePages) -> bytes:
        told.append(1)
        return _front(2 + len(told))

    with pytest.raises(BundleError, match="grows each time it is made: make it without"):
        bind(sandbox, [paper("a.txt")], {}, front=front)


def test_a_front_that_is_no_pdf_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(BundleError, match="is no PDF: make it anew"):
        bind(sandbox, [paper("a.txt")], {}, front=lambda pages: b"words")


def test_places_in_the_front_that_have_names_are_kept(sandbox: Sandbox) -> None:
    with pikepdf.open(io.BytesIO(_front(3))) as pdf:
        page, last = pdf.pages[0].obj, pdf.pages[2].obj
        link = page.Annots[0]
        del link["/Dest"]
        link.A = Dictionary(S=Name.GoTo, D=String("row_7"))
        names = pikepdf.NameTree.new(pdf)
        names["row_7"] = pikepdf.Array([last, Name.XYZ, 0, 700, 0])
        pdf.Root.Names = Dictionary(Dests=names.obj)
        out = io.BytesIO()
        pdf.save(out)
    bundle = bind(sandbox, [paper("a.txt")], {}, front=lambda pages: out.getvalue())
    assert [(link.on, link.to) for link in links_in(bundle.pdf) if link.on > 1] == [(2, 4)]


def test_pages_of_a_sheet_are_found_by_place_not_by_number(sandbox: Sandbox) -> None:
    text = Text("drums\n" * 200 + "eggs", pages=(Page(1, 0, 600, "cell"), Page(2, 600, 1204, "cell")))
    bundle = bind(sandbox, [paper("log.xlsx", text=text)], {})
    page = bundle.pages.page_of(Source(document="log.xlsx", page=2, start=1200, end=1204, quote="eggs"))
    assert page is not None
    assert "eggs" in texts_of(bundle.pdf)[page - 1]
    assert page > 3
