"""Which agencies papers mention, and which of them are one."""

import itertools

import pytest

from caseclock.extractor.language.agencies import AgencyIndex, find_agencies
from caseclock.extractor.language.agency_names import find_names
from caseclock.extractor.language.people import find_parties, key
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.text import Message, Text


def paper(
    text: str, name: str = "a.txt", kind: DocumentKind = DocumentKind.OTHER, sender: str = "", to: str = ""
) -> Paper:
    document = Document(
        id=name,
        name=name,
        sha256="",
        media_type="text/plain",
        pages=None,
        dated=None,
        parent=None,
        kind=DocumentKind.EMAIL if sender else kind,
        status=Status.READ,
    )
    message = Message(0, len(text), sender=sender, recipients=(to,) if to else ())
    return Paper(document, Text(text, messages=(message,)), author=sender)


def found(index: AgencyIndex, name: str = "a.txt") -> list[tuple[str, str]]:
    return [(mention.quote, mention.agency) for mention in index.mentions[name]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday Fernhill Housing Association wrote.", ["Fernhill Housing Association"]),
        ("Ashmere Police and Fernhill Homes met.", ["Ashmere Police", "Fernhill Homes"]),
        ("told Mrs Quill and Fernhill Homes", ["Fernhill Homes"]),
        ("the City of Ashmere Council replied", ["City of Ashmere Council"]),
        ("London Borough of Ashmere", ["London Borough of Ashmere"]),
        ("Avon and Somerset Police came", ["Avon and Somerset Police"]),
        ("heard at Ashmere Magistrates' Court", ["Ashmere Magistrates' Court"]),
        ("the County Court at Ashmere", ["County Court at Ashmere"]),
        ("Fernhill Housing\nAssociation", ["Fernhill Housing Association"]),
        ("3 Mill Lane\nFernhill Homes", ["Fernhill Homes"]),
        ("prose that was wrapped where its line had no more room by Fernhill\nHomes", ["Fernhill Homes"]),
        ("copied to Ashmere DC today", ["Ashmere DC"]),
        ("then DC Marsh rang", []),
        ("The Police came. Local Police were told. When Police arrived", []),
        ("They are building New Homes under the Housing Act and the Council Tax bill", []),
        ("Cllr Joan Tidy", ["Cllr Tidy"]),
        ("FERNHILL HOMES\n1 High Street\nDear Mr Quill", ["Fernhill Homes"]),
        ("INF CALLED POLICE, REFER TO COUNCIL", []),
        ("Mr Reading rang and Mrs Police answered", []),
    ],
)
def test_proper_names(text: str, names: list[str]) -> None:
    assert [hit.name for hit in find_names(text)] == names


CASE = (
    paper(
        "Fernhill Housing Association (FHA)\n\nDear Mrs Quill\nWe told Ashmere Police.\n\nYours sincerely\nPam Ott",
        "letter.txt",
    ),
    paper(
        "The landlord wrote. Fernhill said no. FHA shrugged. I rang 101 and the police came; PC 771 Lowe was kind. "
        "The council's noise line was shut. My housing officer left.",
        "diary.txt",
        DocumentKind.DIARY,
    ),
    paper(
        "Dear Sir, I complain about Ashmere DC.",
        "mail.eml",
        sender="Ivy Quill <ivy@home.example>",
        to="Noise Team <noise@ashmere-dc.example>",
    ),
    paper("INF CALLED POLICE AGAIN. REFER TO COUNCIL.", "log.txt"),
    paper(
        "Ashmere District Council\nWe write about your complaint. The authority of Pam at Fernhill is noted.", "dc.txt"
    ),
)


def test_one_agency_however_each_paper_calls_it() -> None:
    index = find_agencies(CASE)
    assert [agency.name for agency in index.agencies] == [
        "Ashmere District Council",
        "Ashmere Police",
        "Fernhill Housing Association",
    ]
    council, police, landlord = (agency.id for agency in index.agencies)
    assert found(index, "diary.txt") == [
        ("The landlord", landlord),
        ("Fernhill", landlord),
        ("FHA", landlord),
        ("101", police),
        ("the police", police),
        ("PC 771 Lowe", police),
        ("The council's noise line", council),
        ("My housing officer", landlord),
    ]
    assert found(index, "log.txt") == [("POLICE", police), ("COUNCIL", council)]
    assert ("Pam", landlord) in found(index, "dc.txt")


def test_authors_and_addresses() -> None:
    index = find_agencies(CASE)
    council, _, landlord = (agency.id for agency in index.agencies)
    assert [index.author(one) for one in CASE] == [landlord, None, None, None, council]
    assert index.of_email("noise@ashmere-dc.example") == council
    assert index.of_email("Noise Team <noise@ashmere-dc.example>") == council
    assert index.of_email("Ivy Quill <ivy@home.example>") is None
    assert index.of_email("Pam Ott") == landlord
    assert index.named_in("noise_team export.csv") is None
    assert index.named_in("Fernhill log.pdf") == landlord


def test_people_are_not_aliases() -> None:
    for agency in find_agencies(CASE).agencies:
        assert not any("Pam" in alias or "@" in alias for alias in agency.aliases)


