"""Pictures of pages are held for a while, never more than so many bytes, and forgotten with their case."""

from dataclasses import replace

import pytest

from caseclock.api.drawn_pages import DrawnPages, PageAsked
from caseclock.extractor.page_pictures import PagePicture
from caseclock.extractor.sandbox import Sandbox

_ASKED = PageAsked("c1", "d1", "ab", "reading", "application/pdf", 1, (3, 9), 1000)


class Artist:
    """Draws pictures of a hundred bytes and counts them."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, _: Sandbox) -> PagePicture:
        self.drawn += 1
        return PagePicture(b"p" * 100, 10, 10, ())


def test_a_picture_is_drawn_once() -> None:
    pages, artist = DrawnPages(), Artist()
    assert pages.picture(_ASKED, artist) is pages.picture(_ASKED, artist)
    assert artist.drawn == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(_ASKED, case="c2"),
        replace(_ASKED, document="d2"),
        replace(_ASKED, reading="another"),
        replace(_ASKED, page=2),
        replace(_ASKED, highlight=None),
        replace(_ASKED, highlight=(3, 10)),
        replace(_ASKED, width=900),
    ],
)
def test_another_picture_is_another(other: PageAsked) -> None:
    pages, artist = DrawnPages(), Artist()
    pages.picture(_ASKED, artist)
    pages.picture(other, artist)
    assert artist.drawn == 2
    assert other.tag != _ASKED.tag


def test_what_was_not_asked_for_longest_goes_first() -> None:
    pages, artist = DrawnPages(most_bytes=250), Artist()
    first, second, third = (replace(_ASKED, page=page) for page in (1, 2, 3))
    for asked in (first, second, first, third):
        pages.picture(asked, artist)
    assert artist.drawn == 3
    pages.picture(first, artist)
    assert artist.drawn == 3
    pages.picture(second, artist)
    assert artist.drawn == 4


def test_a_picture_larger_than_all_the_room_is_given_but_not_held() -> None:
    pages, artist = DrawnPages(most_bytes=99), Artist()
    assert len(pages.picture(_ASKED, artist).png) == 100
    pages.picture(_ASKED, artist)
    assert artist.drawn == 2


def test_a_case_is_forgotten_and_no_other() -> None:
    pages, artist = DrawnPages(), Artist()
    other = replace(_ASKED, case="c2")
    for asked in (_ASKED, other):
        pages.picture(asked, artist)
    pages.forget("c1")
    pages.picture(other, artist)
    assert artist.drawn == 2
    pages.picture(_ASKED, artist)
    assert artist.drawn == 3


def test_what_is_being_drawn_when_its_case_is_forgotten_is_not_held() -> None:
    pages, artist = DrawnPages(), Artist()

    def while_it_is_forgotten(sandbox: Sandbox) -> PagePicture:
        pages.forget("c1")
        return artist(sandbox)

    pages.picture(_ASKED, while_it_is_forgotten)
    pages.picture(_ASKED, artist)
    assert artist.drawn == 2


def test_what_cannot_be_drawn_is_tried_again() -> None:
    pages, artist = DrawnPages(), Artist()

    def fails(_: Sandbox) -> PagePicture:
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        pages.picture(_ASKED, fails)
    pages.picture(_ASKED, artist)
    assert artist.drawn == 1
