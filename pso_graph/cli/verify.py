"""``pso-graph verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pso_graph.cli.options import SourcesOption, show_progress

if TYPE_CHECKING:
    from pso_graph.pipeline.evidence import Verification


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(epilog="Example: pso-graph verify --sources ../shared/sources")
    def verify(sources: SourcesOption) -> None:
        """Check every anchor of every document against its text, to the character."""
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.evidence import verify_documents

        with show_progress() as tell:
            tell("verifying")
            checked = verify_documents(find_resource_root(), sources)
        for document in checked:
            _report(document)
        anchors = sum(document.anchors for document in checked)
        wrong = sum(len(document.mismatches) for document in checked)
        typer.echo(f"{anchors - wrong} of {anchors} anchors stand exactly where they are recorded")
        if wrong or not all(document.same_file for document in checked):
            raise typer.Exit(1)


def _report(document: Verification) -> None:
    good = document.anchors - len(document.mismatches)
    typer.echo(f"{document.slug}: {good} of {document.anchors} anchors ({document.file})")
    if not document.same_file:
        typer.echo(f"{document.file}: the file is not, byte for byte, the one that was anchored", err=True)
    for mismatch in document.mismatches:
        now = mismatch.now_at
        moved = f" The same text now stands at {now.start}–{now.end}." if now else ""
        typer.echo(f"{document.file}:{mismatch.line}: {mismatch.iri}: {mismatch.problem}{moved}", err=True)
