"""Who asks, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from caseclock.api.store.tables import Role


class Scope(StrEnum):
    """One thing that may be done. What is inside a case is bound to its membership besides."""

    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    CHRONOLOGY_READ = "chronology:read"
    DECISIONS_WRITE = "decisions:write"
    POLICIES_READ = "policies:read"
    POLICIES_WRITE = "policies:write"
    WEBHOOKS_WRITE = "webhooks:write"
    AUDIT_READ = "audit:read"
    USERS_WRITE = "users:write"


EVERY_SCOPE = frozenset(Scope)
_READING = frozenset({Scope.CASES_READ, Scope.DOCUMENTS_READ, Scope.CHRONOLOGY_READ, Scope.POLICIES_READ})
CASEWORK = _READING | {Scope.CASES_WRITE, Scope.DOCUMENTS_WRITE, Scope.DECISIONS_WRITE, Scope.WEBHOOKS_WRITE}

ROLE_SCOPES: dict[Role, frozenset[Scope]] = {
    Role.ADMINISTRATOR: EVERY_SCOPE,
    Role.CASEWORKER: CASEWORK,
    Role.SOLICITOR: _READING,
    Role.SYSTEM: frozenset(),  # exactly what its key was given
}
PEOPLE = (Role.ADMINISTRATOR, Role.CASEWORKER, Role.SOLICITOR)


@dataclass(frozen=True, slots=True)
class Principal:
    """A person who is logged in, or a system with its key. `csrf` and `session_hash` are of a log-in only."""

    id: str
    role: Role
    scopes: frozenset[Scope]
    csrf: str | None = field(default=None, repr=False)
    session_hash: str | None = field(default=None, repr=False)

    def has(self, *scopes: Scope) -> bool:
        """May it do all of these?"""
        return self.scopes.issuperset(scopes)


def known_scopes(words: Iterable[str]) -> frozenset[Scope]:
    """The scopes with these names; a name that is none (a key of a later version) gives nothing."""
    names = set(words)
    return frozenset(scope for scope in Scope if scope.value in names)
