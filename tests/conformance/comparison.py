"""Comparing results of SELECT: as multisets, with blank nodes mapped one to one."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.rdf.terms import Term
    from tests.conformance.tables import Row, Table

_NUMBERS = {NamedNode(XSD + name) for name in ("integer", "decimal", "float", "double")}
_BOOLEAN = NamedNode(XSD + "boolean")
_DATE = NamedNode(XSD + "date")


def has_order(query: str) -> bool:
    """Return whether a query orders its own solutions, not only those of a subquery."""
    outside = re.sub(r"#[^\n]*|\"[^\"]*\"|<[^>\s]*>", " ", query)
    while "{" in outside:
        outside = re.sub(r"\{[^{}]*\}", " ", outside)
    return re.search(r"\bORDER\s+BY\b", outside, re.IGNORECASE) is not None


def find_difference(
    actual: Table, expected: Table, *, ordered: bool = False, lax: bool = False, by_value: bool = False
) -> str:
    """Return how two results differ, or nothing: rows as a multiset, blank nodes mapped one to one.

    Args:
        actual: what was found.
        expected: what should have been.
        ordered: whether the rows must come in the same order.
        lax: whether a row may come fewer times than expected, but once at least (REDUCED).
        by_value: whether literals of one datatype are the same when their values are.
    """
    if set(actual.variables) != set(expected.variables):
        return f"variables {actual.variables}, expected {expected.variables}"
    rows, wanted = list(actual.rows), list(expected.rows)
    if by_value:
        rows, wanted = _fold_literals(rows), _fold_literals(wanted)
    if lax:  # the two cases have no blank nodes
        found, allowed = Counter(map(_freeze, rows)), Counter(map(_freeze, wanted))
        same = found.keys() == allowed.keys() and found <= allowed
    else:
        same = len(rows) == len(wanted) and _map_rows(rows, wanted, {}, ordered=ordered)
    return "" if same else f"rows {_show(rows, wanted)}, expected {_show(wanted, rows)}"


def _fold_literals(rows: list[Row]) -> list[Row]:
    return [{name: _fold_literal(term) for name, term in row.items()} for row in rows]


def _fold_literal(term: Term) -> Term:
    """Return a literal as XML Schema's canonical form of its value, its datatype kept."""
    if not isinstance(term, Literal):
        return term
    text = term.value
    if term.datatype in _NUMBERS:
        try:
            text = str(Decimal(text).normalize() + 0)
        except InvalidOperation:
            return term  # ill-typed, INF or NaN: as it is written
    elif term.datatype == _BOOLEAN:
        text = {"0": "false", "1": "true"}.get(text, text)
    elif term.datatype == _DATE:
        text = re.sub(r"[+-]00:00$", "Z", text)
    return Literal(text, datatype=term.datatype) if text != term.value else term


def _freeze(row: Row) -> frozenset[tuple[str, Term]]:
    return frozenset(row.items())


def _show(rows: Sequence[Row], others: Sequence[Row]) -> list[str]:
    return [str({name: str(term) for name, term in row.items()}) for row in rows if row not in others]


def _map_rows(rows: list[Row], wanted: list[Row], nodes: dict[Term, Term], *, ordered: bool) -> bool:
    """Return whether the rows can be paired so that blank nodes map one to one."""
    if not rows:
        return True
    first, rest = rows[0], rows[1:]
    for i, candidate in enumerate(wanted[:1] if ordered else wanted):
        if candidate in wanted[:i]:
            continue
        mapped = _map_row(first, candidate, nodes)
        if mapped is not None and _map_rows(rest, wanted[:i] + wanted[i + 1 :], mapped, ordered=ordered):
            return True
        if mapped == nodes:
            return False  # the pairing chose nothing, so no other can do better
    return False


def _map_row(row: Row, wanted: Row, nodes: dict[Term, Term]) -> dict[Term, Term] | None:
    if row.keys() != wanted.keys():
        return None
    mapped = dict(nodes)
    for name, term in row.items():
        other = wanted[name]
        if not isinstance(term, BlankNode):
            if term != other:
                return None
        elif not isinstance(other, BlankNode) or mapped.setdefault(term, other) != other:
            return None
    return mapped if len(set(mapped.values())) == len(mapped) else None
