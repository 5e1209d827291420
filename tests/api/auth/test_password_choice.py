"""Which passwords are taken, and how they are kept."""

import pytest
from argon2 import PasswordHasher, Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from caseclock.api.auth import passwords
from caseclock.api.problems import Problem

EMAIL, NAME = "alex.field@council.example", "Alexandra Fieldhouse"


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("seven damp lanterns", None),
        ("twelve chars", None),
        ("x!2" + "odd" * 340, None),
        ("日本語の長い合言葉です、はい", None),
        ("eleven char", "too short"),
        ("", "too short"),
        ("x" * 1025, "too long"),
        ("password1234", "first that are guessed"),
        ("PassWord1234", "first that are guessed"),
        ("\uff50assword1234", "first that are guessed"),  # a full-width p
        ("abababababababab", "first that are guessed"),
        ("alex.field@council.example", "your own name"),
        ("Alex.Field.1984!!", "your own name"),
        ("Alexandra Fieldhouse", "your own name"),
        ("alexandrafieldhouse7", "your own name"),
        ("alexandra fieldhouse owns a goat", None),
        ("1984-2001-2017-36", None),
    ],
)
def test_long_is_enough_unless_it_is_guessed_first(password: str, told: str | None) -> None:
    if told is None:
        passwords.check_choice(password, EMAIL, NAME)
        return
    with pytest.raises(Problem, match=told) as refused:
        passwords.check_choice(password, EMAIL, NAME)
    assert refused.value.status == 422
    assert password == "" or password not in refused.value.detail


def test_every_common_password_is_long_enough_to_be_worth_listing() -> None:
    assert len(passwords._common()) > 100
    assert all(len(word) >= passwords.LEAST and word == word.casefold() for word in passwords._common())


def test_a_hash_is_right_for_its_password_only_and_differs_each_time() -> None:
    first, second = passwords.hashed("seven damp lanterns"), passwords.hashed("seven damp lanterns")
    assert first != second
    assert passwords.is_right("seven damp lanterns", first)
    assert not passwords.is_right("seven damp lantern", first)
    assert not passwords.is_right("seven damp lanterns", None)
    assert not passwords.is_right("the password of nobody at all", None)
    assert not passwords.is_right("seven damp lanterns", "no hash")


def test_the_parameters_are_those_of_the_standard(real_hasher: PasswordHasher) -> None:
    for name in ("time_cost", "memory_cost", "parallelism"):
        assert getattr(real_hasher, name) == getattr(RFC_9106_LOW_MEMORY, name)
    assert real_hasher.type is Type.ID
