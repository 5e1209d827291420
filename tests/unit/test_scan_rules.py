"""Ruled lines are seen in a picture, given in points, and taken out of it; writing is left."""

import numpy as np
import pytest

from caseclock.extractor.readers.scan.rules import find_rules
from caseclock.extractor.readers.scan.upright import ink_of

_DPI = 144.0  # two dots to the point


def _grid(thick: int = 2) -> np.ndarray:
    """Three lines across at 50, 100, 150 points and three down at 40, 140, 240."""
    page = np.full((400, 600), 255, dtype=np.uint8)
    for y in (100, 200, 300):
        page[y : y + thick, 80 : 480 + thick] = 0
    for x in (80, 280, 480):
        page[100 : 300 + thick, x : x + thick] = 0
    return page


@pytest.mark.parametrize("thick", [1, 2, 3, 4])
def test_a_grid_gives_its_lines_in_points(thick: int) -> None:
    page = _grid(thick)
    found = find_rules(page, ink_of(page), _DPI)
    assert [rule.at for rule in found.across] == pytest.approx([50, 100, 150], abs=1)
    assert [rule.at for rule in found.down] == pytest.approx([40, 140, 240], abs=1)
    assert [(rule.low, rule.high) for rule in found.across] == [pytest.approx((40, 241), abs=1.5)] * 3


def test_the_lines_are_taken_out_of_the_picture() -> None:
    page = _grid()
    assert find_rules(page, ink_of(page), _DPI).grey.min() == 255


def test_lines_with_small_breaks_and_a_slight_lean_are_whole() -> None:
    page = np.full((300, 1000), 255, dtype=np.uint8)
    for x in range(50, 950):
        page[100 + x // 300, x] = 0
    page[:, 200:202] = 255
    page[:, 601:603] = 255
    found = find_rules(page, ink_of(page), _DPI)
    assert len(found.across) == 1
    assert (found.across[0].low, found.across[0].high) == pytest.approx((25, 475), abs=1)


def test_letters_dashes_and_bars_are_no_rules() -> None:
    page = np.full((400, 600), 255, dtype=np.uint8)
    page[50:53, 50:80] = 0  # a dash
    page[100:160, 100:106] = 0  # the stroke of a large letter
    page[200:230, 50:550] = 0  # a filled bar
    found = find_rules(page, ink_of(page), _DPI)
    assert (found.across, found.down) == ([], [])
    assert (found.grey == page).all()


def test_a_page_all_in_noise_has_no_rules() -> None:
    page = np.random.default_rng(1).integers(0, 256, (300, 300)).astype(np.uint8)
    found = find_rules(page, ink_of(page), _DPI)
    assert (found.across, found.down) == ([], [])
