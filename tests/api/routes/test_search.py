"""Search: passages of one's own papers, and of nobody else's."""

import pytest
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.api.store import tables
from caseclock.api.store.tables import Names

NOISE = "On 3 March 2026 loud music was played at night. The officer warned the tenant on 4 March 2026."


@pytest.fixture
def found(house: House):
    """Searches as a new caller with a case that has one paper; gives the caller, case and paper."""
    caller = house.caller(Scope.DOCUMENTS_READ)
    case = house.case(caller)
    return caller, case, house.paper(case, "letter.txt", NOISE)


def hits(caller, words, **more):
    return caller("GET", "/api/v1/search", 200, params={"q": words, **more}).json()


def test_a_passage_with_its_place_and_the_words_that_were_found(found):
    caller, case, paper = found
    (hit,) = hits(caller, "loud music")["hits"]
    assert (hit["case"], hit["document"], hit["name"], hit["start"]) == (case, paper, "letter.txt", 0)
    assert [piece["text"] for piece in hit["excerpt"] if piece["found"]] == ["loud", "music"]
    assert "".join(piece["text"] for piece in hit["excerpt"]) in NOISE


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("musical", 1),
        ('"loud music"', 1),
        ('"music loud"', 0),
        ("music -tenant", 0),
        ("whisky or tenant", 1),
        ("the", 0),
        ("'); drop table cases; --", 0),
        (":*&|!()<->", 0),
        ("\ue000music\ue001", 0),
    ],
)
def test_words_are_searched_for_as_people_write_them(found, words, count):
    assert len(hits(found[0], words)["hits"]) == count


def test_a_paper_cannot_forge_what_was_found(house):
    caller = house.caller(Scope.DOCUMENTS_READ)
    house.paper(house.case(caller), "a.txt", "The \ue000kettle\ue001 was <b>boiling</b> & spilling.")
    (hit,) = hits(caller, "spilling")["hits"]
    assert [piece["text"] for piece in hit["excerpt"] if piece["found"]] == ["spilling"]


def test_the_papers_of_others_are_not_found(house, found):
    other = house.caller(Scope.DOCUMENTS_READ)
    assert hits(other, "music") == {"hits": [], "next": None}


@pytest.mark.parametrize("names", [Names.THIRD_PARTIES, Names.INITIALS, Names.MASKED])
def test_cases_in_which_names_are_hidden_are_left_out(house, found, names):
    _, case, _ = found
    masked = house.caller(Scope.DOCUMENTS_READ)
    house.member(case, masked, names)
    assert hits(masked, "music")["hits"] == []


def test_closed_cases_are_left_out(house, found):
    caller, case, _ = found
    with house.service.database.transaction() as session:
        session.get(tables.Case, case).closed_at = tables.now()
    assert hits(caller, "music")["hits"] == []


def test_pages_give_each_passage_once_and_the_best_first(house):
    caller = house.caller(Scope.DOCUMENTS_READ)
    for at in range(3):
        case = house.case(caller, reference=f"ASB/{at}")
        house.paper(case, "a.txt", f"A barking dog, number {at}.")
        house.paper(case, "b.txt", f"Barking, barking: the dog was barking, barking all night, {at}.")
    whole = [(hit["case"], hit["document"]) for hit in hits(caller, "barking dog")["hits"]]
    assert len(set(whole)) == 6
    paged, cursor = [], None
    for _ in range(9):
        page = hits(caller, "barking dog", limit=1, **({"cursor": cursor} if cursor else {}))
        paged += [(hit["case"], hit["document"]) for hit in page["hits"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert paged == whole


def test_what_was_seen_is_audited_without_the_words(house, found):
    caller, case, _ = found
    hits(caller, "music")
    ((about, detail),) = house.rows("select case_id, detail from audit where actor = :who", who=caller.id)
    assert about == case
    assert "music" not in detail


@pytest.mark.parametrize("given", [{}, {"q": ""}, {"q": "\0"}, {"q": "a", "cursor": "x"}, {"q": "x" * 201}])
def test_what_cannot_be_searched_for_is_refused(found, given):
    found[0]("GET", "/api/v1/search", 422, params=given)


def test_it_takes_the_scope(house):
    house.caller(Scope.CASES_READ)("GET", "/api/v1/search", 403, params={"q": "music"})
