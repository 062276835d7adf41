"""The query catalogue: all shipped queries by subject, and each with its form, its rows and its text."""

from __future__ import annotations

from functools import cache, partial
from itertools import islice
from shlex import join
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from urllib.parse import quote, urlencode

from pso_graph.catalogue import bind_text, find_query, read_folder
from pso_graph.publish.cells import write_cell
from pso_graph.publish.page import Content, Form, Page
from pso_graph.publish.parameters import CATALOGUE, ParameterNames, choose_values, fill_form
from pso_graph.publish.rendering import render
from pso_graph.query.running import bind_values, serialize_result
from pso_graph.rdf.terms import Literal, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from pso_graph.catalogue import Query
    from pso_graph.publish.page import Visit
    from pso_graph.rdf.terms import QueryResult, Term
    from pso_graph.store import Store

Row: TypeAlias = tuple["Term | None", ...]

MOST_ROWS = 200
"""Rows that the page of a query shows; its other forms have all."""

_LONGEST = 6000  # characters of an address that leads to the editor


class QueriesPage(Page):
    """All queries, under each subject that they have."""

    pattern: ClassVar[str] = "queries"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        queries = read_folder(CATALOGUE)
        tags = {tag: visit.say(f"queries.tag-{tag}") for query in queries for tag in query.tags}
        subjects = [
            (tag, name, [query for query in queries if tag in query.tags])
            for tag, name in sorted(tags.items(), key=lambda pair: pair[1].casefold())
        ]
        title = visit.say("queries.title")
        return render("queries.html", visit, title, subjects=subjects, total=len(queries))


class QueryPage(Page):
    """One query, asked with examples or with what the form of the page says."""

    pattern: ClassVar[str] = "queries/{name}"
    forms: ClassVar[tuple[Form, ...]] = ("html", "csv", "json", "txt")
    fields: ClassVar[Container[str]] = ParameterNames()

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, its rows or its bound text; see ``Page.render``.

        Raises:
            UnknownThingError: if there is no such query, or a short id names nothing.
            ParameterError: if a value is missing or wrong.
        """
        query = find_query(parts["name"], CATALOGUE)
        values = choose_values(query, visit.language, visit.fields)
        terms = bind_values(visit.store, query, values)
        text = bind_text(query, terms)
        if visit.form == "txt":
            return Content(text.encode(), "txt")
        result = visit.store.query(query.text, values=terms)
        if visit.form != "html":
            return Content(serialize_result(result, visit.form), visit.form)
        names, rows = _read_table(result)
        write = cache(partial(write_cell, visit=visit))  # many cells say the same
        return render(
            "query.html",
            visit,
            query.summary[visit.language],
            query=query,
            form=fill_form(query, visit.language, values),
            values=values,
            text=text,
            editor=_find_editor(visit, text),
            rest=_write_rest(query, values),
            command=_write_command(query, values),
            columns=_list_columns(names, rows),
            rows=[list(map(write, row)) for row in islice(rows, MOST_ROWS)],
            total=len(rows),
        )

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the path of each query; see ``Page.list_paths``."""
        del store
        return [f"queries/{query.name}" for query in read_folder(CATALOGUE)]


def _read_table(result: QueryResult) -> tuple[list[str], list[Row]]:
    """Return the columns and rows of a result; of what is no table, as no shipped query is, none."""
    if not isinstance(result, QuerySolutions):
        return [], []
    return [variable.value for variable in result.variables], [tuple(row) for row in result]


def _list_columns(names: Sequence[str], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the columns as the macro of tables wants them; those of numbers are marked."""
    return [
        (name, name, "number") if _is_number(column) else (name, name)
        for name, column in zip(names, zip(*rows, strict=True) if rows else ((),) * len(names), strict=True)
    ]


def _is_number(column: Iterable[Term | None]) -> bool:
    terms = [term for term in column if term is not None]
    return bool(terms) and all(isinstance(term, Literal) and _is_numeric(term) for term in terms)


def _is_numeric(literal: Literal) -> bool:
    return literal.datatype.value.rpartition("#")[2] in {"integer", "decimal", "double"}


def _find_editor(visit: Visit, text: str) -> str:
    """Return the address of the SPARQL page with a query in it; without, where it would be too long."""
    if visit.site.is_static:
        return f"{visit.links.to('sparql')}#query={quote(text)}"
    address = visit.links.to("sparql", {"query": text})
    return address if len(address) <= _LONGEST else visit.links.to("sparql")


def _write_rest(query: Query, values: Mapping[str, str]) -> str:
    """Return the path below the server at which programs ask the query."""
    return f"queries/{query.name}" + (f"?{urlencode(values)}" if values else "")


def _write_command(query: Query, values: Mapping[str, str]) -> str:
    """Return the command line that asks the query."""
    options = [word for name, value in values.items() for word in ("-p", f"{name}={value}")]
    return join(["pso-graph", "query", query.name, *options])
