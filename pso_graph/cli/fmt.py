"""``pso-graph fmt``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Examples: pso-graph fmt · pso-graph fmt --check data/documents")
    def fmt(
        paths: Annotated[
            list[Path] | None,
            typer.Argument(
                help="Turtle files or folders (default: all of the project's).", show_default=False
            ),
        ] = None,
        check: Annotated[bool, typer.Option("--check", help="Only say which files would change.")] = False,  # noqa: FBT002
    ) -> None:
        """Bring Turtle files into canonical form."""
        from pso_graph.pipeline.formatting import format_files

        count, changed = format_files(paths, write=not check)
        for path in changed:
            typer.echo(f"{path}: {'not in canonical form' if check else 'formatted'}")
        typer.echo(f"{count} files, {len(changed)} {'to format' if check else 'formatted'}", err=True)
        if check and changed:
            raise typer.Exit(1)
