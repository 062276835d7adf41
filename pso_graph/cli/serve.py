"""``pso-graph serve``."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pso_graph.cli.options import HomeOption, ManyValues
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.core.settings import Settings
    from pso_graph.pipeline.serving import SnapshotSource
    from pso_graph.web import WritePlan

DefaultGraph = Literal["union", "stored"]
_LAST_PORT = 65535


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        cls=ManyValues,
        epilog="Examples: pso-graph serve · pso-graph serve --data my.ttl --port 8001 · "
        "pso-graph serve --writable --store my-store --tokens tokens.jsonl",
    )
    def serve(
        host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default=False)] = None,
        port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default=False)] = None,
        store: Annotated[
            Path | None, typer.Option(help="Folder of a store to serve.", show_default=False)
        ] = None,
        data: Annotated[
            list[Path] | None, typer.Option(help="RDF files to serve instead.", show_default=False)
        ] = None,
        default_graph: Annotated[
            DefaultGraph | None,
            typer.Option(help="What queries see that name no graph (default: union).", show_default=False),
        ] = None,
        workers: Annotated[
            int | None,
            typer.Option(min=1, help="Processes that answer requests (default: 1).", show_default=False),
        ] = None,
        query_workers: Annotated[
            int | None,
            typer.Option(
                min=1, help="Queries that run at once (default: twice the processors).", show_default=False
            ),
        ] = None,
        timeout: Annotated[
            float | None,
            typer.Option(min=0.1, help="Seconds that a query may take (default: 10).", show_default=False),
        ] = None,
        access_log: Annotated[
            Path | None,
            typer.Option(
                help="File for a line about each request; - for standard error.", show_default=False
            ),
        ] = None,
        writable: Annotated[  # noqa: FBT002 - an option, always given by name
            bool, typer.Option("--writable", help="Take writes, into --store or a copy of --data.")
        ] = False,
        tokens: Annotated[
            Path | None,
            typer.Option(
                help="File with the tokens of those who may write (pso-graph token).", show_default=False
            ),
        ] = None,
        shapes: Annotated[
            list[Path] | None,
            typer.Option(help="SHACL shapes that each write is checked against.", show_default=False),
        ] = None,
        sources: Annotated[
            Path | None,
            typer.Option(
                help="Folder with your own copy of the documents, whose passages pages then show.",
                exists=True,
                file_okay=False,
                show_default=False,
            ),
        ] = None,
        home: HomeOption = None,
    ) -> None:
        """Serve the graph: /sparql, /store, /lineage, /queries, /health, /ready and /openapi.json.

        With --writable the server has a store of its own, in the folder that --store names: it is made,
        from --data if given, where there is none. Without --store it is gone when the server ends.
        """
        from pso_graph import web
        from pso_graph.core.settings import Settings

        given = {
            "home": home,
            "host": host,
            "port": port,
            "default_graph": default_graph,
            "workers": workers,
            "query_workers": query_workers,
            "time_limit": timeout,
            "access_log": access_log,
            "tokens": tokens.resolve() if tokens else None,
            "sources": sources.resolve() if sources else None,
        }
        settings = Settings().model_copy(update={k: v for k, v in given.items() if v is not None})
        if not 0 <= settings.port <= _LAST_PORT:
            raise ParameterError(
                f"There is no port {settings.port}.", fix=f"Choose one from 0 (any) to {_LAST_PORT}."
            )
        if not writable:
            if shapes or tokens:
                raise ParameterError("--shapes and --tokens need --writable.", fix="Leave them out.")
            web.serve(_choose_source(store, data, settings), settings, _announce)
            return
        with _open_writable(store, data or [], shapes or [], settings) as (source, plan):
            web.serve(source, settings, _announce, plan)


@contextmanager
def _open_writable(
    folder: Path | None, data: list[Path], shapes: list[Path], settings: Settings
) -> Iterator[tuple[SnapshotSource, WritePlan]]:
    """Give a writable store and what may be done to it; one without a folder goes at the end.

    Raises:
        ParameterError: if options are missing, or rule each other out.
        PsoGraphError: if data, shapes or tokens cannot be read.
    """
    from pso_graph.core.tokens import TokenFile
    from pso_graph.pipeline.serving import WritableSource
    from pso_graph.pipeline.writing import Generations, create_store, prove_shapes
    from pso_graph.rdf.parsing import parse_file
    from pso_graph.web import WritePlan

    if folder is None and not data:
        raise ParameterError(
            "--writable needs a store of its own: what is built from data/ is edited there.",
            fix="Add --store DIR, or --data FILES.",
        )
    if settings.tokens is None:
        raise ParameterError(
            "--writable needs --tokens: nobody may write without one.",
            fix="Make one with `pso-graph token NAME --file tokens.jsonl`, and add --tokens tokens.jsonl.",
        )
    if TokenFile(settings.tokens).is_readable_by_others:
        typer.echo(f"{settings.tokens} can be read by others; `chmod 600` it.", err=True)
    files = tuple(path.resolve() for path in shapes)
    prove_shapes(files)
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="pso-graph-writable-")))
            typer.echo("What is written is gone when the server ends; --store DIR keeps it.", err=True)
        generations = Generations(folder.resolve(), settings.generations)
        if not generations.exist():
            create_store(generations, (quad for path in data for quad in parse_file(path)), token_hex(8))
        elif data:
            raise ParameterError(
                "--data fills a new store, and there is one in this folder already.",
                where=str(folder),
                fix="Leave --data out, or name another folder.",
            )
        union = settings.default_graph == "union"
        yield WritableSource(generations.home, union), WritePlan(generations.home, files)


def _choose_source(folder: Path | None, data: list[Path] | None, settings: Settings) -> SnapshotSource:
    from pso_graph.pipeline.serving import FileSource, ReleaseSource, StoreSource, WritableSource
    from pso_graph.pipeline.writing import Generations

    if folder and data:
        raise ParameterError("Both --store and --data are given.", fix="Give one of them.")
    union = settings.default_graph == "union"
    if folder and Generations(folder).pointer.is_file():
        return WritableSource(folder.resolve(), union)
    if folder:
        return StoreSource(folder.resolve(), union)
    if data:
        return FileSource(tuple(file.resolve() for file in data), union)
    return ReleaseSource(settings.home, union)


def _announce(address: str) -> None:
    typer.echo(f"SPARQL endpoint  {address}/sparql")
    typer.echo(f"Graphs           {address}/store?graph=IRI")
    typer.echo(f"Lineage          {address}/lineage?id=bspc-28-2019/26")
    typer.echo(f"Shipped queries  {address}/queries")
    typer.echo(f"API description  {address}/openapi.json")
    typer.echo("Stop with Ctrl-C.")
