"""The routes of the server, with their arguments, answers and examples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pso_graph.catalogue import read_folder
from pso_graph.publish.api import HOST, read_routes
from pso_graph.publish.page import Page
from pso_graph.publish.prose import write_prose
from pso_graph.publish.rendering import render
from pso_graph.publish.wording import read_texts

if TYPE_CHECKING:
    from markupsafe import Markup

    from pso_graph.publish.page import Content, Visit


class ApiPage(Page):
    """What programs can ask of a server."""

    pattern: ClassVar[str] = "api"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        routes = read_routes()
        statuses = {status for _, members in routes for route in members for status in route.statuses}
        return render(
            "api.html",
            visit,
            visit.say("api.title"),
            routes=routes,
            statuses=sorted(statuses),
            queries=read_folder("lineage"),
            host=HOST,
            tell=partial(_tell, visit=visit),
        )


def _tell(*keys: str, visit: Visit) -> Markup:
    """Return the text of the first key that there is, as HTML."""
    key = next(key for key in keys if f"api.{key}" in read_texts())
    return write_prose(visit.say(f"api.{key}"), visit.links)
