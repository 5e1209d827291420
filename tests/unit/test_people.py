"""Who is who: names that are places, heads of messages, neighbours who rang, makers of statements."""

from tests.casework import read

from caseclock.extractor.language.people import find_parties

LOG = (
    "OAKHAVEN COUNCIL out of hours calls,,,\nDate,Time,Caller,Details\n"
    '01/03/2021,23:10,"Mrs Harker, 4 Tern Close",Loud music\n'
    '02/03/2021,23:20,"Mrs Harker, 4 Tern Close",Loud music again\n'
    '02/03/2021,23:40,"Mr Ibbot, 9 Tern Close",Music heard through two walls\n'
)


def roles(**papers: str) -> dict[str, str]:
    return dict(find_parties(read({name.replace("_", "."): text for name, text in papers.items()})).roles)


def test_a_subject_line_names_nobody() -> None:
    mail = (
        "From: Ann Harker <ann@mail.example>\nTo: Housing\nDate: Mon, 1 Mar 2021 09:00:00 +0000\nSubject: {}\n\nHelp.\n"
    )
    found = roles(one_eml=mail.format("Tern Court"), two_eml=mail.format("Merle Dray again"))
    assert "court" not in found
    assert "dray" not in found


def test_a_street_is_nobody_but_a_person_may_be_called_like_one() -> None:
    found = roles(form_txt="Suspect: Tern Gardens\nVictim: Mrs Lane\n")
    assert found == {"lane": "complainant"}


def test_who_rang_from_another_home_is_no_complainant() -> None:
    found = roles(calls_csv=LOG)
    assert found["harker"] == "complainant"
    assert found["ibbot"] == "other"


def test_callers_of_whom_no_home_is_told_complain() -> None:
    found = roles(calls_csv=LOG.replace(", 9 Tern Close", ", again"))
    assert found["ibbot"] == "complainant"


def test_the_maker_of_a_statement_is_a_witness() -> None:
    found = roles(calls_csv=LOG, statement_txt="WITNESS STATEMENT\n\nStatement of: Piers Ibbot\n\n1. I live there.\n")
    assert found["ibbot"] == "other"
