"""What flowed from decisions into clauses, responses and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.drawing.flow import draw_flow
from pso_graph.publish.pages.view import View
from pso_graph.publish.views.flow import Flows, find_concept, find_topic, list_topics, name_node
from pso_graph.publish.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.store import Store

_QUERY = "decision-flows"
_ALL = "all"  # what the query calls no topic in particular


class FlowPage(View):
    """All paths."""

    pattern: ClassVar[str] = "views/flow"
    area: ClassVar[str] = "flow"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        if parts.get("topic") == _ALL:
            raise UnknownThingError("This is no topic.", where=visit.path, fix="All paths are at views/flow.")
        return Question(visit.store, _QUERY, parts)

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        flows = Flows(question.rows)
        return draw_flow(visit, flows, " ".join(tell_flows(visit, flows)))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        flows = Flows(question.rows)
        topic = question.written.get("topic")
        return self.write(
            visit,
            question,
            self.draw(visit, question),
            *([visit.names.label(find_topic(topic))] if topic else []),
            flows=flows,
            told=tell_flows(visit, flows),
            topic=topic,
            topics=list_topics(visit.store),
            name=lambda node: name_node(visit, node),
            concept=find_concept,
            find_topic=find_topic,
        )


class TopicFlowPage(FlowPage):
    """The paths through clauses on one topic."""

    pattern: ClassVar[str] = "views/flow/{topic}"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each topic; see ``Page.list_paths``."""
        return [f"views/flow/{notation}" for notation in list_topics(store)]


def tell_flows(visit: Visit, flows: Flows) -> list[str]:
    """Return in words what is counted, of how many.

    Args:
        visit: that it is for.
        flows: that are shown.
    """
    numbers = {
        "decisions": flows.decisions,
        "taken": flows.taken,
        "clauses": flows.count("clause"),
        "recommendations": flows.count("clause", where={"recommendation": "true"}),
        "responses": flows.count("response"),
        "measures": flows.count("measure"),
        "paths": len(flows.rows),
        "proposed": flows.count("clause", where={"status": "proposed"}),
    }
    return [visit.say(f"flow.{key}", **numbers) for key in ("told-decisions", "told-clauses", "told-paths")]
