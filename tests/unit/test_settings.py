"""The settings of the service: all documented, all refused in words when they cannot be used."""

from pathlib import Path

import pytest

from caseclock.api.errors import Refused
from caseclock.api.settings import Settings, read_settings

DOCUMENTED = Path("docs/service.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`CASECLOCK_{name.upper()}`" in DOCUMENTED


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "99999"), ("port", "eight"), ("workers", "-1"), ("file_bytes", "0"), ("session_hours", "0")],
)
def test_what_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CASECLOCK_{name.upper()}", value)
    with pytest.raises(Refused, match=f"CASECLOCK_{name.upper()}: "):
        read_settings()


def test_hosts_have_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASECLOCK_WEBHOOK_HOSTS", "a.example, *.b.example,")
    assert read_settings().webhook_hosts == ("a.example", "*.b.example")


@pytest.mark.parametrize(
    ("given", "secure"),
    [
        ({}, False),
        ({"host": "0.0.0.0"}, True),
        ({"public_url": "https://cases.example"}, True),
        ({"host": "0.0.0.0", "secure_cookies": False}, False),
    ],
)
def test_cookies_are_sent_over_https_only_unless_nobody_else_can_listen(given: dict[str, object], secure: bool) -> None:
    assert read_settings(**given).cookies_are_secure is secure
