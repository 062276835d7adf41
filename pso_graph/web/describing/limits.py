"""The limits of the server, as its description tells them; errors name them by the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pso_graph.query.guard import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.core.settings import Settings

_QUDT = "http://qudt.org/vocab/unit/"


class Unit(NamedTuple):
    """A unit of measurement.

    Args:
        iri: in QUDT.
        symbol: for readers; empty for a number of things.
    """

    iri: str
    symbol: str


SECONDS = Unit(_QUDT + "SEC", "s")
BYTES = Unit(_QUDT + "BYTE", "bytes")
NUMBER = Unit(_QUDT + "NUM", "")


class ServedLimit(NamedTuple):
    """A limit that clients are told.

    Args:
        name: of the setting, or of the limit on queries, as errors name it.
        value: in its unit.
        unit: of the value.
        label: what it bounds, by language.
    """

    name: str
    value: float
    unit: Unit
    label: Mapping[str, str]


_SETTINGS = (
    ("time_limit", SECONDS, "Arbeitszeit einer Abfrage", "work of a query"),
    ("memory_limit", BYTES, "Speicher einer Abfrage", "memory of a query"),
    ("row_limit", NUMBER, "Zeilen oder Tripel einer Antwort", "rows or triples of an answer"),
    ("byte_limit", BYTES, "Größe einer Antwort", "size of an answer"),
    (
        "sending_limit",
        SECONDS,
        "Warten einer Antwort auf ihren Empfänger, im Ganzen",
        "waiting of an answer for its client, in all",
    ),
    ("queue_limit", NUMBER, "wartende Abfragen", "queries that wait"),
    ("queue_time", SECONDS, "Warten einer Abfrage", "waiting of a query"),
    ("body_limit", BYTES, "Größe des Rumpfs einer Anfrage", "size of the body of a request"),
    ("target_limit", BYTES, "Länge der Adresse einer Anfrage", "length of the target of a request"),
    ("client_queries", NUMBER, "gleichzeitige Abfragen eines Nutzers", "queries of one client at once"),
    (
        "client_budget",
        SECONDS,
        "Arbeitszeit für einen Nutzer ohne Pause",
        "work for one client without a break",
    ),
    (
        "client_window",
        SECONDS,
        "Zeit, in der sich diese Arbeitszeit erneuert",
        "time in which that work is granted anew",
    ),
)
_QUERIES = {
    "query_length": ("Zeichen einer Abfrage", "characters of a query"),
    "query_depth": ("Schachtelung von Klammern", "nesting of brackets"),
    "query_branches": ("UNION in einer Abfrage", "UNION in a query"),
    "query_clauses": (
        "OPTIONAL, MINUS, FILTER, EXISTS, BIND, AS, GRAPH, VALUES und BASE in einer Abfrage",
        "OPTIONAL, MINUS, FILTER, EXISTS, BIND, AS, GRAPH, VALUES and BASE in a query",
    ),
    "query_operators": ("Operatoren in einer Abfrage", "operators in a query"),
    "query_rows": ("Zeilen von VALUES in einer Abfrage", "rows of VALUES in a query"),
}


def list_limits(settings: Settings) -> list[ServedLimit]:
    """Return the limits that a client can meet; those that are not set are left out.

    Args:
        settings: of the server.
    """
    values = settings.model_dump(include={name for name, *_ in _SETTINGS})
    limits = [
        ServedLimit(name, values[name], unit, {"de": german, "en": english})
        for name, unit, german, english in _SETTINGS
        if values[name]
    ]
    for name, value in LIMITS.items():
        german, english = _QUERIES[name]
        limits.append(ServedLimit(name, value, NUMBER, {"de": german, "en": english}))
    return limits
