"""``pso-graph diff``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Examples: pso-graph diff HEAD · pso-graph diff HEAD:shapes shapes --format markdown")
    def diff(
        old: Annotated[str, typer.Argument(help="A file, folder or build; else REVISION or REVISION:PATH.")],
        new: Annotated[
            str | None,
            typer.Argument(
                help="The same (default: the work tree, if OLD is a revision).", show_default=False
            ),
        ] = None,
        format: Annotated[  # noqa: A002 - the option's name
            Literal["text", "markdown", "json", "update"], typer.Option(help="Form of the answer.")
        ] = "text",
        lang: Annotated[Literal["de", "en"], typer.Option(help="Language of labels and words.")] = "en",
        exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if they differ.")] = False,  # noqa: FBT002
    ) -> None:
        """Show what has changed, thing by thing, and which version step it asks for.

        What a dataset says is compared, not how its files are written. Changes of the ontology and of
        shapes are classed: whether they break what others rely on (major), add to it (minor), or only
        explain it (patch). The format update is SPARQL that makes NEW of OLD.
        """
        from pso_graph.pipeline.diffing import WRITERS, compare_sources

        comparison = compare_sources(old, new)
        typer.echo(WRITERS[format](comparison, lang), nl=False)
        if exit_code and comparison.difference:
            raise typer.Exit(1)
