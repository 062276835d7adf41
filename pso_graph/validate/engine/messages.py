"""What findings say where a shape has no message of its own; the same whichever engine found them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.core.resources import read_text
from pso_graph.rdf.namespaces import RDF_FIRST, SH
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.graph import ShapesGraph

_SHOWN = 12  # members of a list
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_TEXTS = Path(__file__).with_suffix(".toml")
_UNKNOWN = {"parameter": "", "de": "Die Regel ist hier nicht erfüllt.", "en": "The rule does not hold here."}


def write_messages(
    graph: ShapesGraph, shape: Term, component: str, constraint: Term | None = None
) -> dict[str, str]:
    """Return what a finding says, by language; for a query with its placeholders.

    The constraint's own messages come before the shape's (SHACL, section 5.2.1), and those before ours.

    Args:
        graph: the shapes.
        shape: that the finding comes from.
        component: local name of the constraint component, without its common ending.
        constraint: the node that holds the shape's query, if that found it.
    """
    own = graph.read_texts(constraint, SH.message) if constraint is not None else {}
    texts = own or graph.read_texts(shape, SH.message)
    if texts:
        return texts
    known = _read_texts().get(component, _UNKNOWN)
    values = graph.list_values(shape, SH[known["parameter"]]) if known["parameter"] else []
    shown = ", ".join(sorted(_show(graph, value) for value in values))
    return {language: known[language].replace("{}", shown) for language in ("de", "en")}


@cache
def _read_texts() -> dict[str, dict[str, str]]:
    """Return the texts of each constraint component, with the parameter whose values they name."""
    return tomllib.loads(read_text(_TEXTS))


def fill(texts: Mapping[str, str], bindings: Mapping[str, Term]) -> dict[str, str]:
    """Return messages with the values of a query's variables in their places (SHACL, section 5.3.2).

    Args:
        texts: by language.
        bindings: what the variables of one solution hold; other placeholders stay.
    """

    def replace(match: re.Match[str]) -> str:
        term = bindings.get(match[1])
        return match.group() if term is None else show_value(term)

    return {language: _PLACEHOLDER.sub(replace, text) for language, text in texts.items()}


def show_value(term: Term) -> str:
    """Return a term as messages show it: an IRI or a literal's text alone."""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def _show(graph: ShapesGraph, value: Term) -> str:
    if not graph.list_values(value, RDF_FIRST):
        return _show_term(graph, value)
    try:
        items = graph.list_items(value)
    except NotCompiledError:  # no list after all
        return "[…]"
    more = ["…"] if len(items) > _SHOWN else []
    return ", ".join([_show_term(graph, item) for item in items[:_SHOWN]] + more)


def _show_term(graph: ShapesGraph, value: Term) -> str:
    if isinstance(value, BlankNode):
        names = graph.read_texts(value, SH.name)
        return f"“{names['en']}”" if "en" in names else "[…]"
    return value.value if isinstance(value, Literal) else graph.name(value)
