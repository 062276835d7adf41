"""``pso-graph validate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pso_graph.cli.options import ManyValues, show_progress
from pso_graph.core.errors import ParameterError


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        cls=ManyValues,
        epilog="Examples: pso-graph validate · pso-graph validate --data a.ttl b.ttl --shapes mine.ttl",
    )
    def validate(
        data: Annotated[
            list[Path] | None,
            typer.Option(help="RDF files (default: the project's data).", show_default=False),
        ] = None,
        shapes: Annotated[
            list[Path] | None,
            typer.Option(help="Files with shapes (default: the project's).", show_default=False),
        ] = None,
        lang: Annotated[Literal["de", "en"], typer.Option(help="Language of messages.")] = "en",
    ) -> None:
        """Check data against SHACL shapes; exit with 1 if there is a violation.

        Each finding is one line: path:line:column, the thing, the rule, and what to do.

        Without --shapes, files are checked as part of the project's data; what is found elsewhere in it
        is not told.
        """
        from pso_graph.build.dataset import list_files
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.location import locate_findings
        from pso_graph.pipeline.validation import validate_as_part, validate_files, validate_project

        if shapes and not data:
            raise ParameterError("--shapes needs --data.", fix="Name the files to check.")
        root = find_resource_root()
        with show_progress() as tell:
            tell("validating")
            if not data:
                findings = validate_project(root)
            elif shapes:
                findings = validate_files(data, shapes)
            else:
                findings = validate_as_part(data, root)
            files = data or [path for path, _ in list_files(root)]
            located = locate_findings(findings, files)
        for finding in located:
            typer.echo(finding.describe(lang))
        violations = sum(finding.severity == "violation" for finding in findings)
        typer.echo(f"{len(findings)} findings, {violations} of them violations", err=True)
        if violations:
            raise typer.Exit(1)
