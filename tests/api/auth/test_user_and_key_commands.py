"""`caseclock user` and `caseclock key`."""

import argparse

import pytest
from tests.api.auth.world import EMAIL, HOME, PASSWORD, World, bearer

from caseclock.api.arguments import Parser
from caseclock.api.errors import Refused
from caseclock.api.key_command import add_key_parser
from caseclock.api.user_command import add_user_parser


def parsed(words: str | list[str]) -> argparse.Namespace:
    """The arguments as the command line reads them."""
    parser = Parser(prog="caseclock")
    subparsers = parser.add_subparsers(required=True)
    add_user_parser(subparsers)
    add_key_parser(subparsers)
    return parser.parse_args(words.split() if isinstance(words, str) else words)


def typed(world: World, words: str | list[str]) -> list[str]:
    """The lines that a command prints."""
    args = parsed(words)
    if args.run.__name__ == "run_key":
        return list(args.act(world.service.database, args))
    return list(args.act(world.service.database, world.service.settings, args))


def test_the_first_administrator_comes_from_the_command_line(world: World) -> None:
    (link,) = typed(world, ["user", "add", EMAIL, "--role", "administrator", "--name", "Alex Field"])
    sent = {"token": link.removeprefix(f"{HOME}/start/"), "password": PASSWORD}
    assert world.client().post("/api/v1/password", json=sent).status_code == 204
    assert world.logged_in().get("/api/v1/me").json()["user"]["role"] == "administrator"
    assert [row["actor"] for row in world.audit("user:added")] == ["operator"]


def test_people_are_listed_and_changed(world: World) -> None:
    world.add()
    world.add("admin@council.example", password=None)
    assert [line.split()[1:3] for line in typed(world, "user list")] == [
        ["admin@council.example", "caseworker"],
        [EMAIL, "caseworker"],
    ]
    assert "has no password yet" in typed(world, "user list")[0]
    assert typed(world, f"user role {EMAIL} solicitor")[0].split()[2] == "solicitor"
    assert "disabled" in typed(world, f"user disable {EMAIL}")[0]
    assert "has a password" in typed(world, f"user enable {EMAIL.upper()}")[0]
    assert typed(world, f"user reset {EMAIL} --without-second-factor")[0].startswith(f"{HOME}/start/")
    assert "has no password yet" in typed(world, "user list")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"user disable {EMAIL}", "last administrator"),
        (f"user role {EMAIL} caseworker", "last administrator"),
        (f"user add {EMAIL} --role caseworker", "already"),
        ("user reset nobody@council.example", "no such person"),
        ("user add nobody --role caseworker", "is no email address"),
        ("user add a@b --role system", "invalid choice"),
        ("user add a@b", "--role"),
        ("key revoke k0", "no such key"),
        ("key add x --scopes cases:reed", "did you mean cases:read"),
        ("key add x --scopes ,", "name some of"),
        ("key add x --days 0", "no number of days"),
        ("key add x --days 99999999999", "no number of days"),
    ],
)
def test_what_cannot_be_done_is_told(world: World, words: str, told: str) -> None:
    typed(world, f"user add {EMAIL} --role administrator")
    with pytest.raises(Refused, match=told):
        typed(world, words)


def test_a_name_of_several_lines_is_refused() -> None:
    for words in (["key", "add", "a\nb"], ["user", "add", "a@b", "--role", "caseworker", "--name", "a\nb"]):
        with pytest.raises(Refused, match="one line"):
            parsed(words)


def test_a_key_is_printed_once_and_works(world: World) -> None:
    plain, told = typed(world, ["key", "add", "case system", "--days", "30"])
    assert "cannot be shown again" in told
    answer = world.client().get("/api/v1/thing", headers=bearer(plain))
    assert answer.json()["scopes"] == [
        "cases:read",
        "cases:write",
        "chronology:read",
        "decisions:write",
        "documents:read",
        "documents:write",
        "policies:read",
        "webhooks:write",
    ]
    (line,) = typed(world, "key list")
    assert "good until" in line
    assert plain not in line
    key = line.split()[0]
    assert "revoked on" in typed(world, f"key revoke {key}")[0]
    assert world.client().get("/api/v1/thing", headers=bearer(plain)).json()["code"] == "key-revoked"


@pytest.mark.parametrize(("given", "count"), [("all", 11), ("cases:read", 1), ("cases:read,audit:read", 2)])
def test_quietly_only_the_key_is_printed(world: World, given: str, count: int) -> None:
    (plain,) = typed(world, f"key add system --scopes {given} --quiet")
    assert len(world.client().get("/api/v1/me", headers=bearer(plain)).json()["user"]["scopes"]) == count
