"""What somebody who is complained of did, in whatever words."""

import pytest

from caseclock.extractor.language.respondent_acts import did_to_somebody


@pytest.mark.parametrize(
    ("predicate", "is_one"),
    [
        ("beat on her door with a metal bar", True),
        ("let his bath run over and it came through her ceiling", True),
        ("deliberately rolled a tyre against my gate", True),
        ("has emptied an ashtray on the tenant's balcony", True),
        ("dropped a bottle from his balcony at me", True),
        ("said that he would speak to her", False),
        ("signed the contract at her flat", False),
        ("was seen near her car", False),
        ("replied to her letter", False),
        ("moved into the flat above hers", False),
        ("refused to attend her mediation", False),
        ("grows tomatoes by her wall", False),  # a habit
        ("cooked a meal", False),  # to nobody
        ("sat on my wall", True),
        ("sat down with her at home", False),
        ("walked behind me shouting", True),
        ("walked her home", False),
        ("isolated her gas tap", True),
    ],
)
def test_a_deed_is_one_that_is_done_to_somebody(predicate: str, is_one: bool) -> None:
    assert did_to_somebody(predicate) is is_one
