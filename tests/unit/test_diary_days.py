"""Diaries in which a day stands alone above what was written on it."""

import io

import docx
import pytest
from tests.casework import chronology, incidents, others

LETTER = (
    "Stonebridge Housing\n1 High Street\nMarlow End\n\n30 March 2023\n\nDear Ms Frost\n\nThank you for your diary. "
    "Mr Kirk of 10 Marl Terrace is your neighbour.\n\nYours sincerely\n\nJ Bell\nStonebridge Housing\n"
)
HEAD = "My diary of the trouble at 8 Marl Terrace, 2023\nAnn Frost\n\n"
QUIET = "\n\nSunday 26 March 2023\nNothing today. Quiet.\n"


def told(*entries: tuple[str, str], gap: str = "\n") -> tuple[list[str], list[str]]:
    """The incidents and the other entries of a diary; each entry is its day and its words."""
    text = HEAD + "\n\n".join(f"{day}{gap}{words}" for day, words in entries) + QUIET
    found = chronology({"diary.txt": text, "letter.txt": LETTER})
    return incidents(found), [line for line in others(found) if not line.startswith("2023-03-30")]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Saturday 4 March 2023", "2023-03-04"),
        ("Sat 4 March", "2023-03-04"),
        ("SATURDAY 4TH MARCH 2023", "2023-03-04"),
        ("4/3/23", "2023-03-04"),
        ("4.3.2023 (Saturday)", "2023-03-04"),
        ("2023-03-04", "2023-03-04"),
        ("## March 4th, 2023", "2023-03-04"),
        ("Date: 4 March 2023", "2023-03-04"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n- "])
def test_what_stands_below_a_day_is_of_that_day(line: str, day: str, gap: str) -> None:
    found, _ = told((line, "He threw eggs at my front window."), gap=gap)
    assert found == [day]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("Saturday 4 March 2023", "Monday 6th"), ["2023-03-04", "2023-03-06"]),
        (("Saturday 4 March 2023", "Tuesday"), ["2023-03-04", "2023-03-07"]),
        (("28 Dec 2022", "2 Jan"), ["2022-12-28", "2023-01-02"]),
        (("Thurs 9/3", "Sun 12/3"), ["2023-03-09", "2023-03-12"]),
    ],
)
def test_a_day_told_in_part_follows_the_one_above(lines: tuple[str, str], days: list[str]) -> None:
    first, second = lines
    found, _ = told((first, "He threw eggs at my front window."), (second, "He kicked my door and ran."))
    assert found == days


def test_a_time_beside_the_day_is_that_of_the_words_below() -> None:
    text = HEAD + "4 March 2023, 9.30pm\nHe kicked my door.\n" + QUIET
    (entry,) = [e for e in chronology({"diary.txt": text}).entries if e.kind.value == "incident"]
    assert (str(entry.when.start), entry.when.time, entry.when.precision.value) == ("2023-03-04", "21:30", "minute")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Yesterday he let his dog foul my path.", ["2023-03-20"]),
        ("On Saturday he kicked my gate off.", ["2023-03-18"]),
        ("He kicked my gate off last night.", ["2023-03-20"]),
        ("He kicked my gate off on Friday evening.", ["2023-03-17"]),
    ],
)
def test_an_entry_may_tell_of_a_day_before_it(words: str, expected: list[str]) -> None:
    found, _ = told(("Tuesday 21 March 2023", words))
    assert found == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Rang the housing.", "2023-03-21 report"),
        ("Emailed Stonebridge with a picture.", "2023-03-21 report"),
        ("Told the council about all of it.", "2023-03-21 report"),
        ("Rang the housing, still waiting for a call back.", "2023-03-21 contact"),
        ("Went to the housing office about the noise.", "2023-03-21 report"),
        ("The lady from the housing came.", "2023-03-21 agency_action"),
        ("A man from the council rang at last.", "2023-03-21 contact"),
        ("A letter from Stonebridge to say they will write to him.", "2023-03-21 contact"),
        ("Police came. Took a statement.", "2023-03-21 police_action"),
        ("The fire engine came.", "2023-03-21 agency_action"),
    ],
)
def test_clipped_sentences_are_of_the_writer_and_of_the_day(words: str, expected: str) -> None:
    found, acts = told(("Tuesday 21 March 2023", words))
    assert (found, acts) == ([], [expected])


