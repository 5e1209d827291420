"""Which addresses are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.outbound.addresses import Forbidden, check_url

ALLOWED = (
    "hooks.example.org",
    "*.council.example",
    "odd.example.org:8443",
    "*.ports.example:9000",
    "Bücher.example",
    "192.168.1.7",
    "[fd12::7]:8080",
    "localhost:5000",
)


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://hooks.example.org/a/b?c=d", "hooks.example.org", "/a/b?c=d"),
        ("HTTPS://HOOKS.Example.ORG", "hooks.example.org", "/"),
        ("https://hooks.example.org:443/", "hooks.example.org", "/"),
        ("https://hooks.example.org:/", "hooks.example.org", "/"),
        ("https://hooks.example.org./", "hooks.example.org", "/"),
        ("https://hooks.example.org?a=1", "hooks.example.org", "/?a=1"),
        ("https://hooks.example.org/../x/./ü", "hooks.example.org", "/x/%C3%BC"),
        ("https://hooks.example.org/@team", "hooks.example.org", "/@team"),
        ("https://a.council.example/", "a.council.example", "/"),
        ("https://b.a.council.example/", "b.a.council.example", "/"),
        ("https://odd.example.org:8443/", "odd.example.org:8443", "/"),
        ("https://x.ports.example:9000/", "x.ports.example:9000", "/"),
        ("https://bücher.example/", "xn--bcher-kva.example", "/"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/"),
        ("https://192.168.1.7/", "192.168.1.7", "/"),
        ("https://[FD12:0:0::7]:8080/", "[fd12::7]:8080", "/"),
        ("http://localhost:5000/", "localhost:5000", "/"),
    ],
)
def test_an_allowed_address_is_taken_in_one_form(url: str, authority: str, path: str) -> None:
    target = check_url(url, ALLOWED, allow_private=True)
    assert (target.authority, target.path) == (authority, path)
    assert check_url(str(target), ALLOWED, allow_private=True) == target


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://hooks.example.org/", "https://"),
        ("file:///etc/passwd", "https://"),
        ("hooks.example.org/a", "https://"),
        ("//hooks.example.org/a", "https://"),
        ("", "https://"),
        ("https:hooks.example.org", "https://"),
        ("https:///a", "a host"),
        ("https://:443/", "a host"),
        ("https://user@hooks.example.org/", "user's name"),
        ("https://user:word@hooks.example.org/", "user's name"),
        ("https://@hooks.example.org/", "user's name"),
        ("https://hooks.example.org@evil.example/", "user's name"),
        ("https://hooks.example.org/#part", "after #"),
        ("https://hooks.example.org#@evil.example/", "after #"),
        ("https://hooks.example.org/a b", "space"),
        (" https://hooks.example.org/", "space"),
        ("https://hooks.example.org/a\r\nX-Header: 1", "space"),
        ("https://hooks.exa\tmple.org/", "space"),
        ("https://hooks.example.org\u200b/", "does not print"),
        ("https://evil.example\\@hooks.example.org/", "backslash"),
        ("https://hooks.example.org/" + "a" * 2000, "longer than 2000"),
        ("https://hooks.example.org:8443/", "hooks.example.org:8443 to CASECLOCK_WEBHOOK_HOSTS"),
        ("https://odd.example.org/", "odd.example.org:443 to CASECLOCK_WEBHOOK_HOSTS"),
        ("https://hooks.example.org:0/", "no port"),
        ("https://hooks.example.org:65536/", "no port"),
        ("https://hooks.example.org:44a/", "a host"),
        ("https://hooks.example.org:443:443/", "a host"),
        ("https://evil.example/", "evil.example to CASECLOCK_WEBHOOK_HOSTS"),
        ("https://evilhooks.example.org/", "CASECLOCK_WEBHOOK_HOSTS"),
        ("https://hooks.example.org.evil.example/", "CASECLOCK_WEBHOOK_HOSTS"),
        ("https://council.example/", "CASECLOCK_WEBHOOK_HOSTS"),
        ("https://evilcouncil.example/", "CASECLOCK_WEBHOOK_HOSTS"),
        ("https://x.ports.example/", "x.ports.example:443 to CASECLOCK_WEBHOOK_HOSTS"),
        ("https://127.0.0.1/", "CASECLOCK_WEBHOOK_HOSTS"),
        ("https://hooks%2eexample.org/", "%"),
        ("https://hooks_1.example.org/", "no host name"),
        ("https://-a.council.example/", "no host name"),
        ("https://a..council.example/", "no host name"),
        ("https://.council.example/", "no host name"),
        ("https://" + "a" * 64 + ".council.example/", "no host name"),
        ("https://" + "a." * 130 + "council.example/", "no host name"),
        ("https://ﬀ.council.example/", "no host name"),
        ("https://hooks.example.org!/", "no host name"),
    ],
)
def test_any_other_address_is_refused_in_words(url: str, words: str) -> None:
    with pytest.raises(Forbidden) as refused:
        check_url(url, ALLOWED, allow_private=True)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",  # 127.0.0.1 in all of these
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.01",
        "127.0.0.1.1",
        "017700000001",
        "１２７.0.0.1",
        "127。0。0。1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1%25eth0]",
        "[fd12::7%eth0]",
        "[fd12::7",
        "fd12::7",
        "[v1.a]",
        "256.1.1.1",
        "0x",
        "a.0x7f",
        "0.0.0.0",
        "[::]",
        "169.254.169.254",
        "[fd00:ec2::254]",
    ],
)
@pytest.mark.parametrize("allow_private", [True, False])
def test_no_disguised_or_never_meant_address_is_taken_even_if_listed(host: str, allow_private: bool) -> None:
    with pytest.raises(Forbidden):
        check_url(f"https://{host}/", [host], allow_private)
    with pytest.raises(Forbidden):
        check_url(f"https://{host}/", ["127.0.0.1", "[::1]", "[fd12::7]"], allow_private)


def test_own_networks_need_their_setting() -> None:
    for url in ("https://192.168.1.7/", "https://[fd12::7]:8080/"):
        with pytest.raises(Forbidden, match="CASECLOCK_WEBHOOK_PRIVATE=true"):
            check_url(url, ALLOWED, allow_private=False)
    with pytest.raises(Forbidden, match=r"not encrypted.*CASECLOCK_WEBHOOK_PRIVATE=true"):
        check_url("http://localhost:5000/", ALLOWED, allow_private=False)
    with pytest.raises(Forbidden, match="begins with https://"):
        check_url("http://9.9.9.9/", ["9.9.9.9"], allow_private=True)


@pytest.mark.parametrize(
    "entry",
    [
        "https://hooks.example.org",
        "hooks.example.org/a",
        "user@hooks.example.org",
        "*",
        "*.",
        "a b",
        "",
        "*.1.2.3",
        "::1",
    ],
)
def test_a_list_that_cannot_be_meant_is_named(entry: str) -> None:
    with pytest.raises(Forbidden, match="CASECLOCK_WEBHOOK_HOSTS holds"):
        check_url("https://hooks.example.org/", [entry], allow_private=False)


def test_without_a_list_nothing_is_allowed() -> None:
    with pytest.raises(Forbidden, match="CASECLOCK_WEBHOOK_HOSTS"):
        check_url("https://hooks.example.org/", [], allow_private=True)


_PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "hooks.example.org",
        "evil.example",
        ":",
        "443",
        "@",
        "/",
        "?",
        "#",
        "\\",
        ".",
        "%",
        "[",
        "]",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=8).map("".join), st.booleans())
def test_whatever_is_taken_goes_to_the_listed_host(url: str, allow_private: bool) -> None:
    try:
        target = check_url(url, ["hooks.example.org"], allow_private)
    except Forbidden:
        return
    assert target.host.name == "hooks.example.org"
    assert target.port == (443 if target.scheme == "https" else 80)
    assert url.partition("://")[2].casefold().startswith("hooks.example.org")
