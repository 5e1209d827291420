"""A long disclosure of invented papers as one PDF: prose, dated notes, agencies. The same bytes every time."""

import random
from datetime import date, timedelta
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

_FONT, _SIZE, _STEP = "Helvetica", 10, 13.0
_LEFT, _TOP, _BOTTOM, _WIDTH = 60.0, 780.0, 60.0, 475.0

_AGENCIES = (
    "Northmoor Police",
    "Northmoor Borough Council",
    "Weirside Homes",
    "the noise team",
    "Victim Support",
    "PC 4417 Sample",
    "the housing officer",
    "the local policing team",
    "Councillor Mantest",
    "social services",
)
_WHAT = (
    "loud music was played from the flat above until {time}",
    "two men shouted abuse at the complainant from the car park at about {time}",
    "the front door was kicked and a pane of glass was broken",
    "rubbish was set alight beside the bin store at {time}",
    "a threat was made over the garden fence that the windows would be next",
    "there was a strong smell of cannabis on the stairs for most of the evening",
    "eggs were thrown at the living room window at {time}",
    "a car horn was sounded outside for twenty minutes after {time}",
)
_THEN = (
    "It was reported to {agency} on {day} and a reference was given.",
    "{agency} attended at {time} and took a first account.",
    "No reply had been received from {agency} by {day}.",
    "A letter was sent by {agency} on {day} with an offer of mediation, which was declined.",
    "{agency} asked for diary sheets to be kept for the next two weeks.",
    "An acceptable behaviour contract was discussed with {agency} and not pursued.",
    "The complainant says that she has not slept properly since and that her children are afraid to go out.",
    "Nothing further is recorded on the file until {day}.",
)
_PROSE = (
    "The property is a ground floor flat in a block of twelve, let since it was built to tenants of one landlord.",
    "She describes herself as a private person who keeps to her own home and does not like to make a fuss.",
    "The walls between the flats are thin and ordinary sounds of living can be heard through them at all hours.",
    "It is accepted that some noise is to be expected where families live close together and that children play.",
    "The policy says that every complaint will be taken seriously and that residents will be kept informed.",
    "He does not accept that he is to blame and says that others in the block behave in the same way or worse.",
    "What she wants is to be able to sleep, to use her garden and to have visitors without being stared at.",
    "Any information in this bundle about third parties has been removed where it could identify them.",
    "Risk was considered under the usual headings of vulnerability, support, impact and likelihood of repetition.",
    "The officer was of the view that there was little independent evidence and that accounts differed widely.",
)
_DATED = 0.35  # of the paragraphs tell of something on a day, about four a page; the rest is description and opinion
_HEADINGS = (
    "Statement of a resident",
    "Contact notes",
    "Officer's report",
    "Minutes of the partnership meeting",
    "Case summary",
)


def write_disclosure(path: Path, pages: int = 300, seed: int = 20) -> None:
    """Write a PDF of `pages` pages to `path`."""
    rng = random.Random(seed)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    day = date(2018, 1, 2)
    for number in range(1, pages + 1):
        y = _TOP
        if number % 6 == 1:
            canvas.setFont("Helvetica-Bold", 13)
            canvas.drawString(_LEFT, y, f"{rng.choice(_HEADINGS)} {number // 6 + 1}")
            y -= 2 * _STEP
        canvas.setFont(_FONT, _SIZE)
        while y > _BOTTOM + 9 * _STEP:
            day += timedelta(days=rng.choice((0, 1, 1, 2)))
            text = _paragraph(rng, day) if rng.random() < _DATED else " ".join(rng.sample(_PROSE, rng.randint(2, 5)))
            for line in simpleSplit(text, _FONT, _SIZE, _WIDTH):
                canvas.drawString(_LEFT, y, line)
                y -= _STEP
            y -= _STEP / 2
        canvas.setFont(_FONT, 8)
        canvas.drawString(_LEFT, 36, f"Disclosure bundle, page {number} of {pages}")
        canvas.showPage()
    canvas.save()


def _paragraph(rng: random.Random, day: date) -> str:
    def fill(text: str) -> str:
        other = day + timedelta(days=rng.randint(0, 9))
        words = text.format(
            agency=rng.choice(_AGENCIES),
            day=_written(rng, other),
            time=f"{rng.randint(0, 23):02d}:{rng.choice((0, 15, 40)):02d}",
        )
        return words[0].upper() + words[1:]

    happened = fill(rng.choice(_WHAT))
    opening = f"On {_written(rng, day)} {happened[0].lower()}{happened[1:]}."
    if rng.random() < 0.4:
        opening = f"{day:%d/%m/%Y} {rng.randint(8, 18):02d}:{rng.randint(0, 59):02d} Call taken. {happened}."
    return " ".join([opening, *(fill(rng.choice(_THEN)) for _ in range(rng.randint(2, 5)))])


def _written(rng: random.Random, day: date) -> str:
    return rng.choice((f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}", f"{day:%A} {day.day} {day:%B}", f"{day:%d.%m.%y}"))
