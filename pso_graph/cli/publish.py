"""``pso-graph publish``."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pso_graph.cli.options import HomeOption
from pso_graph.core.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def register(app: typer.Typer) -> None:
    """Add the command to an application."""

    @app.command(
        epilog="Examples: pso-graph publish site · "
        "pso-graph publish site --address https://graph.example.org/ --endpoint https://graph.example.org/sparql"
    )
    def publish(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into.")],
        address: Annotated[
            str, typer.Option(help="Where it will stand; names it in sitemap.xml and redirects.")
        ] = "",
        endpoint: Annotated[
            str, typer.Option(help="Address of a SPARQL endpoint that its pages may ask.")
        ] = "",
        sources: Annotated[
            Path | None,
            typer.Option(help="Folder with the documents' texts.", exists=True, file_okay=False),
        ] = None,
        with_passages: Annotated[  # noqa: FBT002 - an option, always given by name
            bool, typer.Option("--with-passages", help="Publish passages of the documents, of --sources.")
        ] = False,
        jobs: Annotated[
            int | None, typer.Option(min=1, help="Pages made at once (default: the processors).")
        ] = None,
        home: HomeOption = None,
    ) -> None:
        """Write the whole site of the current build as files that any host can serve.

        DIR is empty, new, or written by this command before; then only what differs is written. The
        documents' passages are not in it, unless --with-passages says so: look at their licences first.
        """
        from pso_graph.core.settings import Settings
        from pso_graph.pipeline.serving import ReleaseSource
        from pso_graph.publish.page import Site
        from pso_graph.web.export import Publication, check_address, publish_site
        from pso_graph.web.site.assets import has_editor

        if (sources is not None) != with_passages:
            raise ParameterError(
                "--sources would publish passages of the documents."
                if sources
                else "--with-passages needs the documents.",
                fix="Give both --sources and --with-passages, or neither.",
            )
        settings = Settings()
        publication = Publication(
            Site(
                base=settings.base,
                is_static=True,
                endpoint=check_address(endpoint, "--endpoint") if endpoint else "",
                sources=sources.resolve() if sources else None,
                has_editor=has_editor(),
            ),
            check_address(address, "--address").rstrip("/") + "/" if address else "",
        )
        snapshot = ReleaseSource(home or settings.home, union=True).find()
        with _show_bar() as tell:
            changes = publish_site(snapshot, folder, publication, jobs or os.cpu_count() or 1, tell)
        counts = f"{changes.written} files written, {changes.kept} unchanged, {changes.removed} removed"
        typer.echo(f"{counts} in {folder}")


@contextmanager
def _show_bar() -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how much is done, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("pages", total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
