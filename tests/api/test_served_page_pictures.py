"""Pages as they look, with a passage marked: for those who check what the chronology says."""

import io

import httpx
import pytest
from PIL import Image, ImageChops
from tests.api.rights_house import pdf_of
from tests.api.running import RunningService, new_case, upload, wait_for

_WORDS = "On 3 March 2026 he shouted at her in the hallway."
_FILES = [
    ("note.pdf", pdf_of(_WORDS)),
    ("note.txt", _WORDS.encode()),
    ("broken.pdf", b"%PDF-1.7 and no more"),
]


@pytest.fixture(scope="module")
def papers(service: RunningService, key: str) -> dict[str, str]:
    """The addresses of the papers, below the API's own, by their names."""
    with service.client(key) as client:
        case = new_case(client)
        sent = upload(client, case, _FILES).json()
        wait_for(client, sent["job"]["id"])
    return {one["name"]: f"/cases/{case}/documents/{one['id']}" for one in sent["documents"]}


def test_a_passage_is_marked_where_it_stands(client: httpx.Client, papers: dict[str, str]) -> None:
    text = client.get(f"{papers['note.pdf']}/text").text
    start = text.index("shouted")
    plain, marked, again = (
        client.get(f"{papers['note.pdf']}/pages/1.png", params=asked)
        for asked in ({}, {"highlight": f"{start}-{start + 7}"}, {"highlight": f"{start}-{start + 7}"})
    )
    assert {one.headers["content-type"] for one in (plain, marked)} == {"image/png"}
    assert marked.content == again.content
    one, other = (Image.open(io.BytesIO(answer.content)).convert("RGB") for answer in (plain, marked))
    assert one.size == other.size
    assert one.width == 1000
    left, top, right, bottom = ImageChops.difference(one, other).getbbox() or (0, 0, 0, 0)
    assert 0 < right - left < one.width / 4  # a word, not the line
    assert 0 < bottom - top < one.height / 20


@pytest.mark.parametrize("width", [200, 731, 2400])
def test_a_page_is_as_wide_as_is_asked(client: httpx.Client, papers: dict[str, str], width: int) -> None:
    answer = client.get(f"{papers['note.pdf']}/pages/1.png", params={"width": width})
    assert Image.open(io.BytesIO(answer.content)).width == width


@pytest.mark.parametrize(
    ("paper", "page", "asked", "expected"),
    [
        ("note.pdf", "2", {}, (404, "no-picture")),
        ("note.pdf", "0", {}, (404, "no-picture")),
        ("note.pdf", "1", {"highlight": "0-99999"}, (404, "no-picture")),
        ("note.pdf", "1", {"highlight": "7-7"}, (404, "no-picture")),
        ("note.pdf", "1", {"highlight": "7"}, (422, "invalid")),
        ("note.pdf", "1", {"highlight": "-1-7"}, (422, "invalid")),
        ("note.pdf", "-1", {}, (422, "invalid")),
        ("note.pdf", "one", {}, (422, "invalid")),
        ("note.pdf", "1", {"width": 199}, (422, "invalid")),
        ("note.pdf", "1", {"width": 2401}, (422, "invalid")),
        ("note.txt", "1", {}, (404, "no-picture")),
        ("broken.pdf", "1", {}, (404, "unreadable")),
    ],
)
def test_what_there_is_no_picture_of_is_said(
    client: httpx.Client,
    papers: dict[str, str],
    paper: str,
    page: str,
    asked: dict[str, str],
    expected: tuple[int, str],
) -> None:
    answer = client.get(f"{papers[paper]}/pages/{page}.png", params=asked)
    assert (answer.status_code, answer.json()["code"]) == expected
    assert answer.json()["detail"].endswith(".")


def test_who_has_a_picture_already_is_not_sent_it_again(client: httpx.Client, papers: dict[str, str]) -> None:
    way = f"{papers['note.pdf']}/pages/1.png"
    first = client.get(way)
    assert first.headers["cache-control"] == "private, no-cache"
    have = {"If-None-Match": first.headers["etag"]}
    assert (client.get(way, headers=have).status_code, client.get(way, headers=have).content) == (304, b"")
    assert client.get(way, params={"width": 500}, headers=have).status_code == 200
    assert client.get(way, headers={"If-None-Match": "*"}).status_code == 200


def test_what_was_drawn_before_is_not_shown_to_others(
    service: RunningService, client: httpx.Client, papers: dict[str, str]
) -> None:
    way = f"{papers['note.pdf']}/pages/1.png"
    tag = client.get(way).headers["etag"]
    with service.client(service.key("a stranger's")) as stranger:
        assert stranger.get(way).status_code == 404
        assert stranger.get(way, headers={"If-None-Match": tag}).status_code == 404


def test_what_was_drawn_of_a_paper_goes_with_it(client: httpx.Client) -> None:
    case = new_case(client)
    sent = upload(client, case, _FILES[:1]).json()
    wait_for(client, sent["job"]["id"])
    paper = f"/cases/{case}/documents/{sent['documents'][0]['id']}"
    tag = client.get(f"{paper}/pages/1.png").headers["etag"]
    assert client.delete(paper).status_code == 204
    assert client.get(f"{paper}/pages/1.png", headers={"If-None-Match": tag}).status_code == 404
