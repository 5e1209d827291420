"""Papers set anew from their text: every word in its role, and known on which page it came."""

import json
from datetime import date

import pypdfium2
import pytest
from tests.bundle_reading import words_of

from caseclock.extractor.exports.bundling.layout import MOST_CHARACTERS, portions
from caseclock.extractor.exports.bundling.setting import Typeset, read
from caseclock.extractor.exports.bundling.words import foreign_letters, lines_of, shown
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.models.text import Block, Cell, Message, Role, Text


def set_anew(text: Text, note: str = "") -> tuple[list[Typeset], list[str]]:
    """The paper set, and the text of each page."""
    sets = [
        read(json.dumps({"name": "a paper", "parts": parts}).encode(), DEFAULT_LIMITS, template="paper", as_of=date.max)
        for parts in portions(text, [note] if note else [])
    ]
    pages: list[str] = []
    for one in sets:
        with pypdfium2.PdfDocument(one.pdf) as pdf:
            assert len(pdf) == one.count
            pages += [page.get_textpage().get_text_range().replace("\u200b", "") for page in pdf]
    return sets, pages


def text_of(*blocks: tuple[Role, str], **more: object) -> Text:
    """A text of blocks one after another."""
    whole, laid = "", []
    for role, words in blocks:
        laid.append(Block(role, len(whole), len(whole) + len(words), **more))  # type: ignore[arg-type]
        whole += words + "\n\n"
    return Text(whole, blocks=tuple(laid))


def one_line(pages: list[str]) -> str:
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize(
    ("role", "words", "number", "shows"),
    [
        (Role.HEADING, "What I saw", None, "What I saw"),
        (Role.PARAGRAPH, "He drummed\nuntil two.", None, "He drummed\r\nuntil two."),
        (Role.ITEM, "the bonfire of 5 March", "3", "3 the bonfire of 5 March"),
        (Role.ITEM, "3. the bonfire of 5 March", "3", "3. the bonfire of 5 March"),
        (Role.ITEM, "(b) the bonfire", "(b)", "(b) the bonfire"),
        (Role.ITEM, "eggs", None, "• eggs"),
        (Role.ITEM, "- eggs", None, "- eggs"),
        (Role.HEADER, "From: A\nTo: B", None, "From: A\r\nTo: B"),
        (Role.SIGNATURE, "Yours\nAnn", None, "Yours\r\nAnn"),
    ],
)
def test_blocks_are_set_in_their_roles(role: Role, words: str, number: str | None, shows: str) -> None:
    _, pages = set_anew(text_of((role, words), number=number))
    assert shows in pages[0]


def test_a_message_quoted_in_another_is_marked_as_such() -> None:
    text = Text(
        "I answered.\n\nYou asked.\n\nI first said.",
        blocks=(
            Block(Role.PARAGRAPH, 0, 11),
            Block(Role.PARAGRAPH, 13, 23, message=1),
            Block(Role.PARAGRAPH, 25, 38, message=2),
        ),
        messages=(Message(0, 38), Message(13, 38, depth=1), Message(25, 38, depth=2)),
    )
    sets, pages = set_anew(text)
    assert one_line(pages).endswith("I answered. Quoted message You asked. Quoted message I first said.")
    with pypdfium2.PdfDocument(sets[0].pdf) as pdf:
        page = pdf[0].get_textpage()
        lefts = [page.get_charbox(page.get_text_range().index(words))[0] for words in ("I ans", "You", "I first")]
    assert lefts[0] + 5 < lefts[1] < lefts[2] - 5


def _row(start: int, cells: list[tuple[str, str]], table: int = 1) -> Block:
    """A row whose text is its cells between bars."""
    made, at = [], start
    for header, words in cells:
        made.append(Cell(header, at, at + len(words), words))
        at += len(words) + 3
    return Block(Role.ROW, start, at - 3, cells=tuple(made), table=table)