@pytest.mark.parametrize(
    "words",
    [
        "He spat at me. I rang the police straight away.",
        "He spat at me. Rang the police when I got home.",
        "He spat at me outside the shop.\n\nTold the police.",
        "Spat at by him outside the shop. Dialled 999.",
    ],
)
def test_a_report_of_the_same_entry_is_that_of_its_incident(words: str) -> None:
    assert told(("Tuesday 21 March 2023", words))[0] == ["2023-03-21 > police 03-21"]


@pytest.mark.parametrize(
    "words",
    [
        "Went to the housing office about what he did on Saturday.",
        "Emailed the housing what he said on Saturday.",
        "Told Stonebridge about the spitting on Saturday.",
    ],
)
def test_telling_of_a_day_before_is_a_report_of_that_days_incident(words: str) -> None:
    found, acts = told(("Saturday 18 March 2023", "He spat at me."), ("Tuesday 21 March 2023", words))
    assert found == ["2023-03-18 > registered_provider 03-21"]
    assert acts == ["2023-03-21 report"]


@pytest.mark.parametrize(
    "words",
    [
        "Rang the council, a girl called Pam, she gave me a ref EH/4471.",
        "Appointment at the doctors, she gave me tablets for my nerves.",
    ],
)
def test_what_others_give_the_writer_is_no_incident(words: str) -> None:
    found, acts = told(("Tuesday 21 March 2023", words))
    assert (found, len(acts)) == ([], 1)


def test_days_on_lines_within_one_paragraph_part_it() -> None:
    text = (
        HEAD
        + "Saturday 4 March 2023\nHe threw eggs at my front window, all down the glass.\nSun 5th\nSwept up.\n"
        + "Mon 6th\nHe kicked my door and ran off laughing down the stairs to his friends.\n"
        + QUIET
    )
    assert incidents(chronology({"diary.txt": text})) == ["2023-03-04", "2023-03-06"]


def test_lines_without_stops_are_sentences_of_their_own() -> None:
    found, acts = told(("Tuesday 21 March 2023", "Rang the housing\n\nHe spat at me\n\nPolice came"), gap="\n\n")
    assert found == ["2023-03-21"]
    assert sorted(acts) == ["2023-03-21 police_action", "2023-03-21 report"]


@pytest.mark.parametrize("headed", [True, False])
def test_a_word_document_is_read_alike(headed: bool) -> None:
    paper = docx.Document()
    paper.add_paragraph("My diary of the trouble at 8 Marl Terrace")
    for day, words in (("Saturday 4 March 2023", "He threw eggs at my window."), ("Mon 6 March", "Rang the housing.")):
        if headed:
            paper.add_heading(day, level=2)
        else:
            paper.add_paragraph(day)
        paper.add_paragraph(words)
    data = io.BytesIO()
    paper.save(data)
    found = chronology({"diary.docx": data.getvalue(), "letter.txt": LETTER})
    assert incidents(found) == ["2023-03-04"]
    assert "2023-03-06 report" in others(found)


def test_an_entry_with_its_day_in_its_own_line_ends_the_one_above() -> None:
    text = (
        HEAD
        + "Saturday 4 March 2023\nHe threw eggs at my window.\n\n"
        + ("Tuesday 7 March 2023 - he kicked my door and shouted. He spat at me.\n" + QUIET)
    )
    assert incidents(chronology({"diary.txt": text})) == ["2023-03-04", "2023-03-07"]


@pytest.mark.parametrize("words", ["Same again.", "The same thing all night.", "Exactly the same racket, rang nobody."])
def test_the_same_again_is_an_incident_of_its_day(words: str) -> None:
    found, _ = told(("Saturday 18 March 2023", "Loud music till 2am."), ("Sunday 19 March 2023", words))
    assert found == ["2023-03-18", "2023-03-19"]


def test_a_letter_has_its_day_and_what_it_says_has_its_own() -> None:
    words = "Letter from Stonebridge saying they had spoken to him on Friday."
    found, acts = told(("Tuesday 21 March 2023", words))
    assert found == []
    assert [line.split()[0] for line in acts] == ["2023-03-17", "2023-03-21"]
