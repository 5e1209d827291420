"""Hosts as they are written in addresses and in CASECLOCK_WEBHOOK_HOSTS, brought into one form and compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

import httpx

from caseclock.api.outbound.networks import Address

HOSTS = "CASECLOCK_WEBHOOK_HOSTS"
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^:\[\]/?#@\\\s]+)(?::(?P<port>[0-9]{0,5}))?", re.ASCII)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)  # what C libraries read as (a part of) an IPv4 address
_LONGEST_NAME = 253


class Unreadable(Exception):
    """A host cannot be read as one that is safe to call; the words say why."""


@dataclass(frozen=True)
class Host:
    """A name in its ASCII form, or an address in its one usual form."""

    name: str
    address: Address | None

    def __str__(self) -> str:
        """As written in a URL."""
        return f"[{self.name}]" if isinstance(self.address, IPv6Address) else self.name


@dataclass(frozen=True)
class Allowed:
    """One entry of the list: a host, or (`below`) every name under it. Without a port: the usual one of the scheme."""

    host: Host
    port: int | None
    below: bool

    def names(self, host: Host) -> bool:
        """Is that host meant, whatever its port?"""
        return host.name.endswith("." + self.host.name) if self.below else host.name == self.host.name

    def allows(self, host: Host, port: int, usual_port: int) -> bool:
        """May that host be called at that port? `usual_port` is the one of the scheme."""
        return self.names(host) and port == (usual_port if self.port is None else self.port)


def read_host(text: str) -> tuple[Host, int | None]:
    """The host and, if one is written, the port.

    `text` is like `hooks.example.org`, `example.org:8443`, `192.168.1.7`, `[::1]:8080`. Raises Unreadable, in words.
    """
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        raise Unreadable("a host and, where needed, a port are expected, as in hooks.example.org:8443")
    port = int(match["port"]) if match["port"] else None
    if port is not None and not 0 < port < 65536:
        raise Unreadable(f"{port} is no port: ports go from 1 to 65535")
    if match["host"].startswith("["):
        address = _ipv6(match["host"][1:-1])
        return Host(str(address), address), port
    name = _ascii(match["host"])
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return Host(name, _ipv4(match["host"])), port
    return Host(name, None), port


def read_allowed(entries: Sequence[str]) -> tuple[Allowed, ...]:
    """The list as it is set. Raises Unreadable, naming the entry that is wrong."""
    return tuple(_entry(entry) for entry in entries)


def _entry(text: str) -> Allowed:
    below = text.startswith("*.")
    try:
        host, port = read_host(text[2:] if below else text)
        if below and host.address is not None:
            raise Unreadable("an address has nothing below it")
    except Unreadable as error:
        raise Unreadable(
            f"{HOSTS} holds {text!r}, which is no host ({error}): write names without https:// and path"
        ) from error
    return Allowed(host, port, below)


def _ipv6(text: str) -> IPv6Address:
    if "%" in text:
        raise Unreadable("an address with a zone (%) is not taken: write it without, or a name")
    try:
        return IPv6Address(text)
    except ValueError:
        raise Unreadable("what is between the brackets is no IPv6 address: write a name") from None


def _ascii(text: str) -> str:
    """The name in small letters, international names in their xn-- form, without the dot that may end it."""
    if "%" in text:
        raise Unreadable("a name with % in it is not taken: write it plainly")
    try:
        name = httpx.URL(f"https://{text}/").raw_host.decode("ascii").removesuffix(".")
    except (httpx.InvalidURL, UnicodeError):
        raise Unreadable("this is no host name: write letters, digits, hyphens and dots") from None
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise Unreadable("this is no host name: write letters, digits, hyphens and dots")
    return name


def _ipv4(text: str) -> IPv4Address:
    """What is no name because it ends in a number: an address, if it is written in the one usual way."""
    try:
        return IPv4Address(text.removesuffix("."))
    except ValueError:  # 2130706433, 0x7f.1, 0177.0.0.1 and the like
        raise Unreadable("a number is no host name: write an address as four decimal numbers, or a name") from None
