"""The pages to log in and out and to set a password."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from tests.api.auth.world import COOKIE, EMAIL, PASSWORD, World, bearer

from caseclock.api.auth import users
from caseclock.api.auth.principals import Scope
from caseclock.api.store.audit import OPERATOR
from caseclock.api.store.tables import OneTimeLink, Role, now

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
NEW = "eleven quiet spoons at noon"


def csrf_of(page: str) -> str:
    """The proof in a page's form."""
    found = _CSRF.search(page)
    assert found, page
    return found[1]


def filled_in(client: TestClient, path: str, **fields: str) -> tuple[int, str, str]:
    """Open the page, fill its form in and send it: status, where to, and the text."""
    sent = {"csrf": csrf_of(client.get(path).text), **fields}
    answer = client.post(path, data=sent)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def new_link(world: World, name: str = "") -> str:
    """The path of somebody's first link."""
    with world.service.database.transaction() as session:
        return f"/start/{users.add_user(session, EMAIL, name, Role.CASEWORKER, OPERATOR)[1]}"


def test_from_the_link_to_the_first_page_and_out(world: World) -> None:
    path = new_link(world, "<b>Alex</b>")
    client = world.client()
    assert filled_in(client, path, password=NEW, again=NEW)[:2] == (303, "/log-in?set=1")
    assert "Your password is set" in client.get("/log-in?set=1").text
    assert filled_in(client, "/log-in", email=EMAIL, password=NEW)[:2] == (303, "/")
    assert client.get("/").headers["location"] == "/cases"
    csrf = client.get("/api/v1/me").json()["csrf"]
    assert client.post("/log-out", data={"csrf": csrf}).headers["location"] == "/log-in"
    assert COOKIE not in client.cookies
    assert client.get("/").headers["location"] == "/log-in"


def test_a_log_in_that_failed_says_so_and_keeps_the_address(world: World) -> None:
    world.add()
    typed = '"><script>@council.example'
    status, _, text = filled_in(world.client(), "/log-in", email=typed, password="wrong")
    assert status == 401
    assert "<title>Error: Log in" in text
    assert 'role="alert"' in text
    assert "is not right, or the log-in is locked" in text
    assert "&#34;&gt;&lt;script&gt;@council.example" in text


def test_a_code_may_be_typed_with_spaces_as_apps_show_it(world: World) -> None:
    world.add()
    status, _, text = filled_in(world.client(), "/log-in", email=EMAIL, password=PASSWORD, code="")
    assert status == 303, text
    assert filled_in(world.client(), "/log-in", email=EMAIL, password=PASSWORD, code="123 456")[0] == 303


@pytest.mark.parametrize("path", ["/log-in", "link"])
@pytest.mark.parametrize("forged", ["no field", "no cookie", "another's", "not signed", "cross-site"])
def test_a_form_that_is_not_from_our_page_is_refused(world: World, path: str, forged: str) -> None:
    path = new_link(world) if path == "link" else path
    client, other = world.client(), world.client()
    csrf = csrf_of(client.get(path).text)
    fields = {"email": EMAIL, "password": NEW, "again": NEW, "csrf": csrf}
    headers = {}
    if forged == "no field":
        del fields["csrf"]
    elif forged == "no cookie":
        client = other
    elif forged == "another's":
        fields["csrf"] = csrf_of(other.get(path).text)
    elif forged == "not signed":
        client.cookies.clear()
        headers["Cookie"] = f"{COOKIE}-form=mine"
        fields["csrf"] = "mine"
    else:
        headers["Sec-Fetch-Site"] = "cross-site"
    answer = client.post(path, data=fields, headers=headers)
    assert answer.status_code == 403
    assert world.user(EMAIL).password is None if path != "/log-in" else True
    assert world.audit("login:failed") == []


def test_a_log_out_that_is_forged_does_not_log_out(world: World) -> None:
    world.add()
    client = world.logged_in()
    del client.headers["X-CSRF-Token"]
    assert client.post("/log-out").status_code == 403
    assert client.get("/").headers["location"] == "/cases"


def test_looking_at_a_link_does_not_use_it_up(world: World) -> None:
    path = new_link(world)
    assert [world.client().get(path).status_code for _ in range(3)] == [200] * 3
    assert filled_in(world.client(), path, password=NEW, again=NEW)[0] == 303
    used = world.client().get(path)
    assert used.status_code == 404
    assert "ask an administrator for a new one" in used.text


