"""Policies from their data files: one TOML file each in this folder. A new policy needs a file and no code."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from caseclock.models.policy import Policy


class PolicyError(ValueError):
    """A policy file that cannot be used; the message names the file and the field."""


class UnknownPolicy(LookupError):
    """An id that no policy has; `known` are those there are."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        self.wanted = wanted
        self.known = known
        super().__init__(f"no policy is called {wanted!r}; there are: {', '.join(known)}")


def read_policy(name: str, text: str) -> Policy:
    """The policy in the text of a TOML file called `name` (whose stem must be the policy's id)."""
    try:
        policy = Policy.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{name}: not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "policy"
        raise PolicyError(f"{name}: {field}: {first['msg']}") from error
    if name != f"{policy.id}.toml":
        raise PolicyError(f"{name}: id: is {policy.id!r}, but the file's name says otherwise")
    return policy


def read_own_policy(text: str) -> Policy:
    """The policy in a TOML text that is no file: a council's own. Raises PolicyError, naming the field."""
    try:
        given = tomllib.loads(text).get("id")
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"policy: not valid TOML: {error}") from error
    return read_policy(f"{given if isinstance(given, str) and given else 'policy'}.toml", text)


@cache
def _shipped() -> tuple[Policy, ...]:
    folder = files(__package__)
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(read_policy(file.name, file.read_text(encoding="utf-8")) for file in found)


def load_policies() -> dict[str, Policy]:
    """Every policy that is shipped, by id, in the order of their ids."""
    return {policy.id: policy for policy in sorted(_shipped(), key=lambda policy: policy.id)}


def get(ids: Iterable[str]) -> list[Policy]:
    """The policies of these ids in the order asked for, each once. Raises UnknownPolicy."""
    known = load_policies()
    wanted = list(dict.fromkeys(ids))
    for one in wanted:
        if one not in known:
            raise UnknownPolicy(one, tuple(known))
    return [known[one] for one in wanted]
