"""Summaries in the words of the source: no bullets, no brackets left open."""

import pytest

from caseclock.extractor.language.account import summary


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("damage to your gate (police reference FP/21/0045", "Damage to your gate (police reference FP/21/0045)."),
        ("damage to your gate (police reference FP/21/0045.", "Damage to your gate (police reference FP/21/0045)."),
        ("he shouted (see", "He shouted (see)."),
        ("he shouted (", "He shouted."),
        ("police, log 163)", "Police, log 163."),
        ("he (a man) ran", "He (a man) ran."),
        ("a) he shouted", "A) he shouted."),
        ("• eggs at her window", "Eggs at her window."),
        ("\u00b7  - and eggs at her window", "Eggs at her window."),
        ("**Eggs at her window**", "Eggs at her window."),
        ("•", "(no words)"),
    ],
)
def test_a_summary_is_whole(words: str, expected: str) -> None:
    assert summary(words) == expected
