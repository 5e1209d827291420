"""Whose diary it is, and statements of an agency about what came in only one way."""

import pytest
from tests.casework import chronology, read


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("Diary of what goes on next door\nAnn Harker, 4 Tern Close", "Ann Harker"),
        ("Noise diary of Ann Harker", "Ann Harker"),
        ("Diary\nName: Ann Harker-Price, tenant", "Ann Harker-Price"),
        ("Diary of Noise From Next Door", ""),
        ("Diary sheet\nTern Close, Oakhaven", ""),
        ("Diary kept by ANN HARKER", "ANN HARKER"),
    ],
)
def test_whose_diary_it_is(head: str, author: str) -> None:
    days = "\n\n".join(f"{day} May 2021\n\nHe shouted at me." for day in (3, 4, 5, 6))
    assert read({"diary.txt": f"{head}\n\n{days}\n"})[0].author == author


LETTER = (
    "Brambling Homes\n\n14 June 2021\n\nDear Ms Harker\n\nWe hold no {things} from you for May 2021.\n\n"
    "Yours sincerely\n\nT Ives\nHousing Officer\n"
)
NOTES = (
    "Brambling Homes case notes\n\nRef,Date,Time,Officer,Type,Notes\n"
    "N1,10/05/2021,10:00,TI,{kind},{note}\nN2,30/05/2021,12:00,TI,Admin,File checked\n"
)


@pytest.mark.parametrize(
    ("things", "kind", "note", "found"),
    [
        ("recordings", "App", "Recording in from tnt: Mr Dray shouted abuse at her last night", True),
        ("recordings", "Phone", "T/C from tnt: Mr Dray shouted abuse at her last night", False),
        ("emails", "Email in", "Email from tnt: Mr Dray shouted abuse at her last night", True),
        ("emails", "Phone", "T/C from tnt: Mr Dray shouted abuse at her last night", False),
        ("diary sheets", "Post", "Diary sheets in from tnt: Mr Dray shouted abuse at her last night", True),
        ("submissions", "Phone", "T/C from tnt: Mr Dray shouted abuse at her last night", True),
    ],
)
def test_nothing_came_in(things: str, kind: str, note: str, found: bool) -> None:
    result = chronology({"letter.txt": LETTER.format(things=things), "notes.csv": NOTES.format(kind=kind, note=note)})
    assert any(f.kind == "discrepancy" and f.about == "count" for f in result.findings) is found
