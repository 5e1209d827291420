"""Words that no rule takes for an incident are an account of one where a surer one tells of it, and nothing else."""

import pytest
from tests.casework import chronology

from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind

LOG = (
    "Log,Occurred,Reported,Location,Caller,Details\n"
    "0163,06/03/2021 21:05,06/03/2021 21:10,4 TERN CLOSE,HARKER,MALE THROWING FROZEN TURNIPS AT GREENHOUSE\n"
    "0177,09/03/2021 20:00,09/03/2021 20:10,4 TERN CLOSE,HARKER,LOUD MUSIC FROM NO 6\n"
)
LETTER = (
    "Brambling Homes\n2 Station Road\n\n14 June 2021\n\nDear Ms Harker\n\nYour complaint\n\n{}\n\n"
    "Yours sincerely\n\nT Ives\n"
)
CHAT = "[06/03/2021, {}:08:12] Ann: {}\n[06/03/2021, {}:09:40] Jo: Oh no\n"


def incidents(found: Chronology) -> list[Entry]:
    return [e for e in found.entries if e.kind is EntryKind.INCIDENT]


def cited(found: Chronology, words: str) -> list[EntryKind]:
    return [e.kind for e in found.entries if any(words in s.quote for s in e.sources)]


@pytest.mark.parametrize(
    "words",
    [
        "The turnips of 6 March 2021 went through the greenhouse",
        "On 6 March 2021 the greenhouse was pelted with turnips",
    ],
)
def test_a_retelling_without_a_word_of_behaviour_joins_the_log(words: str) -> None:
    found = chronology({"log.csv": LOG, "letter.txt": LETTER.format(f"{words}.")})
    assert len(incidents(found)) == 2
    first = incidents(found)[0]
    assert {s.document for s in first.sources} == {d.id for d in found.documents}


@pytest.mark.parametrize(
    "words", ["On 7 March 2021 the greenhouse was admired", "On 6 March 2021 the lawn was sown", "In May it rained"]
)
def test_without_a_surer_account_it_is_no_incident(words: str) -> None:
    found = chronology({"log.csv": LOG, "letter.txt": LETTER.format(f"We note this: {words}.")})
    assert [str(e.when.start) for e in incidents(found)] == ["2021-03-06", "2021-03-09"]


@pytest.mark.parametrize(
    ("hour", "message", "kinds"),
    [
        (21, "Frozen turnips at the greenhouse", [EntryKind.INCIDENT]),
        (15, "Flags all round the square tonight", [EntryKind.OTHER]),  # for a person to look at
        (21, "Ring the police", []),
        (21, "Shall I come over?", []),
        (21, "Thanks love", []),
    ],
)
def test_a_few_words_of_a_chat(hour: int, message: str, kinds: list[EntryKind]) -> None:
    found = chronology({"log.csv": LOG, "chat.txt": CHAT.format(hour, message, hour)})
    assert cited(found, message) == kinds
    assert len(incidents(found)) == 2


def test_what_he_is_doing_to_somebody_is_one_by_itself() -> None:
    found = chronology({"chat.txt": CHAT.format(20, "He is hosing my bedroom window down", 20)})
    assert [str(e.when.start) for e in incidents(found)] == ["2021-03-06"]


def test_one_of_several_is_not_all_of_them() -> None:
    several = LETTER.format("You told us of three nights of loud music between 8 and 12 March 2021.")
    found = chronology({"log.csv": LOG, "letter.txt": several})
    counts = {(str(e.when.start), str(e.when.end)): e.count for e in incidents(found)}
    assert counts[("2021-03-09", "2021-03-09")] == 1
    assert counts.get(("2021-03-08", "2021-03-12"), 3) == 3
