"""The named graphs: all of them, and one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.description import DATA_FORMS
from pso_graph.publish.page import Page
from pso_graph.publish.rendering import render
from pso_graph.publish.things.headings import Headings
from pso_graph.publish.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.views.question import Row
    from pso_graph.store import Store

_SPACE = "graph/"
_QUERY = (
    "SELECT ?subject ?predicate ?object\nWHERE {{\n  GRAPH <{graph}> {{ ?subject ?predicate ?object }}\n}}\n"
)


class GraphsPage(Page):
    """The named graphs that the data consists of."""

    pattern: ClassVar[str] = "graphs"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        question = Question(visit.store, "list-graphs", {})
        title = visit.say("things.graphs")
        return render("named-graphs.html", visit, title, headings=Headings(visit), question=question)


class GraphPage(Page):
    """A named graph: whose claims it holds, how many triples, and how to get them."""

    pattern: ClassVar[str] = "page/graph/{name:path}"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        iri = f"{visit.site.base}{_SPACE}{parts['name']}"
        question = Question(visit.store, "list-graphs", {})
        row = next((row for row in question.rows if row["graph"] == iri), None)
        if row is None:
            raise UnknownThingError("There is no such graph.", where=iri, fix=_list_names(question.rows))
        headings = Headings(visit)
        return render(
            "named-graph.html",
            visit,
            headings.title(iri),
            headings=headings,
            iri=iri,
            row=row,
            forms=tuple(DATA_FORMS),
            queries=[(question.name, question.text)],
            text=_QUERY.format(graph=iri),
        )

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the paths of the pages of all graphs below the base IRI."""
        names = (graph.value.partition(f"/{_SPACE}")[2] for graph in store.list_graphs())
        return (f"page/{_SPACE}{name}" for name in names if name)


def _list_names(rows: Iterable[Row]) -> str:
    return "The graphs are: " + ", ".join(row["graph"] for row in rows) + "."