def test_the_order_of_papers_changes_nothing() -> None:
    expected = find_agencies(CASE)
    for order in itertools.permutations(CASE):
        other = find_agencies(order)
        assert other.agencies == expected.agencies
        assert other.mentions == expected.mentions


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("The landlord rang.", "The landlord", "Landlord"),
        ("I told social services.", "social services", "Social services"),
        ("her MP wrote", "her MP", "MP"),
        ("its legal team advised", "its legal team", "Solicitor"),
        ("He was convicted and sentenced by the court.", "the court", "Criminal court"),
        ("The injunction was granted by the court.", "the court", "County court"),
        ("We went to court once.", "court", "Court"),
        ("I dialled 999 for an ambulance", "999", "Ambulance service"),
        ("told on the phone (101)", "101", "Police"),
        ("PCSO Vane attended", "PCSO Vane", "Police"),
        ("Sgt 44 Odell rang", "Sgt 44 Odell", "Police"),
        ("The police came. The officer took a statement.", "The officer", "Police"),
        ("his GP agreed", "his GP", "GP"),
        ("Complaint to the Housing Ombudsman", "the Housing Ombudsman", "Housing Ombudsman"),
        ("the local authority offered a room", "the local authority", "Local authority"),
    ],
)
def test_roles_without_a_name(text: str, quote: str, name: str) -> None:
    index = find_agencies([paper(text)])
    names = {agency.id: agency.name for agency in index.agencies}
    assert (quote, name) in [(mention.quote, names[mention.agency]) for mention in index.mentions["a.txt"]]


@pytest.mark.parametrize(
    "text",
    [
        "101 Mill Road",
        "number 101",
        "999 pounds is £999",
        "PS I forgot",
        "the council tax bill",
        "12 Hazel Court",
        "the Housing Ombudsman Scheme",
        "the Police Act 1996",
        "policing priorities",
        "he counselled her",
        "courting couples",
    ],
)
def test_not_agencies(text: str) -> None:
    assert find_agencies([paper(text)]).mentions["a.txt"] == ()


def test_two_landlords_each_paper_means_its_own() -> None:
    one = paper("Fernhill Homes manages the flat. The landlord was told.", "one.txt")
    two = paper("Oakdene Homes manages the house. The landlord was told.", "two.txt")
    third = paper("The landlord was told.", "three.txt")
    index = find_agencies([one, two, third])
    names = {agency.id: agency.name for agency in index.agencies}
    assert [names[found(index, name)[-1][1]] for name in ("one.txt", "two.txt", "three.txt")] == [
        "Fernhill Homes",
        "Oakdene Homes",
        "Landlord",
    ]


def test_a_paper_may_define_its_own_words() -> None:
    index = find_agencies([paper('City of Ashmere Corporation ("the Corporation") replied. The Corporation was slow.')])
    assert len({agency for _, agency in found(index)}) == 1
    assert found(index)[-1][0] == "The Corporation"


def test_an_ombudsman_report_is_the_ombudsmans() -> None:
    one = paper(
        "Fernhill Homes (20231177)\n\nREPORT\n\nThe Housing Ombudsman's approach\n"
        "The landlord failed. This Service ordered it."
    )
    index = find_agencies([one])
    names = {agency.id: agency.name for agency in index.agencies}
    assert names[index.author(one) or ""] == "Housing Ombudsman"
    assert [names[agency] for _, agency in found(index)] == [
        "Fernhill Homes",
        "Housing Ombudsman",
        "Fernhill Homes",
        "Housing Ombudsman",
    ]


def test_an_app_that_belongs_to_a_department() -> None:
    one = paper("Ashmere City Council, Environmental Health\nNoiseBook belongs to this department.", "one.txt")
    two = paper("I put it in NoiseBook.", "two.txt", DocumentKind.DIARY)
    index = find_agencies([one, two])
    assert found(index, "two.txt") == [("NoiseBook", index.agencies[0].id)]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ivy Quill <ivy@home.example>", "quill"),
        ("ivy.quill@home.example", "quill"),
        ("Mrs G Quill", "quill"),
        ("Ivy Quill", "quill"),
        ("MRS QUILL", "quill"),
        ("Quill, Ivy", "quill"),
        ("Mr Quill's", "quill"),
        ("Sean O’Dowd", "o'dowd"),
        ("PC 771 Lowe", "lowe"),
        ("Ana de Souza", "de souza"),
        ("", ""),
    ],
)
def test_names_compare_by_surname(name: str, plain: str) -> None:
    assert key(name) == plain


def test_who_is_who() -> None:
    papers = [
        paper("Tenant: Mrs I Quill   About: Mr T Brand\nPC 771 Lowe attended.", "log.txt"),
        paper("Statement of Raj Dass\nMr Brand shouted at Mrs Quill.", "statement.txt"),
        *CASE,
    ]
    parties = find_parties(papers)
    asked = ("Ivy Quill", "MRS QUILL", "Mr Brand", "Mr B", "Raj Dass", "PC Lowe", "Pam Ott", "Nobody")
    assert [parties.role_of(name) for name in asked] == [
        "complainant",
        "complainant",
        "respondent",
        "respondent",
        "other",
        "officer",
        None,
        None,
    ]
    assert parties.names == {"brand": "respondent", "dass": "other", "quill": "complainant"}


def test_a_police_print_without_a_letterhead_is_the_police_s() -> None:
    one = paper("LOG 94 INF SAYS MUSIC", kind=DocumentKind.POLICE_DISCLOSURE)
    index = find_agencies([one])
    assert [agency.id for agency in index.agencies] == [index.author(one)] == ["police"]


def test_words_for_two_agencies_are_an_alias_of_neither() -> None:
    index = find_agencies(
        [
            paper(
                "The court convicted and sentenced him.\n\nThe county court granted the injunction. "
                "The court adjourned the injunction."
            )
        ]
    )
    assert [(agency.name, agency.aliases) for agency in index.agencies] == [
        ("County court", ("The county court",)),
        ("Criminal court", ()),
    ]


def test_a_partnership_and_a_conference_are_two() -> None:
    index = find_agencies([paper("We told the community safety partnership and the MARAC.")])
    assert len(index.agencies) == 2
