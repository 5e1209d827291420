"""Threads: the messages found do not depend on how, or how deep, one quoted the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.lines import unquoted
from caseclock.extractor.threads import Thread, split_thread
from caseclock.models.text import Block, Message, Role

PEOPLE = (
    ("Ivy Marlow", "ivy@letterbox.example"),
    ("Repairs Desk", "repairs@homes.example"),
    ("J Finch", "jf@police.example"),
)
SAYINGS = (
    "The bins are burning again and nobody came.",
    "He shouted at me from the yard.\nIt went on until two.",
    "We will look at it on Monday.\n\nPlease keep your diary going.",
    "The gate was kicked in last night, as I told you before.",
    "Thank you for letting us know about this.",
    "Drums again.",
)
WAYS = ("outlook", "bold", "rule", "original", "gmail", "american", "wrapped", "forwarded", "apple", "spaced")


@dataclass(frozen=True)
class Told:
    """One message: who, when, what."""

    who: int
    when: datetime
    words: str


@st.composite
def threads(draw: st.DrawFn) -> list[Told]:
    """Messages of a thread, the newest first."""
    words = draw(st.lists(st.sampled_from(SAYINGS), min_size=2, max_size=5, unique=True))
    moment = draw(st.datetimes(datetime(2021, 1, 1), datetime(2024, 1, 1))).replace(second=0, microsecond=0)
    told = []
    for saying in words:
        told.append(Told(draw(st.integers(0, len(PEOPLE) - 1)), moment, saying))
        moment -= timedelta(minutes=draw(st.integers(1, 90_000)))
    return told


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _fields(message: Told, sent: str, name: str = "{}", day: str = "Sent", gap: str = "\n") -> str:
    who, address = PEOPLE[message.who]
    to, to_address = PEOPLE[(message.who + 1) % len(PEOPLE)]
    told = (("From", f"{who} <{address}>"), (day, sent), ("To", f"{to} <{to_address}>"), ("Subject", "RE: Bins"))
    return gap.join(f"{name.format(f'{field}:')} {value}" for field, value in told)


def _quoted(message: Told, below: str, way: str) -> str:
    """The message with what it quotes, as a program puts it below an answer."""
    who, address = PEOPLE[message.who]
    at = message.when
    uk, us = f"{at:%d %B %Y %H:%M}", f"{at:%A, %B} {at.day}, {at.year} {at:%I:%M %p}"
    said = f"{message.words}{below}"
    ways: dict[str, Callable[[], str]] = {
        "outlook": lambda: f"{_fields(message, uk)}\n\n{said}",
        "bold": lambda: f"{_fields(message, us, '*{}*')}\n\n{said}",
        "rule": lambda: f"{'_' * 32}\n{_fields(message, f'{at:%d/%m/%Y %H:%M}')}\n\n{said}",
        "original": lambda: f"-----Original Message-----\n{_fields(message, uk)}\n\n{said}",
        "gmail": lambda: f"On {at:%a, %d %b %Y} at {at:%H:%M}, {who} <{address}> wrote:\n\n{_marked(said)}",
        "american": lambda: f"On {at:%a, %b} {at.day}, {at.year} at {at:%I:%M %p} {who} <{address}> wrote:\n\n{said}",
        "wrapped": lambda: f"On {at:%d/%m/%Y %H:%M}, {who}\n<{address}>\nwrote:\n{_marked(said)}",
        "forwarded": lambda: f"---------- Forwarded message ---------\n{_fields(message, uk, day='Date')}\n\n\n{said}",
        "apple": lambda: (
            f"Begin forwarded message:\n\n{_marked(_fields(message, uk, day='Date') + chr(10) * 2 + said)}"
        ),
        "spaced": lambda: f"{_fields(message, uk, gap=chr(10) * 2)}\n\n{said}",
    }
    return ways[way]()


def _split(messages: list[Told], ways: list[str]) -> tuple[str, Thread, tuple[Block, ...]]:
    """The newest message with all others below it, split again."""
    below = ""
    for message, way in zip(reversed(messages[1:]), ways, strict=False):
        below = f"\n\n{_quoted(message, below, way)}"
    first = messages[0]
    text, lines = unquoted(f"{first.words}{below}\n", 0)
    who, address = PEOPLE[first.who]
    thread = split_thread(lines, Message(0, len(text), sender=f"{who} <{address}>", sent=first.when))
    return text, thread, lay_out(lines, thread.owners, thread.roles)


def _words(text: str, blocks: tuple[Block, ...], number: int) -> str:
    said = [text[b.start : b.end] for b in blocks if b.message == number and b.role is not Role.HEADER]
    return " ".join(" ".join(said).split())


@given(threads(), st.lists(st.sampled_from(WAYS), min_size=4, max_size=4))
def test_the_messages_are_the_same_however_they_are_quoted(messages: list[Told], ways: list[str]) -> None:
    text, thread, blocks = _split(messages, ways)
    found = {
        (message.sender.split(" <")[0], message.sent, _words(text, blocks, number))
        for number, message in enumerate(thread.messages)
    }
    assert found == {(PEOPLE[each.who][0], each.when, " ".join(each.words.split())) for each in messages}


@given(threads(), st.lists(st.sampled_from(WAYS), min_size=4, max_size=4))
def test_places_hold(messages: list[Told], ways: list[str]) -> None:
    text, thread, blocks = _split(messages, ways)
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)
    for block in blocks:
        owner = thread.messages[block.message]
        assert owner.start <= block.start < block.end <= owner.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
    for message in thread.messages[1:]:
        assert message.header is not None
        assert message.sender.split(" <")[0] in text[slice(*message.header)]
        assert message.start == message.header[0]
