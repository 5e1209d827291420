"""Who is found in papers, and what stands in the place of their names."""

import re

import pytest
from tests.casework import AS_OF, read

from caseclock.extractor.build import build
from caseclock.extractor.exports.mask import People, masked, people_of
from caseclock.models.decision import Correct

# A case with everything in it that makes names hard: words, streets and months as names, capitals, chats, short forms.
LETTER = """From: Ann Green <ann.green@post.example>
To: Will Young <w.young@marlhousing.example>
Date: Mon, 3 Apr 2023 10:00:00 +0100
Subject: Mr Crozier

Dear Mr Young,

{words}

Ann Green
12 Elm Road
"""
NOTES = """Marl Housing
ASB case 11: Mr D Crozier (Mr C), 14 Elm Road. Tenant: Mrs A Green, 12 Elm Road
TM Tanya Mulholland, contact desk
03/04/2023 TM T/C from tnt: Mr C shouted at her. Mr Pask saw it.
PC 4471 LOVELL TO SPEAK TO MR CROZIER. CROZIER SPAT AT INF.
"""


def people(words: str = "") -> tuple[People, dict[str, str]]:
    papers = read({"letter.txt": LETTER.format(words=words), "notes.txt": NOTES})
    found = people_of(papers)
    chronology = build(papers, [], AS_OF)
    _, texts = masked(chronology, {paper.document.id: paper.text for paper in papers}, found, "masked")
    return found, {document.name: texts[document.id].text for document in chronology.documents}


def letter(words: str, how: str = "masked") -> str:
    """The words of a letter in the case, as they read afterwards; which officer it is does not matter."""
    papers = read({"letter.txt": LETTER.format(words=words), "notes.txt": NOTES})
    texts = {paper.document.id: paper.text for paper in papers}
    chronology = build(papers, [], AS_OF)
    _, changed = masked(chronology, texts, people_of(papers), how)  # type: ignore[arg-type]
    own = next(document.id for document in chronology.documents if document.name == "letter.txt")
    return re.sub(r"Officer \d", "Officer #", changed[own].text.split(",\n\n", 1)[1].split("\n\n")[0])


def who(found: People) -> dict[str, str]:
    return {(person.surnames or person.given)[0]: person.role for person in found.persons}


def test_people_are_found_with_their_part():
    found, _ = people()
    assert who(found) == {
        "green": "complainant",
        "crozier": "respondent",
        "young": "officer",
        "mulholland": "officer",
        "lovell": "officer",
        "pask": "other",
    }


def test_what_is_found_can_be_kept_as_json():
    found, _ = people()
    assert People.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Mr Crozier shouted.", "Mr B shouted."),
        ("MR CROZIER shouted.", "Mr B shouted."),
        ("Mr D. Crozier shouted.", "Mr B shouted."),
        ("It was Crozier.", "It was Mr B."),
        ("crozier did it again", "Mr B did it again"),
        ("Crozier's dog and Crozier’s son", "Mr B's dog and Mr B’s son"),
        ("The Croziers are at it.", "The Mr B are at it."),
        ("Mr\nCrozier shouted.", "Mr B shouted."),
        ("Mr Cro-\nzier shouted.", "Mr B shouted."),
        ("Mr Cro\u00adzier shouted.", "Mr B shouted."),  # an export shows the name whole
        ("Mr C shouted.", "Mr B shouted."),
        ("Ask dcrozier or tmulholland.", "Ask Mr B or Officer #."),
        ("I told PC Lovell and PC 4471.", "I told Officer # and Officer #."),
        ("Crozier, D. of number 14", "Mr B, D. of Address 2"),
        ("Tanya came. tanya.mulholland@marlhousing.example", "Officer # came. [email address]"),
        ("TM rang me.", "Officer # rang me."),
        ("I gave it to Will on Monday.", "I gave it to Officer # on Monday."),
        ("Green shouted. I saw Green there.", "Ms A shouted. I saw Ms A there."),
        ("I am with the Greens.", "I am with the Ms A."),
    ],
)
def test_a_person_is_masked_however_named(words, after):
    assert letter(words) == after


@pytest.mark.parametrize(
    "words",
    [
        "Will you come? The green is spoilt and Green Lane is shut.",
        "Young people sat on the grass. It was a green van.",
        "On Monday in May the Marl Housing office was shut.",
        "Mill Lane and Crozier Street are quiet.",
        "The Housing Ombudsman and the Town Hall in March.",
        "Ref 0498-020422, log 0377-290422, crime 5504417/23 and TC/22/0048217.",
        "He came on 3 May 2023 at 10.30pm, 2 men outside.",
        "PC TO ATTEND. PC WILL VISIT.",
    ],
)
def test_other_words_stay(words):
    assert letter(words) == words


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("My brother Baxter saw it.", "My brother Person D saw it."),
        ("Mrs de Wit and Siân Ní Bhriain saw it.", "Ms D and Person E saw it."),
        ("Kieran O'Brien and Jean-Paul D'Souza saw it.", "Person D and Person E saw it."),
        ("Cllr Dean came.", "Councillor 1 came."),
        ("Rosalind Keech MP came.", "Member 1 MP came."),
        ("We went before Judge Penhallow.", "We went before Judge 1."),
        ("Sgt 1140 Okafor-Hale rang. Okafor Hale and Okafor, too.", "Officer # rang. Officer # and Officer #, too."),
        ("I wrote to F Hashmi at the council.", "I wrote to Person D at the council."),
        ("Łukasz Żak and Mr Żak came.", "Mr D and Mr D came."),
        ("Jordan was riding.", "Person D was riding."),
    ],
)
def test_people_beside_the_parties_are_found_too(words, after):
    assert letter(words) == after


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Mr Crozier and Mrs Green.", "Mr C. and Mrs G."),
        ("Mr D Crozier's dog", "Mr D.C.'s dog"),
        ("Tanya Mulholland came. Tanya left", "T.M. came. T. left"),
        ("Jane Ann Carter came.", "J.A.C. came."),
        ("PC 4471 Lovell, Mr C and TM", "PC 4471 L., Mr C and TM"),
        ("14 Elm Road, 07700 900123", "14 Elm Road, 07700 900123"),
        ("tanya.mulholland@marlhousing.example", "[email address]"),
    ],
)
def test_initials(words, after):
    assert letter(words, "initials") == after


