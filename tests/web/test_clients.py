"""Who asks: what proxies say is believed from the right, as far as they are trusted (RFC 7239)."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.web.http.clients import ClientFinder, NetworkSet, group_address, mask_address

PROXIES = NetworkSet((ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48")))
NOBODY = NetworkSet(())


def find(peer: str, *fields: tuple[str, str], proxies: NetworkSet = PROXIES, standard: bool = False) -> str:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in fields]
    scope = {"type": "http", "client": (peer, 4711), "headers": headers, "scheme": "http"}
    client, _ = ClientFinder(proxies, "forwarded" if standard else "x-forwarded-for").find(scope)
    return client


@pytest.mark.parametrize(
    ("peer", "written", "client"),
    [
        ("10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7:8080", "192.0.2.7"),
        ("10.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.1", "[2001:db8::7]:443", "2001:db8::7"),
        ("10.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.7", "192.0.2.7"),  # only the last one is the proxy's word
        ("10.0.0.1", "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # all of them trusted: the outermost asks
        ("10.0.0.1", "192.0.2.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.7, _hidden, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8:ffff::1", "192.0.2.7", "192.0.2.7"),
        ("::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),  # not trusted
    ],
)
def test_the_first_hop_that_is_not_trusted_asks(peer: str, written: str, client: str) -> None:
    assert find(peer, ("x-forwarded-for", written)) == client


def test_several_fields_are_one_list() -> None:
    assert (
        find("10.0.0.1", ("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "2.2.2.2, 10.9.9.9"))
        == "2.2.2.2"
    )


@pytest.mark.parametrize(
    ("written", "client"),
    [
        ("for=192.0.2.7", "192.0.2.7"),
        ('For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
        ("for=203.0.113.9, for=192.0.2.7;proto=https;by=10.0.0.1", "192.0.2.7"),
        ('for="_a,b;for=1.2.3.4", for=192.0.2.7, for=10.0.0.2', "192.0.2.7"),
        ('by="x;for=1.2.3.4"', "10.0.0.1"),
        ("for=unknown", "10.0.0.1"),
        ("nonsense", "10.0.0.1"),
    ],
)
def test_the_standard_field_is_read(written: str, client: str) -> None:
    assert find("10.0.0.1", ("forwarded", written), standard=True) == client


def test_only_the_field_that_the_proxies_write_is_read() -> None:
    assert find("10.0.0.1", ("forwarded", "for=192.0.2.7")) == "10.0.0.1"
    assert find("10.0.0.1", ("x-forwarded-for", "192.0.2.7"), standard=True) == "10.0.0.1"


def test_without_trusted_proxies_nothing_is_believed() -> None:
    assert find("127.0.0.1", ("x-forwarded-for", "192.0.2.7"), proxies=NOBODY) == "127.0.0.1"


@pytest.mark.parametrize(("peer", "scheme"), [("10.0.0.1", "https"), ("192.0.2.1", "http")])
def test_the_scheme_is_believed_likewise(peer: str, scheme: str) -> None:
    for header, field in (
        ("x-forwarded-for", (b"x-forwarded-proto", b"https")),
        ("forwarded", (b"forwarded", b"for=1.1.1.1;proto=https")),
    ):
        scope = {"type": "http", "client": (peer, 4711), "headers": [field], "scheme": "http"}
        ClientFinder(PROXIES, header).find(scope)  # type: ignore[arg-type]
        assert scope["scheme"] == scheme


@given(st.text(max_size=60), st.sampled_from(["192.0.2.7", "2001:db8::7"]))
def test_what_a_client_writes_itself_changes_nothing(written: str, client: str) -> None:
    spoofed = written.encode("utf-8").decode("latin-1")
    assert find("10.0.0.1", ("x-forwarded-for", f"{spoofed}, {client}")) == client


def test_an_ipv6_site_is_one_client() -> None:
    assert (
        group_address("2001:db8:1:2:3:4:5:6")
        == group_address("2001:db8:1:2::")
        != group_address("2001:db8:1:3::")
    )
    assert group_address("192.0.2.7") == group_address("::ffff:192.0.2.7") != group_address("192.0.2.8")


def test_a_masked_address_tells_a_network() -> None:
    assert mask_address("192.0.2.7") == "192.0.2.0/24"
    assert mask_address("2001:db8:1:2::7") == "2001:db8:1::/48"
    assert mask_address("evil\n") == ""
