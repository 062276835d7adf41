"""What happened when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.drawing.timeline import draw_timeline, name_lane
from pso_graph.publish.pages.view import View
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.timeline import KINDS, find_status, read_lanes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.store import Store


class TimelinePage(View):
    """Everything that is dated."""

    pattern: ClassVar[str] = "views/timeline"
    area: ClassVar[str] = "timeline"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        return Question(visit.store, "timeline", {"language": visit.language, **parts})

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        return draw_timeline(visit, read_lanes(question.rows), tell_timeline(visit, question))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        kind = question.written.get("kind")
        return self.write(
            visit,
            question,
            self.draw(visit, question),
            *([visit.say(f"timeline.{kind}")] if kind else []),
            lanes=read_lanes(question.rows),
            told=tell_timeline(visit, question),
            kinds=KINDS,
            name_lane=name_lane,
            name_status=lambda kind, notation: visit.names.label(find_status(kind, notation)),
            kind=kind,
        )


class KindTimelinePage(TimelinePage):
    """One kind of what is dated."""

    pattern: ClassVar[str] = "views/timeline/{kind}"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each kind of which there is something; see ``Page.list_paths``."""
        found = {row["kind"] for row in Question(store, "timeline", {}).rows}
        return [f"views/timeline/{kind}" for kind in KINDS if kind in found]


def tell_timeline(visit: Visit, question: Question) -> str:
    """Return in words how much is shown, and how much of it is not sure.

    Args:
        visit: that it is for.
        question: with the rows to show.
    """
    doubts = Counter(row["sureness"] for row in question.rows)
    return visit.say(
        "timeline.told",
        count=len(question.rows),
        things=len({row["thing"] for row in question.rows}),
        inferred=doubts["inferred"],
        memory=doubts["memory"],
        proposed=sum(row["status"] == "proposed" for row in question.rows),
    )
