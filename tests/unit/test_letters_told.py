"""Who is meant, who wrote to whom, and what only sounds like an incident: letters of a complaint, and reports."""

import pytest
from tests.casework import chronology, incidents, others, read

from caseclock.extractor.language.agencies import find_agencies
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.events import find_events
from caseclock.extractor.language.people import find_parties

# A landlord's answer at stage 2, a tenant's letter, a council's ombudsman report; all of June 2021, all made up.
ANSWER = (
    "Brambling Homes\n2 Station Road, Oakhaven\n\n14 June 2021\n\nDear Ms Harker\n\nStage 2 response to your complaint"
    "\n\n{}\n\nYours sincerely\n\nT Ives\nHead of Housing\n"
)
TENANT = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nBrambling Homes\n\nDear Sir or Madam\n\n{}\n\nYours faithfully\n\n"
    "A Harker\n"
)
REPORT = (
    "Report by the Local Government and Social Care Ombudsman\n\nInvestigation into a complaint about Penmarsh Borough "
    "Council\n\n12 June 2021\n\nBackground\n\n3. Miss T lives below Mr B. Mr B has lived there for years."
    "\n\nWhat happened\n\n4. {}\n"
)
LANDLORD, COUNCIL = "registered_provider", "local_authority"


def told(paper: str, words: str) -> list[str]:
    """What the words tell on a day: "2021-03-05 contact complainant > registered_provider", with the steps if any."""
    papers = read({"paper.txt": paper.format(words)})
    times = {
        p.document.id: read_times(p.text.text, dated=p.document.dated, blocks=p.text.blocks, messages=p.text.messages)
        for p in papers
    }
    index = find_agencies(papers)
    kinds = {agency.id: str(agency.kind) for agency in index.agencies}
    lines = []
    for event in find_events(papers, times, index, find_parties(papers, index)):
        if event.own_paper or event.when.start is None:
            continue
        to = ", ".join(kinds.get(r, r) for r in event.recipients)
        line = f"{event.when.start} {event.kind} {kinds.get(event.actor or '', event.actor)}"
        steps = ", ".join(sorted(str(s) for s in event.steps))
        lines.append(line + (f" > {to}" if to else "") + (f" [{steps}]" if steps else ""))
    return lines


@pytest.mark.parametrize(
    ("paper", "words", "expected"),
    [
        (REPORT, "Two officers visited Miss T on 2 March 2021.", f"agency_action {COUNCIL}"),
        (REPORT, "A noise officer attended at midnight on 2 March 2021.", f"agency_action {COUNCIL}"),
        (REPORT, "Officers of the Council came to his flat on 2 March 2021.", f"agency_action {COUNCIL}"),
        (REPORT, "A police officer came to his flat on 2 March 2021.", "police_action police"),
        (REPORT, "He dialled 999 on 2 March 2021 and officers attended on 3 March 2021.", "police_action police"),
        (ANSWER, "Two of our officers attended your flat on 2 March 2021.", f"agency_action {LANDLORD}"),
        (ANSWER, "My officers visited your neighbour on 2 March 2021.", f"agency_action {LANDLORD}"),
        (TENANT, "Two officers from the council visited us on 2 March 2021.", f"agency_action {COUNCIL}"),
        (TENANT, "Two uniformed officers came at midnight on 2 March 2021.", "police_action None"),
    ],
)
def test_whose_officers_did_it(paper: str, words: str, expected: str) -> None:
    assert told(paper, words)[-1].partition(" > ")[0][11:] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("An interim order without a power of arrest was made on 2 March 2021.", "order"),
        ("A full order with a power of arrest followed on 2 March 2021.", "order"),
        ("The court granted an injunction with a power of arrest on 2 March 2021.", "order"),
        ("On 2 March 2021 the court gave Miss T a sentence of 21 days.", "court"),
        ("The judge passed a suspended sentence of six weeks on 2 March 2021.", "court"),
        ("Miss T received a prison sentence of 28 days on 2 March 2021.", "court"),
        ("On 2 March 2021 Miss T signed an acceptable behaviour contract.", "agency_action"),
        ("Miss T entered into a good neighbour agreement on 2 March 2021.", "agency_action"),
        ("Miss T was given a caution on 2 March 2021.", "police_action"),
        ("Miss T accepted a police caution on 2 March 2021.", "police_action"),
        ("The police arrested Miss T on 2 March 2021.", "police_action"),
        ("The police seized cannabis and a set of scales on 2 March 2021.", "police_action"),
        ("The police closed their enquiry on 2 March 2021.", "police_action"),
    ],
)
def test_what_courts_police_and_contracts_are(words: str, expected: str) -> None:
    assert [line.split()[:2] for line in told(REPORT, words)] == [["2021-03-02", expected]]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # what she says she did, what its writer says that she did
        ("I wrote to you on 2 March 2021.", "You wrote to us on 2 March 2021.", f"contact complainant > {LANDLORD}"),
        ("I phoned about this on 2 March 2021.", "The log shows your call on 2 March 2021.", ""),
        ("We rang again on 2 March 2021.", "I have heard the recording of your call of 2 March 2021.", ""),
        ("I brought it to your office on 2 March 2021.", "You came in on 2 March 2021 with the note.", ""),
        ("I handed it in at your office on 2 March 2021.", "You came in on 2 March 2021 to hand over a diary.", ""),
    ],
)
def test_what_the_complainant_did_is_one_thing_from_both_sides(mine: str, theirs: str, expected: str) -> None:
    line = f"2021-03-02 {expected or f'contact complainant > {LANDLORD}'}"
    assert told(TENANT, mine) == [line]
    assert told(ANSWER, theirs) == [line]


