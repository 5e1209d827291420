"""What a name may lead to when it is looked up."""

import threading
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.outbound.addresses import Forbidden, NotFound, check_url, resolve
from caseclock.api.outbound.networks import special

ALLOWED = ("hooks.example.org", "192.168.1.7", "localhost:5000")


class Resolving:
    """A resolver that gives one answer after the other, and counts."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.answers[len(self.asked) - 1]


def answering(*addresses: str) -> Resolving:
    return Resolving([addresses])


PUBLIC = check_url("https://hooks.example.org/", ALLOWED, allow_private=False)
OPEN = check_url("http://localhost:5000/", ALLOWED, allow_private=True)


@pytest.mark.parametrize("addresses", [["9.9.9.9"], ["2620:fe::fe", "9.9.9.9"]])
def test_the_first_public_address_is_pinned(addresses: list[str]) -> None:
    resolver = answering(*addresses)
    pinned = resolve(PUBLIC, allow_private=False, resolver=resolver)
    assert (pinned.address, pinned.target) == (ip_address(addresses[0]), PUBLIC)
    assert resolver.asked == [("hooks.example.org", 443)]


OWN = ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.31.0.1", "192.168.0.1", "100.64.0.1", "::1", "fd12::7", "fc00::1"]
NEVER = [
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:9.9.9.9",
    "::ffff:127.0.0.1",
    "::9.9.9.9",
    "64:ff9b::909:909",
    "64:ff9b:1::1",
    "2002:909:909::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "100::1",
    "5f00::1",
]


@pytest.mark.parametrize("address", OWN)
def test_ones_own_network_is_taken_only_with_the_setting(address: str) -> None:
    for addresses in ([address], ["9.9.9.9", address], [address, "9.9.9.9"]):
        with pytest.raises(Forbidden, match="CASECLOCK_WEBHOOK_PRIVATE=true"):
            resolve(PUBLIC, allow_private=False, resolver=answering(*addresses))
        assert resolve(PUBLIC, allow_private=True, resolver=answering(*addresses)).address == ip_address(addresses[0])


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_a_receivers(address: str) -> None:
    for allow_private in (True, False):
        for addresses in ([address], ["9.9.9.9", address]):
            with pytest.raises(Forbidden, match="nothing is ever sent there"):
                resolve(PUBLIC, allow_private, resolver=answering(*addresses))


def test_http_stays_in_ones_own_network() -> None:
    assert resolve(OPEN, allow_private=True, resolver=answering("127.0.0.1", "::1")).address == ip_address("127.0.0.1")
    for addresses in (["9.9.9.9"], ["127.0.0.1", "9.9.9.9"]):
        with pytest.raises(Forbidden, match="https://"):
            resolve(OPEN, allow_private=True, resolver=answering(*addresses))


def test_an_address_written_out_is_not_looked_up_but_judged_again() -> None:
    target = check_url("https://192.168.1.7/", ALLOWED, allow_private=True)
    nobody = answering()
    assert resolve(target, allow_private=True, resolver=nobody).address == ip_address("192.168.1.7")
    with pytest.raises(Forbidden):
        resolve(target, allow_private=False, resolver=nobody)
    assert nobody.asked == []


def test_this_machine_knows_itself() -> None:
    assert resolve(OPEN, allow_private=True).address.is_loopback


def test_a_name_without_an_address_is_said_to_have_none() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    for resolver in (unknown, answering()):
        with pytest.raises(NotFound, match=r"no address is known for hooks\.example\.org"):
            resolve(PUBLIC, allow_private=False, resolver=resolver)


def test_a_look_up_without_end_is_given_up() -> None:
    test_over = threading.Event()

    def silent(host: str, port: int) -> Sequence[str]:
        test_over.wait(60)
        return ["9.9.9.9"]

    try:
        with pytest.raises(NotFound, match="took too long"):
            resolve(PUBLIC, allow_private=False, resolver=silent, timeout=0.05)
    finally:
        test_over.set()


ADDRESSES = st.ip_addresses(v=4) | st.ip_addresses(v=6)


@given(ADDRESSES)
def test_no_address_that_python_holds_to_be_special_is_public(address: object) -> None:
    known = ip_address(str(address))
    if not known.is_global or known.is_multicast or known.is_reserved or known.is_link_local:
        assert special(known) is not None
    if isinstance(known, IPv6Address) and (known.ipv4_mapped or known.sixtofour or known.teredo):
        assert special(known) is not None


@given(st.lists(ADDRESSES.map(str), min_size=1, max_size=4))
def test_one_special_address_among_many_is_enough_to_refuse(addresses: list[str]) -> None:
    if all(special(ip_address(address)) is None for address in addresses):
        assert str(resolve(PUBLIC, allow_private=False, resolver=answering(*addresses)).address) == addresses[0]
    else:
        with pytest.raises(Forbidden):
            resolve(PUBLIC, allow_private=False, resolver=answering(*addresses))
