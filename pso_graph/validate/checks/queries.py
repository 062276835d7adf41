"""Lint of query files: header, terms, columns, order, prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.catalogue import has_header, parse_query
from pso_graph.core.errors import CatalogueError
from pso_graph.core.resources import read_text
from pso_graph.validate.checks.sparql import SparqlText
from pso_graph.validate.checks.terms import write_name
from pso_graph.validate.files import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pso_graph.catalogue import Query
    from pso_graph.rdf.positions import Place
    from pso_graph.validate.checks.sparql import Token
    from pso_graph.validate.checks.terms import KnownTerms
    from pso_graph.validate.finding import LocatedFinding


@dataclass(frozen=True, eq=False)
class QueryFile(TextFile):
    """A query file that was read; its header is, once it is asked for.

    Args:
        path: where it lies.
        text: what it holds.
    """

    @property
    def query(self) -> Query | None:
        """What it is with its header; None if it has none, or a wrong one."""
        return None if isinstance(self._parsed, CatalogueError) else self._parsed

    @property
    def problem(self) -> CatalogueError | None:
        """What is wrong with its header."""
        return self._parsed if isinstance(self._parsed, CatalogueError) else None

    @cached_property
    def _parsed(self) -> Query | CatalogueError | None:
        try:
            return parse_query(self.path, self.text) if has_header(self.text) else None
        except CatalogueError as problem:
            return problem


def read_query_file(path: Path) -> QueryFile:
    """Return a query file as it was read, whether its header is right or not.

    Args:
        path: a ``.rq`` file.

    Raises:
        UnreadableError: if it cannot be read or is not UTF-8.
    """
    return QueryFile(path, read_text(path))


def check_queries(files: Iterable[QueryFile], terms: KnownTerms) -> Iterator[LocatedFinding]:
    """Yield what is wrong with query files (PSO-Q…).

    A query that does not parse is told that alone.

    Args:
        files: the queries.
        terms: what is declared.
    """
    for file in files:
        query = SparqlText(file.text)
        yield from _check_header(file, query)
        problems = query.find_problems()
        for problem in problems:
            place = file.lines.place(problem.start, problem.end)
            values = {"problem_de": problem.problem_de, "problem_en": problem.problem_en}
            yield file.report("PSO-Q001", place, values=values)
        if not problems:
            yield from _check_terms(file, query, terms)
            yield from _check_prefixes(file, query)
            if query.is_select:
                yield from _check_columns(file, query)


def _check_header(file: QueryFile, query: SparqlText) -> Iterator[LocatedFinding]:
    if file.problem:
        field = file.problem.where.removeprefix(f"{file.path}, ")
        values = {"problem": f"{field}: {file.problem.message}", "fix": file.problem.fix}
        yield file.report("PSO-Q002", _find_field(file, field), values=values)
    elif file.query and query.is_select and not query.star:
        described, projected = list(file.query.returns), list(query.columns)
        if described != projected:
            values = {"described": ", ".join(described) or "–", "projected": ", ".join(projected)}
            yield file.report("PSO-Q005", _find_field(file, "returns"), values=values)


def _find_field(file: TextFile, field: str) -> Place | None:
    """Return the place of a field's name in the header; a field that is missing is found at its top."""
    name = re.match(r"\w+", field)
    found = name and re.search(rf"^#\+ *({re.escape(name[0])})\b", file.text, re.MULTILINE)
    return file.lines.place(*found.span(1)) if found else None


def _place(file: TextFile, token: Token) -> Place:
    return file.lines.place(token.start, token.end)


def _check_terms(file: TextFile, query: SparqlText, terms: KnownTerms) -> Iterator[LocatedFinding]:
    for token, iri in query.iris():
        if terms.is_unknown(iri):
            name = {"term": write_name(iri)}
            yield file.report("PSO-Q003", _place(file, token), nearest=terms.suggest(iri), values=name)


def _check_prefixes(file: TextFile, query: SparqlText) -> Iterator[LocatedFinding]:
    used = {prefix for _, prefix, _ in query.names()}
    for prefix, token in query.declarations.items():
        if prefix not in used:
            yield file.report("PSO-Q008", _place(file, token), values={"prefix": prefix})


def _check_columns(file: TextFile, query: SparqlText) -> Iterator[LocatedFinding]:
    if query.star:
        yield file.report("PSO-Q004", _place(file, query.star))
    for token in query.list_unbound():
        yield file.report("PSO-Q006", _place(file, token), values={"name": token.text[1:]})
    keys = query.order or ()
    if not query.has_one_row and not any(token.kind == "variable" for token in keys):
        yield file.report("PSO-Q007", _place(file, query.tokens[-1]))
