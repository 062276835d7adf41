"""``pso-graph worklist``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pso_graph.cli.options import show_progress


def register(app: typer.Typer) -> None:
    """Add the command to an application.

    Args:
        app: to add it to.
    """

    @app.command(epilog="Example: pso-graph worklist --lang de")
    def worklist(lang: Annotated[Literal["de", "en"], typer.Option(help="Language.")] = "en") -> None:
        """List what is incomplete in the data as it lies here, worst first."""
        from pso_graph.build.dataset import read_dataset
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.building import compose_dataset
        from pso_graph.pipeline.worklist import list_tasks

        with show_progress() as tell:
            store, _ = compose_dataset(read_dataset(find_resource_root()), tell)
        tasks = list_tasks(store)
        for task in tasks:
            typer.echo(f"{task.thing}: {task.problem[lang]}")
        typer.echo(f"{len(tasks)} to do", err=True)