@pytest.mark.parametrize(
    ("password", "again", "field", "told"),
    [
        (NEW, NEW + "x", "again", "not the same"),
        ("short", "short", "password", "too short"),
        ("", "", "password", "too short"),
        ("x" * 2000, "x" * 2000, "password", "too long"),
    ],
)
def test_a_password_that_is_refused_is_explained_beside_its_field(
    world: World, password: str, again: str, field: str, told: str
) -> None:
    status, _, text = filled_in(world.client(), new_link(world), password=password, again=again)
    assert status == 422
    assert f'href="#{field}"' in text
    assert f'id="{field}-fault"' in text
    assert told in text
    assert password == "" or f'value="{password}"' not in text


def test_a_link_that_ran_out_while_the_form_was_open_is_explained(world: World) -> None:
    path = new_link(world)
    client = world.client()
    csrf = csrf_of(client.get(path).text)
    world.set(OneTimeLink, expires_at=now())
    answer = client.post(path, data={"csrf": csrf, "password": NEW, "again": NEW})
    assert answer.status_code == 404
    assert "This link cannot be used" in answer.text


@pytest.mark.parametrize(
    ("to", "goes"),
    [
        ("/cases/c1/findings?as_of=2026-03-02", "/cases/c1/findings?as_of=2026-03-02"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("/cases\r\nSet-Cookie: x=1", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_log_in_goes_back_to_a_page_of_ours_and_to_no_other(world: World, to: str, goes: str) -> None:
    world.add()
    assert filled_in(world.client(), "/log-in", email=EMAIL, password=PASSWORD, to=to)[:2] == (303, goes)


@pytest.mark.parametrize("path", ["/log-in", "/start/x%00y", "/start/%ED%A0%80", "/start/" + "x" * 3000])
def test_odd_paths_and_fields_are_answered_with_a_page(world: World, path: str) -> None:
    client = world.client()
    client.get("/log-in")
    odd = {"csrf": "\x00", "email": "\x00\ud7ff", "password": "\x00", "code": "\u0661", "again": "\x00"}
    for answer in (client.get(path), client.post(path, data=odd)):
        assert answer.status_code in (200, 403, 404)
        assert "<h1>" in answer.text
    files = client.post("/log-in", data={"csrf": "x"}, files={"email": ("a", b"b")})
    assert files.status_code == 422


def test_a_key_has_no_first_page(world: World) -> None:
    world.add()
    _, plain = world.key(*Scope)
    assert world.logged_in().get("/", headers=bearer(plain)).headers["location"] == "/api/v1/docs"


class _Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("which", ["log-in", "log-in failed", "start", "start failed", "bad link"])
def test_pages_have_a_language_a_title_one_heading_and_a_label_for_each_field(world: World, which: str) -> None:
    client = world.client()
    if which.startswith("log-in"):
        text = filled_in(client, "/log-in")[2] if "failed" in which else client.get("/log-in").text
    elif which.startswith("start"):
        path = new_link(world)
        text = filled_in(client, path, password="x", again="x")[2] if "failed" in which else client.get(path).text
    else:
        text = client.get("/start/x").text
    tags = _Outline(text).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert ("html", {"lang": "en-GB"}) in tags
    assert len(ids) == len(set(ids))
    assert [tag for tag, _ in tags].count("h1") == 1
    assert re.search(r"<title>[^<]+ - caseclock</title>", text)
    labelled = {attributes["for"] for tag, attributes in tags if tag == "label"}
    typed_in = {a.get("id") for tag, a in tags if tag == "input" and a.get("type") != "hidden"}
    assert labelled == typed_in
    described = {one for _, a in tags for one in (a.get("aria-describedby") or "").split()}
    assert described <= set(ids)
    assert not any(tag in ("script", "style") or "style" in a or any(n.startswith("on") for n in a) for tag, a in tags)


def test_the_style_is_served_from_here(world: World) -> None:
    answer = world.client().get("/style.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert "url(" not in answer.text


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("#0b0c0c", "#fff", 4.5),
        ("#1a65a6", "#fff", 4.5),
        ("#003078", "#fff", 4.5),
        ("#484949", "#fff", 4.5),
        ("#b8220a", "#fff", 4.5),
        ("#fff", "#00703c", 4.5),
        ("#fff", "#005a30", 4.5),
        ("#fff", "#0b0c0c", 4.5),
        ("#0b0c0c", "#fd0", 4.5),
        ("#d4351c", "#fff", 3.0),
    ],
)
def test_colours_can_be_told_apart(world: World, text: str, ground: str, least: float) -> None:
    style = world.client().get("/style.css").text
    assert text in style
    assert ground in style
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
