"""Terms of query results as they stand on a page: things as links, texts in their language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from pso_graph.rdf.namespaces import BASE, shorten_iri
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit
    from pso_graph.rdf.terms import Term

_REMEMBERED = 4096


def write_cell(term: Term | None, visit: Visit) -> Markup | str:
    """Return a term as the content of a cell; an unbound one is empty.

    Args:
        term: of a result.
        visit: that the page is rendered for.
    """
    if isinstance(term, NamedNode):
        return Markup('<a href="{}">{}</a>').format(visit.links.of(term.value), name_iri(term.value))
    if isinstance(term, Literal):
        if term.language in (None, visit.language):
            return term.value
        return Markup('<span lang="{}">{}</span>').format(term.language, term.value)
    return "" if term is None else str(term)


@lru_cache(maxsize=_REMEMBERED)
def name_iri(iri: str) -> str:
    """Return an IRI as readers know it: its short id, a name with a prefix, or the whole of it.

    Args:
        iri: of anything.
    """
    if iri.startswith(BASE):
        return shorten_iri(iri)
    return shorten(iri, read_prefixes()).strip("<>")
