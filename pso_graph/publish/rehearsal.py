"""Rendering a page of each kind before there are readers, so that none waits for what that loads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Site
from pso_graph.publish.pages import PAGES
from pso_graph.publish.task import PageTask
from pso_graph.query.workers.task import Task

if TYPE_CHECKING:
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class RehearsalTask(Task):
    """The first page of each kind, in each language.

    Args:
        site: that the pages belong to.
    """

    site: Site = field(default_factory=Site)

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Render the pages; see ``Task.run``. An error is for those who ask for the page."""
        for page in PAGES:
            with suppress(Exception):
                path = next(iter(page.list_paths(store)), None)
                for language in LANGUAGES if path is not None else ():
                    PageTask(path or "", language, site=self.site).run(store, limits, receiver)
