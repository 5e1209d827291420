"""A case of many papers that tell of the same few sorts of incident again and again: logs, notes, diaries, emails and
letters, one retelling the other. Everything in it is invented; the same papers every time."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_FIRST = date(2019, 1, 7)
_PEOPLE = ("Ms Sample", "Mr Mantest", "Mrs Example")
_HOMES = ("3 Weirside Court", "5 Weirside Court", "9 Weirside Court")
# What happened: as a resident writes it, as a log has it, how the landlord notes it.
_SORTS = (
    ("loud music came through the wall from number 4", "LOUD MUSIC FROM NO 4", "music from no 4"),
    ("he shouted abuse at me from the landing", "MALE FROM NO 4 SHOUTING ABUSE ON LANDING", "verbal abuse on landing"),
    ("he kicked my front door and swore at me", "MALE KICKING FRONT DOOR AND SWEARING", "front door kicked"),
    ("there was a strong smell of cannabis on the stairs", "SMELL OF CANNABIS ON STAIRS", "smell of cannabis"),
    ("eggs were thrown at my kitchen window", "EGGS THROWN AT KITCHEN WINDOW", "eggs at window"),
    ("he threatened to put my windows in", "MALE THREATENS TO BREAK WINDOWS", "threat to break windows"),
)
_ACTS = (
    ("Visit", "HV to no 4. Mr Dummy denies it"),
    ("Letter", "Warning letter sent to Mr Dummy"),
    ("Phone", "T/C to PC 4417 Placeholder, no update"),
    ("Email", "Emailed council noise team for their records"),
    ("Phone", "T/C to {who}, advised to keep diary sheets"),
    ("Review", "Case reviewed with manager, to stay open"),
)


@dataclass(frozen=True, slots=True)
class _Incident:
    """One thing that happened: when, of which sort, to whom, under which number the police have it."""

    at: datetime
    sort: int
    whose: int
    number: str


def long_case(size: int, growth: float = 0.6, seed: int = 7) -> dict[str, str]:
    """The texts of a case by their names; about ten accounts for each unit of `size`.

    A case told of twice as much lasts 2 ** `growth` times as long: with 1 its days stay as full as they are, with 0
    all of it happens in one year."""
    dice = random.Random(seed)
    incidents = _incidents(dice, size, growth)
    papers: dict[str, str] = {}
    for year in sorted({one.at.year for one in incidents}):
        these = [one for one in incidents if one.at.year == year]
        papers[f"police/log {year}.csv"] = _log(dice, these)
        papers[f"landlord/case notes {year}.csv"] = _notes(dice, these)
        for whose, name in enumerate(_PEOPLE):
            papers[f"residents/diary {name} {year}.csv"] = _diary(dice, [one for one in these if one.whose == whose])
    for number, start in enumerate(range(0, len(incidents), 9)):
        some = incidents[start : start + 9]
        for make in (_email, _letter, _reply):
            name, text = make(dice, number, some)
            papers[name] = text
    return papers


def _incidents(dice: random.Random, size: int, growth: float) -> list[_Incident]:
    days = round(365 * (size / 50) ** growth)
    found = []
    for number in range(round(size * 2.4)):
        day = _FIRST + timedelta(days=dice.randrange(days))
        at = datetime(day.year, day.month, day.day, dice.choice((7, 13, 18, 21, 22, 23)), 5 * dice.randrange(12))
        log = f"{number % 700:04d}-{day:%d%m%y}"
        found.append(_Incident(at, dice.randrange(len(_SORTS)), dice.choice((0, 0, 1, 2)), log))
    return sorted(found, key=lambda one: one.at)


def _log(dice: random.Random, incidents: list[_Incident]) -> str:
    lines = ["Log,Occurred,Reported,Location,Caller,Details"]
    for one in incidents:
        if dice.random() < 0.55:
            told = one.at + timedelta(minutes=dice.choice((5, 10, 15, 20)))
            caller = _PEOPLE[one.whose].split()[1].upper()
            when = f"{one.at:%d/%m/%Y %H:%M},{told:%d/%m/%Y %H:%M}"
            lines.append(f"{one.number},{when},{_HOMES[one.whose].upper()},{caller},{_SORTS[one.sort][1]}")
    return "\n".join(lines) + "\n"


def _notes(dice: random.Random, incidents: list[_Incident]) -> str:
    lines = ["Weirside Homes case notes", "", "Ref,Date,Time,Officer,Type,Notes"]
    rows: list[tuple[date, str, str]] = []
    for one in incidents:
        day = one.at.date() + timedelta(days=dice.choice((1, 1, 2, 3)))
        if dice.random() < 0.4:
            told = f"T/C from {_PEOPLE[one.whose]}: {_SORTS[one.sort][2]} on {one.at:%d/%m/%Y} at {one.at:%H:%M}"
            rows.append((day, "Phone", told))
        if dice.random() < 0.5:
            kind, what = dice.choice(_ACTS)
            rows.append((day + timedelta(days=dice.randrange(4)), kind, what.format(who=_PEOPLE[one.whose])))
    for number, (day, kind, what) in enumerate(sorted(rows)):
        lines.append(
            f"N{number + 1},{day:%d/%m/%Y},{dice.randint(9, 16):02d}:{dice.randrange(60):02d},TI,{kind},{what}"
        )
    return "\n".join(lines) + "\n"


def _diary(dice: random.Random, incidents: list[_Incident]) -> str:
    lines = ["Date,Time,What happened,Who did you tell?"]
    for one in incidents:
        if dice.random() < 0.7:
            at = one.at + timedelta(minutes=dice.choice((-10, 0, 5)))
            told = dice.choice(("No one", "police that night", f"police log {one.number}", "Weirside Homes next day"))
            lines.append(f"{one.at:%d/%m/%Y},{at:%H:%M},{_capital(_SORTS[one.sort][0])},{told}")
    return "\n".join(lines) + "\n"


def _email(dice: random.Random, number: int, incidents: list[_Incident]) -> tuple[str, str]:
    sent = incidents[-1].at.replace(hour=9, minute=12) + timedelta(days=1)
    who = _PEOPLE[incidents[-1].whose].split()[1]
    told = [
        f"On {one.at:%A} {one.at.day} {one.at:%B} at about {one.at:%H:%M} {_SORTS[one.sort][0]}."
        f"{f' I rang 101 and was given log {one.number}.' if dice.random() < 0.4 else ''}"
        for one in incidents[-4:]
    ]
    head = (
        f"From: A {who} <{who.lower()}@post.example>\nTo: T Ives <t.ives@weirside-homes.example>\n"
        f"Date: {sent:%a, %d %b %Y %H:%M:%S} +0000\nSubject: Number 4 again\nMessage-ID: <m{number}@post.example>\n\n"
    )
    if dice.random() < 0.6:
        since = incidents[-1].at - timedelta(days=dice.choice((5, 9, 20, 40)))
        told.append(
            f"Between {_long(since)} and {_long(incidents[-1].at)} {dice.choice(_SORTS)[0]} nearly every night."
        )
    end = "It happens most weeks and nobody comes. What are you going to do about it?"
    return f"emails/message {number:04d}.eml", f"{head}Dear Mr Ives\n\n{' '.join(told)}\n\n{end}\n\nA {who}\n"


def _letter(dice: random.Random, number: int, incidents: list[_Incident]) -> tuple[str, str]:
    first, last = incidents[0].at, incidents[-1].at
    written = last + timedelta(days=12)
    some = dice.sample(incidents, 3)
    again = [f"As I told the police, on {_long(one.at)} {_SORTS[one.sort][0]}." for one in sorted(some, key=_when)]
    lines = [
        f"{_HOMES[0]}\nNorthmoor\n\n{_long(written)}\n\nDear Sir or Madam\n",
        f"I want to make a formal complaint. There were {len(incidents)} incidents between {_long(first)} and "
        f"{_long(last)}, and {dice.randint(2, 5)} more in {first:%B %Y}. {' '.join(again)} In {last:%B %Y} "
        f"{dice.choice(_SORTS)[0]} several times a week.",
        f"He did the same again some weeks later and once {_SORTS[some[0].sort][0]}. I first wrote to you on "
        f"{_long(first - timedelta(days=30))} and it was {dice.randint(12, 40)} working days before anybody answered.",
        "Yours faithfully\n\nA Sample",
    ]
    return f"residents/complaint {number:04d}.txt", "\n\n".join(lines) + "\n"


def _reply(dice: random.Random, number: int, incidents: list[_Incident]) -> tuple[str, str]:
    last = incidents[-1].at
    written = last + timedelta(days=dice.randint(18, 45))
    one = dice.choice(incidents)
    slip = one.at + timedelta(days=dice.choice((0, 0, 0, 1)))
    visited = last + timedelta(days=dice.randint(2, 9))
    lines = [
        f"Weirside Homes\n2 Wharf Road, Northmoor\n\n{_long(written)}\n\nDear Ms Sample\n",
        f"Stage {1 + number % 2} complaint C-{number // 2:04d}: our response",
        f"You complained on {_long(last + timedelta(days=12))}. You reported that on {_long(slip)} "
        f"{_SORTS[one.sort][2]} (police log {one.number}). We visited Mr Dummy on {_long(visited)} and he denied it. "
        f"We wrote to you on {_long(visited + timedelta(days=3))}.",
        "Yours sincerely\n\nT Ives\nNeighbourhood Officer",
    ]
    return f"landlord/response {number:04d}.txt", "\n\n".join(lines) + "\n"


def _when(one: _Incident) -> datetime:
    return one.at


def _long(day: datetime) -> str:
    return f"{day.day} {day:%B %Y}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
