"""The entry point: commands, and errors as one clear message with an exit code."""

from __future__ import annotations

import sys

import typer

from pso_graph.cli import (
    anchor,
    build,
    export,
    fmt,
    lineage,
    query,
    read,
    serve,
    validate,
    verify,
    worklist,
)
from pso_graph.core.errors import (
    AnchorError,
    InvalidDataError,
    LineageCycleError,
    PsoGraphError,
)

_FINDINGS = (AnchorError, InvalidDataError, LineageCycleError)

app = typer.Typer(
    name="pso-graph",
    help="What became of the decisions of the parliaments around the southern Baltic Sea.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (build, lineage, query, serve, validate, verify, worklist, anchor, read, fmt, export):
    module.register(app)


def main() -> None:
    """Run a command; exit with 0 if all is fine, 1 on findings, 2 on wrong use or unreadable input."""
    try:
        app()
    except PsoGraphError as error:
        typer.echo(f"pso-graph: {error}", err=True)
        sys.exit(1 if isinstance(error, _FINDINGS) else 2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
