"""Whatever papers say and however they are called, the bundle can be made, is the same twice, and knows its pages."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.bundle_reading import bind, bookmarks_in, stamps_of, texts_of, words_of

from caseclock.extractor.exports.bundling.order import in_order
from caseclock.extractor.exports.bundling.words import lines_of
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.source import Source
from caseclock.models.text import Block, Message, Role, Text

# Any code point at all, with those that mean something to Typst made likely.
any_text = st.text(
    st.one_of(st.characters(), st.sampled_from("#$*_`<>@=\\/[]{}()\"'+-|&;\x00\x0b\n\n\u202e\ufeff\ud800")),
    max_size=120,
)
WORDS = ("drums", "gate", "ten", "o’clock", "shouted", "Friday", "music", "again", "rang", "nobody", "letter", "until")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=1) as processes:
        yield processes


def paper(id: str, name: str, text: Text, parent: str | None = None, dated: date | None = None) -> Paper:
    document = Document(
        id=id,
        name=name,
        sha256=id,
        media_type="text/plain",
        pages=None,
        dated=dated,
        parent=parent,
        kind=DocumentKind.OTHER,
        status=Status.READ,
    )
    return Paper(document=document, text=text)


@st.composite
def laid_out(draw: st.DrawFn) -> Text:
    """Long texts of numbered words, in blocks of all sizes and roles, quoted in each other."""
    whole, blocks, number = "", [], 0
    for _ in range(draw(st.integers(1, 12))):
        size = draw(st.sampled_from((3, 40, 400, 1200)))
        words = [f"{WORDS[(number + at) % len(WORDS)]}{number + at}" for at in range(size)]
        number += size
        said = " ".join(words)
        role = draw(st.sampled_from((Role.PARAGRAPH, Role.HEADING, Role.ITEM, Role.HEADER, Role.SIGNATURE)))
        blocks.append(Block(role, len(whole), len(whole) + len(said), message=draw(st.integers(0, 2))))
        whole += said + "\n"
    messages = tuple(Message(0, len(whole), depth=depth) for depth in range(3))
    return Text(whole, blocks=tuple(blocks), messages=messages)


@settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(laid_out(), st.randoms(use_true_random=False))
def test_the_page_of_any_place_holds_the_word_there(sandbox: Sandbox, text: Text, dice: st.randoms) -> None:
    bundle = bind(sandbox, [paper("d", "long.txt", text)], {})
    pages = [set(words.split()) for words in texts_of(bundle.pdf)]
    starts = [place for line in lines_of(text.text, 0, len(text.text)) for place, _ in line]
    for start in dice.sample(starts, min(len(starts), 400)):
        word = text.text[start:].split(maxsplit=1)[0]
        page = bundle.pages.page_of(Source(document="d", page=None, start=start, end=start + len(word), quote=word))
        assert page is not None
        assert word in pages[page - 1], (start, word, page)


@settings(max_examples=15, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(any_text, any_text, any_text, any_text)
def test_any_words_and_names_can_be_bound(sandbox: Sandbox, words: str, name: str, title: str, reference: str) -> None:
    given_papers = [paper("d", name or "x", Text(words)), paper("e", f"{name}/{words}", Text(f"{words} end"), "d")]
    bundle = bind(sandbox, given_papers, {}, title=title, reference=reference)
    assert bundle == bind(sandbox, given_papers[::-1], {}, title=title, reference=reference)
    assert "end" in words_of(texts_of(bundle.pdf)[-1])
    assert [stamp.split()[-1] for stamp in stamps_of(bundle.pdf)] == [str(n + 1) for n in range(bundle.pages.pages)]
    assert [page for _, _, page in bookmarks_in(bundle.pdf)] == [1, *(place.first for place in bundle.pages.papers)]


names = st.sampled_from("abcdefgh")
days = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2021, 1, 9)))


@given(st.lists(st.tuples(names, days, st.one_of(st.none(), names)), unique_by=lambda one: one[0], max_size=8))
def test_every_paper_has_one_place_whatever_hangs_on_what(papers: list[tuple[str, date | None, str | None]]) -> None:
    made = [paper(name, name, Text("words"), parent, dated) for name, dated, parent in papers]
    order = [placed.paper.document.id for placed in in_order(made, masked=False)]
    assert sorted(order) == sorted(name for name, _, _ in papers)
    places = {name: at for at, name in enumerate(order)}
    for placed in in_order(made, masked=False):
        if placed.under:
            assert places[placed.under] < places[placed.paper.document.id]