@pytest.mark.parametrize(
    "words",
    [
        "Please take my complaint to stage 2. I have had your letter of 2 March 2021 and I am not satisfied with it.",
        "I ask for stage 2 of your procedure. Your reply of 2 March 2021 was wrong about the dog.",
        "I want to escalate my complaint to stage 2. I do not agree with your answer dated 2 March 2021.",
    ],
)
def test_what_a_request_for_stage_2_is_about_is_the_stage_1_response(words: str) -> None:
    found = [line.partition(" > ")[0] for line in told(TENANT, words)]
    assert [line.split(" [")[0] for line in found] == [f"2021-03-02 complaint_response {LANDLORD}"]
    assert all("stage1_response" in line for line in told(TENANT, words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Thank you for your letter of 2 March 2021, in which you asked us to look at our answer again.",
            [f"2021-03-02 complaint complainant > {LANDLORD} [stage2_request]"],
        ),
        (
            "You first complained on 2 March 2021. We acknowledged this on 4 March 2021 and my colleague replied on "
            "9 March 2021.",
            [
                "2021-03-02 complaint complainant [complaint]",
                f"2021-03-04 complaint_response {LANDLORD} [complaint_acknowledged]",
                f"2021-03-09 complaint_response {LANDLORD} [stage1_response]",
            ],
        ),
        (
            "Further to your email of 2 March 2021, I acknowledged it on 4 March 2021.",
            [
                f"2021-03-02 complaint complainant > {LANDLORD} [stage2_request]",
                f"2021-03-04 complaint_response {LANDLORD} [stage2_acknowledged]",
            ],
        ),
        # a reply that stands by itself may be one to anything
        ("We replied on 9 March 2021.", [f"2021-03-09 contact {LANDLORD}"]),
        (
            "You sent us an email on 2 March 2021 and a second one on 9 March 2021.",
            [f"2021-03-02 contact complainant > {LANDLORD}", f"2021-03-09 contact complainant > {LANDLORD}"],
        ),
        (
            "You rang us on 2 March 2021 and another time on 9 March 2021.",
            [f"2021-03-02 contact complainant > {LANDLORD}", f"2021-03-09 contact complainant > {LANDLORD}"],
        ),
        (
            "When you wrote on 2 March 2021 about the eggs and the bins, we missed a second chance.",
            [f"2021-03-02 report complainant > {LANDLORD} [incident_reported]"],
        ),
    ],
)
def test_the_answer_at_stage_2_tells_of_the_steps_before_it(words: str, expected: list[str]) -> None:
    assert told(ANSWER, words) == expected


def test_who_had_a_reply_did_not_write_it() -> None:
    words = "I wrote to you on 2 March 2021 and had a reply a week later which told me to keep a diary."
    assert told(TENANT, words) == [
        f"2021-03-02 contact complainant > {LANDLORD}",
        f"2021-03-09 contact {LANDLORD} > complainant",
    ]


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (
            REPORT,
            "The Council warned Miss T on 2 March 2021 that any further disturbance could put her tenancy at risk.",
        ),
        (REPORT, "It wrote on 2 March 2021 that further noise would be a breach."),
        (ANSWER, "I told your neighbour on 2 March 2021 that any more shouting may lead to an injunction."),
        (REPORT, "Miss T was charged on 2 March 2021 with assault and threatening behaviour."),
        (REPORT, "The police charged him with criminal damage and harassment on 2 March 2021."),
        (REPORT, "Miss T was charged with affray, theft and possession of a knife on 2 March 2021."),
        (TENANT, "You wrote to him on 2 March 2021 to say that the dog must be on a lead."),
        (ANSWER, "I reminded your neighbour on 2 March 2021 that dogs are to be on the lead."),
        (REPORT, "The noise equipment was in Mr B's flat from 2 March to 9 March 2021."),
        (REPORT, "It said on 2 March 2021 that its noise monitoring had shown little."),
        (REPORT, "Mr B used the Council's noise app on 2 March 2021."),
        (TENANT, "Your offer of 2 March 2021 was an insult."),
        (TENANT, "The dog warden came to see us on 2 March 2021."),
        (REPORT, "The Council opened a case promptly following her call of 2 March 2021."),
        (REPORT, "Mr B handed in four diary sheets on 2 March 2021."),
        (ANSWER, "The telephone log shows your call on 2 March 2021."),
        (ANSWER, "Letter 1 to 33 re damage to fence, 2 March 2021."),
    ],
)
def test_what_only_sounds_like_an_incident(paper: str, words: str) -> None:
    assert incidents(chronology({"paper.txt": paper.format(words)})) == []


