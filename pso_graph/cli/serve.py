"""``pso-graph serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pso_graph.cli.options import HomeOption, ManyValues, open_current_store
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from pso_graph.store import Store


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
        home: HomeOption = None,
    ) -> None:
        """Serve the graph: /sparql, /lineage, /queries, /health and /openapi.json."""
        from pso_graph import web
        from pso_graph.core.settings import Settings

        settings = Settings()
        chosen = _choose_store(store, data, home)
        web.serve(chosen, host or settings.host, settings.port if port is None else port, _announce)


def _choose_store(folder: Path | None, data: list[Path] | None, home: Path | None) -> Store:
    from pso_graph.pipeline.loading import load_files
    from pso_graph.store import EmbeddedStore

    if folder and data:
        raise ParameterError("Both --store and --data are given.", fix="Give one of them.")
    if folder:
        return EmbeddedStore.open(folder)
    return load_files(data) if data else open_current_store(home).copy_to_memory()


def _announce(address: str) -> None:
    typer.echo(f"SPARQL endpoint  {address}/sparql")
    typer.echo(f"Lineage          {address}/lineage?id=bspc-28-2019/26")
    typer.echo(f"Shipped queries  {address}/queries")
    typer.echo(f"API description  {address}/openapi.json")
    typer.echo("Stop with Ctrl-C.")
