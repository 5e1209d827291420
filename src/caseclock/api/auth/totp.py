"""The second factor: codes of an authenticator app (RFC 6238). A secret is kept, sealed, once a code has proved that
the person has it."""

import base64
import binascii
import time
from dataclasses import dataclass, field

import pyotp
from sqlalchemy import select, update

from caseclock.api.auth import attempts, passwords
from caseclock.api.auth.tokens import is_same
from caseclock.api.problems import Problem, conflict, invalid
from caseclock.api.sealing import SealBroken, Sealer
from caseclock.api.service import Service
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import User

_WINDOW = 1  # steps of half a minute that a clock may be wrong
_TO_CONFIRM = 600  # seconds
_ISSUER = "caseclock"
_WRONG = "The code is not right: see that the clock of your phone is right, and send the code that it shows now."


@dataclass(frozen=True, slots=True)
class Pending:
    """A second factor that is being set up. `uri` is what a QR code holds; `pending` is to be sent with a code."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    pending: str = field(repr=False)


def begin(service: Service, user_id: str) -> Pending:
    """A new secret for the person. Nothing changes until `confirm`. Raises Problem 409 if they have one."""
    with service.database.transaction() as session:
        email, has_one = session.execute(select(User.email, User.totp.is_not(None)).where(User.id == user_id)).one()
    if has_one:
        raise conflict("You have a second factor already: remove it first.")
    secret = pyotp.random_base32()
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)
    sealed = service.sealer.seal(f"{secret} {int(time.time())}".encode(), _purpose("pending", user_id))
    return Pending(secret, uri, base64.urlsafe_b64encode(sealed).decode().rstrip("="))


def confirm(service: Service, user_id: str, pending: str, code: str) -> None:
    """From now on the person needs a code to log in. Raises Problem 422 if the code is wrong, 409 if there is one."""
    secret = _opened(service.sealer, user_id, pending)
    step = step_of(secret, code, last=0)
    if step is None:
        raise invalid(_WRONG, "code")
    with service.database.transaction() as session:
        changed = session.scalar(
            update(User)
            .where(User.id == user_id, User.totp.is_(None))
            .values(totp=service.sealer.seal(secret.encode(), _purpose("totp", user_id)), totp_last=step)
            .returning(User.id)
        )
        if changed is None:
            raise conflict("You have a second factor already: remove it first.")
        record(session, user_id, Action.TOTP_CHANGED, object=user_id, added=True)


def remove(service: Service, user_id: str, password: str | None, code: str | None) -> None:
    """The person logs in without a code again. They prove that it is they by their password or a code; guesses are
    counted as those at a log-in. Raises Problem 403, or 409 if there is none."""
    who = User.id == user_id
    user = attempts.charge(service.database, who)
    if user is not None and user.totp is None:
        attempts.forgive(service.database, user_id)
        raise conflict("You have no second factor: there is nothing to remove.")
    proof = _proof(service, user, password, code)
    with service.database.transaction() as session:
        if user is not None and proof is not None:
            changed = session.scalar(
                update(User)
                .where(who, User.totp == user.totp, User.totp_last < proof)
                .values(totp=None, failures=0, locked_until=None)
                .returning(User.id)
            )
            if changed:
                record(session, user_id, Action.TOTP_CHANGED, object=user_id, added=False)
                return
    attempts.note_failure(service.database, user, who, "not-confirmed", "second-factor")
    raise Problem(
        403,
        "not-confirmed",
        "That it is you was not confirmed",
        "Send your password, or the code that your phone shows now; after five failures wait a quarter of an hour.",
    )


def step_of(secret: str, code: str, last: int) -> int | None:
    """The time step whose code this is, if it is about now and after `last`, the last one that was used."""
    app = pyotp.TOTP(secret)
    current = int(time.time()) // app.interval
    steps = range(max(current - _WINDOW, last + 1), current + _WINDOW + 1)
    return next((step for step in steps if is_same(code, app.generate_otp(step))), None)


def user_step(sealer: Sealer, user: User, code: str) -> int | None:
    """The same for the code of a person who has a second factor."""
    if user.totp is None:
        return None
    return step_of(sealer.open(user.totp, _purpose("totp", user.id)).decode(), code, user.totp_last)


def _proof(service: Service, user: User | None, password: str | None, code: str | None) -> int | None:
    """A step that was not used yet if the proof is good: that of the code, or any for a password."""
    if code is not None:
        return user_step(service.sealer, user, code) if user else None
    right = passwords.is_right(password or "", user.password if user else None)
    return user.totp_last + 1 if user and right else None


def _opened(sealer: Sealer, user_id: str, pending: str) -> str:
    try:
        sealed = base64.b64decode(pending + "=" * (-len(pending) % 4), altchars=b"-_", validate=True)
        secret, at = sealer.open(sealed, _purpose("pending", user_id)).decode().split()
    except (binascii.Error, SealBroken, ValueError) as error:
        raise invalid("This was not begun here: begin anew, and send `pending` as it was given.", "pending") from error
    if time.time() > int(at) + _TO_CONFIRM:
        raise invalid("This was begun too long ago: begin anew.", "pending")
    return secret


def _purpose(what: str, user_id: str) -> str:
    return f"{what}:{user_id}"