@pytest.mark.parametrize(
    "words",
    [
        "On 2 March 2021 his windscreen was put through.",
        "The windscreen of Mr B's car was smashed on 2 March 2021.",
        "On 2 March 2021 his front window was put in.",
        "On 2 March 2021 all four tyres of his car were let down.",
        "Mr B was spat at outside the shop on 2 March 2021.",
        "Mr B was pushed off his bicycle on 2 March 2021.",
        "On 2 March 2021 he was knocked to the ground in the car park.",
        "The dog bite on 2 March 2021 needed stitches.",
        "The attack in the car park on 2 March 2021 was reported to the police.",
    ],
)
def test_what_was_done_to_somebody_by_nobody_named(words: str) -> None:
    assert [line[:10] for line in incidents(chronology({"paper.txt": REPORT.format(words)}))] == ["2021-03-02"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "On 1 March 2021 his window was smashed. Mr B reported this to the police on 2 March 2021 (crime reference "
            "35/118/21) and told the Council on 4 March 2021.",
            ["2021-03-02 report", "2021-03-04 report"],
        ),
        (
            "On 1 March 2021 his window was smashed. Mr B told the police on 2 March 2021 and informed the Council two "
            "days later.",
            ["2021-03-02 report", "2021-03-04 report"],
        ),
        (
            "Miss T was arrested on 2 March 2021 and was bailed not to contact Mr B.",
            ["2021-03-02 police_action"],
        ),
    ],
)
def test_the_second_verb_of_a_sentence_has_its_own_day(words: str, expected: list[str]) -> None:
    found = others(chronology({"paper.txt": REPORT.format(words)}))
    assert set(expected) <= set(found)


def test_a_thing_that_is_reported_is_not_who_it_is_reported_to() -> None:
    words = "On 1 March 2021 Mr B was pushed over. Mr B reported it to the police from the hospital on 2 March 2021."
    assert incidents(chronology({"paper.txt": REPORT.format(words)})) == ["2021-03-01 > police 03-02"]


def test_the_officer_whom_a_letter_names_is_not_who_is_complained_of() -> None:
    letter = TENANT.format(
        "Your officer Ms Quill came on 2 March 2021. I emailed Ms Quill on 4 March 2021. Ms Quill never wrote."
    )
    assert find_parties(read({"letter.txt": letter})).roles["quill"] == "officer"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The complaint is about the handling of noise, including the damage to his car and the threats of 2 March "
            "2021.",
            ["2021-03-02 threats"],
        ),
        (
            "Mr B complains about the assault in the car park, the noise and the graffiti of 2 March 2021.",
            ["2021-03-02 criminal_damage"],
        ),
        ("The complaint concerns the harassment of 2 March 2021.", ["2021-03-02 harassment"]),
        # elsewhere one day holds for all that stands beside it
        (
            "On 2 March 2021 he was assaulted in the car park and his car was damaged.",
            ["2021-03-02 violence, criminal_damage"],
        ),
    ],
)
def test_what_a_report_is_about_dates_only_what_the_day_stands_beside(words: str, expected: list[str]) -> None:
    found = chronology({"paper.txt": REPORT.format(words)}).entries
    told_of = [e for e in found if str(e.kind) == "incident"]
    assert [f"{e.when.start} {', '.join(str(t) for t in e.types)}" for e in told_of] == expected


@pytest.mark.parametrize(
    "words",
    [
        "On 2 March 2021 Mr B telephoned the Council's out-of-hours noise line.",
        "Mr B rang the Council's ASB hotline on 2 March 2021.",
        "Mr B used the Council's noise app on 2 March 2021.",
    ],
)
def test_a_line_that_is_there_to_be_told_of_incidents_is_told_of_one(words: str) -> None:
    assert told(REPORT, words) == [f"2021-03-02 report complainant > {COUNCIL} [incident_reported]"]
