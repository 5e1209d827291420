"""A mailbox of invented messages: threads with replies below each other, plain and HTML bodies. The same every time."""

import random
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

_PEOPLE = (
    ("R Sample", "r.sample@weirside.example"),
    ("K Mantest", "k.mantest@post.example"),
    ("Duty desk", "desk@northmoor-police.example"),
    ("L Example", "l.example@northmoor.example"),
)
_SAID = (
    "The music began again at {time} on {day} and went on until after two. I rang 101 and was given reference {ref}.",
    "Thank you for your report of {day}. An officer will call on you. Please keep the diary sheets up to date.",
    "The stairwell light was smashed on {day}, for the third time. Nobody has been to look at it.",
    "We spoke to the tenant of number 14 on {day} at {time} and gave a warning. The case stays open.",
    "I have heard nothing since I wrote on {day}. My children are afraid to go past them.",
)


def write_mailbox(path: Path, messages: int = 2000, seed: int = 5) -> None:
    """Write an mbox file of `messages` messages to `path`."""
    dice = random.Random(seed)
    when = datetime(2022, 1, 3, 9, 0)
    quoted = ""
    with path.open("wb") as box:
        for number in range(1, messages + 1):
            when += timedelta(minutes=dice.randint(20, 900))
            sender, receiver = dice.sample(_PEOPLE, 2)
            if number % 5 == 1:
                quoted = ""
            body = " ".join(_sentence(dice, when) for _ in range(dice.randint(2, 5)))
            text = f"Dear {receiver[0]},\n\n{body}\n\n{sender[0]}\n" + (f"\n{quoted}" if quoted else "")
            box.write(f"From {sender[1]} {when:%a %b %d %H:%M:%S %Y}\n".encode())
            box.write(_message(number, sender, receiver, when, text).replace(b"\nFrom ", b"\n>From ") + b"\n")
            head = f"On {when:%d %B %Y} at {when:%H:%M}, {sender[0]} <{sender[1]}> wrote:"
            quoted = "\n".join([head, *(f"> {line}".rstrip() for line in text.splitlines())]) + "\n"


def _message(number: int, sender: tuple[str, str], receiver: tuple[str, str], when: datetime, text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"{sender[0]} <{sender[1]}>", f"{receiver[0]} <{receiver[1]}>"
    message["Date"] = format_datetime(when)
    message["Subject"] = f"{'Re: ' if number % 5 != 1 else ''}Tanner Court, case {1000 + (number - 1) // 5}"
    message["Message-ID"] = f"<{number}@made.example>"
    message.set_content(text)
    if number % 3 == 0:
        lines = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in text.splitlines())
        message.add_alternative(f"<html><body>{lines}</body></html>", subtype="html")
        message.set_boundary(f"=part{number}=")
    return bytes(message)


def _sentence(dice: random.Random, when: datetime) -> str:
    day = when - timedelta(days=dice.randint(0, 20))
    time = f"{dice.randint(0, 23):02d}:{dice.choice((0, 10, 45)):02d}"
    return dice.choice(_SAID).format(day=f"{day.day} {day:%B %Y}", time=time, ref=dice.randint(100, 999))
