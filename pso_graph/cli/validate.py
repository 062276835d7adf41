"""``pso-graph validate``."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pso_graph.cli.options import ManyValues, show_progress
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from pso_graph.pipeline.gate import Verdict
    from pso_graph.pipeline.validation import Validation

_Format = Literal["text", "json", "sarif", "junit", "github", "gitlab", "turtle"]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        cls=ManyValues,
        epilog="Examples: pso-graph validate · pso-graph validate --data a.ttl b.ttl --shapes mine.ttl · "
        "pso-graph validate --format sarif --output findings.sarif",
    )
    def validate(
        data: Annotated[
            list[Path] | None,
            typer.Option(
                help="RDF files, or folders with such (default: the project's data).", show_default=False
            ),
        ] = None,
        shapes: Annotated[
            list[Path] | None,
            typer.Option(
                help="Files with shapes, or folders with such (default: the project's).", show_default=False
            ),
        ] = None,
        rules: Annotated[
            list[Path] | None,
            typer.Option(help="Rules; what they entail is checked too (with --shapes).", show_default=False),
        ] = None,
        sources: Annotated[
            Path | None,
            typer.Option(
                help="Folder with the documents' texts, to check evidence and tell places in them too.",
                exists=True,
                file_okay=False,
                show_default=False,
            ),
        ] = None,
        since: Annotated[
            str | None,
            typer.Option(help="Git revision; shapes look only at what changed since.", show_default=False),
        ] = None,
        form: Annotated[_Format, typer.Option("--format", help="How findings are written.")] = "text",
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="File to write to.", show_default=False)
        ] = None,
        fail_on: Annotated[
            Literal["violation", "warning", "info"],
            typer.Option(help="Least severity for which the exit code is 1."),
        ] = "violation",
        baseline: Annotated[
            Path | None,
            typer.Option(help="File with known findings; only new ones count.", show_default=False),
        ] = None,
        write_baseline: Annotated[
            Path | None,
            typer.Option(
                help="Write all findings to this file as known ones, and exit with 0.", show_default=False
            ),
        ] = None,
        today: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"], help="Day that decides which suppressions hold.", show_default=False
            ),
        ] = None,
        lang: Annotated[Literal["de", "en"], typer.Option(help="Language of messages.")] = "en",
    ) -> None:
        """Check data against SHACL shapes and all other rules; exit with 1 if there is a violation.

        Each finding is path:line:column, the rule, the thing, what is wrong, and what to do. Syntax errors
        are findings too.

        Without --shapes, files are checked as part of the project's data; what is found elsewhere in it
        is not told. A comment above a block or a line suppresses a rule there:
        # pso-graph: ignore PSO-S012 until 2027-01-31: reason
        """
        from pso_graph.core.resources import find_resource_root
        from pso_graph.pipeline.gate import judge
        from pso_graph.pipeline.inspection import inspect_as_part, inspect_files, inspect_project

        if shapes and not data:
            raise ParameterError("--shapes needs --data.", fix="Name the files to check.")
        if rules and (since or not shapes):
            raise ParameterError("--rules needs --shapes, and not --since.", fix="Leave --rules out.")
        if since and data and not shapes:
            raise ParameterError("--since needs --shapes, or no --data.", fix="Leave --since out.")
        if data and sources:
            raise ParameterError("--sources are of the project's own data.", fix="Leave --data out.")
        with show_progress() as tell:
            if not data:
                found = inspect_project(find_resource_root(), tell, sources=sources, since=since)
            elif shapes:
                found = inspect_files(data, shapes, rules or (), since)
            else:
                found = inspect_as_part(data, find_resource_root())
            day = (today or datetime.now(tz=UTC)).date()
            folder = Path.cwd()
            verdict = judge(found, folder=folder, today=day, baseline=baseline, write_to=write_baseline)
        _write(found, verdict, form=form, output=output, fail_on=fail_on, language=lang)
        for line in (*found.notes, *verdict.describe()):
            typer.echo(line, err=True)
        if verdict.fails(fail_on):
            raise typer.Exit(1)


def _write(
    found: Validation, verdict: Verdict, *, form: str, output: Path | None, fail_on: str, language: str
) -> None:
    """Write the report to a file in one step, or to standard output."""
    from pso_graph.core.files import write_atomically
    from pso_graph.validate.reports import FORMATS, Report, explain_rules

    report = Report(
        findings=verdict.findings,
        fingerprints=verdict.fingerprints,
        language=language,
        fail_on=fail_on,
        rules=explain_rules(verdict.findings, found.inputs.shapes) if form == "sarif" else {},
        colour=output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        lines=verdict.lines,
    )
    text = FORMATS[form](report)
    if output is None:
        typer.echo(text, nl=False, color=report.colour)
    else:
        write_atomically(output, text)
