"""``pso-graph serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pso_graph.cli.options import HomeOption, ManyValues
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from pso_graph.core.settings import Settings
    from pso_graph.query.workers import QueryPool, Snapshot

DefaultGraph = Literal["union", "stored"]
_LAST_PORT = 65535


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        cls=ManyValues, epilog="Examples: pso-graph serve · pso-graph serve --data my.ttl --port 8001"
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
            typer.Option(min=1, help="Queries that run at once (default: processors).", show_default=False),
        ] = None,
        timeout: Annotated[
            float | None,
            typer.Option(min=0.1, help="Seconds that a query may take (default: 10).", show_default=False),
        ] = None,
        home: HomeOption = None,
    ) -> None:
        """Serve the graph: /sparql, /lineage, /queries, /health, /ready and /openapi.json."""
        from pso_graph import web
        from pso_graph.core.settings import Settings

        given = {
            "home": home,
            "host": host,
            "port": port,
            "default_graph": default_graph,
            "workers": workers,
            "time_limit": timeout,
        }
        settings = Settings().model_copy(update={k: v for k, v in given.items() if v is not None})
        if not 0 <= settings.port <= _LAST_PORT:
            raise ParameterError(
                f"There is no port {settings.port}.", fix=f"Choose one from 0 (any) to {_LAST_PORT}."
            )
        snapshot = _choose_snapshot(store, data, settings)
        web.serve(snapshot.open(), _make_pool(snapshot, settings), settings, _announce)


def _choose_snapshot(folder: Path | None, data: list[Path] | None, settings: Settings) -> Snapshot:
    from pso_graph.pipeline.release import find_release
    from pso_graph.query.workers import Snapshot

    if folder and data:
        raise ParameterError("Both --store and --data are given.", fix="Give one of them.")
    union = settings.default_graph == "union"
    if folder:
        return Snapshot(folder=folder.resolve(), union=union)
    files = data or [find_release(settings.home).dataset]
    return Snapshot(files=tuple(file.resolve() for file in files), union=union)


def _make_pool(snapshot: Snapshot, settings: Settings) -> QueryPool:
    from pso_graph.query.workers import Limits, QueryPool

    limits = Limits(
        seconds=settings.time_limit,
        memory=settings.memory_limit,
        rows=settings.row_limit,
        bytes=settings.byte_limit,
        sending=settings.sending_limit,
    )
    return QueryPool(
        snapshot, settings.workers, limits, queue=settings.queue_limit, patience=settings.queue_time
    )


def _announce(address: str) -> None:
    typer.echo(f"SPARQL endpoint  {address}/sparql")
    typer.echo(f"Lineage          {address}/lineage?id=bspc-28-2019/26")
    typer.echo(f"Shipped queries  {address}/queries")
    typer.echo(f"API description  {address}/openapi.json")
    typer.echo("Stop with Ctrl-C.")
