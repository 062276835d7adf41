"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.page import Page
from pso_graph.publish.rendering import render

if TYPE_CHECKING:
    from pso_graph.publish.page import Content, Visit


class HomePage(Page):
    """Where readers begin."""

    pattern: ClassVar[str] = ""

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        return render("home.html", visit, visit.say("site.title"))
