"""The text of a query with values in it, for readers who take it elsewhere.

Here, terms are substituted for variables and no value enters a text. A text that is handed out has to
say by itself what was asked; it gives the same rows wherever it is run.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from pso_graph.catalogue.reading import has_header
from pso_graph.rdf.origins import QUERY_TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.catalogue.query import Query
    from pso_graph.rdf.terms import Term

_REMEMBERED = 256  # texts: more than there are shipped queries


def cut_header(text: str) -> str:
    """Return the text of a query without its header.

    Args:
        text: of a query file.
    """
    return "".join(dropwhile(has_header, text.splitlines(keepends=True))).lstrip("\n")


def bind_text(query: Query, values: Mapping[str, Term]) -> str:
    """Return a query's text, without its header, that asks with values in the place of its parameters.

    Each value becomes a line at the beginning of the outermost group: ``VALUES``, whose rows are joined
    with what follows, or a ``FILTER`` where ``BIND`` makes the variable, which must not stand before it
    (SPARQL 1.1, section 10.1). Terms are written as in N-Triples, where they cannot be read as anything
    else.

    Args:
        query: from the catalogue.
        values: terms by the name of a parameter, as ``Query.bind`` returns them.
    """
    text = cut_header(query.text)
    start, made = _find_group(text)
    lines = (
        f"\n  FILTER(sameTerm(?{name}, {term}))" if name in made else f"\n  VALUES ?{name} {{ {term} }}"
        for name, term in values.items()
    )
    return text[:start] + "".join(lines) + text[start:]


def _is_gap(token: str) -> bool:
    return token.isspace() or token.startswith("#")


@lru_cache(maxsize=_REMEMBERED)
def _find_group(text: str) -> tuple[int, frozenset[str]]:
    """Return where the outermost group of a SELECT query begins, and the variables that BIND makes in it."""
    start, depth = 0, 0
    enclosing = 0  # round brackets, as of an expression of the SELECT clause, whose groups are its own
    made = set()
    tokens = (match for match in QUERY_TOKEN.finditer(text) if not _is_gap(match[0]))
    for before, match in pairwise(tokens):
        part = match[0]
        if part in "()":
            enclosing += 1 if part == "(" else -1
        elif part in "{}" and (depth or not enclosing):
            start = start or match.end()
            depth += 1 if part == "{" else -1
        elif depth == 1 and part[0] in "?$" and before[0].upper().endswith("AS"):
            made.add(part[1:])
    return start, frozenset(made)
