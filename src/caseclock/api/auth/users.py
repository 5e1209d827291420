"""People: added by an administrator or at the command line, who gets a one-time link for them to set a password."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from caseclock.api.auth import passwords, sessions
from caseclock.api.auth.principals import PEOPLE
from caseclock.api.auth.tokens import new_token, token_hash
from caseclock.api.problems import Problem, conflict, invalid
from caseclock.api.settings import Settings
from caseclock.api.store.audit import Action, record
from caseclock.api.store.database import Database
from caseclock.api.store.tables import CalendarFeed, OneTimeLink, Role, User, new_id, now

LINK_GOOD_FOR = timedelta(hours=72)


def add_user(session: Session, email: str, name: str, role: Role, by: str) -> tuple[User, str]:
    """A new person, and the token of the link with which they set their password. `email` in lower case.

    Raises Problem 409 if the address is taken, 422 if the role is not a person's.
    """
    _check_role(role)
    user_id = session.scalar(
        insert(User)
        .values(id=new_id("u"), email=email, name=name, role=role.value, totp_last=0, failures=0, created_at=now())
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User.id)
    )
    if user_id is None:
        raise conflict("There is somebody with this email address already: change them, or make a new link for them.")
    record(session, by, Action.USER_ADDED, object=user_id, role=role.value)
    return session.get_one(User, user_id), _new_link(session, user_id, by)


def reset_user(session: Session, user_id: str, by: str, *, without_second_factor: bool = False) -> tuple[User, str]:
    """A new link for a person who lost their password (or phone): the old password and log-ins are good no longer.

    Raises Problem 404, or 409 if they are disabled.
    """
    user = locked_user(session, user_id)
    if user.disabled_at:
        raise conflict("This person is disabled: enable them first.")
    user.password, user.failures, user.locked_until = None, 0, None
    if without_second_factor and user.totp is not None:
        user.totp = None
        record(session, by, Action.TOTP_CHANGED, object=user_id, added=False)
    sessions.end_all(session, user_id)
    session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == user_id))  # an address is a way in as well
    return user, _new_link(session, user_id, by)


def change_user(
    session: Session,
    user_id: str,
    by: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    disabled: bool | None = None,
) -> User:
    """Change what is given. Whoever is disabled is logged out, and their links are void.

    Raises Problem 404, 422 if the role is not a person's, 409 if no enabled administrator would be left.
    """
    if (role is not None and role is not Role.ADMINISTRATOR) or disabled:
        _check_another_administrator(session, user_id)
    user = locked_user(session, user_id)
    if name is not None and name != user.name:
        user.name = name
        record(session, by, Action.USER_CHANGED, object=user_id, what="name")
    if role is not None and role.value != user.role:
        _check_role(role)
        record(session, by, Action.USER_CHANGED, object=user_id, what="role", role=role.value, before=user.role)
        user.role = role.value
    if disabled is not None and disabled != (user.disabled_at is not None):
        user.disabled_at = now() if disabled else None
        record(session, by, Action.USER_CHANGED, object=user_id, what="disabled", disabled=disabled)
    if disabled:
        sessions.end_all(session, user_id)
        session.execute(delete(OneTimeLink).where(OneTimeLink.user_id == user_id))
    return user


def link_owner(session: Session, token: str) -> User:
    """Whom a link that is still good is for. Raises Problem 404."""
    user = session.scalars(
        select(User).join(OneTimeLink, OneTimeLink.user_id == User.id).where(*_good(token), User.disabled_at.is_(None))
    ).one_or_none()
    if user is None:
        raise _bad_link()
    return user


def set_password(database: Database, token: str, password: str) -> User:
    """Uses a link up: the person has this password, is logged out everywhere, and no longer locked.

    Raises Problem 404 if the link was used, replaced or is too old; 422 if the password is too easily guessed, when
    the link can be used again.
    """
    with database.transaction() as session:
        user = link_owner(session, token)
    passwords.check_choice(password, user.email, user.name)
    kept = passwords.hashed(password)
    with database.transaction() as session:
        used = update(OneTimeLink).where(*_good(token)).values(used_at=now()).returning(OneTimeLink.user_id)
        user_id = session.scalar(used)
        if user_id is None:
            raise _bad_link()
        user = locked_user(session, user_id)
        if user.disabled_at:
            raise _bad_link()
        user.password, user.failures, user.locked_until = kept, 0, None
        sessions.end_all(session, user_id)
        record(session, user_id, Action.PASSWORD_SET, object=user_id)
        return user


def link(settings: Settings, token: str) -> str:
    """The address to send to the person."""
    return f"{settings.url}/start/{token}"


def list_users(session: Session, after: str | None = None, limit: int | None = None) -> list[User]:
    """People by email address; those that come after the one with the id `after`."""
    query = select(User).order_by(User.email).limit(limit)
    if after is not None:
        query = query.where(User.email > select(User.email).where(User.id == after).scalar_subquery())
    return list(session.scalars(query))


def by_email(session: Session, email: str) -> User:
    """The person with this address, in lower case. Raises Problem 404."""
    user = session.scalars(select(User).where(User.email == email)).one_or_none()
    if user is None:
        raise no_user()
    return user


def get_user(session: Session, user_id: str) -> User:
    """The person with this id. Raises Problem 404."""
    user = session.get(User, user_id)
    if user is None:
        raise no_user()
    return user


def locked_user(session: Session, user_id: str) -> User:
    """The person, whom nobody else changes before the transaction ends. Raises Problem 404."""
    query = select(User).where(User.id == user_id).with_for_update().execution_options(populate_existing=True)
    user = session.scalars(query).one_or_none()
    if user is None:
        raise no_user()
    return user


def has_administrator(session: Session) -> bool:
    """Is there an administrator who is not disabled?"""
    query = select(User.id).where(User.role == Role.ADMINISTRATOR.value, User.disabled_at.is_(None)).limit(1)
    return session.scalar(query) is not None


def no_user() -> Problem:
    """Nobody has this id or address."""
    return Problem(404, "not-found", "Not found", "There is no such person: check the id or the email address.")


def _new_link(session: Session, user_id: str, by: str) -> str:
    """Only the newest link of a person is good."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.user_id == user_id))
    token = new_token()
    session.add(OneTimeLink(hash=token_hash(token), user_id=user_id, expires_at=now() + LINK_GOOD_FOR))
    record(session, by, Action.LINK_MADE, object=user_id)
    return token


def _good(token: str) -> tuple[ColumnElement[bool], ...]:
    links = OneTimeLink
    return (links.hash == token_hash(token), links.used_at.is_(None), links.expires_at > now())


def _check_role(role: Role) -> None:
    if role not in PEOPLE:
        raise invalid(f"A person cannot be {role.value}: use administrator, caseworker or solicitor.", "role")


def _check_another_administrator(session: Session, user_id: str) -> None:
    """All of them are locked, so that two administrators cannot demote each other at the same moment."""
    query = select(User.id).where(User.role == Role.ADMINISTRATOR.value, User.disabled_at.is_(None))
    enabled = set(session.scalars(query.order_by(User.id).with_for_update()))
    if enabled == {user_id}:
        raise conflict("This is the last administrator who can log in: make somebody else one first.")


def _bad_link() -> Problem:
    detail = "The link was used already, replaced by another, or is too old: ask an administrator for a new one."
    return Problem(404, "link-not-good", "The link is not good", detail)
