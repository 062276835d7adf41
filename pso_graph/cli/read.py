"""``pso-graph read``."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    del app
