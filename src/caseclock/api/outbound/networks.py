"""Which addresses of the internet are open to everybody, which are one's own network, and which are no receiver's."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Range:
    """Addresses that are not open to everybody. `own`: a receiver of one's own may live there, if that is allowed."""

    network: IPv4Network | IPv6Network
    words: str
    own: bool


def _range(network: str, words: str, *, own: bool = False) -> Range:
    return Range(ip_network(network), words, own)


# From the registries of special-purpose addresses (IANA; RFC 6890 and later), the narrower before the wider.
# The ways to write an IPv4 address in an IPv6 one are refused whole: what they lead to depends on who translates them.
_RANGES = (
    _range("169.254.169.254/32", "a cloud's metadata service"),
    _range("100.100.100.200/32", "a cloud's metadata service"),
    _range("192.0.0.192/32", "a cloud's metadata service"),
    _range("168.63.129.16/32", "a cloud's metadata service"),  # an address like any other, but Azure's own
    _range("fd00:ec2::/32", "a cloud's metadata service"),
    _range("fd20:ce::/32", "a cloud's metadata service"),
    _range("127.0.0.0/8", "this machine itself", own=True),
    _range("10.0.0.0/8", "a private network", own=True),
    _range("172.16.0.0/12", "a private network", own=True),
    _range("192.168.0.0/16", "a private network", own=True),
    _range("100.64.0.0/10", "a provider's inner network", own=True),
    _range("0.0.0.0/8", "no machine in particular"),
    _range("169.254.0.0/16", "a link between two machines"),
    _range("192.0.0.0/24", "a range reserved for protocols"),
    _range("192.0.2.0/24", "a range for examples in books"),
    _range("192.88.99.0/24", "a relay between IPv4 and IPv6"),
    _range("198.18.0.0/15", "a range for measurements"),
    _range("198.51.100.0/24", "a range for examples in books"),
    _range("203.0.113.0/24", "a range for examples in books"),
    _range("224.0.0.0/4", "many machines at once (multicast)"),
    _range("240.0.0.0/4", "a reserved range"),
    _range("::1/128", "this machine itself", own=True),
    _range("fc00::/7", "a private network", own=True),
    _range("::/128", "no machine in particular"),
    _range("::ffff:0:0/96", "an IPv4 address written as an IPv6 one"),
    _range("::/96", "an IPv4 address written as an IPv6 one"),
    _range("64:ff9b::/96", "an IPv4 address written as an IPv6 one"),
    _range("2002::/16", "an IPv4 address written as an IPv6 one"),
    _range("2001::/23", "a range reserved for protocols"),
    _range("2001:db8::/32", "a range for examples in books"),
    _range("3fff::/20", "a range for examples in books"),
    _range("fe80::/10", "a link between two machines"),
    _range("fec0::/10", "a reserved range"),
    _range("ff00::/8", "many machines at once (multicast)"),
)
_GLOBAL_IPV6 = ip_network("2000::/3")  # all that has been handed out for use
_UNUSED = _range("::/0", "a range not in use")


def special(address: Address) -> Range | None:
    """The range that keeps the address from being open to everybody; None: it is a public address."""
    for known in _RANGES:
        if address in known.network:
            return known
    public = address in _GLOBAL_IPV6 if isinstance(address, IPv6Address) else address.is_global
    return None if public else _UNUSED
