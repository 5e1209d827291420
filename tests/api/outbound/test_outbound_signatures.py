"""Signatures of messages: what is signed fits, and whatever is changed does not."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.outbound.signatures import Forged, new_secret, sign, verify

AT = 1_780_000_000
KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
OTHER = "whsec_" + base64.b64encode(bytes(32)).decode()
BODY = b'{"type":"deadline.near"}'
HEADERS = sign(SECRET, "msg_1", AT, BODY)

BODIES = st.binary(max_size=200)
IDS = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)
SECRETS = st.binary(min_size=24, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())


def test_the_signature_is_the_one_of_the_standard() -> None:
    expected = hmac.new(KEY, b"msg_1.1780000000." + BODY, hashlib.sha256).digest()
    assert {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1780000000",
        "webhook-signature": "v1," + base64.b64encode(expected).decode(),
    } == HEADERS


def test_a_signature_made_by_another_program_fits() -> None:
    # openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f, over "msg_1.1780000000." and the body
    verify(SECRET, {**HEADERS, "webhook-signature": "v1,u911qXKW+1OH/OwXTw9Pl6Ly3qTGBBGbRvxb40QUPHs="}, BODY, AT)


def test_a_new_secret_is_new_and_of_32_bytes() -> None:
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert {len(base64.b64decode(secret.removeprefix("whsec_"))) for secret in secrets} == {32}


@given(SECRETS, IDS, BODIES)
def test_what_is_signed_is_verified(secret: str, message_id: str, body: bytes) -> None:
    verify(secret, sign(secret, message_id, AT, body), body, AT)


@given(IDS, BODIES, IDS, BODIES, st.integers(AT - 300, AT + 300))
def test_no_other_message_passes_under_a_signature(
    message_id: str, body: bytes, other_id: str, other: bytes, at: int
) -> None:
    headers = sign(SECRET, message_id, AT, body)
    changed = {**headers, "webhook-id": other_id, "webhook-timestamp": str(at)}
    if (message_id, AT, body) == (other_id, at, other):
        verify(SECRET, changed, other, AT)
    else:
        with pytest.raises(Forged, match="no signature fits"):
            verify(SECRET, changed, other, AT)


@given(SECRETS, SECRETS)
def test_no_other_secret_fits(secret: str, other: str) -> None:
    if secret != other:
        with pytest.raises(Forged, match="no signature fits"):
            verify(other, sign(secret, "m", AT, BODY), BODY, AT)


@given(st.text(max_size=80))
def test_no_invented_signature_fits(signature: str) -> None:
    with pytest.raises(Forged):
        verify(SECRET, {**HEADERS, "webhook-signature": signature}, BODY, AT)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (AT - 300, None),
        (AT, None),
        (AT + 300, None),
        (AT - 301, "in the future"),
        (AT + 301, "too long ago"),
        (AT + 10**6, "too long ago"),
    ],
)
def test_a_message_is_good_for_five_minutes(now: int, words: str | None) -> None:
    if words is None:
        verify(SECRET, HEADERS, BODY, now)
    else:
        with pytest.raises(Forged, match=words):
            verify(SECRET, HEADERS, BODY, now)


def test_how_long_it_is_good_can_be_said() -> None:
    verify(SECRET, HEADERS, BODY, AT + 900, tolerance=900)
    with pytest.raises(Forged, match="too long ago"):
        verify(SECRET, HEADERS, BODY, AT + 901, tolerance=900)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"webhook-id": ""}, "webhook-id"),
        ({"webhook-id": "a.b"}, "webhook-id"),
        ({"webhook-id": "msg_1\n"}, "webhook-id"),
        ({"webhook-timestamp": ""}, "webhook-timestamp"),
        ({"webhook-timestamp": "soon"}, "webhook-timestamp"),
        ({"webhook-timestamp": " 1780000000"}, "webhook-timestamp"),
        ({"webhook-timestamp": "+1780000000"}, "webhook-timestamp"),
        ({"webhook-timestamp": "1780000000.0"}, "webhook-timestamp"),
        ({"webhook-timestamp": "１７８００００００"}, "webhook-timestamp"),
        ({"webhook-timestamp": "9" * 5000}, "webhook-timestamp"),
        ({"webhook-signature": ""}, "webhook-signature"),
        ({"webhook-signature": HEADERS["webhook-signature"][3:]}, "no signature fits"),
        ({"webhook-signature": HEADERS["webhook-signature"].replace("v1,", "v1a,")}, "no signature fits"),
        ({"webhook-signature": HEADERS["webhook-signature"].rstrip("=")}, "no signature fits"),
        ({"webhook-signature": "v1,"}, "no signature fits"),
        ({"webhook-signature": "v1,\udcff"}, "no signature fits"),
    ],
)
def test_headers_that_are_wrong_are_named(change: dict[str, str], words: str) -> None:
    with pytest.raises(Forged, match=words):
        verify(SECRET, {**HEADERS, **change}, BODY, AT)


def test_headers_that_are_missing_are_named() -> None:
    for name in HEADERS:
        with pytest.raises(Forged, match=f"no {name} header"):
            verify(SECRET, {key: value for key, value in HEADERS.items() if key != name}, BODY, AT)


def test_names_of_headers_may_be_in_any_case() -> None:
    verify(SECRET, {name.title(): value for name, value in HEADERS.items()}, BODY, AT)


def test_one_of_several_signatures_or_secrets_is_enough() -> None:
    both = sign([OTHER, SECRET], "msg_1", AT, BODY)
    assert len(both["webhook-signature"].split(" ")) == 2
    verify(SECRET, both, BODY, AT)
    verify(OTHER, both, BODY, AT)
    verify([OTHER, SECRET], HEADERS, BODY, AT)
    verify(SECRET, {**HEADERS, "webhook-signature": f"v1a,AAAA v1,AAAA {HEADERS['webhook-signature']}"}, BODY, AT)
    with pytest.raises(Forged, match="no signature fits"):
        verify(new_secret(), both, BODY, AT)


def test_the_words_of_a_refusal_hold_no_secret() -> None:
    with pytest.raises(Forged) as refused:
        verify(OTHER, HEADERS, BODY, AT)
    assert OTHER.removeprefix("whsec_") not in str(refused.value)
    assert HEADERS["webhook-signature"] not in str(refused.value)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "secret",
        SECRET.removeprefix("whsec_"),
        "whsec_",
        "whsec_!" + SECRET.removeprefix("whsec_"),
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        "whsec_é" + "A" * 40,
        [],
        [SECRET, "whsec_"],
    ],
)
def test_a_secret_that_is_none_is_refused(secret: str | list[str]) -> None:
    with pytest.raises(ValueError, match="secret"):
        sign(secret, "m", AT, BODY)
    with pytest.raises(ValueError, match="secret"):
        verify(secret, HEADERS, BODY, AT)


@pytest.mark.parametrize("message_id", ["", "a.b", "a b", "a\n", "é", "a" * 201])
def test_an_id_that_could_be_misread_is_refused(message_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        sign(SECRET, message_id, AT, BODY)
