"""Logging in with the organisation's own account (OpenID Connect: authorisation code with PKCE, state and nonce).

Only people whom an administrator added are let in. The first time they are known by the email address that the issuer
has verified; after that by the issuer's name for them, whatever their address becomes. What they may do stays with us.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlencode

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from caseclock.api.auth import attempts
from caseclock.api.auth.log_in import LoggedIn, admit
from caseclock.api.auth.oidc_issuer import Identity, Issuer, IssuerFault, issuer_of
from caseclock.api.auth.tokens import is_same, new_token
from caseclock.api.fields import as_email
from caseclock.api.problems import Problem
from caseclock.api.service import Service
from caseclock.api.store.audit import NOBODY, Action, record
from caseclock.api.store.tables import User

METHOD = "oidc"
GOOD_FOR = 600  # seconds to log in over there
CALLBACK = "/log-in/oidc/callback"


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the person, and what to keep in a cookie of theirs meanwhile."""

    url: str = field(repr=False)
    cookie: str = field(repr=False)


def is_set(service: Service) -> bool:
    """Is there such a log-in here?"""
    return bool(service.settings.oidc_issuer and service.settings.oidc_client_id)


def begin(service: Service) -> Begun:
    """Raises Problem 404 if there is no such log-in here, 503 if the issuer cannot be used."""
    try:
        its = _issuer(service).endpoints()
    except IssuerFault as fault:
        raise _unusable(service, fault) from fault
    state, nonce, verifier = new_token(), new_token(), new_token()
    query = {
        "response_type": "code",
        "client_id": service.settings.oidc_client_id,
        "redirect_uri": service.settings.url + CALLBACK,
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in its.authorization else "?"
    return Begun(its.authorization + joint + urlencode(query), _signer(service).dumps([state, nonce, verifier]))


def finish(service: Service, cookie: str, state: str, code: str, issuer: str | None, address: str) -> LoggedIn:
    """The person is back: `state`, `code` and `issuer` are from the address, `cookie` is the one kept meanwhile.

    Raises Problem 401 in words, 404, 429 or 503.
    """
    attempts.check_address(address, service.settings.log_ins_per_minute)
    its = _issuer(service)
    try:
        expected, nonce, verifier = _signer(service).loads(cookie, max_age=GOOD_FOR)
    except BadData as error:
        raise _refused(service, "oidc-state", "The log-in was not begun here, or took too long.") from error
    if not is_same(state, expected) or (issuer is not None and issuer != its.url):
        raise _refused(service, "oidc-state", "The log-in was not begun here.")
    if not code:
        raise _refused(service, "oidc-refused", "It did not let you in.")
    try:
        identity = its.exchange(code, verifier, service.settings.url + CALLBACK, nonce)
    except IssuerFault as fault:
        if fault.code == "oidc-unreachable":
            raise _unusable(service, fault) from fault
        raise _refused(service, fault.code, str(fault)) from fault
    return _matched(service, its, identity)


def _matched(service: Service, issuer: Issuer, identity: Identity) -> LoggedIn:
    subject = f"{issuer.url} {identity.subject}"
    with service.database.transaction() as session:
        user = _known(session, subject) or _met_first(session, subject, identity.email)
        if user is not None and user.disabled_at is None:
            return admit(service, session, user, METHOD)
    known = "disabled" if user else "unknown" if identity.email else "unverified-email"
    raise _refused(
        service, f"oidc-{known}", "You have not been added to this service with a verified email address.", user
    )


def _known(session: Session, subject: str) -> User | None:
    return session.scalars(select(User).where(User.subject == subject).with_for_update()).one_or_none()


def _met_first(session: Session, subject: str, email: str | None) -> User | None:
    """The person whom an administrator added with this address, bound to the subject from now on."""
    address = as_email(email) if email else None
    if address is None:
        return None
    return session.scalars(
        update(User)
        .where(User.email == address, User.subject.is_(None), User.disabled_at.is_(None))
        .values(subject=subject)
        .returning(User)
    ).one_or_none()


def _challenge(verifier: str) -> str:
    """The S256 challenge of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _issuer(service: Service) -> Issuer:
    if not is_set(service):
        raise Problem(404, "not-found", "Not found", "There is no such log-in here: use your email and password.")
    settings = service.settings
    return issuer_of(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)


def _signer(service: Service) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(service.secret, salt="caseclock oidc 1")


def _refused(service: Service, reason: str, words: str, user: User | None = None) -> Problem:
    with service.database.transaction() as session:
        about = user.id if user else None
        record(session, NOBODY, Action.LOG_IN_FAILED, object=about, reason=reason, method=METHOD)
    name = service.settings.oidc_name
    detail = f"You could not be logged in with {name}. {words} Try again, or ask an administrator."
    return Problem(401, "log-in-failed", "Not logged in", detail)


def _unusable(service: Service, fault: IssuerFault) -> Problem:
    detail = f"{service.settings.oidc_name} cannot be used to log in now. {fault} Try again in a moment."
    return Problem(503, "unavailable", "Try again in a moment", detail, headers={"Retry-After": "30"})
