"""``pso-graph query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pso_graph.cli.options import HomeOption, open_current_store
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from pso_graph.rdf.terms import QueryResult, Term
    from pso_graph.store import Store

Format = Literal["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld"]


def register(app: typer.Typer) -> None:
    """Add the command to an application.

    Args:
        app: to add it to.
    """

    @app.command(
        epilog="Examples: pso-graph query · pso-graph query unanswered-clauses -p "
        "document=pso-19-2023 --format csv · pso-graph query -e 'ASK { ?s ?p ?o }'"
    )
    def query(
        name: Annotated[
            str | None, typer.Argument(help="A shipped query's name, or a file.", show_default=False)
        ] = None,
        text: Annotated[str | None, typer.Option("-e", help="The query itself.", show_default=False)] = None,
        parameters: Annotated[
            list[str] | None, typer.Option("-p", help="A parameter, as name=value.", show_default=False)
        ] = None,
        format: Annotated[Format | None, typer.Option(help="Form of the result.", show_default=False)] = None,  # noqa: A002
        home: HomeOption = None,
    ) -> None:
        """Run a shipped query, a file or a text; without any, list the shipped queries."""
        if name is None and text is None:
            _list_queries()
            return
        if name is not None and text is not None:
            raise ParameterError("Both a name and a text are given.", fix="Give one of them.")
        result = _run(open_current_store(home), name, text, _read_parameters(parameters or []))
        _write(result, format)


def _list_queries() -> None:
    from pso_graph.catalogue import read_folder

    for query in read_folder("lineage"):
        names = " ".join(f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in query.parameters)
        typer.echo(f"{query.name}  {query.summary['en']}  {names}".rstrip())


def _read_parameters(written: list[str]) -> dict[str, str]:
    values = {}
    for entry in written:
        key, equals, value = entry.partition("=")
        if not equals:
            raise ParameterError(f"{entry!r} is no parameter.", where="-p", fix="Write it as name=value.")
        if key in values:
            raise ParameterError(f"The parameter {key!r} is given twice.", where="-p", fix="Give it once.")
        values[key] = value
    return values


def _run(store: Store, name: str | None, text: str | None, values: dict[str, str]) -> QueryResult:
    from pso_graph.catalogue import find_query, has_header, read_query
    from pso_graph.core.resources import read_text
    from pso_graph.query.guard import check_query
    from pso_graph.query.running import GraphNames, run_shipped, run_text

    if name is not None and not _names_file(name):
        return run_shipped(store, find_query(name), values)
    written = read_text(Path(name)) if name is not None else text or ""
    if name is not None and has_header(written):
        query = read_query(Path(name))
        check_query(query.text, GraphNames.of(store))
        return run_shipped(store, query, values)
    if values:
        raise ParameterError(
            "A query without a header takes no parameters.", where="-p", fix="Write the values into it."
        )
    return run_text(store, written)


def _names_file(name: str) -> bool:
    """Return whether a name is that of a file; a shipped query's name always means that query."""
    from pso_graph.catalogue import read_folder

    if name in {query.name for query in read_folder("lineage")}:
        return False
    return name.endswith(".rq") or Path(name).is_file()


def _write(result: QueryResult, name: str | None) -> None:
    from pso_graph.query.running import serialize_result
    from pso_graph.rdf.terms import QueryTriples

    if isinstance(result, QueryTriples):
        chosen = "turtle" if name in (None, "table") else str(name)
    else:
        chosen = name or "table"
    if chosen == "table":
        _write_table(result)
        return
    sys.stdout.buffer.write(serialize_result(result, chosen))


def _write_table(result: QueryResult) -> None:
    from rich.console import Console
    from rich.table import Table

    from pso_graph.rdf.terms import QuerySolutions

    if not isinstance(result, QuerySolutions):
        typer.echo("yes" if result else "no")
        return
    names = [variable.value for variable in result.variables]
    table = Table(*names, box=None, header_style="bold")
    count = 0
    for row in result:
        cells = [row[name] for name in names]
        table.add_row(*(_write_cell(cell) for cell in cells))
        count += 1
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    typer.echo(f"{count} rows", err=True)


def _write_cell(term: Term | None) -> str:
    from pso_graph.rdf.namespaces import shorten_iri
    from pso_graph.rdf.terms import Literal, NamedNode

    if isinstance(term, NamedNode):
        return shorten_iri(term.value)
    return term.value if isinstance(term, Literal) else str(term or "")
