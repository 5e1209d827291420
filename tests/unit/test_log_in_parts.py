"""To be put into tests/properties/test_papers_properties.py once rows.patch is in: rows of one night, cut apart."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.casework import chronology, incidents
from tests.made_case import log

NIGHT = (
    "0501-060321,06/03/2021 22:20,06/03/2021 22:21,4 TERN CLOSE,HARKER,EGGS THROWN AT WINDOW\n",
    "0502-060321,06/03/2021 22:50,06/03/2021 22:52,4 TERN CLOSE,HARKER,EGGS THROWN AT WINDOW\n",
    "0503-060321,06/03/2021 23:40,06/03/2021 23:41,4 TERN CLOSE,HARKER,MALE SHOUTING AND EGGS THROWN AT WINDOW\n",
)


@given(st.sets(st.integers(1, len(NIGHT) - 1), min_size=1))
def test_rows_of_one_night_stay_apart_in_parts_of_a_log(cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(NIGHT)]
    parts = {f"log {n}.csv": log(NIGHT[a:b]) for n, (a, b) in enumerate(pairwise(ends))}
    assert len(incidents(chronology(dict(parts)))) == len(NIGHT)
