"""``pso-graph read``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pso_graph.cli.options import show_progress
from pso_graph.model import Genre


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        epilog="Examples: pso-graph read resolution.txt --slug pso-23-2027 · "
        "pso-graph read statement.txt --slug mv-statement-pso-23-2028 --answers pso-23-2027"
    )
    def read(
        file: Annotated[
            Path,
            typer.Argument(
                help="The document as plain text (UTF-8), named *.txt; its name goes into the data."
            ),
        ],
        slug: Annotated[str, typer.Option(help="Slug to give the document.")],
        genre: Annotated[
            Genre | None, typer.Option(help="Genre (default: recognised).", show_default=False)
        ] = None,
        answers: Annotated[
            str | None,
            typer.Option(help="Slug of the document that a statement answers.", show_default=False),
        ] = None,
        output: Annotated[
            Path | None,
            typer.Option("-o", help="File to write (default: standard output).", show_default=False),
        ] = None,
        force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,  # noqa: FBT002
    ) -> None:
        """Read a document: Turtle to go on with, and a list of what a curator must still say."""
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.reading import read_scaffold, save_scaffold, write_scaffold

        with show_progress() as tell:
            tell("reading")
            scaffold = read_scaffold(find_resource_root(), file, slug, genre=genre, answers=answers)
        if output is None:
            typer.echo(write_scaffold(scaffold), nl=False)
        else:
            for path in save_scaffold(scaffold, slug, output, force=force):
                typer.echo(f"written to {path}", err=True)
        typer.echo("What a curator must still say:", err=True)
        for question in dict.fromkeys(scaffold.questions):
            typer.echo(f"- {question}", err=True)
