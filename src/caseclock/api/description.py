"""The description of the API (OpenAPI), without a service behind it: for `caseclock schema --api` and the client."""

from typing import Any, cast

from caseclock.api.app import make_app
from caseclock.api.service import Service
from caseclock.api.settings import Settings


class _Nothing:
    """A service of which only the settings are there: a description asks for no more."""

    settings = Settings()
    quick = None


def description() -> dict[str, Any]:
    """The OpenAPI document."""
    return make_app(cast(Service, _Nothing())).openapi()