def test_rows_are_set_as_a_table_under_their_headings_on_every_page() -> None:
    whole, blocks = "Date | Event\n", [Block(Role.HEADER, 0, 12, table=1)]
    for number in range(120):
        cells = [("Date", f"{number % 28 + 1} May"), ("Event", f"Drums, log {number}")]
        blocks.append(_row(len(whole), cells))
        whole += " | ".join(words for _, words in cells) + "\n"
    _, pages = set_anew(Text(whole, blocks=tuple(blocks)))
    assert len(pages) > 1
    for page in pages:
        assert "Date" in page
        assert "Event" in page
        assert "|" not in page
    assert all(f"log {number}" in one_line(pages) for number in range(120))


def test_a_row_whose_cells_do_not_say_all_of_it_is_set_as_it_stands() -> None:
    whole = "3 May | Drums and more\n"
    row = Block(
        Role.ROW, 0, len(whole) - 1, cells=(Cell("Date", 0, 5, "3 May"), Cell("Event", 8, 13, "Drums")), table=1
    )
    _, pages = set_anew(Text(whole, blocks=(row,)))
    assert "3 May | Drums and more" in one_line(pages)


def test_a_table_too_wide_for_the_page_is_set_row_by_row_with_its_headings() -> None:
    cells = [(f"Heading number {n}", f"Confidential{n}") for n in range(14)]
    block = _row(0, cells)
    _, pages = set_anew(Text(" | ".join(words for _, words in cells), blocks=(block,)))
    for heading, words in cells:
        assert f"{heading}: {words}" in one_line(pages)


def test_what_stands_between_blocks_is_set_too() -> None:
    text = Text("First.\nBetween.\nLast.\nAfter.", blocks=(Block(Role.PARAGRAPH, 0, 6), Block(Role.PARAGRAPH, 16, 21)))
    assert "First. Between. Last. After." in one_line(set_anew(text)[1])


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("plain", "plain"),
        ("\u202egnol\u200b", "gnol"),
        ("a\x00b\x07c", "a b c"),
        ("\U0001f600!", "[grinning face] !"),
        ("x" * 40, "x" * 16 + "\u200b" + "x" * 16 + "\u200b" + "x" * 8),
        ("\ud800", "\ufffd"),
        ('#panic("run")', '#panic("run")'),
    ],
)
def test_words_are_shown_so_that_they_can_be_set(words: str, shows: str) -> None:
    assert shown(words) == shows


def test_words_know_their_places() -> None:
    text = "On 3 May\n\nhe  drummed\r\nagain"
    lines = lines_of(text, 3, len(text))
    assert lines == [[(3, "3"), (5, "May")], [(10, "he"), (14, "drummed")], [(23, "again")]]
    assert all(text.startswith(word, place) for line in lines for place, word in line)


@pytest.mark.parametrize(
    ("words", "script"),
    [("Zoë Łukasz “x” – £5 Ωμέγα Анна שלום", ""), ("اردو", "Arabic"), ("বাংলা", "Bengali"), ("中文", "Cjk")],
)
def test_letters_that_cannot_be_set_are_told(words: str, script: str) -> None:
    assert foreign_letters([words]) == script


def test_a_long_paper_is_set_in_portions_and_its_places_hold_in_each() -> None:
    words = " ".join(f"word{number}" for number in range(40_000))
    sets, pages = set_anew(Text(words))
    assert len(sets) > 1
    stands, before = words_of("".join(pages)), 0
    for one in sets:
        for place, page in one.starts:
            assert words_of(words[place : place + 20])[:9] in words_of(pages[before + page - 1])
        before += one.count
    assert all(f"word{number}" in stands for number in range(0, 40_000, 997))


def test_only_so_much_of_a_paper_is_set() -> None:
    text = Text("drums " * (MOST_CHARACTERS // 3))
    characters = sum(
        len(word) + 1 for parts in portions(text, []) for part in parts for line in part["lines"] for _, word in line
    )
    assert 0.99 * MOST_CHARACTERS < characters <= MOST_CHARACTERS + 1
