"""``pso-graph export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pso_graph.cli.options import HomeOption, show_progress


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Examples: pso-graph export graph.nq · pso-graph export graph.ttl")
    def export(
        file: Annotated[
            Path, typer.Argument(help="Suffix .nq, .trig or .jsonld; .ttl and .nt merge the graphs.")
        ],
        home: HomeOption = None,
    ) -> None:
        """Write the whole dataset of the current build to a file."""
        from pso_graph.core.settings import Settings
        from pso_graph.pipeline.exporting import export_dataset

        with show_progress() as tell:
            tell("exporting")
            merged = export_dataset(home or Settings().home, file)
        typer.echo(f"written to {file}")
        if merged:
            typer.echo(f"{file.suffix} has no named graphs: all graphs were merged into one.", err=True)
