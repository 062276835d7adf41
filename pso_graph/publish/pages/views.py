"""The overview of the views: what can be seen at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.page import Page
from pso_graph.publish.pages.comparison import ComparisonPage
from pso_graph.publish.pages.explorer import ExplorePage
from pso_graph.publish.pages.flow import FlowPage
from pso_graph.publish.pages.matrix import MatrixPage
from pso_graph.publish.pages.requests import RequestsPage
from pso_graph.publish.pages.timeline import TimelinePage
from pso_graph.publish.pages.topics import TopicsPage
from pso_graph.publish.rendering import render

if TYPE_CHECKING:
    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.pages.view import View

VIEWS: tuple[View | ExplorePage, ...] = (
    ExplorePage(),
    MatrixPage(),
    ComparisonPage(),
    FlowPage(),
    RequestsPage(),
    TopicsPage(),
    TimelinePage(),
)
"""The views, each where it begins, in the order of the overview."""


class ViewsPage(Page):
    """A card for each view."""

    pattern: ClassVar[str] = "views"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        return render("views.html", visit, visit.say("views.title"), views=VIEWS)
