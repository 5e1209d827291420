"""A small service around a real database: people who log in, keys, and what the audit says of them."""

import json
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, text, update

from caseclock.api.auth import keys, users
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.pages.people import log_in_pages
from caseclock.api.problems import install_problems
from caseclock.api.routes import keys as key_routes
from caseclock.api.routes import log_in
from caseclock.api.routes import users as user_routes
from caseclock.api.service import Service
from caseclock.api.store.audit import OPERATOR, all_rows, as_json, verified
from caseclock.api.store.tables import Base, Role, User

HOME = "https://caseclock.council.example"
EMAIL = "alex.field@council.example"
PASSWORD = "seven damp lanterns, one goat"
COOKIE = "__Host-caseclock"


@dataclass
class World:
    """The service and ways to it."""

    service: Service

    def __post_init__(self) -> None:
        self.app = make_app(self.service)

    def with_settings(self, **changed: object) -> "World":
        """The same, set otherwise."""
        settings = self.service.settings.model_copy(update=changed)
        return World(replace(self.service, settings=settings))

    def client(self, address: str = "192.0.2.7") -> TestClient:
        """A browser or program that follows no redirect."""
        return TestClient(
            self.app, base_url=HOME, follow_redirects=False, client=(address, 50000), raise_server_exceptions=True
        )

    def add(self, email: str = EMAIL, role: Role = Role.CASEWORKER, password: str | None = PASSWORD) -> User:
        """A person; with a password unless it is None."""
        with self.service.database.transaction() as session:
            user, token = users.add_user(session, email, "Alex Field", role, OPERATOR)
        return users.set_password(self.service.database, token, password) if password else user

    def link(self, email: str = EMAIL) -> str:
        """A new one-time token for them."""
        with self.service.database.transaction() as session:
            return users.reset_user(session, users.by_email(session, email).id, OPERATOR)[1]

    def logged_in(self, email: str = EMAIL) -> TestClient:
        """A client that is logged in and sends the proof against forgery."""
        client = self.client()
        answer = client.post("/api/v1/log-in", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client

    def key(self, *scopes: Scope, **given: Any) -> tuple[str, str]:
        """A key's id and plain text."""
        with self.service.database.transaction() as session:
            key, plain = keys.add_key(session, "case system", scopes, given.get("expires"), OPERATOR)
        return key.id, plain

    def set(self, table: type[Base], **values: object) -> None:
        """Change all rows of a table, as time or an accident would."""
        with self.service.database.transaction() as session:
            session.execute(update(table).values(**values))

    def user(self, email: str = EMAIL) -> User:
        """How somebody stands in the database."""
        with self.service.database.transaction() as session:
            return session.scalars(select(User).where(User.email == email)).one()

    def audit(self, action: str = "") -> list[dict[str, Any]]:
        """The audit's rows, whose chain holds; those of one action."""
        with self.service.database.transaction() as session:
            rows = list(all_rows(session))
        assert verified(rows).fault is None
        return [cast(dict[str, Any], as_json(row)) for row in rows if action in ("", row.action)]

    def everything_kept(self) -> str:
        """All tables as text, but for the people themselves."""
        with self.service.database.engine.connect() as connection:
            names = [table.name for table in Base.metadata.sorted_tables if table.name != "users"]
            found = {name: connection.execute(text(f"select to_jsonb(t)::text from {name} t")).all() for name in names}
        return json.dumps({name: [row[0] for row in rows] for name, rows in found.items()})


def make_app(service: Service) -> FastAPI:
    """The routes under test, and two that stand for all others."""
    app = FastAPI()
    app.state.service = service
    install_problems(app)
    for router in (log_in.router, user_routes.router, key_routes.router, log_in_pages.router):
        app.include_router(router)

    @app.get("/api/v1/thing")
    def read_thing(who: Annotated[Principal, Depends(needs(Scope.CASES_READ))]) -> dict[str, object]:
        return {"id": who.id, "role": who.role, "scopes": sorted(who.scopes)}

    @app.post("/api/v1/thing")
    def change_thing(who: Annotated[Principal, Depends(needs(Scope.CASES_WRITE))]) -> dict[str, str]:
        return {"id": who.id}

    return app


def bearer(plain: str) -> dict[str, str]:
    """The header of a key."""
    return {"Authorization": f"Bearer {plain}"}
