"""``pso-graph token``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pso_graph.core.errors import ParameterError, UnknownThingError
from pso_graph.core.tokens import SCOPES, list_tokens, make_token, save_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.core.tokens import Scope, Token


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        epilog="Examples: pso-graph token editor --scope graph-store --expires 2027-12-31 · "
        "pso-graph token --list · pso-graph token --revoke editor"
    )
    def token(
        name: Annotated[str | None, typer.Argument(help="Whom the token is for.", show_default=False)] = None,
        scope: Annotated[
            str, typer.Option(help=f"What it allows: {', '.join(SCOPES)}, with commas between them.")
        ] = ",".join(SCOPES),
        expires: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"], help="Last day of its validity (default: no end).", show_default=False
            ),
        ] = None,
        file: Annotated[Path, typer.Option(help="File of the tokens.")] = Path("tokens.jsonl"),
        revoke: Annotated[
            str | None, typer.Option(help="Take back the token of this name.", show_default=False)
        ] = None,
        show: Annotated[  # noqa: FBT002 - an option, always given by name
            bool, typer.Option("--list", help="List the tokens, without their secrets.")
        ] = False,
    ) -> None:
        """Make a token with which a server can be written to, or take one back.

        The token is shown once; the file keeps only its hash. A running server (serve --tokens) takes a
        new or revoked token into account at once.
        """
        if sum((name is not None, revoke is not None, show)) != 1:
            raise ParameterError("Give one of NAME, --revoke and --list.", fix="See pso-graph token --help.")
        tokens = list_tokens(file)
        if show:
            _list(tokens)
        elif revoke is not None:
            _revoke(file, tokens, revoke)
        elif name is not None:
            if any(token.name == name for token in tokens):
                raise ParameterError(
                    f"There is a token of the name {name!r} already.",
                    where=str(file),
                    fix="Choose another name, or revoke it first.",
                )
            written, kept = make_token(name, _read_scopes(scope), expires.date() if expires else None)
            save_tokens(file, [*tokens, kept])
            typer.echo(written)
            typer.echo(f"It allows {' and '.join(kept.scopes)}, and is not shown again.", err=True)


def _read_scopes(written: str) -> list[Scope]:
    names = [part.strip() for part in written.split(",")]
    scopes = [scope for scope in SCOPES if scope in names]
    unknown = [name for name in names if name not in SCOPES]
    if unknown:
        raise ParameterError(
            f"There is no scope {unknown[0]!r}.", where="--scope", fix=f"Choose from {', '.join(SCOPES)}."
        )
    return scopes


def _list(tokens: Sequence[Token]) -> None:
    now = datetime.now(UTC)
    for token in tokens:
        end = f"until {token.expires}" if token.expires else "no end"
        state = " (expired)" if token.is_expired(now) else ""
        typer.echo(f"{token.name}  {', '.join(token.scopes)}  {end}{state}")


def _revoke(file: Path, tokens: Sequence[Token], name: str) -> None:
    left = [token for token in tokens if token.name != name]
    if len(left) == len(tokens):
        raise UnknownThingError(
            f"There is no token of the name {name!r}.", where=str(file), fix="See pso-graph token --list."
        )
    save_tokens(file, left)
    typer.echo(f"The token {name!r} is taken back.")
