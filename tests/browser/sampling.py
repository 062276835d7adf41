"""Which pages are opened: some of each kind, and what a reader meets on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.links import name_file
from pso_graph.publish.pages import PAGES

if TYPE_CHECKING:
    from pso_graph.publish.page import Page
    from pso_graph.store import Store

UNLISTED = {"SearchAnswerPage", "SuggestionsPage", "FurtherListPage"}
"""Kinds of pages that only a server has, and one for lists that are longer than ours."""

KINDS = {
    name: kind for kind in PAGES if (name := type(kind).__name__) not in UNLISTED and "html" in kind.forms
}
"""Kinds of pages for readers, by name; new ones are opened too."""

THINGS = (
    "document/pso-19-2023",
    "document/pso-19-2023/2.l.1",
    "document/bspc-28-2019/26",
    "document/mv-statement-pso-19-2024/2.l.1",
    "measure/mv-welcome-portal",
    "actor/landtag-mv",
    "instrument/sgb-8/34",
    "conference/pso-19",
    "concept/topic-language",
    "graph/document/pso-19-2023",
)
"""One thing of each kind that readers know, as the path of its page after ``page/``."""

FIELDS = {"search": "?q=Sprache"}
"""What is asked of pages that answer a question; only a server can."""


def choose_path(kind: Page, store: Store) -> str | None:
    """Return the path of one page of a kind, the longest: what does not fit, does not fit there.

    Args:
        kind: of pages.
        store: that holds the data.

    Returns:
        None if only a server has pages of the kind.
    """
    return max(kind.list_paths(store), key=lambda path: (len(path), path), default=None)


def write_address(site: str, root: str, language: str, path: str) -> str:
    """Return the address of a page.

    Args:
        site: ``live`` or ``static``, where pages are files.
        root: address of the site.
        language: of the page.
        path: of the page.
    """
    if site == "static":
        return f"{root}{language}/{name_file(path, 'html')}"
    return f"{root}{language}/{path}{FIELDS.get(path, '')}"
