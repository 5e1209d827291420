"""Where the service may send to: an address is checked when it is given, its host looked up before each sending.

In between the name may have been pointed elsewhere, so what was looked up is also what is connected to.
"""

import queue
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from caseclock.api.outbound.allowed import HOSTS, Allowed, Host, Unreadable, read_allowed, read_host
from caseclock.api.outbound.networks import Address, special

PRIVATE = "CASECLOCK_WEBHOOK_PRIVATE"
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>[^#]*)", re.ASCII | re.IGNORECASE)
_USUAL_PORTS = {"https": 443, "http": 80}
_LONGEST_URL = 2000
_LOOK_UP_SECONDS = 5.0

Resolver = Callable[[str, int], Sequence[str]]


class Forbidden(Exception):
    """The service does not send there. The words say why and what to change."""


class NotFound(Exception):
    """The host's address could not be found out. The words say what to do; later it may succeed."""


@dataclass(frozen=True)
class Target:
    """An address that may be sent to: every part in one form, made by `check_url` alone."""

    scheme: str  # https | http
    host: Host
    port: int
    path: str  # with the query; ASCII

    @property
    def authority(self) -> str:
        """Host and, if it is not the usual one, port: what the Host header says."""
        return f"{self.host}" if self.port == _USUAL_PORTS[self.scheme] else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


@dataclass(frozen=True)
class Pinned:
    """A target and the one address to connect to."""

    target: Target
    address: Address


def system_resolver(host: str, port: int) -> Sequence[str]:
    """All addresses that this machine finds for the host, the one it prefers first. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def check_url(url: str, allowed_hosts: Sequence[str], allow_private: bool) -> Target:
    """The target that `url` names, if the service may send there; nothing is looked up yet.

    `allowed_hosts` are entries like `hooks.example.org`, `*.example.org` (every name below, not example.org itself),
    `example.org:8443` (that port only); without a port they mean 443, or 80 for http. http is taken only with
    `allow_private`, and `resolve` then sees to it that it stays in one's own network. Raises Forbidden, in words.
    """
    match = _parts(url)
    scheme = match["scheme"].lower()
    if scheme == "http" and not allow_private:
        raise Forbidden(
            "the address is not encrypted: give one that begins with https:// "
            f"(http is only for receivers in one's own network, with {PRIVATE}=true)"
        )
    try:
        host, port = read_host(match["authority"])
        allowed = read_allowed(allowed_hosts)
        path = httpx.URL(f"https://path{match['path']}").raw_path.decode("ascii")
    except Unreadable as error:
        raise Forbidden(str(error)) from error
    except httpx.InvalidURL as error:
        raise Forbidden("the address cannot be read: write it as https://host/path") from error
    target = Target(scheme, host, port or _USUAL_PORTS[scheme], path)
    _check_listed(target, allowed)
    if host.address is not None:
        _check_addresses(target, [host.address], allow_private)
    return target


def resolve(
    target: Target, allow_private: bool, *, resolver: Resolver = system_resolver, timeout: float = _LOOK_UP_SECONDS
) -> Pinned:
    """Looks the host up and gives the address to connect to: the first, once none of all is found forbidden.

    With `allow_private` one's own machine and private networks are taken, but never metadata services of clouds, links,
    multicast and reserved ranges. It takes `timeout` seconds at most. Raises Forbidden or NotFound, in words.
    """
    if target.host.address is not None:
        found = [target.host.address]
    else:
        found = _look_up(target, resolver, timeout)
    _check_addresses(target, found, allow_private)
    return Pinned(target, found[0])


def _parts(url: str) -> re.Match[str]:
    if len(url) > _LONGEST_URL:
        raise Forbidden(f"the address is longer than {_LONGEST_URL} characters: give a shorter one")
    if "\\" in url or any(char.isspace() or not char.isprintable() for char in url):
        raise Forbidden("the address holds a space, a backslash or a character that does not print: write it without")
    if "#" in url:
        raise Forbidden("the address has a part after #, which is never sent: leave it out")
    match = _URL.fullmatch(url)
    if match is None or match["scheme"].lower() not in _USUAL_PORTS:
        raise Forbidden("only addresses that begin with https:// are taken: write https://host/path")
    if "@" in match["authority"]:
        raise Forbidden(
            "the address holds a user's name (what stands before @): leave it out, messages are signed instead"
        )
    return match


def _check_listed(target: Target, allowed: Sequence[Allowed]) -> None:
    if any(entry.allows(target.host, target.port, _USUAL_PORTS[target.scheme]) for entry in allowed):
        return
    if any(entry.names(target.host) for entry in allowed):
        wanted = f"{target.host}:{target.port}"
        raise Forbidden(
            f"port {target.port} of {target.host} is not allowed: the administrator can add {wanted} to {HOSTS}"
        )
    raise Forbidden(
        f"{target.host} is not an allowed receiver: the administrator can add {target.authority} to {HOSTS}"
    )


def _check_addresses(target: Target, addresses: Sequence[Address], allow_private: bool) -> None:
    ranges = [special(address) for address in addresses]
    for known in ranges:
        if known is not None and not known.own:
            raise Forbidden(
                f"{target.host} leads to {known.words}, and nothing is ever sent there: give another address"
            )
        if known is not None and not allow_private:
            raise Forbidden(
                f"{target.host} leads to {known.words}: if that is meant, the administrator can set {PRIVATE}=true"
            )
    if target.scheme == "http" and None in ranges:
        raise Forbidden(f"{target.host} is not in one's own network: give an address that begins with https://")


def _look_up(target: Target, resolver: Resolver, timeout: float) -> list[Address]:
    name = str(target.host)
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(name, target.port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system's look-up cannot be interrupted: it is left to itself when it takes too long.
    threading.Thread(target=ask, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise NotFound(f"the look-up of {name} took too long: check this machine's name servers") from None
    if isinstance(answer, Exception) or not answer:
        raise NotFound(f"no address is known for {name}: check the spelling, and that the name exists")
    return [ip_address(address) for address in answer]
