"""``pso-graph anchor``."""

from __future__ import annotations

from typing import Annotated

import typer

from pso_graph.cli.options import SourcesOption, show_progress


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Example: pso-graph anchor pso-19-2023 --sources ../shared/sources")
    def anchor(
        slug: Annotated[str, typer.Argument(help="Slug of a document in data/documents.")],
        sources: SourcesOption,
    ) -> None:
        """Find the words of every anchor of a document and record where they stand."""
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.evidence import anchor_document

        with show_progress() as tell:
            tell("anchoring")
            count = anchor_document(find_resource_root(), slug, sources)
        typer.echo(f"{count} anchors recorded in data/anchors/{slug}.ttl")
