"""A small case made of parts that can be put together otherwise: rows of logs, days of a diary, messages of a mailbox.

Everything in it is invented. Each incident is told by several papers."""

import csv
from collections.abc import Callable, Mapping, Sequence
from html import escape

LOG_HEAD = "FENSHIRE POLICE incident log,,,,,\nLog,Occurred,Reported,Location,Caller,Details\n"
LOG_ROWS = (
    "0163-060321,06/03/2021 23:05,06/03/2021 23:10,4 TERN CLOSE,HARKER,MALE KICKING FRONT DOOR AND SHOUTING\n",
    "0201-100321,10/03/2021 21:00,10/03/2021 21:20,4 TERN CLOSE,HARKER,LOUD MUSIC FROM NO 6\n",
    "0340-190321,19/03/2021 22:40,19/03/2021 22:45,4 TERN CLOSE,HARKER,EGGS THROWN AT WINDOW\n",
    "0088-020421,02/04/2021 18:15,02/04/2021 18:40,4 TERN CLOSE,HARKER,MALE THREATENS TO SMASH CAR\n",
    "0412-150421,15/04/2021 23:50,16/04/2021 00:05,4 TERN CLOSE,HARKER,LOUD MUSIC FROM NO 6\n",
)
NOTES_HEAD = "Ref,Date,Time,Officer,Type,Notes\n"
NOTES_ROWS = (
    'N1,08/03/2021,10:00,TI,Phone,"T/C from tnt: on Saturday night Mr Dray kicked her front door"\n',
    "N2,09/03/2021,11:00,TI,Visit,HV to Mr Dray. He denies it\n",
    'N3,11/03/2021,09:30,TI,Phone,"T/C from tnt: loud music last night from about nine"\n',
    "N4,22/03/2021,15:00,TI,Letter,Warning letter sent to Mr Dray\n",
    'N5,06/04/2021,10:10,TI,Phone,"T/C from tnt: on 2 April Mr Dray threatened to smash her car"\n',
)
DIARY_HEAD = "My diary about number 6, by Ann Harker\n\n"
DIARY_DAYS = (
    "Saturday 6 March 2021\n\nAt 11pm he kicked my front door and shouted. I rang the police.\n\n",
    "Wednesday 10 March 2021\n\nLoud music through the wall from nine until midnight.\n\n",
    "Friday 19 March 2021\n\nEggs were thrown at my window at 10.40pm.\n\n",
    "Monday 29 March 2021\n\nHe left rubbish on my step at about 7pm. I told nobody.\n\n",
    "Friday 2 April 2021\n\nAbout quarter past six he threatened to smash up my car.\n\n",
)
_MAIL = (
    "From: Ann Harker <ann@post.example>\nTo: T Ives <t.ives@brambling.example>\nDate: {date}\nSubject: {about}\n"
    "Message-ID: <{id}@post.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    "Dear Mr Ives\n\n{words}\n\nAnn Harker\n"
)
MAILS = (
    _MAIL.format(
        date="Mon, 08 Mar 2021 09:12:00 +0000",
        about="Mr Dray",
        id="a1",
        words="On Saturday night at about 11pm Mr Dray kicked my front door and shouted at me. I rang the police.",
    ),
    _MAIL.format(
        date="Sat, 20 Mar 2021 10:00:00 +0000",
        about="Eggs",
        id="a2",
        words="Last night at twenty to eleven eggs were thrown at my window. It was Mr Dray.",
    ),
    _MAIL.format(
        date="Sat, 03 Apr 2021 08:30:00 +0100",
        about="My car",
        id="a3",
        words="Yesterday evening Mr Dray threatened to smash up my car. What are you going to do?",
    ),
    _MAIL.format(
        date="Fri, 16 Apr 2021 12:05:00 +0100",
        about="Music again",
        id="a4",
        words="There was loud music from number 6 last night, near midnight. I have rung the police about it.",
    ),
)
LETTER = (
    "Brambling Homes\n2 Station Road, Oakhaven\n\nMs A Harker\n4 Tern Close\nOakhaven\n\n14 June 2021\n\n"
    "Dear Ms Harker\n\nYour complaint\n\n"
    "You complained on 20 April 2021. You told us that on 6 March 2021 Mr Dray kicked your front door and that on "
    "19 March 2021 eggs were thrown at your window. We visited Mr Dray on 9 March 2021 and wrote to him on 22 March "
    "2021.\n\nYours sincerely\n\nT Ives\n"
)

Papers = dict[str, str | bytes]


def log(rows: Sequence[str] = LOG_ROWS) -> str:
    """A log of the police with some of its rows."""
    return LOG_HEAD + "".join(rows)


def notes(rows: Sequence[str] = NOTES_ROWS) -> str:
    """The landlord's notes, some of them."""
    return f"Brambling Homes case notes\n\n{NOTES_HEAD}{''.join(rows)}"


def diary(days: Sequence[str] = DIARY_DAYS) -> str:
    """A resident's diary with some of its days."""
    return DIARY_HEAD + "".join(days)


def mailbox(mails: Sequence[str] = MAILS) -> str:
    """Messages one after the other in one file."""
    return "".join(f"From ann@post.example Mon Mar  8 09:12:00 2021\n{mail}\n" for mail in mails)


def web_page(table: str) -> str:
    """A table given as lines of cells parted by commas, as a web page."""
    rows = list(csv.reader(table.splitlines()))
    titles = [row[0] for row in rows if len([cell for cell in row if cell]) == 1]
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n"
        for row in rows
        if len([*filter(None, row)]) > 1
    )
    return f"<html><body>{''.join(f'<h1>{title}</h1>' for title in titles)}<table>\n{lines}</table></body></html>"


# By its name how a paper is made of its parts, and its parts.
PARTED: dict[str, tuple[Callable[[Sequence[str]], str], tuple[str, ...]]] = {
    "police/log.csv": (log, LOG_ROWS),
    "police/log.html": (lambda rows: web_page(log(rows)), LOG_ROWS),
    "homes/case notes.csv": (notes, NOTES_ROWS),
    "homes/case notes.html": (lambda rows: web_page(notes(rows)), NOTES_ROWS),
    "mine/diary.txt": (diary, DIARY_DAYS),
    "mine/mails.mbox": (mailbox, MAILS),
}
PLAIN = ("police/log.csv", "homes/case notes.csv", "mine/diary.txt", "mine/mails.mbox", "homes/letter.txt")


def case(names: Sequence[str] = PLAIN) -> Papers:
    """The papers of these names, each whole."""
    return {name: PARTED[name][0](PARTED[name][1]) if name in PARTED else LETTER for name in names}


def parted(papers: Mapping[str, str | bytes], cuts: Mapping[str, int]) -> Papers:
    """The papers with some of them cut in two, each before its row, day or message of that number."""
    result: Papers = {}
    for name, data in papers.items():
        if name not in cuts:
            result[name] = data
            continue
        make, parts = PARTED[name]
        stem, _, ending = name.rpartition(".")
        result[f"{stem} part 1.{ending}"] = make(parts[: cuts[name]])
        result[f"{stem} part 2.{ending}"] = make(parts[cuts[name] :])
    return result
