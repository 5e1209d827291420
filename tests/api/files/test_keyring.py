"""How encryption keys are written down, and what is said where they are not right."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.store.files.keyring import Keyring, KeyringError, new_key

KEYS = {"second-2": bytes(range(32)), "first.1": b"\xff" * 32}
WRITTEN = [f"{name}:{base64.b64encode(key).decode()}" for name, key in KEYS.items()]
SECRET = WRITTEN[0].partition(":")[2]


@pytest.mark.parametrize("between", [",", ", ", "\n", " ", ",,", " ,\r\n"])
@pytest.mark.parametrize("around", ["", "\n", " , "])
def test_the_first_key_writes_and_all_read(between: str, around: str) -> None:
    keyring = Keyring.from_setting(around + between.join(WRITTEN) + around)
    assert keyring.first == "second-2"
    assert {name: keyring[name] for name in KEYS} == KEYS


def test_from_a_file_with_remarks(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# since May\n{WRITTEN[0]}\n\n  # the one before\n{WRITTEN[1]}\n", encoding="utf-8-sig")
    keyring = Keyring.from_file(file)
    assert keyring.first == "second-2"
    assert {name: keyring[name] for name in KEYS} == KEYS


@given(st.binary(min_size=32, max_size=32))
def test_both_alphabets_of_base64_are_read(key: bytes) -> None:
    for written in (base64.b64encode(key), base64.urlsafe_b64encode(key)):
        assert Keyring.from_setting(f"k:{written.decode()}")["k"] == key


SHORT = base64.b64encode(bytes(16)).decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no encryption key; write each as id:base64"),
        (" ,\n", "there is no encryption key; write each as id:base64"),
        (SECRET, "encryption key 1 is not understood; write each as id:base64"),
        (f"{WRITTEN[1]},{SECRET}", "encryption key 2 is not understood; write each as id:base64"),
        (f"My Key:{SECRET}", "encryption key 1 is not understood"),
        (f"KEY:{SECRET}", "encryption key 1 is not understood"),
        (f"{'k' * 33}:{SECRET}", "encryption key 1 is not understood"),
        (f":{SECRET}", "encryption key 1 is not understood"),
        (f"k:{SECRET[:-1]}", "the encryption key k is not base64; copy it whole"),
        (f"k:{SECRET[:-2]}!=", "the encryption key k is not base64; copy it whole"),
        (f"k:!{SECRET}", "the encryption key k is not base64; copy it whole"),
        ("k:", "the encryption key k has 0 bytes, not 32; make one anew"),
        (f"k:{SHORT}", "the encryption key k has 16 bytes, not 32; make one anew"),
        (f"k:{SECRET},k:{SECRET}", "two encryption keys have the id k; give one another id"),
        (f"k:{SECRET},l:{SECRET}", "two encryption keys are the same under different ids; take out one"),
    ],
)
def test_what_is_wrong_is_told_but_never_the_key(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "keys").write_text(text)
    with pytest.raises(KeyringError) as told:
        Keyring.from_setting(text)
    assert says in str(told.value)
    with pytest.raises(KeyringError) as told:
        Keyring.from_file(tmp_path / "keys")
    assert str(told.value).startswith(f"{tmp_path / 'keys'}: ")
    assert says in str(told.value)
    assert SECRET[:8] not in str(told.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match=r"cannot be read \(no such file or directory\); give the file with the"):
        Keyring.from_file(tmp_path / "nowhere")
    (tmp_path / "keys").write_bytes(bytes(range(128, 160)))
    with pytest.raises(KeyringError, match="is not text; write each as id:base64"):
        Keyring.from_file(tmp_path / "keys")


def test_a_new_key_is_new_and_fits() -> None:
    one, other = new_key(), new_key()
    keyring = Keyring.from_setting(f"{one} {other}")
    assert keyring.first == one.partition(":")[0]
    assert new_key("may-2031").startswith("may-2031:")
    with pytest.raises(KeyringError, match="the id of an encryption key"):
        new_key("May 2031")


def test_a_log_shows_no_key() -> None:
    keyring = Keyring.from_setting(",".join(WRITTEN))
    assert f"{keyring!r} {keyring}" == "Keyring(second-2, first.1) Keyring(second-2, first.1)"
