"""Conditional requests: who has it already is told so, and nothing is sent."""

from typing import Annotated

from fastapi import Header

IfNoneMatch = Annotated[str | None, Header(description="an ETag that you have: answered 304 if it is still so")]


def has_it(have: str | None, tag: str) -> bool:
    """Does `If-None-Match` name the tag (without its quotation marks)?"""
    if have is None:
        return False
    return have.strip() == "*" or any(one.strip().removeprefix("W/") == f'"{tag}"' for one in have.split(","))
