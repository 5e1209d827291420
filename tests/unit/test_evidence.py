"""Words that say that nothing effective was done, and signs of vulnerability."""

import pytest
from tests.factories import AGENCIES, linked, step

from caseclock.extractor.findings.channels import told_only_by
from caseclock.extractor.findings.evidence import actions_told, no_action_said, says_no_action, vulnerability_said
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.policy import Channel
from caseclock.models.step import Step


@pytest.mark.parametrize(
    "text",
    [
        "I rang twelve times and nothing has been done.",
        "Nothing effective ever happened about the music.",
        "Nobody has been in touch since I reported it.",
        "No one came.",
        "The council has not done anything about it.",
        "They haven't taken any action.",
        "There was no effective action.",
        "No further action was taken by the landlord.",
        "We have had no response at all.",
        "neither of you has done a thing",
        "None of the agencies did anything",
        "The housing association failed to deal with my reports.",
        "I have been ignored.",
        "The problem remains unresolved.",
    ],
)
def test_says_that_nothing_was_done(text: str) -> None:
    assert says_no_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "A warning letter was sent to the tenant.",
        "He said nothing to me.",
        "There was nothing on the stairs.",
        "Officers attended and took action at once.",
        "She has not been well.",
    ],
)
def test_says_something_else(text: str) -> None:
    assert not says_no_action(text)


def test_passages_in_order_of_time_with_the_application() -> None:
    entries = [
        step("a", "2022-03-01", Step.APPLICATION, words="Please review my case."),
        linked("s", EntryKind.CONTACT, "2022-02-01", words="Nothing has been done."),
        linked("o", EntryKind.CONTACT, "2022-01-01", words="They rang me."),
    ]
    assert [source.quote for source in no_action_said(entries)] == ["Nothing has been done.", "Please review my case."]


def test_signs_of_vulnerability() -> None:
    entries = [
        linked("b", EntryKind.CONTACT, "2022-02-01", words="Her anxiety is worse."),
        linked("a", EntryKind.CONTACT, "2022-01-01", words="The tenant uses a wheelchair."),
        linked("c", EntryKind.CONTACT, "2022-01-02", words="The music was loud."),
    ]
    assert [link.entry.id for link in vulnerability_said(entries)] == ["a", "b"]


def test_actions_told_are_those_of_the_bodies_that_were_done() -> None:
    entries = [
        linked("a", EntryKind.AGENCY_ACTION, "2022-01-01", actor="landlord"),
        linked("b", EntryKind.POLICE_ACTION, "2022-01-02", actor="police"),
        linked("c", EntryKind.AGENCY_ACTION, "2022-01-03", actor="charity"),
        linked("d", EntryKind.AGENCY_ACTION, "2022-01-04", actor="landlord", negated=True),
        linked("e", EntryKind.CONTACT, "2022-01-05", actor="landlord"),
    ]
    kinds = {agency.id: agency.kind for agency in AGENCIES}
    assert actions_told(entries, [AgencyKind.POLICE, AgencyKind.REGISTERED_PROVIDER], kinds) == 2


@pytest.mark.parametrize(
    ("way", "words", "only"),
    [
        (Channel.DIARY_SHEET, "Put it in the diary for the officer.", True),
        (Channel.DIARY_SHEET, "Incident diaries handed in at the office.", True),
        (Channel.DIARY_SHEET, "Recorded on the monitoring sheets you gave me.", True),
        (Channel.DIARY_SHEET, "Phoned the noise team, ref N-20, and filled in a diary sheet.", False),
        (Channel.DIARY_SHEET, "Emailed the diary sheets with a request to act.", False),
        (Channel.DIARY_SHEET, "Told the housing officer at the desk; noted in my diary.", False),
        (Channel.DIARY_SHEET, "He tore up my diary.", False),
        (Channel.ANONYMOUS, "The call was made anonymously.", True),
        (Channel.ANONYMOUS, "Caller refused to give her name.", True),
        (Channel.ANONYMOUS, "She rang without giving a name.", True),
        (Channel.ANONYMOUS, "The caller wished to remain anonymous.", True),
        (Channel.ANONYMOUS, "Anonymous report of shouting on the landing.", True),
        (Channel.ANONYMOUS, "An anonymous note was pushed through the door; she rang the police.", False),
        (Channel.ANONYMOUS, "He gave his name and asked for a call back.", False),
        (Channel.CHAT, "Mentioned it to the caretaker in the stairwell.", True),
        (Channel.CHAT, "Had a word with the warden.", True),
        (Channel.CHAT, "I told the estate manager in passing.", True),
        (Channel.CHAT, "He spat at her in passing.", False),
        (Channel.CHAT, "Had a word with him about the noise.", False),
        (Channel.CHAT, "Had a word with the warden, who logged it as number 44.", False),
        (Channel.CHAT, "Went to the office and made a statement.", False),
    ],
)
def test_words_of_a_report_made_only_in_a_way_that_some_policies_do_not_count(
    way: Channel, words: str, only: bool
) -> None:
    assert told_only_by([way], words) is only
    assert not told_only_by([], words)
