"""``pso-graph lineage``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pso_graph.cli.options import HomeOption, open_current_store


def register(app: typer.Typer) -> None:
    """Add the command to an application.

    Args:
        app: to add it to.
    """

    @app.command(
        epilog="Examples: pso-graph lineage bspc-28-2019/26 --direction forward · "
        "pso-graph lineage measure/mv-welcome-portal --format json"
    )
    def lineage(
        thing: Annotated[str, typer.Argument(help="An IRI or a short id, such as pso-19-2023/2.l.1.")],
        direction: Annotated[
            Literal["back", "forward", "both"], typer.Option(help="Origins, what became of it, or both.")
        ] = "both",
        depth: Annotated[int | None, typer.Option(min=1, help="Hops at most (default: all).")] = None,
        scope: Annotated[
            Literal["clause", "document", "both"],
            typer.Option(help="Hops between clauses, hops through whole documents, or both."),
        ] = "both",
        citations: Annotated[bool, typer.Option("--citations", help="Add citations as context.")] = False,  # noqa: FBT002
        format: Annotated[  # noqa: A002 - the option's name
            Literal["tree", "json", "csv", "mermaid", "turtle"], typer.Option(help="Form of the answer.")
        ] = "tree",
        lang: Annotated[Literal["de", "en"], typer.Option(help="Language of labels.")] = "en",
        home: HomeOption = None,
    ) -> None:
        """Show what became of a thing and where it comes from, each hop with its evidence."""
        from pso_graph.query.lineage import trace_lineage
        from pso_graph.query.presentation import WRITERS

        store = open_current_store(home)
        answer = trace_lineage(
            store, thing, direction=direction, depth=depth, scope=scope, citations=citations
        )
        typer.echo(WRITERS[format](answer, lang), nl=False)
