"""``pso-graph build``."""

from __future__ import annotations

import typer

from pso_graph.cli.options import HomeOption, show_progress


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Example: pso-graph build")
    def build(home: HomeOption = None) -> None:
        """Build the graph: read, validate, entail, close lineage, write a store, switch to it."""
        from pso_graph.core.resources import find_resource_root
        from pso_graph.core.settings import Settings
        from pso_graph.pipeline.building import build_release
        from pso_graph.pipeline.counting import count_things, write_counts
        from pso_graph.store import EmbeddedStore

        with show_progress() as tell:
            release = build_release(find_resource_root(), home or Settings().home, tell)
        typer.echo(write_counts(count_things(EmbeddedStore.open(release.store))))
        typer.echo(f"{release.quads} quads ({release.entailed} entailed) in {release.folder}")
        typer.echo(f"sha256 {release.sha256}")
