"""Whether the text under a scanned page can be used, or the page must be read by OCR."""

import pytest

from caseclock.extractor.readers.pdf.plausible import are_words


@pytest.mark.parametrize(
    "text",
    [
        "The resident called at 23:10 on 03/05/2024 to say that music was being played (log 0711).",
        "ASB NUISANCE 14 MILL LANE. INF STATES NEIGHBOUR'S DOG BARKING. NFA.",
        "Mr D paid £250 on 2nd May 2023, see para 4.1 and HO-2022-114.",
    ],
)
def test_case_papers_read_like_words(text: str) -> None:
    assert are_words(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Tn€ r€s1d€nt c@ll3d @t Z3:l0 0n o3/oS/2o24 t0 s@y tn@t mus1c w@s b31ng pl@y3d",
        "]hX q~w zzrtk lljhg {{ }} ~~~ xkcdw vbnmq ###",
        "(cid:12)(cid:88)(cid:3) (cid:55)(cid:75)(cid:72)",
        "",
    ],
)
def test_rubbish_does_not(text: str) -> None:
    assert not are_words(text.split())
