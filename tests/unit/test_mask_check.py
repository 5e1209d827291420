"""What is listed to be looked at before a masked chronology goes out."""

import pytest
from tests import mill_lane
from tests.casework import AS_OF, read
from tests.made_chronology import made

from caseclock.extractor.build import build
from caseclock.extractor.exports.mask import How, People, Person, masked, people_of
from caseclock.extractor.exports.mask_check import MOST, LeftOver, left_over
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.source import Source
from caseclock.models.text import Block, Cell, Role, Text

PEOPLE = People(
    persons=(
        Person(role="complainant", surnames=("thackwray",), given=("yvonne",), titles=("ms",)),
        Person(role="officer", surnames=("sidhu",), given=("nasreen",), marks=("ns",)),
        Person(role="other", surnames=("pask",), given=("leonard",), titles=("mr",)),
    )
)
POLICE = Agency(id="p", name="Wexshire Police", kind=AgencyKind.POLICE, aliases=("PC 22 Dean", "Wexshire"))
MEMBER = Agency(id="m", name="Rosalind Harte MP", kind=AgencyKind.ELECTED_MEMBER, aliases=())


def listed(words: str, names: How = "masked", **more: object) -> list[tuple[str, str]]:
    chronology = made().model_copy(update={"agencies": (POLICE, MEMBER), "documents": (), "entries": ()})
    found = left_over(chronology, {"d1": Text(words)}, PEOPLE, names, **more)  # type: ignore[arg-type]
    return [(one.words, one.why) for one in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Then Imogen came with the dog.", [("Imogen", "name")]),
        ("It was said by Imogen Farrant.", [("Imogen Farrant", "name")]),
        ("We met Qadira Vossler there.", [("Qadira Vossler", "name")]),
        ("PC 22 DEAN CAME. Judge Harte sat.", [("DEAN", "name"), ("Harte", "name")]),
        ("My brother Baxter saw it.", [("Baxter", "name")]),
        ("I told K Dacre.", [("Dacre", "name")]),
        ("Kirsten Harte MP wrote.", [("Kirsten Harte", "name")]),
        ("Yvonne rang.", [("Yvonne", "known")]),
        ("Leonard Pask rang.", [("Leonard Pask", "known")]),
        ("8 Jan (RT) Rang her. Told QF.", [("QF", "initials"), ("RT", "initials")]),
    ],
)
def test_what_looks_like_a_name_is_listed(words, found):
    assert sorted(listed(words)) == sorted(found)


@pytest.mark.parametrize(
    "words",
    [
        "Ms A and Mr B told Officer 1, Neighbour 2, Witness 1, Child 1, Person D and Mr AB.",
        "The complainant rang. On Monday in March she wrote to Wexshire Police.",
        "We live in Oxmarsh near the Malt Shovel. Quayside was shut.",
        "Stop it. I'm tired. The stop at the quay.",
        "The ASB team, the CCTV, NFA on 8 Jan (NFA), told PC.",
        "Ring [telephone number] at Address 1, [street].",
    ],
)
def test_other_words_are_not(words):
    assert listed(words) == []


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("masked", ["Leonard Pask", "NS", "Nasreen Sidhu", "Yvonne Thackwray"]),
        ("third_parties", ["Leonard Pask"]),
        ("initials", ["Leonard Pask", "Nasreen Sidhu", "Yvonne Thackwray"]),
    ],
)
def test_who_may_be_seen_is_not_listed(names, found):
    words = "Yvonne Thackwray told Nasreen Sidhu of Leonard Pask. Told NS."
    assert sorted(words for words, _why in listed(words, names)) == found


def test_the_initials_in_a_column_of_people_are_listed():
    words = "By | Note\nQF | Rang\nQF | Wrote\nIT | Called"
    rows = [Cell("By", words.index("\nQF") + 1, words.index("\nQF") + 3, "QF")]
    rows += [Cell("By", words.rindex("QF"), words.rindex("QF") + 2, "QF")]
    rows += [Cell("Note", words.index("Rang"), words.index("Rang") + 4, "Rang")]
    rows += [Cell("By", words.index("IT"), words.index("IT") + 2, "IT")]
    text = Text(words, blocks=(Block(Role.ROW, 0, len(words), cells=tuple(rows)),))
    (found,) = left_over(made().model_copy(update={"entries": (), "documents": ()}), {"d1": text}, PEOPLE)
    assert (found.words, found.why, found.times) == ("QF", "initials", 2)


def test_each_is_placed_where_it_stands_first():
    words = "Nothing here.\nThen Imogen\ncame with the dog. Imogen left. IMOGEN"
    chronology = made().model_copy(update={"entries": (), "documents": ()})
    found = left_over(chronology, {"d1": Text(words)}, PEOPLE)
    around = "Nothing here. Then Imogen came with the dog. Imogen left. IMOGEN"
    assert found == (
        LeftOver(words="Imogen", why="name", times=2, document="d1", start=19, end=25, around=around),
    )  # fmt: skip


def test_the_names_of_papers_are_looked_at():
    chronology = made().model_copy(update={"entries": ()})
    document = chronology.documents[0].model_copy(update={"name": "chat with Imogen.txt"})
    (found,) = left_over(chronology.model_copy(update={"documents": (document,)}), {}, PEOPLE)
    assert (found.words, found.in_name, found.document) == ("Imogen", True, document.id)


def test_a_quote_without_its_text_is_looked_at():
    chronology = made()
    quote = Source(document="gone", page=None, start=100, end=112, quote="Told Imogen.")
    entry = chronology.entries[0].model_copy(update={"sources": (quote,)})
    (found,) = left_over(chronology.model_copy(update={"entries": (entry,), "documents": ()}), {}, PEOPLE)
    assert (found.words, found.document, found.start, found.end) == ("Imogen", "gone", 105, 111)


def test_the_list_is_bounded_and_what_is_surest_comes_first():
    words = " ".join(f"I told {chr(65 + at)}bertram{chr(97 + at)} Quill{chr(97 + at)}x." for at in range(20))
    assert len(listed(words)) == MOST
    assert listed(f"{words} Leonard Pask rang.", most=3)[0] == ("Leonard Pask", "known")


@pytest.mark.parametrize("how", ["masked", "third_parties", "initials"])
def test_a_whole_case_leaves_little_to_look_at(how):
    papers, chronology = mill_lane.papers(), mill_lane.chronology()
    people = people_of(papers)
    shown = masked(chronology, {paper.document.id: paper.text for paper in papers}, people, how)
    assert len(left_over(*shown, people, how)) < 5


NOTES = """Marl Housing
ASB case 11. About: Mr D Crozier (Mr C), 14 Elm Road. Tenant: Mrs A Green, 12 Elm Road
03/04/2023 TM Tanya Mulholland rang Mr Leonard Pask. PC 4471 LOVELL CAME. Mr Pask rang.
"""


@pytest.mark.parametrize("missed", ["mulholland", "pask", "lovell"])
def test_somebody_whom_the_masking_missed_is_listed(missed):
    papers = read({"notes.txt": NOTES})
    found = people_of(papers).persons
    known = People(persons=tuple(person for person in found if missed not in person.surnames))
    assert len(known.persons) == len(found) - 1
    # Somebody with a title is masked even when nobody knows them: here only the bare name is left.
    texts = {p.document.id: Text(p.text.text.replace("Mr ", "").replace("Mrs ", "")) for p in papers}
    shown = masked(build(papers, [], AS_OF).model_copy(update={"entries": ()}), texts, known, "masked")
    assert any(missed in one.words.lower() for one in left_over(*shown, known))
