"""Pictures of pages are put level and evenly lit; those that are so already are left alone."""

import numpy as np
import pytest
from PIL import Image

from caseclock.extractor.readers.scan.upright import (
    evenly_lit,
    ink_of,
    is_black_and_white,
    turned,
    without_specks,
    without_surround,
    writing_angle,
)


def _lines(*, wide: int = 1000, high: int = 700) -> np.ndarray:
    """A page with lines of writing: broken bars of ink."""
    page = np.full((high, wide), 255, dtype=np.uint8)
    for top in range(80, high - 80, 30):
        for left in range(100, wide - 150 - top % 90, 22):
            page[top : top + 9, left : left + 14] = 0
    return page


def _askew(page: np.ndarray, degrees: float) -> np.ndarray:
    return np.asarray(Image.fromarray(page).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


@pytest.mark.parametrize("degrees", [-5.0, -1.0, -0.3, 0.0, 0.4, 2.2, 4.8])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    quarters, back = writing_angle(ink_of(_askew(_lines(), degrees)))
    assert quarters == 0
    assert back == pytest.approx(-degrees, abs=0.1)


@pytest.mark.parametrize("quarters", [1, 3])
def test_writing_up_or_down_the_page_asks_for_a_quarter_turn(quarters: int) -> None:
    found, back = writing_angle(ink_of(np.rot90(_lines(), quarters)))
    assert found == 1
    assert back == pytest.approx(0.0, abs=0.1)


def test_a_page_that_is_level_is_not_turned() -> None:
    page = _lines()
    assert (turned(page, 0, 0.03) == page).all()


def test_a_blank_page_has_no_skew() -> None:
    assert writing_angle(np.zeros((50, 50), dtype=np.bool_)) == (0, 0.0)


def test_a_clean_scan_keeps_every_dot() -> None:
    page = _lines()
    assert evenly_lit(page) is page
    assert without_surround(page) is page


def test_shade_over_part_of_a_page_is_taken_out() -> None:
    page = _lines()
    shade = np.linspace(1.0, 0.4, page.shape[1])
    lit = evenly_lit((page * shade).astype(np.uint8))
    assert (ink_of(lit) == (page == 0)).mean() > 0.999
    assert lit[40, :].min() > 220  # bare paper, bright from side to side


def test_a_dark_table_around_the_paper_is_made_white() -> None:
    around = np.full((900, 1200), 60, dtype=np.uint8)
    around[100:800, 100:1100] = _lines()
    clean = without_surround(around)
    assert clean[:90].min() == 255
    assert (clean[180:720, 200:1000] == around[180:720, 200:1000]).all()


def test_black_and_white_is_told_from_grey() -> None:
    page = _lines()
    assert is_black_and_white(page)
    assert not is_black_and_white(_askew(page, 1.0) // 2 + 60)


@pytest.mark.parametrize("black_and_white", [True, False])
def test_specks_go_and_strokes_stay(black_and_white: bool) -> None:
    page = np.full((40, 40), 255, dtype=np.uint8)
    page[10, 10] = 0
    page[20:32, 20:23] = 0
    clean = without_specks(page, black_and_white=black_and_white)
    assert clean[10, 10] > 200
    assert clean[26, 21] < 90
