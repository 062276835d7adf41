"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.drawing.lineage import draw_lineage
from pso_graph.publish.page import Page
from pso_graph.publish.pages.views import VIEWS
from pso_graph.publish.partitions import ask
from pso_graph.publish.rendering import render
from pso_graph.publish.views.question import Question
from pso_graph.query.lineage import trace_lineage

if TYPE_CHECKING:
    from markupsafe import Markup

    from pso_graph.publish.page import Content, Visit
    from pso_graph.store import Store

_COUNTED = ("documents", "clauses", "responses", "measures", "anchors")


class HomePage(Page):
    """Where readers begin: each known decision and what became of it, and the questions that can be asked."""

    pattern: ClassVar[str] = ""

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        decisions = Question(visit.store, "follow-up-of-decisions", {})
        return render(
            "home.html",
            visit,
            visit.say("home.title"),
            decisions=decisions,
            counts=_count(visit.store),
            picture=_draw(visit, decisions),
            views=VIEWS,
        )


def _count(store: Store) -> list[tuple[str, str]]:
    counts = {kind: count for kind, value, count in ask(store, "dataset-counts", "site") if not value}
    return [(kind, counts[kind]) for kind in _COUNTED if kind in counts]


def _draw(visit: Visit, decisions: Question) -> Markup | None:
    """Return the lineage of the decision of which most became; None where nothing is known of any."""
    if not decisions.rows or decisions.rows[0]["clauses"] == "0":
        return None
    lineage = trace_lineage(visit.store, decisions.rows[0]["decision"], direction="forward", scope="clause")
    return draw_lineage(lineage, visit.names, visit.links, visit.language)
