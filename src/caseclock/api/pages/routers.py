"""The pages, one router a file."""

import logging
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

import caseclock.api.pages as package

log = logging.getLogger(__name__)


def page_routers() -> Iterator[APIRouter]:
    """The routers of the pages for people."""
    for module in sorted(one.name for one in iter_modules(package.__path__)):
        if module.endswith(("_pages", "static_files")):
            try:
                yield import_module(f"caseclock.api.pages.{module}").router
            except Exception:
                log.exception("page module %s left out", module)
