"""Report requests: who is to report to whom on what by when, and what is open or overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.drawing.requests import draw_requests
from pso_graph.publish.pages.view import View
from pso_graph.publish.things.dates import write_time
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.requests import STATES, read_requests
from pso_graph.rdf.namespaces import PSOC

if TYPE_CHECKING:
    import datetime as dt

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.views.requests import Requests


class RequestsPage(View):
    """All report requests, the most pressing first."""

    pattern: ClassVar[str] = "views/requests"
    area: ClassVar[str] = "requests"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        del parts
        return Question(visit.store, "report-requests", {"language": visit.language})

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        requests = read_requests(question.rows)
        return draw_requests(visit, requests, " ".join(tell_requests(visit, requests)))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        requests = read_requests(question.rows)

        def write_day(day: dt.date | None) -> str:
            return write_time(day.isoformat(), visit.language) if day else ""

        return self.write(
            visit,
            question,
            self.draw(visit, question),
            requests=requests,
            told=tell_requests(visit, requests),
            states=STATES,
            write_day=write_day,
            recurrence=lambda key: visit.names.label(PSOC[f"recurrence-{key}"].value),
        )


def tell_requests(visit: Visit, requests: Requests) -> list[str]:
    """Return in words how many requests there are in each state, those that are only proposed apart.

    Args:
        visit: that it is for.
        requests: all that are known.
    """
    made = sum(not request.is_proposed for request in requests.requests)
    counts = {state: requests.count(state, proposed=False) for state in STATES}
    said = [visit.say("requests.tally", made=made, **counts)]
    if made < len(requests.requests):
        said.append(visit.say("requests.tally-proposed", count=len(requests.requests) - made))
    if requests.day:
        day = write_time(requests.day.isoformat(), visit.language)
        said.append(visit.say("requests.as-of", day=day))
    else:
        said.append(visit.say("requests.no-day"))
    return said
