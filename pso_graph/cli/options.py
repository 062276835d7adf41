"""What several commands share: options that take many values, progress, and the store to ask."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pso_graph.store import EmbeddedStore

SourcesOption = Annotated[
    Path,
    typer.Option("--sources", help="Folder with the documents' texts.", exists=True, file_okay=False),
]
HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the builds (default: .pso-graph).", show_default=False),
]


class ManyValues(TyperCommand):
    """A command whose ``--data``, ``--shapes`` and ``--rules`` may be followed by several files each."""

    _MANY = ("--data", "--shapes", "--rules")

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Repeat the option before each further value, which is what the parser understands."""
        spread: list[str] = []
        option = ""
        for word in args:
            if word.startswith("-"):
                name = word.partition("=")[0]
                option = name if name in self._MANY else ""
                spread.append(word)
            elif option and spread[-1] != option:
                spread += [option, word]
            else:
                spread.append(word)
        return super().parse_args(ctx, spread)


@contextmanager
def show_progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the name of the running step on standard error."""
    if not sys.stderr.isatty():
        yield lambda step: typer.echo(f"{step} …", err=True)
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{step} …")


def open_current_store(home: Path | None) -> EmbeddedStore:
    """Return the store of the current build.

    Args:
        home: folder of the builds; None for the one of the settings.

    Raises:
        NoStoreError: if nothing has been built yet.
    """
    from pso_graph.core.settings import Settings
    from pso_graph.pipeline.release import find_release
    from pso_graph.store import EmbeddedStore

    return EmbeddedStore.open(find_release(home or Settings().home).store)
