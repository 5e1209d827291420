"""Log-ins: the token is in a cookie, its hash in the database. They end by log-out, by idleness, and after a day's work
at the latest; one that has ended is never good again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from fastapi import Request, Response
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from caseclock.api.auth.tokens import is_same, new_token, token_hash
from caseclock.api.problems import Problem
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.database import Database
from caseclock.api.store.tables import Role, User, now

CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SEEN_EVERY = timedelta(minutes=1)
_KEPT = timedelta(days=30)  # after their end, so that a replayed one can be named


@dataclass(frozen=True, slots=True)
class Found:
    """A log-in as the database has it, with whom it belongs to."""

    hash: str
    user_id: str
    role: Role
    csrf: str
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    disabled_at: datetime | None

    def fault(self, settings: Settings) -> str | None:
        """Why it is no longer good: ended, or expired; None while it is."""
        at = now()
        if self.ended_at or self.disabled_at:
            return "session-ended"
        if at >= self.expires_at or at >= self.seen_at + settings.session_idle:
            return "session-expired"
        return None


def begin(session: Session, settings: Settings, user: User) -> tuple[str, tables.Session]:
    """A new log-in of the person: the token for their cookie, and its row."""
    at = now()
    session.execute(
        delete(tables.Session).where(tables.Session.user_id == user.id, tables.Session.expires_at < at - _KEPT)
    )
    token = new_token()
    row = tables.Session(
        hash=token_hash(token),
        user_id=user.id,
        csrf=new_token(),
        created_at=at,
        seen_at=at,
        expires_at=at + settings.session_length,
    )
    session.add(row)
    return token, row


def look_up(database: Database, token: str) -> Found | None:
    """The log-in of a cookie's token, in one round trip."""
    its = tables.Session
    query = (
        select(its.hash, its.user_id, User.role, its.csrf, its.seen_at, its.expires_at, its.ended_at, User.disabled_at)
        .join(User, User.id == its.user_id)
        .where(its.hash == token_hash(token))
    )
    with database.looking() as connection:
        row = connection.execute(query).one_or_none()
    return Found(row[0], row[1], Role(row[2]), *row[3:]) if row else None


def touch(database: Database, found: Found) -> None:
    """Note that it is in use, once a minute at most."""
    at = now()
    if at < found.seen_at + _SEEN_EVERY:
        return
    its = tables.Session
    with database.transaction(relaxed=True) as session:
        session.execute(update(its).where(its.hash == found.hash, its.seen_at < at).values(seen_at=at))


def end(session: Session, session_hash: str) -> None:
    """Log out."""
    its = tables.Session
    session.execute(update(its).where(its.hash == session_hash, its.ended_at.is_(None)).values(ended_at=now()))


def end_all(session: Session, user_id: str) -> None:
    """Log the person out everywhere."""
    its = tables.Session
    session.execute(update(its).where(its.user_id == user_id, its.ended_at.is_(None)).values(ended_at=now()))


def cookie_name(settings: Settings, name: str = "caseclock") -> str:
    """What a cookie is called: the prefix binds it to this host and to https."""
    return f"__Host-{name}" if settings.cookies_are_secure else name


def set_cookie(response: Response, settings: Settings, token: str) -> None:
    """Give the log-in's token to the browser, until it is closed."""
    put_cookie(response, settings, "caseclock", token)


def clear_cookie(response: Response, settings: Settings) -> None:
    """Take the token back."""
    drop_cookie(response, settings, "caseclock")


def put_cookie(response: Response, settings: Settings, name: str, value: str, max_age: int | None = None) -> None:
    """A cookie that no script reads and no other site's form sends. `max_age` in seconds."""
    response.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=max_age,
        path="/",
        secure=settings.cookies_are_secure,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, settings: Settings, name: str) -> None:
    """Have the browser forget a cookie."""
    secure = settings.cookies_are_secure
    response.delete_cookie(cookie_name(settings, name), path="/", secure=secure, httponly=True, samesite="lax")


def check_csrf(request: Request, settings: Settings, csrf: str, given: str | None) -> None:
    """A request that changes something, made with a cookie, must come from our own pages and carry the log-in's
    `csrf`. Raises Problem 403."""
    check_origin(request, settings)
    if not given or not is_same(given, csrf):
        raise csrf_problem(f"Send the log-in's `csrf` in the header {CSRF_HEADER}; GET /api/v1/me tells it.")


def check_origin(request: Request, settings: Settings) -> None:
    """Refuse what another site's page sends. Programs send neither header. Raises Problem 403."""
    site = request.headers.get("sec-fetch-site")  # which no page can forge; older browsers send `Origin` only
    origin = request.headers.get("origin")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        foreign = origin is not None and origin.lower() not in _own_origins(request, settings)
    if foreign:
        raise csrf_problem("The request comes from another site's page: open this service's own address and try again.")


def csrf_problem(detail: str) -> Problem:
    """A request that could have been forged."""
    return Problem(403, "csrf", "Not sent from here", detail)


def _own_origins(request: Request, settings: Settings) -> set[str]:
    public = urlsplit(settings.url)
    here = request.headers.get("host", "")
    return {f"{public.scheme}://{public.netloc}".lower(), f"{request.url.scheme}://{here}".lower()}
