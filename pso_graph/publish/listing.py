"""All pages that there are: what a static copy holds, and a sitemap names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import PageError
from pso_graph.publish.pages import PAGES
from pso_graph.publish.task import find_page_kind
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Form, Page
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store

Listing = list[tuple[str, tuple["Form", ...]]]
"""Path of each page below the tree of a language, and the forms that it comes in."""


@dataclass(frozen=True, slots=True)
class ListingTask(Task):
    """The paths of all pages, as JSON; see ``read_listing``."""

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the list on; see ``Task.run``.

        Raises:
            PageError: if a path would lead to another page.
            SizeLimitError: if the list grows beyond the limits.
        """
        output = Output(receiver, limits, "document", "plain-json")
        output.write(json.dumps(list_pages(store)).encode())
        output.finish()


def list_pages(store: Store, kinds: Iterable[Page] = PAGES) -> Listing:
    """Return all pages that form a fixed set, by path.

    Args:
        store: that holds the data.
        kinds: of pages.

    Raises:
        PageError: if a path would lead to a page of another kind, or could not be a file's.
    """
    pages: dict[str, tuple[Form, ...]] = {}
    for kind in kinds:
        for path in kind.list_paths(store):
            _check_path(path, kind)
            pages[path] = kind.forms
    return sorted(pages.items())


def read_listing(body: bytes) -> Listing:
    """Return the pages that a ``ListingTask`` has told.

    Args:
        body: of its answer.
    """
    return [(path, tuple(forms)) for path, forms in json.loads(body)]


def _check_path(path: str, kind: Page) -> None:
    found, _, _, form = find_page_kind(path if kind.forms[0] == "html" else f"{path}.{kind.forms[0]}")
    if found is not kind or form != kind.forms[0]:
        raise PageError(
            f"This path of {type(kind).__name__} leads to {type(found).__name__}.",
            where=path,
            fix="Give the kinds patterns that tell their paths apart.",
        )
    if path and not all(part.strip(".") for part in path.split("/")):
        raise PageError(
            "This path has an empty part, or one of dots only, which no file can have.",
            where=path,
            fix="Give the thing another IRI.",
        )