def test_names_in_full_change_nothing():
    papers = read({"notes.txt": NOTES})
    chronology = build(papers, [], AS_OF)
    texts = {paper.document.id: paper.text for paper in papers}
    same, same_texts = masked(chronology, texts, people_of(papers), "full")
    assert same is chronology
    assert same_texts is texts


def test_two_officers_are_not_one():
    _, texts = people("Tanya Mulholland and PC Lovell rang, then Tanya.")
    numbers = re.findall(r"Officer (\d)", texts["letter.txt"].split("\n\n")[2])
    assert numbers[0] == numbers[2] != numbers[1]


def test_one_family_is_two_people():
    found, texts = people("Lee Crozier swore. Mr Crozier and his son Lee laughed.")
    assert sum("crozier" in person.surnames for person in found.persons) == 2
    assert "Child 1 swore. Mr B and his son Child 1 laughed." in texts["letter.txt"]


def test_a_title_tells_a_husband_from_a_wife():
    _, texts = people("Mr Crozier and Mrs Crozier came. Mrs Crozier swore.")
    assert "Mr B and Ms D came. Ms D swore." in texts["letter.txt"]  # C is what the papers call Mr Crozier


@pytest.mark.parametrize(("seen", "is_one"), [("Thackwray", True), ("Thackway", True), ("Thaxter", False)])
def test_a_misspelt_name_is_the_same_person(seen, is_one):
    _, texts = people(f"Ms Thackwray came. Ms Thackwray rang. Then {seen} left.")
    assert ("Then Ms D left." in texts["letter.txt"]) is is_one


def test_letters_that_a_scan_misreads():
    _, texts = people("Ms Tolland came. Ms Tolland rang. T0lland and ToIland left.")
    assert "Ms D came. Ms D rang. Ms D and Ms D left." in texts["letter.txt"]


def test_a_ruling_makes_two_names_one_person():
    papers = read({"letter.txt": LETTER.format(words="Mrs Price rang. Bea came."), "notes.txt": NOTES})
    found = people_of(papers, same=[("Mrs Price", "Ann Green")])
    assert [set(person.surnames) for person in found.persons if "price" in person.surnames] == [{"green", "price"}]


def test_the_order_of_papers_does_not_matter():
    papers = read({"letter.txt": LETTER.format(words="Mr Pask saw it."), "notes.txt": NOTES})
    assert people_of(papers) == people_of(tuple(reversed(papers)))


def test_a_chat_names_its_writers_by_given_names():
    chat = "\n".join(
        f"10/04/2022, 22:{minute:02} - {who}: {words}"
        for minute, (who, words) in enumerate(
            [("Yvonne", "He is here"), ("Len opposite", "Ring 101"), ("Mum", "Are you ok"), ("Yvonne", "Ta Len")]
        )
    )
    statement = "Statement of Leonard Pask\n1. I live at 15 Mill Lane.\nSigned: L Pask\n"
    papers = read({"chat with Len.txt": chat, "Pask statement.txt": statement})
    chronology = build(papers, [], AS_OF)
    changed, texts = masked(
        chronology, {paper.document.id: paper.text for paper in papers}, people_of(papers), "masked"
    )
    names = {document.name: texts[document.id].text for document in changed.documents}
    (chat_name,) = (name for name in names if name.startswith("chat with"))
    pask = chat_name.removeprefix("chat with ").removesuffix(".txt")
    assert f"{pask} statement.txt" in names
    assert f"{pask} opposite: Ring 101" in names[chat_name]
    assert "Mum: Are you ok" in names[chat_name]
    assert f": Ta {pask}" in names[chat_name]


def test_a_stranger_with_a_title_in_a_text_of_later_is_not_left():
    papers = read({"notes.txt": NOTES})
    later = read({"later.txt": "Mr Bertram Oakden and Ms Vane-Tempest came on 3 May 2023 and shouted."})
    chronology = build(later, [], AS_OF, decisions=[Correct(id="1", document="x")])
    _, texts = masked(chronology, {p.document.id: p.text for p in later}, people_of(papers), "masked")
    (text,) = texts.values()
    assert text.text.startswith("[name] and [name] came on 3 May 2023")
