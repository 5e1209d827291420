"""The routes on a real PostgreSQL and a store on disk; chronologies are made in this process instead of another."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from route_house import House, make_house

from caseclock.api.embedded import Embedded


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a database server. Not in pytest's folder, which is shut to the user that PostgreSQL runs as."""
    folder = tempfile.mkdtemp(prefix="cc")
    embedded = Embedded(Path(folder, "data"))
    try:
        yield embedded.start()
    finally:
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def database_url(server: str, request: pytest.FixtureRequest) -> str:
    """A database of the test file's own."""
    name = request.module.__name__.rsplit(".", 1)[-1]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    before, _, rest = server.rpartition("?")
    return f"{before.rpartition('/')[0]}/{name}?{rest}"


@pytest.fixture(scope="module")
def house(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A service with its routes, and hands to put papers into it."""
    house = make_house(database_url, tmp_path_factory.mktemp("files"))
    yield house
    house.close()
