"""The pages, one router a file."""

from collections.abc import Iterator

from fastapi import APIRouter

from caseclock.api.pages import api_pages, static_files
from caseclock.api.pages.cases import cases_pages, search_pages, settings_pages
from caseclock.api.pages.chronology import chronology_pages
from caseclock.api.pages.deadlines import deadlines_pages, feed_pages
from caseclock.api.pages.exporting import exports_pages
from caseclock.api.pages.findings import findings_pages
from caseclock.api.pages.papers import papers_pages, source_pages, upload_pages
from caseclock.api.pages.people import account_pages, log_in_pages
from caseclock.api.pages.review import (
    review_add_pages,
    review_correct_pages,
    review_history_pages,
    review_list_pages,
    review_pages,
)

_PAGES = (
    api_pages, static_files, log_in_pages, account_pages, cases_pages, search_pages, deadlines_pages, feed_pages,
    chronology_pages, findings_pages, papers_pages, source_pages, upload_pages, exports_pages, settings_pages,
    # The last of these takes any name below /review: it comes after those that have one.
    review_list_pages, review_add_pages, review_correct_pages, review_history_pages, review_pages,
)  # fmt: skip


def page_routers() -> Iterator[APIRouter]:
    """The routers of the pages for people, in the order in which they are tried."""
    for one in _PAGES:
        yield one.router
