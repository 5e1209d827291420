"""Who is a party and who is not: what third parties are called, and who is named where only they are masked."""

import re
from io import BytesIO

import docx
import pytest
from tests.casework import AS_OF, read

from caseclock.extractor.build import build
from caseclock.extractor.exports.mask import How, masked, people_of
from caseclock.models.document import Paper

NOTES = """Marl Housing
ASB case 11. About: Mr D Crozier (Mr C), 14 Elm Road. Tenant: Mrs A Green, 12 Elm Road
TM Tanya Mulholland, contact desk
03/04/2023 TM T/C from tnt: Mr C shouted at her.
PC 4471 Lovell to speak to Mr Crozier. Cllr Dean and Rosalind Keech MP were told. Judge Penhallow sat.
"""
LETTER = """From: Ann Green <ann.green@post.example>
To: Tanya Mulholland <t.mulholland@marlhousing.example>
Date: Mon, 3 Apr 2023 10:00:00 +0100
Subject: Next door

Dear Ms Mulholland,

{words}

Ann Green
12 Elm Road
"""


def papers_with(words: str) -> tuple[Paper, ...]:
    return read({"letter.txt": LETTER.format(words=words), "notes.txt": NOTES})


def letter(words: str, how: How) -> str:
    papers = papers_with(words)
    texts = {paper.document.id: paper.text for paper in papers}
    chronology, changed = masked(build(papers, [], AS_OF), texts, people_of(papers), how)
    own = next(document.id for document in chronology.documents if document.name == "letter.txt")
    return re.sub(r"Officer \d", "Officer #", changed[own].text.split(",\n\n", 1)[1].split("\n\n")[0])


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("My neighbour Ms Pask saw it. Ms Pask rang.", "My neighbour Neighbour 1 saw it. Neighbour 1 rang."),
        ("Sunil Rathod, our neighbour, saw it.", "Neighbour 1, our neighbour, saw it."),
        ("Mr Pask opposite rang. Mr Pask came.", "Neighbour 1 opposite rang. Neighbour 1 came."),
        ("Our son Toby cried. Toby is four.", "Our son Child 1 cried. Child 1 is four."),
        ("Lee Crozier, his son, swore at me.", "Child 1, his son, swore at me."),
        ("Ellie Price (aged 9) was hurt.", "Child 1 (aged 9) was hurt."),
        ("Witness: Mr Oakden. Mr Oakden stood there.", "Witness: Witness 1. Witness 1 stood there."),
        ("It was witnessed by Mrs Oakden.", "It was witnessed by Witness 1."),
        ("My neighbours Mr Pask and Mrs Price rang.", "My neighbours Neighbour 1 and Ms B rang."),
        ("My friend Ms Pask rang.", "My friend Ms D rang."),
        ("Mr Crozier and my neighbour Mr Pask", "Mr B and my neighbour Neighbour 1"),
    ],
)
def test_third_parties_are_called_what_the_papers_show_them_to_be(words, after):
    assert letter(words, "masked") == after


@pytest.mark.parametrize(
    ("words", "full", "third_parties", "initials", "everybody"),
    [
        ("Mr Crozier shouted at Ann Green.", None, None, "Mr C. shouted at A.G.", "Mr B shouted at Ms A."),
        ("Tanya Mulholland and PC Lovell came.", None, None, "T.M. and PC L. came.", "Officer # and Officer # came."),
        ("Cllr Dean wrote.", None, None, "Cllr D. wrote.", "Councillor 1 wrote."),
        ("Rosalind Keech MP wrote.", None, None, "R.K. MP wrote.", "Member 1 MP wrote."),
        ("Judge Penhallow sat.", None, None, "Judge P. sat.", "Judge 1 sat."),
        ("Mr C and TM spoke.", None, None, "Mr C and TM spoke.", "Mr B and Officer # spoke."),
        ("My friend Ms Pask rang.", None, "My friend Ms D rang.", "My friend Ms P. rang.", "My friend Ms D rang."),
        (
            "Crozier, Lee and Lee Crozier, his son, swore.",
            None,
            "Child 1 and Child 1, his son, swore.",
            "L.C. and L.C., his son, swore.",
            "Child 1 and Child 1, his son, swore.",
        ),
        (
            "My brother Jack Green came.",
            None,
            "My brother Person D came.",
            "My brother J.G. came.",
            "My brother Person D came.",
        ),
        (
            "Ring 07700 900123, at 14 Elm Road. Elm Road is loud, no 14 too.",
            None,
            "Ring [telephone number], at Address 1. [street] is loud, Address 1 too.",
            "Ring 07700 900123, at 14 Elm Road. Elm Road is loud, no 14 too.",
            "Ring [telephone number], at Address 1. [street] is loud, Address 1 too.",
        ),
        (
            "Mr Crozier (DOB 12/03/1975) drives AB12 CDE, NI AB 12 34 56 C.",
            None,
            "Mr Crozier (DOB [date of birth]) drives [vehicle registration], NI [National Insurance number].",
            "Mr C. (DOB 12/03/1975) drives AB12 CDE, NI AB 12 34 56 C.",
            "Mr B (DOB [date of birth]) drives [vehicle registration], NI [National Insurance number].",
        ),
        (
            "d.crozier@post.example wrote to ann.green@post.example",
            None,
            "[email address] wrote to [email address]",
            "[email address] wrote to [email address]",
            "[email address] wrote to [email address]",
        ),
        (
            "Mr Bertram Oakden-Stray rang.",
            None,
            "Mr D rang.",
            "Mr B.O. rang.",
            "Mr D rang.",
        ),
    ],
)
def test_the_four_ways(words, full, third_parties, initials, everybody):
    shown = {how: letter(words, how) for how in ("full", "third_parties", "initials", "masked")}
    expected = {
        "full": full or words,
        "third_parties": third_parties or words,
        "initials": initials,
        "masked": everybody,
    }
    assert shown == expected


