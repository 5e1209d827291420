"""Names as papers write them: which may be one person's, which are certainly two people's."""

from itertools import permutations

import pytest

from caseclock.extractor.findings.same_person import fewest_people, one_name_each


@pytest.mark.parametrize(
    ("names", "fewest"),
    [
        ((), 0),
        (("J Ash",), 1),
        (("J Ash", "ASH", "Ash, Jo", "jo ash", "Ms Ash, 4"), 1),
        (("Jo Ash", "Kay Ash"), 2),
        (("Jo Ash", "J Ash", "K Ash"), 2),
        (("Mr Ash", "Mrs Ash"), 2),
        (("Dr Ash", "Mrs Ash"), 1),
        (("Ash", "Birch"), 2),
        (("Mr Ash, 4", "Mr Ash, 9"), 2),
        (("Ash", "OCC NO 4"), 1),  # nothing says that Ash does not live there
        (("Ash, 4", "OCC NO 4", "Occupier, flat 4", "OCC 4 ALDER WALK"), 1),
        (("Ash, 4", "OCC NO 5"), 2),
        (("OCC NO 4", "OCC NO 4A"), 2),
        (("Ash", "ANON", "Passer by", "Caller"), 1),
        (("ANON", "Passer by"), 1),
    ],
)
def test_how_many_people_these_names_are_for_certain(names: tuple[str, ...], fewest: int) -> None:
    assert fewest_people(names) == fewest
    assert all(fewest_people(order) == fewest for order in permutations(names))


@pytest.mark.parametrize(
    ("names", "same"),
    [
        (("J Ash", "Birch"), {}),
        (("J Ash", "Mrs Ash, 4", "OCC NO 4"), {"J Ash": "Mrs Ash, 4", "OCC NO 4": "Mrs Ash, 4"}),
        (("Mr Ash, 4", "Mrs Ash, 4", "OCC NO 4", "Ash"), {}),  # which of the two is not known
        (("Mr Ash, 4", "P Birch, 4", "OCC NO 4"), {}),
        (("J Ash", "OCC NO 4"), {}),
        (("ANON", "Passer by", ""), {}),
    ],
)
def test_names_by_which_another_is_meant(names: tuple[str, ...], same: dict[str, str]) -> None:
    assert one_name_each(names) == same
    assert one_name_each(names[::-1]) == same
