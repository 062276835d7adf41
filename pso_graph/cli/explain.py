"""``pso-graph explain``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        epilog="Examples: pso-graph explain PSO-S001 · pso-graph explain --lang de · "
        "pso-graph explain --format markdown"
    )
    def explain(
        rules: Annotated[
            list[str] | None,
            typer.Argument(help="Ids of rules (default: all).", show_default=False),
        ] = None,
        lang: Annotated[Literal["de", "en"], typer.Option(help="Language.")] = "en",
        form: Annotated[
            Literal["text", "markdown", "json"], typer.Option("--format", help="Form of the answer.")
        ] = "text",
    ) -> None:
        """Say what a rule wants and why, with a bad and a good example; without ids, list all rules."""
        from pso_graph.validate.rules import find_rule, list_rules
        from pso_graph.validate.rules.presentation import (
            write_json,
            write_list,
            write_markdown,
            write_text,
        )

        chosen = [find_rule(rule) for rule in rules] if rules else list_rules()
        if form == "json":
            typer.echo(write_json(chosen), nl=False)
        elif form == "markdown":
            typer.echo(write_markdown(chosen, lang), nl=False)
        elif rules:
            typer.echo("\n".join(write_text(rule, lang) for rule in chosen), nl=False)
        else:
            typer.echo(write_list(chosen, lang), nl=False)
