"""Lists of all things of a kind: what can be found without searching, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import NoIndexError, UnknownThingError
from pso_graph.publish.page import Page
from pso_graph.publish.rendering import render
from pso_graph.publish.search import find_index, list_kind
from pso_graph.publish.search.listing import count_kinds, count_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.search.kinds import Kind
    from pso_graph.store import Store


class ListsPage(Page):
    """All kinds, with how many things each has."""

    pattern: ClassVar[str] = "lists"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        return render("search-lists.html", visit, visit.say("search.lists"), kinds=_count(visit.store))


class ListPage(Page):
    """The beginning of the list of a kind."""

    pattern: ClassVar[str] = "lists/{kind}"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        return _render(visit, parts["kind"], 1)

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each kind; see ``Page.list_paths``."""
        return [f"lists/{kind}" for kind in _count(store)]


class FurtherListPage(Page):
    """Another page of the list of a kind."""

    pattern: ClassVar[str] = "lists/{kind}/{page}"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        return _render(visit, parts["kind"], _read_number(parts["page"]))

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each page but the first of each list; see ``Page.list_paths``."""
        return [
            f"lists/{kind}/{page}"
            for kind, total in _count(store).items()
            for page in range(2, count_pages(total) + 1)
        ]


def _render(visit: Visit, name: str, page: int) -> Content:
    kinds = {str(kind): (kind, total) for kind, total in _count(visit.store).items()}
    kind, total = kinds.get(name, (None, 0))
    if kind is None or not 1 <= page <= count_pages(total):
        raise UnknownThingError("There is no such list.", where=name, fix="The page of lists names all.")
    found = list_kind(find_index(visit.store), kind, visit.language, page)
    title = visit.say(f"search.all-{kind}")

    def lead(other: int) -> str:
        return visit.links.to(f"lists/{kind}/{other}" if other > 1 else f"lists/{kind}")

    return render("search-list.html", visit, title, found=found, way=lead)


def _count(store: Store) -> dict[Kind, int]:
    """Return how many things of each kind there are; nothing if the data has no index."""
    try:
        return count_kinds(find_index(store))
    except NoIndexError:
        return {}


def _read_number(text: str) -> int:
    """Return the number that a page after the first has in its path; 0 if it is none."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 - digits
    return number if number > 1 and text == str(number) else 0
