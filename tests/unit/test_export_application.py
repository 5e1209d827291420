"""The draft of a case review application, read back with python-docx."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from tests.made_chronology import ENTRIES, FINDINGS, entry, made, nothing, source, when

from caseclock.extractor.exports.application import DRAFT, chosen_threshold, review_application
from caseclock.extractor.exports.options import Options
from caseclock.extractor.exports.table import Background
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Excluded, Outcome, RouteKind, Threshold, Why
from caseclock.models.when import Precision

THRESHOLD = FINDINGS[0]
assert isinstance(THRESHOLD, Threshold)


def threshold(name, outcome=Outcome.MET, policy="alderfold-2020", route=RouteKind.COUNT, **more):
    changes = {"id": name, "outcome": outcome, "policy": policy, "route": route, **more}
    return THRESHOLD.model_copy(update=changes)


def case(*thresholds, entries=ENTRIES):
    return made().model_copy(update={"findings": thresholds, "entries": entries})


COUNTED = case(
    threshold(
        "f1",
        counted=("e1", "e2"),
        excluded=(
            Excluded(entry="e4", why=Why.REPORTED_LATE),
            Excluded(entry="e6", why=Why.OUTSIDE_WINDOW),
        ),
        window=THRESHOLD.window.model_copy(update={"start": date(2021, 2, 1)}),
        first_met_on=date(2021, 3, 3),
        text="Two complaints, e1 and e5, in time",
    ),
    threshold("f2", Outcome.NEEDS_DECISION, route=RouteKind.VULNERABILITY, section="section 6", text="For a manager"),
)


def application(chronology=COUNTED, background=None, policy=None):
    return docx.Document(BytesIO(review_application(chronology, background, policy=policy)))


def lines(document):
    return [paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs]


def headings(document):
    return [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]


def below(document, heading):
    """The first table after a heading, as rows of words; the paragraph there if there is no table."""
    body = iter(document.element.body)
    for element in body:
        if element.tag == qn("w:p") and "".join(text.text for text in element.iter(qn("w:t"))) == heading:
            break
    found = next(body)
    if found.tag == qn("w:p"):
        return "".join(text.text for text in found.iter(qn("w:t")))
    table = next(table for table in document.tables if table._tbl is found)
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def test_it_says_what_it_is_and_under_what_the_review_is_asked():
    words = lines(application(background=Background(titles={"alderfold-2020": "Alderfold procedure"})))
    assert words[:4] == [
        "Application for a case review",
        "AB/2021/44",
        DRAFT,
        "On the papers the threshold is met. The relevant bodies decide whether it is.",
    ]
    for line in (
        "Date of application: 19 October 2021",
        "Policy: Alderfold procedure (alderfold-2020)",
        "Threshold: number of complaints, section 5",
        "Outcome on the papers: Met. Two complaints, row 1 and row 5, in time.",
        "Period looked at: 1 February 2021 to 19 October 2021, both days included",
        "First met on: 3 March 2021",
        "Vulnerability, section 6: For a person to decide. For a manager.",
    ):
        assert line in words


def test_each_part_stands_in_its_order():
    assert headings(application()) == [
        "What is asked for",
        "Incidents that count towards the threshold (2)",
        "Incidents that were not counted (1)",
        "Earlier and other incidents, as context (2)",
        "What agencies did since 1 February 2021",
        "Papers cited",
        "Why a review is asked for",
        "The applicant",
        "Consent to share information",
        "Signature",
    ]


def test_each_incident_that_counts_has_its_day_sort_reports_and_source():
    rows = below(application(), "Incidents that count towards the threshold (2)")
    assert rows == [
        ["No.", "Date", "What happened", "Reported", "Source"],
        [
            "1",
            "between 11 and 16 February 2021",
            "Noise. Loud music from the flat above on three nights.\nThe source tells 3 incidents together here.",
            "Quarrybank Homes, 17 February 2021, ref ASB/118\nNorthmere Police, 18 February 2021, ref 41",
            "disclosure.pdf pp 2, 4\ndiary sheets.docx\ncase notes.xlsx sheet 1\nRow 1 of the chronology",
        ],
        [
            "2",
            "3 March 2021, about 21:40",
            "Threats, intimidation. The neighbour shouted threats through the door.",
            "Northmere Police, 3 March 2021, ref 502",
            "disclosure.pdf pp 1, 3\nRow 2 of the chronology",
        ],
    ]


def test_the_others_follow_with_the_reason_and_are_numbered_on():
    document = application()
    (late,) = below(document, "Incidents that were not counted (1)")[1:]
    assert late[0] == "3"
    assert late[2].endswith("Not counted: reported later after it happened than the policy allows.")
    assert late[3] == "No report found in the papers."
    outside, undated = below(document, "Earlier and other incidents, as context (2)")[1:]
    assert (outside[0], undated[0]) == ("4", "5")
    assert "Not counted: outside the period that the policy looks back over." in outside[2]
    assert undated[1] == "Undated (“one evening”)"
    assert "Not counted: not looked at for this threshold." in undated[2]


def test_what_agencies_did_in_the_period_and_after_is_told():
    acts = (
        entry(20, when(date(2021, 1, 31)), "Warned.", EntryKind.POLICE_ACTION, actor="northmere-police"),
        entry(
            21,
            when(date(2021, 1, 20), date(2021, 2, 2), Precision.RANGE),
            "Visited.",
            EntryKind.AGENCY_ACTION,
            actor="quarrybank-homes",
        ),
        entry(22, when(date(2021, 12, 1)), "Letter sent.", EntryKind.AGENCY_ACTION),
        entry(23, when(None, precision=Precision.UNDATED), "Rang.", EntryKind.AGENCY_ACTION),
    )
    document = application(case(*COUNTED.findings, entries=(*ENTRIES, *acts)))
    rows = below(document, "What agencies did since 1 February 2021")
    assert [row[:3] for row in rows[1:]] == [
        ["6 April 2021", "Quarrybank Homes", "Complaint response. Stage 1 response sent by Quarrybank Homes."],
        ["between 20 January and 2 February 2021", "Quarrybank Homes", "Agency action. Visited."],
        ["1 December 2021", "not stated", "Agency action. Letter sent."],
    ]
    assert all("of the chronology" in row[3] for row in rows[1:])
    assert "1 further action without a date: see the chronology." in lines(document)


@pytest.mark.parametrize(
    ("thresholds", "policy", "chosen"),
    [
        ((threshold("a", Outcome.NOT_MET), threshold("b", Outcome.MET, "other")), None, "b"),
        ((threshold("a", Outcome.NOT_MET), threshold("b", Outcome.MET, "other")), "alderfold-2020", "a"),
        ((threshold("a", Outcome.NOT_MET), threshold("b", Outcome.NEEDS_DECISION, "other")), None, "a"),
        ((threshold("a", route=RouteKind.HATE), threshold("b", Outcome.NOT_MET)), None, "b"),
        ((threshold("a", route=RouteKind.HATE),), None, "a"),
        ((threshold("a", Outcome.NOT_MET), threshold("b")), "alderfold-2020", "b"),
        ((threshold("a"),), "other", None),
        ((), None, None),
    ],
)
def test_the_threshold_is_that_of_the_policy_named_else_the_first_met_else_the_first(thresholds, policy, chosen):
    found = chosen_threshold(case(*thresholds), policy)
    assert (found.id if found else None) == chosen


@pytest.mark.parametrize(
    ("thresholds", "policy", "said"),
    [
        ((), None, "No case review threshold was worked out for this case"),
        ((), "fenmoor", "No case review threshold of fenmoor was worked out for this case"),
        ((threshold("a", Outcome.NOT_MET),), None, "On the papers the threshold is not met."),
        ((threshold("a", Outcome.NEEDS_DECISION),), None, "a person has to decide it."),
    ],
)
def test_what_stands_against_it_is_said_first_and_it_is_drafted_all_the_same(thresholds, policy, said):
    document = application(case(*thresholds), policy=policy)
    assert said in lines(document)[3]
    assert {"What is asked for", "Why a review is asked for", "Signature"} <= set(headings(document))


def test_without_a_threshold_every_incident_is_told_and_none_is_said_not_to_count():
    rows = below(application(case()), "Incidents that the papers tell of (5)")
    assert len(rows) == 6
    assert not any("Not counted" in row[2] for row in rows)


def test_an_incident_that_counts_but_is_not_shown_is_said_to_be_missing():
    document = application(case(threshold("a", counted=("e1", "gone"))))
    assert "Counted, but not in this chronology: 1 incident." in lines(document)


def test_what_only_the_applicant_knows_is_blank_with_a_prompt():
    document = application()
    for heading, labels in (
        ("Why a review is asked for", ["How it affects you", "What you want to happen", "Risk and support"]),
        ("The applicant", ["Name", "Address", "Telephone", "Email", "If on behalf of somebody"]),
    ):
        rows = below(document, heading)[1:]
        assert set(labels) <= {row[0].split("\n")[0] for row in rows}
        assert all(row[0].endswith("]") and "[" in row[0] for row in rows)
        assert {row[1].strip() for row in rows} == {""}
    signed = below(document, "Consent to share information")
    assert signed.startswith("[I agree / I do not agree]")
    assert {"Prompt", "Table Prompt"} <= {style.name for style in document.styles}
    assert "Date of application: [day, month, year]" in lines(application(nothing()))


def test_each_row_cites_its_page_of_the_bundle_as_a_link():
    document = application(background=Background(bundle_page=lambda passage: 7 if passage.document == "d1" else None))
    table = document.tables[0]._tbl
    targets = [document.part.rels[link.get(qn("r:id"))].target_ref for link in table.iter(qn("w:hyperlink"))]
    assert targets == ["bundle.pdf#page=7"] * 2


def test_links_to_rows_lead_to_rows_that_are_shown_and_bookmarks_have_numbers_of_their_own():
    body = application().element.body
    marks = list(body.iter(qn("w:bookmarkStart")))
    names = [mark.get(qn("w:name")) for mark in marks]
    numbers = [mark.get(qn("w:id")) for mark in marks]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert anchors == {"row_1", "row_5"}
    assert anchors <= set(names)


def test_papers_that_are_cited_are_listed():
    rows = below(application(), "Papers cited")[1:]
    assert [row[0] for row in rows] == ["police/disclosure.pdf", "diary sheets.docx", "case notes.xlsx"]


def test_head_and_foot_name_the_case():
    section = application(background=Background(version="version 3")).sections[0]
    assert section.header.paragraphs[0].text == "AB/2021/44\tApplication for a case review"
    assert section.footer.paragraphs[0].text.startswith("AB/2021/44 · Draft as of 1 November 2021 · version 3\tPage ")


def test_same_case_same_bytes_whatever_the_options():
    plain = review_application(COUNTED)
    assert review_application(COUNTED, Background(options=Options(("event",), findings=False))) == plain


def test_a_case_of_nothing_is_drafted():
    document = application(nothing())
    assert below(document, "Incidents that the papers tell of") == "No incident was found."
    assert below(document, "What agencies did") == "The papers tell of no action by an agency in this time."
    assert below(document, "Papers cited") == "No paper is cited."


def test_a_source_beside_the_reports_is_cited_once():
    told = ENTRIES[1].model_copy(update={"sources": (source("d1", "502", 3),)})
    rows = below(
        application(case(threshold("a", counted=("e2",)), entries=(told,))),
        "Incidents that count towards the threshold (1)",
    )
    assert rows[1][4] == "disclosure.pdf p 3\nRow 1 of the chronology"
