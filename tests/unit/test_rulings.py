"""A person's decisions, replayed on a small case; each survives new papers, and says so when it no longer fits."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from tests.casework import AS_OF, read
from tests.made_events import account

from caseclock.api.decisions_file import read_decisions
from caseclock.api.errors import Refused
from caseclock.extractor.build import build
from caseclock.extractor.rulings_named import one_person
from caseclock.models.chronology import Chronology
from caseclock.models.decision import (
    About,
    Add,
    Confirm,
    Correct,
    Decision,
    Merge,
    Reclassify,
    Redate,
    Reject,
    Rename,
    SamePerson,
    Split,
    Undo,
)
from caseclock.models.document import DocumentKind
from caseclock.models.entry import Entry, EntryKind, IncidentType
from caseclock.models.source import Source
from caseclock.models.when import Precision, When

DIARY = "Diary\n\n3 May 2023, 22:10. Drums from next door until two.\n\n9 May 2023, 21:00. He kicked my front door.\n"
LOG = (
    "Date,Time,Incident,Reported by\n03/05/2023,22:15,Loud drumming from number 8,Resident\n"
    "10/05/2023,21:05,Front door kicked,Resident\n20/05/2023,23:00,Shouting in the street,Resident\n"
)
PAPERS = {"diary.txt": DIARY, "log.csv": LOG}
MORE = {**PAPERS, "letter.txt": "Dear Sir\n\nOn 1 June 2023 he threw a bottle at my window.\n\nYours faithfully\n"}


def built(decisions: Sequence[Decision] = (), papers: dict[str, str] | None = None) -> Chronology:
    return build(read(dict(papers or PAPERS)), [], AS_OF, decisions=decisions)


def entry(chronology: Chronology, words: str) -> Entry:
    """The one entry that a passage with these words tells of."""
    (found,) = [e for e in chronology.entries if any(words in s.quote for s in e.sources)]
    return found


def about(words: str) -> About:
    found = entry(built(), words)
    return About(entry=found.id, kind=found.kind, sources=found.sources)


def days(chronology: Chronology) -> list[str]:
    return [str(e.when.start) for e in chronology.entries if e.kind is EntryKind.INCIDENT]


MERGE = Merge(id="1", entries=(about("kicked my front door"), about("Front door kicked")))


def test_without_decisions_there_are_four_incidents() -> None:
    assert days(built()) == ["2023-05-03", "2023-05-09", "2023-05-10", "2023-05-20"]


@pytest.mark.parametrize("papers", [PAPERS, MORE], ids=["as it was", "with another paper"])
def test_two_entries_are_made_one(papers: dict[str, str]) -> None:
    found = built([MERGE], papers)
    merged = entry(found, "kicked my front door")
    assert {s.quote for s in merged.sources} >= {s.quote for a in MERGE.entries for s in a.sources}
    assert len(days(found)) == len(days(built((), papers))) - 1
    assert found.unfit == ()


def test_a_passage_is_taken_out_of_its_entry() -> None:
    drums = about("Drums")
    (own,) = [source for source in drums.sources if "Drums" in source.quote]
    found = built([Split(id="1", entry=drums, sources=(own,))])
    assert days(found).count("2023-05-03") == 2
    assert entry(found, "Drums").id != entry(found, "drumming").id


def test_an_entry_is_dated_anew_and_takes_its_place() -> None:
    when = When(start=date(2023, 5, 25), end=date(2023, 5, 25), precision=Precision.DAY, text="she meant the 25th")
    found = built([Redate(id="1", entry=about("kicked my front door"), when=when)])
    assert days(found) == ["2023-05-03", "2023-05-10", "2023-05-20", "2023-05-25"]


def test_a_later_decision_stands_on_the_earlier_ones() -> None:
    when = When(start=date(2023, 5, 10), end=date(2023, 5, 10), time="21:00", precision=Precision.MINUTE, text="")
    found = built([MERGE, Redate(id="2", entry=about("Front door kicked"), when=when)])
    assert entry(found, "kicked my front door").when == when


def test_an_entry_is_classified_anew() -> None:
    kind, types = EntryKind.INCIDENT, (IncidentType.THREATS,)
    shouting = about("Shouting")
    found = entry(built([Reclassify(id="1", entry=shouting, types=types, summary="Threats shouted.")]), "Shouting")
    assert (found.kind, found.types, found.summary) == (kind, types, "Threats shouted.")


def test_an_entry_is_confirmed_or_left_out() -> None:
    assert entry(built([Confirm(id="1", entry=about("Shouting"))]), "Shouting").confidence == 1.0
    assert "2023-05-20" not in days(built([Reject(id="1", entry=about("Shouting"))]))


def test_an_entry_is_added_with_its_source() -> None:
    source = about("Drums").sources[0]
    when = When(start=date(2023, 5, 4), end=date(2023, 5, 4), precision=Precision.DAY, text="the morning after")
    found = built([Add(id="1", entry_kind=EntryKind.CONTACT, when=when, summary="She rang.", sources=(source,))])
    (added,) = [e for e in found.entries if e.summary == "She rang."]
    assert added.sources == (source,)


def test_a_paper_is_something_else_than_it_was_taken_for() -> None:
    (paper,) = [d for d in built().documents if d.name == "diary.txt"]
    found = built([Correct(id="1", document=paper.id, document_kind=DocumentKind.LETTER, dated=date(2023, 7, 1))])
    (paper,) = [d for d in found.documents if d.name == "diary.txt"]
    assert (paper.kind, paper.dated) == (DocumentKind.LETTER, date(2023, 7, 1))


MAIL = (
    "From: Dee Ash <dee@letterbox.example>\nTo: Barrow Homes <asb@barrowhomes.example>\nDate: Thu, 4 May 2023 09:00\n"
    "Subject: Drums\nMessage-ID: <1@x>\n\n"
    "I reported the drums of 3 May 2023 to Barrow Housing Association and to Barrow Homes.\n"
)


def test_an_agency_is_called_by_another_name() -> None:
    papers = {**PAPERS, "mail.eml": MAIL}
    before = {agency.name for agency in built((), papers).agencies}
    assert "Barrow Homes" in before
    found = built([Rename(id="1", agency="Barrow Homes", name="Barrow Homes Limited")], papers)
    (agency,) = [agency for agency in found.agencies if agency.name == "Barrow Homes Limited"]
    assert "Barrow Homes" in agency.aliases


BOTH_AGENCIES = {**PAPERS, "mail.eml": MAIL}


def agency_id(chronology: Chronology, name: str) -> str:
    (found,) = [agency.id for agency in chronology.agencies if agency.name == name]
    return found


@pytest.mark.parametrize(
    ("change", "actor", "recipients"),
    [
        ({"actor": "Barrow Homes"}, "{homes}", None),
        (
            {"actor": "complainant", "recipients": ("Barrow Homes", "respondent")},
            "complainant",
            ("{homes}", "respondent"),
        ),
        ({"actor": ""}, None, None),
        ({"recipients": ()}, "respondent", ()),
    ],
    ids=["an agency", "both", "nobody is said to have done it", "nobody was told"],
)
def test_who_did_it_and_who_was_told_is_put_right(
    change: dict[str, object], actor: str | None, recipients: tuple[str, ...] | None
) -> None:
    before = built((), BOTH_AGENCIES)
    homes = agency_id(before, "Barrow Homes")
    drums = entry(before, "kicked my front door")
    about = About(entry=drums.id, kind=drums.kind, sources=drums.sources)
    found = entry(built([Reclassify(id="1", entry=about, **change)], BOTH_AGENCIES), "kicked my front door")
    if "actor" in change:
        assert found.actor == (actor and actor.format(homes=homes))
    else:
        assert found.actor == drums.actor
    told = drums.recipients if recipients is None else tuple(one.format(homes=homes) for one in recipients)
    assert found.recipients == told


def test_an_agency_that_became_another_one_stays_right_in_earlier_decisions() -> None:
    letter = "Dear Sir\n\nOn 4 May 2023 I reported the drums to Penmoor Borough Council.\n\nYours faithfully\n"
    papers = {**BOTH_AGENCIES, "letter.txt": letter}
    before = built((), papers)
    old, new = (agency_id(before, name) for name in ("Penmoor Borough Council", "Barrow Homes"))
    about = About(entry=entry(before, "Drums").id, sources=entry(before, "Drums").sources)
    source = about.sources[0]
    when = When(start=date(2023, 5, 4), end=date(2023, 5, 4), precision=Precision.DAY, text="")
    contact = EntryKind.CONTACT
    decisions: list[Decision] = [
        Reclassify(id="1", entry=about, actor=old, recipients=(old, new)),
        Add(
            id="2",
            entry_kind=contact,
            when=when,
            summary="Rang.",
            actor=old,
            reported=((old, None),),
            sources=(source,),
        ),
        Rename(id="3", agency="Penmoor Borough Council", name="Barrow Homes"),
    ]
    found = built(decisions, papers)
    (rang,) = [e for e in found.entries if e.summary == "Rang."]
    drums = [e for e in found.entries if e.id == about.entry]
    assert [(e.actor, e.recipients) for e in drums] == [(new, (new,))]
    assert (rang.actor, [report.agency for report in rang.reports]) == (new, [new])
    assert found.unfit == ()


def test_two_agencies_become_one_under_the_name_of_the_other() -> None:
    papers = {**PAPERS, "mail.eml": MAIL}
    found = built([Rename(id="1", agency="Barrow Housing Association", name="Barrow Homes")], papers)
    assert [agency.name for agency in found.agencies] == ["Barrow Homes"]
    (agency,) = found.agencies
    told = {report.agency for e in found.entries for report in e.reports} | {
        r for e in found.entries for r in e.recipients
    }
    assert told <= {agency.id, "complainant"}


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        ([MERGE, Undo(id="2", decision="1")], 4),
        ([MERGE, Undo(id="2", decision="1"), Undo(id="3", decision="2")], 3),
        ([MERGE], 3),
    ],
)
def test_a_decision_is_undone_and_the_undoing_too(decisions: list[Decision], left: int) -> None:
    assert len(days(built(decisions))) == left


NOWHERE = About(entry="e0", sources=(Source(document="gone", page=None, start=0, end=5, quote="words"),))


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (Reject(id="9", entry=NOWHERE), "no longer found in the papers"),
        (Merge(id="9", entries=(NOWHERE, NOWHERE)), "no longer found"),
        (Rename(id="9", agency="Nobody Ltd", name="Somebody"), "no agency is called Nobody Ltd"),
        (Correct(id="9", document="gone"), "the paper is no longer in the case"),
        (Reclassify(id="9", entry=about("Drums"), actor="Nobody Ltd"), "no longer name the agency Nobody Ltd"),
        (Undo(id="9", decision="8"), "there is no decision 8"),
    ],
)
def test_a_decision_that_no_longer_fits_is_reported_and_changes_nothing(decision: Decision, why: str) -> None:
    found = built([decision])
    assert [(unfit.decision, why in unfit.why) for unfit in found.unfit] == [("9", True)]
    assert found.entries == built().entries


def test_names_of_one_person_count_as_one() -> None:
    events = [account("Drums.", "2023-05-03", person=name) for name in ("ash", "ashe", "birch")]
    same = one_person(events, [SamePerson(id="1", names=("Mrs Dee Ash", "D Ashe"))])
    assert [event.person for event in same] == ["ash", "ash", "birch"]


# ---------------------------------------------------------------- the file


def test_decisions_kept_before_entries_were_described_and_agencies_corrected_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    old = {"id": "1", "kind": "reclassify", "entry": {"entry": "e1", "kind": "incident", "sources": []}, "types": []}
    path.write_text(json.dumps([old]))
    assert read_decisions(path) == (Reclassify(id="1", entry=About(entry="e1", kind=EntryKind.INCIDENT), types=()),)


def test_a_file_of_decisions_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps([MERGE.model_dump(mode="json"), {"kind": "undo", "id": "2", "decision": "1"}]))
    assert read_decisions(path) == (MERGE, Undo(id="2", decision="1"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no list of decisions"),
        ('[{"kind": "merge", "id": "1", "entries": []}]', "decision 1, entries"),
        ('[{"kind": "reject", "id": "1", "entry": {"entri": "e1"}}]', "decision 1, entry.entri"),
        ('[{"kind": "blame", "id": "1"}]', "decision 1"),
        ('[{"kind": "undo", "id": "1", "decision": "0"}, {"kind": "undo", "id": "1", "decision": "0"}]', "id '1'"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(text)
    with pytest.raises(Refused, match=says):
        read_decisions(path)
