"""The routes of the server, for people: what the API description (OpenAPI) says, without its schemas.

The table is written from that description and a test proves that it still says the same, since pages are
made where the server is not known: in workers, and for static copies.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("api.json")
"""Where the table is."""

HOST = "http://127.0.0.1:8000"
"""The server in examples: the one that ``pso-graph serve`` starts."""

EXAMPLES: Mapping[str, str] = {
    "GET /lineage": f"curl '{HOST}/lineage?id=bspc-28-2019/26&direction=forward'",
    "GET /queries": f"curl '{HOST}/queries'",
    "GET /queries/{name}": f"curl '{HOST}/queries/clauses-citing-document?document=bspc-28-2019&format=csv'",
    "GET /.well-known/void": f"curl '{HOST}/.well-known/void?format=turtle'",
    "GET /downloads/{name}": f"curl -O '{HOST}/downloads/dataset.nq.gz'",
    "GET /health": f"curl '{HOST}/health'",
    "GET /ready": f"curl '{HOST}/ready'",
    "GET /problems": f"curl '{HOST}/problems'",
    "GET /problems/{code}": f"curl '{HOST}/problems/PSO-E008'",
    "GET /metrics": f"curl '{HOST}/metrics'",
    "GET /sparql": f"curl -G '{HOST}/sparql' --data-urlencode 'query=ASK {{ ?s ?p ?o }}'",
    "POST /sparql": f"curl '{HOST}/sparql' --data-urlencode 'query=ASK {{ ?s ?p ?o }}'",
    "GET /store": f"curl '{HOST}/store?graph=https://w3id.org/pso-graph/graph/catalog'",
    "GET /graph/{name}": f"curl '{HOST}/graph/catalog'",
}
"""A command for each route that reads."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a request can say.

    Args:
        name: of the argument.
        place: ``query``, ``path`` or ``header``.
        is_required: whether it has to be there.
        default: what counts where it is not; empty if there is none.
        values: that it can have; any if there are none.
    """

    name: str
    place: str
    is_required: bool
    default: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A method of a path.

    Args:
        method: in capitals.
        path: with names in braces for its parts.
        has_head: whether HEAD asks for the header alone.
        writes: whether it changes data, which only some servers allow.
        arguments: of a request.
        takes: media types of the body of a request.
        gives: media types of the answer.
        statuses: that an answer can have.
    """

    method: str
    path: str
    has_head: bool
    writes: bool
    arguments: tuple[Argument, ...]
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    statuses: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells it from all others in names of texts: ``get-queries-name``."""
        words = "".join(letter if letter.isalnum() else " " for letter in self.path).split()
        return "-".join([self.method.lower(), *words])

    @property
    def example(self) -> str:
        """A command that asks it; empty if it writes."""
        return EXAMPLES.get(f"{self.method} {self.path}", "")


class _Argument(TypedDict):
    name: str
    place: str
    is_required: bool
    default: str
    values: list[str]


class _Route(TypedDict):
    method: str
    path: str
    has_head: bool
    writes: bool
    arguments: list[_Argument]
    takes: list[str]
    gives: list[str]
    statuses: list[str]


@cache
def read_routes() -> tuple[tuple[str, tuple[Route, ...]], ...]:
    """Return the routes of each path."""
    entries: list[_Route] = json.loads(FILE.read_text("utf-8"))
    routes = map(_read, entries)
    return tuple((path, tuple(members)) for path, members in groupby(routes, key=lambda route: route.path))


def _read(entry: _Route) -> Route:
    return Route(
        method=entry["method"],
        path=entry["path"],
        has_head=entry["has_head"],
        writes=entry["writes"],
        arguments=tuple(
            Argument(each["name"], each["place"], each["is_required"], each["default"], tuple(each["values"]))
            for each in entry["arguments"]
        ),
        takes=tuple(entry["takes"]),
        gives=tuple(entry["gives"]),
        statuses=tuple(entry["statuses"]),
    )
