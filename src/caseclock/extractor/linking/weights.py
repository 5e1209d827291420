"""The weights of the match score, from `weights.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def weights(table: str) -> Mapping[str, float]:
    """One table of weights by name: `incident` or `act`."""
    raw = resources.files("caseclock.extractor.linking").joinpath("weights.toml").read_text(encoding="utf-8")
    values: dict[str, dict[str, float]] = tomllib.loads(raw)
    return values[table]
