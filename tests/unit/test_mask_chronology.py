"""The sample cases with their people masked: nobody is left, nothing else is gone, every quote stands where it says."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import docx
import openpyxl
import pypdfium2
import pytest
from evaluation.linking.cases import sample_case
from tests import mill_lane
from tests.made_chronology import made

from caseclock.extractor.exports.mask import How, masked, people_of
from caseclock.extractor.exports.masking.persons import People, Person
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.views import view
from caseclock.extractor.exports.word import word_chronology
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.chronology import Chronology
from caseclock.models.decision import Unfit
from caseclock.models.document import Paper
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.source import Source
from caseclock.models.text import Text

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# Everybody in the papers, as a person who reads them finds them.
PEOPLE = {
    "mill-lane": """Yvonne Thackwray Leonard Len Pask Martin Crozier Carla Wetherell Gareth Ockenden Hugh Lanyon Bethan
        Sorrell Nasreen Sidhu Rosalind Keech Lovell Brannock Dunmore 4471 2209 8063 homepost""",
    "tanners-row": """Dorota Wilk Imelda Farrow Tobias Toby Hallam Gwilym Gwil Prothero Petra Lindqvist Harj Dosanjh
        Mundell Jordan Ruth Bellamy Alan Kerr Martin Cole Helen Strand Joan Abbott Omar Reyl Greaves Ames Lum 2217
        postroom""",
    "osier-row": """Marguerite Tolland Petra Kieran Voss Imogen Farrant IFARRANT Callum Reyes CREYES Denise Abbot DABBOT
        Tamsin Okeke Brandreth Hallam Adeyemi Onslow Penhallow 3318 7120 fastpost""",
}
# The streets and buildings in which the papers tell that people live, and what else leads to their doors.
HOMES = {
    "mill-lane": ("mill lane", "no 14", "no 15", "no 16", "number 14"),
    "tanners-row": ("tanners row", "dock lane", "no 7", "no 9", "no11"),
    "osier-row": ("osier row", "coracle house", "wharf lane", "flat 6", "flat 10"),
}
# Who is no party, and acts for no body; everybody else is named where third parties are masked.
THIRD_PARTIES = {
    "mill-lane": "Leonard Len Pask",
    "tanners-row": "Imelda Farrow Tobias Toby Hallam Gwilym Gwil Prothero Petra Lindqvist Harj Dosanjh Jordan Ames Lum",
    "osier-row": "Petra",
}
NAMED_TO_COURTS = {
    "mill-lane": "Thackwray Crozier Wetherell Ockenden Lanyon Sorrell Sidhu Keech Lovell Brannock Dunmore 4471",
    "tanners-row": "Wilk Mundell Bellamy Kerr Cole Strand Abbott Reyl Greaves 2217",
    "osier-row": "Tolland Kieran Voss Farrant Reyes Abbot Okeke Brandreth Hallam Adeyemi Onslow Penhallow 3318",
}
# Words that stand beside names, and are none.
NOT_PEOPLE = {
    "mill-lane": """Tarnshire Constabulary, Quillbrook Homes, Oxmarsh Borough Council, Housing Ombudsman, Good Friday,
        State Funeral, Malt Shovel, Community Safety Officer, 0377-290422, TC/22/0048217, QC-0412""",
    "tanners-row": """Tallow Bridge Housing Association, Haverbrook Borough Council, Eskshire Police, Town Hall,
        Railway Tavern, Corner Stores, Bonfire Night, Environmental Health, EP221016-1093,
        EP/22/51703, HB/4851""",
    "osier-row": """Larkfield Housing Association, Tidewater Constabulary, Richmond upon Thames, Housing Ombudsman,
        Christmas Eve, County Court at Eelmarsh, Halloween, 5504417/23, LHA-C-2291""",
}


@cache
def case(name: str) -> tuple[tuple[Paper, ...], Chronology]:
    if name == "mill-lane":
        return mill_lane.papers(), mill_lane.chronology()
    found = sample_case(SAMPLES / name)
    return found.papers, found.build()[0]


@cache
def changed(name: str, how: How = "masked") -> tuple[Chronology, MappingProxyType[str, Text]]:
    papers, chronology = case(name)
    texts = {paper.document.id: paper.text for paper in papers}
    result, new = masked(chronology, texts, people_of(papers), how)
    return result, MappingProxyType(dict(new))


def sources(chronology: Chronology) -> list[Source]:
    found = [source for entry in chronology.entries for source in entry.sources]
    found += [report.source for entry in chronology.entries for report in entry.reports]
    found += [source for finding in chronology.findings if finding.kind == "discrepancy" for source in finding.sources]
    found += [source for one in chronology.reasons.together for source in one.passages]
    return found + [source for one in chronology.reasons.apart for source in one.passages]


def everything(chronology: Chronology, texts: MappingProxyType[str, Text]) -> str:
    """All words of a chronology and of its texts, those that the result leaves out with them."""
    parts = [chronology.model_dump_json(), chronology.reasons.model_dump_json(), repr(chronology.unfit)]
    for text in texts.values():
        parts += [text.text, repr(text.messages), repr(text.blocks)]
    return "\n".join(parts)


def left(words: str, names: str) -> list[str]:
    # A short name begins other words: "Len" is no part of "Length".
    ends = {name: r"(?![a-z])" if len(name) < 5 else "" for name in names.split()}
    return [name for name, end in ends.items() if re.search(rf"(?i)(?<![a-z0-9]){name}{end}", words)]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("how", ["masked", "initials"])
def test_nobody_is_left(name, how):
    names = PEOPLE[name] if how == "masked" else re.sub(r"\b\d+\b", "", PEOPLE[name])
    assert left(everything(*changed(name, how)), names) == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_names_were_there_before(name):
    papers, chronology = case(name)
    before = everything(chronology, MappingProxyType({paper.document.id: paper.text for paper in papers}))
    assert left(before, PEOPLE[name]) == PEOPLE[name].split()


@pytest.mark.parametrize("name", THIRD_PARTIES)
def test_third_parties_are_masked_and_nobody_else(name):
    words = everything(*changed(name, "third_parties"))
    assert left(words, THIRD_PARTIES[name]) == []
    assert left(words, NAMED_TO_COURTS[name]) == NAMED_TO_COURTS[name].split()


@pytest.mark.parametrize("name", THIRD_PARTIES)
def test_third_parties_have_the_masks_that_they_have_where_all_are_masked(name):
    some, everybody = (everything(*changed(name, how)) for how in ("third_parties", "masked"))
    masks = r"\b(?:Ms|Mr|Person|Neighbour|Witness|Child) (?:[A-Z]\b|\d+)"
    shown = {mask: some.count(mask) for mask in set(re.findall(masks, some))}
    before = everything(case(name)[1], MappingProxyType({p.document.id: p.text for p in case(name)[0]}))
    assert shown
    assert {mask: everybody.count(mask) for mask in shown if mask not in before} == {
        mask: count for mask, count in shown.items() if mask not in before
    }


@pytest.mark.parametrize("name", HOMES)
@pytest.mark.parametrize("how", ["masked", "third_parties"])
def test_homes_are_masked_by_street_and_number_too(name, how):
    assert [home for home in HOMES[name] if home in everything(*changed(name, how)).lower()] == []
    before = everything(case(name)[1], MappingProxyType({p.document.id: p.text for p in case(name)[0]})).lower()
    assert [home for home in HOMES[name] if home not in before] == []


@pytest.mark.parametrize("name", NOT_PEOPLE)
def test_other_words_stay(name):
    words = " ".join(everything(*changed(name)).split()).lower()
    wanted = [" ".join(one.split()) for one in NOT_PEOPLE[name].split(",")]
    assert [one for one in wanted if one.lower() not in words] == []


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("how", ["masked", "third_parties", "initials"])
def test_quotes_stand_where_they_say(name, how):
    chronology, texts = changed(name, how)
    assert [s for s in sources(chronology) if texts[s.document].text[s.start : s.end] != s.quote] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_layout_moves_with_the_text(name):
    papers, _ = case(name)
    _, texts = changed(name)
    for paper in papers:
        before, after = paper.text, texts[paper.document.id]
        assert len(before.blocks) == len(after.blocks)
        edges = [edge for block in after.blocks for edge in (block.start, block.end)]
        assert all(0 <= edge <= len(after.text) for edge in edges)
        for old, new in zip(before.blocks, after.blocks, strict=True):
            for cell, moved in zip(old.cells, new.cells, strict=True):
                if before.text[cell.start : cell.end] == cell.text:
                    assert after.text[moved.start : moved.end] == moved.text


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_but_names_changes(name):
    before, after = case(name)[1], changed(name)[0]
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
    for old, new in zip(before.entries, after.entries, strict=True):
        assert (old.when.start, old.when.end, old.kind, old.count) == (
            new.when.start,
            new.when.end,
            new.kind,
            new.count,
        )
        assert [report.reference for report in old.reports] == [report.reference for report in new.reports]
    assert [finding.id for finding in before.findings] == [finding.id for finding in after.findings]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("how", ["masked", "third_parties", "initials"])
def test_masking_twice_is_masking_once(name, how):
    chronology, texts = changed(name, how)
    again, texts_again = masked(chronology, texts, people_of(case(name)[0]), how)
    assert again == chronology
    assert texts_again == texts


def test_one_person_has_one_mask_in_letters_chats_logs_and_file_names():
    chronology, texts = changed("mill-lane")
    names = [document.name for document in chronology.documents]
    assert "mine/chat with Neighbour 1.txt" in names
    assert "emails/RE Next door at 16.eml/Statement of Neighbour 1.docx" in names
    words = {document.name: texts[document.id].text for document in chronology.documents}
    assert "Neighbour 1 opposite: Ring the police" in words["mine/chat with Neighbour 1.txt"]
    form = words["council/case review request.docx"]
    assert "Name | Ms A\nAddress | Address" in form
    assert ", Oxmarsh\nEmail | [email address]" in form
    assert "AGGRIEVED         Ms A\nSUSPECT           Mr B, Address" in words["police/TC220048217 print.txt"]
    # "Mr C" is what the landlord calls Mr B: nobody gets this letter.
    assert "Mr C" not in everything(chronology, texts)


def test_people_who_are_agencies_are_masked_with_their_ids():
    chronology, _ = changed("mill-lane")
    member = next(agency for agency in chronology.agencies if agency.kind is AgencyKind.ELECTED_MEMBER)
    assert (member.id, member.name) == ("elected-member-member-1", "Member 1 MP")
    assert any(report.agency == member.id for entry in chronology.entries for report in entry.reports)
    police = next(agency for agency in chronology.agencies if agency.kind is AgencyKind.POLICE)
    assert police.name == "Tarnshire Constabulary"
    assert len(set(police.aliases)) == len(police.aliases)


@pytest.mark.parametrize("how", ["masked", "initials"])
def test_no_export_holds_a_name(how):
    chronology, texts = changed("mill-lane", how)
    background = Background(texts=texts)
    document = docx.Document(BytesIO(word_chronology(chronology, background)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    word = [*(p.text for p in document.paragraphs), *cells, document.core_properties.title]
    with pypdfium2.PdfDocument(pdf_chronology(chronology, background)) as pages:
        pdf = [page.get_textpage().get_text_range() for page in pages]
    book = openpyxl.load_workbook(BytesIO(sheet_chronology(chronology, background)))
    sheet = [str(cell.value) for page in book for row in page.iter_rows() for cell in row]
    names = re.sub(r"\b\d+\b", "", PEOPLE["mill-lane"])
    for export in (word, pdf, sheet):
        words = "\n".join(export)
        assert left(words, names) == []
        assert ("Statement of Neighbour 1" if how == "masked" else "Statement of L.P.") in " ".join(words.split())


def test_a_view_is_masked_by_its_own_order_of_appearance():
    papers, chronology = case("mill-lane")
    texts = {paper.document.id: paper.text for paper in papers}
    people = people_of(papers)
    part = view(chronology, kinds=["court", "police_action"])
    assert masked(part, texts, people, "masked") == masked(part, dict(reversed(texts.items())), people, "masked")


# ---------------------------------------------------------------- what leaks, made by hand

HAND_MADE = People(
    persons=(
        Person(role="complainant", surnames=("thackwray",), given=("yvonne",), initials=("y",), titles=("ms",)),
        Person(role="respondent", surnames=("brown",), given=("karl",), initials=("k",), titles=("mr",)),
        Person(role="officer", surnames=("ashford",), titles=("miss",)),
    )
)


def test_every_string_of_a_chronology_is_looked_at():
    whole = made()
    said = Source(document="d9", page=None, start=5, end=21, quote="Yvonne Thackwray")
    pair = (said, said)
    whole = whole.model_copy(
        update={
            "case": whole.case.model_copy(update={"reference": "Thackwray v Brown"}),
            "reasons": Reasons(
                together=(Together(entry="e1", passages=pair, score=1, why="both name thackwray"),),
                apart=(Apart(entries=("e1", "e2"), passages=pair, score=1, why="Mr Brown", against="not Mr Brown"),),
            ),
            "unfit": (Unfit(decision="1", why="No paper is called Thackwray.txt."),),
        }
    )
    changed_case, _ = masked(whole, {}, HAND_MADE, "masked")
    assert changed_case.case.reference == "Ms A v Mr B"
    (together,), (apart,) = changed_case.reasons.together, changed_case.reasons.apart
    assert together.passages[0] == said.model_copy(update={"quote": "Ms A", "end": 9})
    assert (together.why, apart.why, apart.against) == ("both name Ms A", "Mr B", "not Mr B")
    assert changed_case.unfit[0].why == "No paper is called Ms A.txt."


def test_a_file_that_a_finding_names_is_called_as_the_paper_is():
    whole = made()
    papers = (whole.documents[0].model_copy(update={"name": "mail/brown letter.eml"}), *whole.documents[1:])
    text = "A visit is told in mail/brown letter.eml; the brown gate is not."
    told = whole.findings[-1].model_copy(update={"text": text})
    changed_case, _ = masked(
        whole.model_copy(update={"documents": papers, "findings": (told,)}), {}, HAND_MADE, "masked"
    )
    assert changed_case.documents[0].name == "mail/Mr A letter.eml"
    assert changed_case.findings[0].text == "A visit is told in mail/Mr A letter.eml; the brown gate is not."


def test_a_summary_in_small_letters_of_a_passage_in_capitals():
    whole = made()
    quote = Source(document="d1", page=1, start=0, end=26, quote="BROWN SPAT AT INF IN STREET")
    one = whole.entries[0].model_copy(update={"summary": "Brown spat at INF. The gate of brown.", "sources": (quote,)})
    other = whole.entries[1].model_copy(update={"summary": "A brown gate.", "sources": (quote,)[:0]})
    changed_case, _ = masked(whole.model_copy(update={"entries": (one, other)}), {}, HAND_MADE, "masked")
    assert [entry.summary for entry in changed_case.entries] == ["Mr A spat at INF. The gate of Mr A.", "A brown gate."]


def test_a_body_that_is_called_like_a_person_keeps_its_name():
    whole = made()
    body = Agency(id="ashford", name="Ashford Borough Council", kind=AgencyKind.LOCAL_AUTHORITY, aliases=("Ashford",))
    one = whole.entries[0].model_copy(update={"summary": "Miss Ashford rang Ashford Borough Council. Ashford knew."})
    changed_case, _ = masked(whole.model_copy(update={"agencies": (body,), "entries": (one,)}), {}, HAND_MADE, "masked")
    assert changed_case.agencies == (body,)
    assert changed_case.entries[0].summary == "Officer 1 rang Ashford Borough Council. Ashford knew."


def test_a_quote_that_ends_within_a_name_takes_the_whole_mask():
    words = "Then Yvonne Thackwray rang Karl Brown again."
    quote = Source(document="d1", page=None, start=12, end=31, quote=words[12:31])
    whole = made()
    one = whole.entries[0].model_copy(update={"sources": (quote,), "reports": ()})
    changed_case, texts = masked(
        whole.model_copy(update={"entries": (one,), "findings": ()}), {"d1": Text(words)}, HAND_MADE, "masked"
    )
    (source,) = changed_case.entries[0].sources
    assert source.quote == "Ms A rang Mr B"
    assert texts["d1"].text[source.start : source.end] == source.quote


def test_the_only_complainant_without_a_title_is_called_so():
    people = People(persons=(Person(role="complainant", surnames=("thackwray",), given=("yvonne",)),))
    whole = made()
    one = whole.entries[0].model_copy(update={"summary": "Yvonne rang. We saw Yvonne Thackwray."})
    changed_case, _ = masked(whole.model_copy(update={"entries": (one,)}), {}, people, "masked")
    assert changed_case.entries[0].summary == "The complainant rang. We saw the complainant."
