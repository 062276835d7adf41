"""Who asks: the address of a client, also behind proxies whose word is believed (RFC 7239)."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope

    from pso_graph.core.settings import Networks

FORWARDING = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})
"""Header fields by which one sees that a request has come through a proxy."""

_HOPS = 32  # proxies that are followed back at most
_KNOWN = 4096  # addresses of which is kept what has been found out
_SITE = 64  # bits of an IPv6 address that a client cannot choose (RFC 6177)
_SHOWN = {4: 24, 6: 48}  # bits of an address that tell a network, and no household
_HOP = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'(?:^|;)\s*([\w-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;,"\s]+)')
_NODE = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\w+)?|(\d+(?:\.\d+){3})(?::\w+)?|([0-9A-Fa-f:.]+)")


class NetworkSet:
    """Networks that addresses may belong to.

    Args:
        networks: to look in.
    """

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._look_up = lru_cache(_KNOWN)(self._find)

    def __bool__(self) -> bool:
        return bool(self._networks)

    def __contains__(self, address: str) -> bool:
        return self._look_up(address)

    def _find(self, address: str) -> bool:
        parsed = parse_address(address)
        return parsed is not None and any(parsed in network for network in self._networks)


class ClientFinder:
    """Tells who asks.

    Args:
        proxies: whose word is believed.
        header: in which they give it; anyone can write the other one.
    """

    def __init__(self, proxies: NetworkSet, header: Literal["x-forwarded-for", "forwarded"]) -> None:
        self._proxies = proxies
        self._is_standard = header == "forwarded"

    def find(self, scope: Scope) -> tuple[str, bool]:
        """Return the address of a client, and whether a proxy has vouched for it.

        What the proxy says of address and scheme is put in the scope too.

        The hops are walked from this server outwards: the first one that is not trusted is the client.
        What stands further out is only its word.

        Args:
            scope: of ASGI.
        """
        peer = scope["client"][0] if scope.get("client") else ""
        if not self._proxies or peer not in self._proxies:
            return str(peer), False
        hops, scheme = _read_forwarded(scope) if self._is_standard else _read_x_forwarded(scope)
        if scheme in ("http", "https"):
            scope["scheme"] = scheme
        client = self._walk(str(peer), hops)
        scope["client"] = (client, 0)
        return client, True

    def _walk(self, peer: str, hops: list[str]) -> str:
        client = peer
        for hop in hops[: -_HOPS - 1 : -1]:
            address = _read_node(hop)
            if address is None:
                break
            client = address
            if client not in self._proxies:
                break
        return client


def parse_address(address: str) -> IPv4Address | IPv6Address | None:
    """Return an address; one of IPv4 is no other when it is written in IPv6's way.

    Args:
        address: written.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed


@lru_cache(_KNOWN)
def group_address(address: str) -> str:
    """Return whom an address belongs to: all of an IPv6 site are one client.

    Args:
        address: of a client; what is none stands for itself.
    """
    parsed = parse_address(address)
    if parsed is None:
        return address
    return _cut(parsed, _SITE) if isinstance(parsed, IPv6Address) else str(parsed)


@lru_cache(_KNOWN)
def mask_address(address: str) -> str:
    """Return the network that an address lies in, large enough to tell nobody's household.

    Args:
        address: of a client; what is none is not shown.
    """
    parsed = parse_address(address)
    return _cut(parsed, _SHOWN[parsed.version]) if parsed else ""


def _cut(address: IPv4Address | IPv6Address, bits: int) -> str:
    return str(ip_network((address.packed, bits), strict=False))


def _join(scope: Scope, name: bytes) -> str:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return b",".join(value for key, value in headers if key == name).decode("latin-1")


def _read_x_forwarded(scope: Scope) -> tuple[list[str], str]:
    """Return the hops of X-Forwarded-For, and the scheme that X-Forwarded-Proto tells."""
    hops = _join(scope, b"x-forwarded-for").split(",")
    return [hop.strip() for hop in hops], _join(scope, b"x-forwarded-proto").rpartition(",")[2].strip()


def _read_forwarded(scope: Scope) -> tuple[list[str], str]:
    """Return the hops of Forwarded, and the scheme that the last of them was asked with."""
    hops = [
        {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(hop)}
        for hop in _HOP.findall(_join(scope, b"forwarded"))
    ]
    return [hop.get("for", "") for hop in hops], hops[-1].get("proto", "").lower() if hops else ""


def _read_node(written: str) -> str | None:
    """Return the address of a hop, which may be written with a port (RFC 7239, section 6)."""
    match = _NODE.fullmatch(written)
    parsed = parse_address(next(filter(None, match.groups()))) if match else None
    return str(parsed) if parsed else None