def parts(words: str) -> dict[str, tuple[str, str, bool]]:
    found = people_of(papers_with(words)).persons
    return {" ".join((*p.given[:1], *p.surnames[:1])): (p.role, p.part, p.is_third_party) for p in found}


@pytest.mark.parametrize(
    ("words", "who", "part"),
    [
        ("His son Lee Crozier swore.", "lee crozier", ("respondent", "child", True)),
        ("Suspect: Lee Crozier. His son Lee Crozier swore.", "lee crozier", ("respondent", "", False)),
        ("My neighbour Mr Pask rang.", "pask", ("respondent", "neighbour", True)),
        ("I complain about Mr Pask too. Mr Pask swore.", "pask", ("respondent", "", False)),
        ("Mr Crozier.", "crozier", ("respondent", "", False)),
        ("My brother Jack Green came.", "jack green", ("complainant", "other", True)),
        ("Tanya Mulholland, my neighbour, came.", "tanya mulholland", ("officer", "", False)),
    ],
)
def test_a_role_alone_makes_no_party(words, who, part):
    assert parts(words)[who] == part


def test_whoever_only_rang_is_no_party():
    rows = "Date,Caller,What\n1/4/2023,Mrs A Green,noise\n2/4/2023,Mrs A Green,noise\n2/4/2023,Mr K Lum,bins\n"
    papers = read({"letter.txt": LETTER.format(words="It is loud."), "notes.txt": NOTES, "calls.csv": rows})
    persons = {person.surnames[0]: person for person in people_of(papers).persons if person.surnames}
    assert (persons["lum"].role, persons["lum"].is_third_party) == ("complainant", True)
    assert not persons["green"].is_third_party


def test_a_joint_letter_makes_each_who_signs_it_a_party():
    page = docx.Document()
    for line in (
        "12 Elm Road",
        "3 May 2023",
        "Dear Marl Housing,",
        "We complain of the noise.",
        "Signed by each of us:",
    ):
        page.add_paragraph(line)
    table = page.add_table(rows=0, cols=2)
    for row in (("Name", "House"), ("Ann Green", "12"), ("Mr Karim Lum", "3")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    page.save(kept := BytesIO())
    rows = "Date,Caller,What\n1/4/2023,Mrs A Green,noise\n2/4/2023,Mrs A Green,noise\n2/4/2023,Mr K Lum,noise\n"
    rung = {"calls.csv": rows, "letter.txt": LETTER.format(words="It is loud.")}
    for papers, is_third in ((read(rung), True), (read({**rung, "joint letter.docx": kept.getvalue()}), False)):
        lum = next(person for person in people_of(papers).persons if "lum" in person.surnames)
        assert (lum.role, lum.is_third_party) == ("complainant", is_third)


def test_the_order_of_papers_does_not_matter():
    papers = papers_with("My neighbour Ms Pask and his son Lee Crozier rang Mr Crozier.")
    assert people_of(papers) == people_of(tuple(reversed(papers)))


_TO = """Marl Housing
Our ref: ASB 11
{day} April 2023

Dear {name},

Thank you for your letter about the noise at Elm Road. We will visit on 20 April 2023.

Yours sincerely
Tanya Mulholland
Marl Housing
"""


@pytest.mark.parametrize(("letters_to_her", "is_named"), [(1, False), (2, True)])
def test_a_neighbour_to_whom_an_agency_wrote_once_among_many_letters_is_no_party(
    letters_to_her: int, is_named: bool
) -> None:
    given = {f"to green {day}.txt": _TO.format(day=day, name="Mrs Green") for day in (4, 11, 18)}
    given |= {f"to her {day}.txt": _TO.format(day=day, name="Mrs Abara") for day in range(5, 5 + letters_to_her)}
    papers = read({**given, "letter.txt": LETTER.format(words="It went on."), "notes.txt": NOTES})
    texts = {paper.document.id: paper.text for paper in papers}
    _, changed = masked(build(papers, [], AS_OF), texts, people_of(papers), "third_parties")
    words = "\n".join(text.text for text in changed.values())
    assert ("Abara" in words) is is_named
    assert "Mrs Green" in words
