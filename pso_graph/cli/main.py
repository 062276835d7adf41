"""The entry point: commands, and errors as one clear message with an exit code."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from pso_graph.cli import (
    anchor,
    build,
    diff,
    explain,
    export,
    fmt,
    lineage,
    publish,
    query,
    read,
    serve,
    token,
    validate,
    verify,
    worklist,
)
from pso_graph.core.collecting import settle_objects
from pso_graph.core.errors import (
    AnchorError,
    InvalidDataError,
    LineageCycleError,
    ParameterError,
    PsoGraphError,
    UnreadableError,
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
for module in (
    build,
    lineage,
    query,
    serve,
    token,
    validate,
    verify,
    worklist,
    anchor,
    read,
    fmt,
    export,
    publish,
    diff,
    explain,
):
    module.register(app)


def main() -> None:
    """Run a command; exit with 0 if all is fine, 1 on findings, 2 on wrong use or unreadable input."""
    settle_objects()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except PsoGraphError as error:
        _fail(error)
    except ValueError as error:
        _fail(_read_settings_error(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _drop_output()
        _fail(_read_system_error(error))


def _fail(error: PsoGraphError) -> NoReturn:
    typer.echo(f"pso-graph: {error}", err=True)
    sys.exit(1 if isinstance(error, _FINDINGS) else 2)


def _read_settings_error(error: ValueError) -> PsoGraphError:
    """Return what is wrong with the first setting, all of which come from the environment."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        raise error
    problem = error.errors()[0]
    name = "PSO_GRAPH_" + "_".join(map(str, problem["loc"])).upper()
    return ParameterError(
        f"{problem['msg']}.", where=f"{name}={problem['input']}", fix="Set it to another value, or unset it."
    )


def _read_system_error(error: OSError) -> PsoGraphError:
    return UnreadableError(
        f"The system refuses this ({error.strerror or error}).",
        where=str(error.filename or "standard output"),
        fix="Check the path, its permissions and the free space.",
    )


def _drop_output() -> None:
    """Let what could not be written go, or Python would try, and fail, once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
