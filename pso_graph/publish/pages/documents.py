"""The list of all documents."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.page import Content, Page
from pso_graph.publish.rendering import render
from pso_graph.publish.things.dates import write_time
from pso_graph.publish.things.headings import Headings
from pso_graph.publish.views.question import Question
from pso_graph.rdf.namespaces import DCTERMS, PSOG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.publish.page import Form, Visit
    from pso_graph.publish.views.question import Row

_COUNTS = ("clauses", "recommendations", "responses")
_STATUS = "concept/status-"


class DocumentsPage(Page):
    """All documents by kind and date, with status and extent."""

    pattern: ClassVar[str] = "documents"
    forms: ClassVar[tuple[Form, ...]] = ("html", "csv")

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, or its table as CSV; see ``Page.render``."""
        del parts
        question = Question(visit.store, "list-documents", {"language": visit.language})
        if visit.form == "csv":
            return Content(question.write_csv(), "csv")
        headings = Headings(visit)
        return render(
            "documents.html",
            visit,
            visit.say("things.documents"),
            groups=_group(question.rows),
            counts=_COUNTS,
            question=question,
            status=f"{visit.site.base}{_STATUS}",
            time=lambda row: _write_time(visit, headings, row),
        )


def _group(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return documents by kind, kinds first of which some have been read unit by unit."""
    groups = [(type_, list(found)) for type_, found in groupby(rows, key=itemgetter("type"))]
    return sorted(groups, key=lambda group: not any(row[key] != "0" for row in group[1] for key in _COUNTS))


def _write_time(visit: Visit, headings: Headings, row: Row) -> str:
    """Return when a document is from, as exactly as that is known."""
    document = row["document"]
    time = headings.read(document, DCTERMS.date) or headings.read(document, PSOG.dateText)
    return write_time(time, visit.language)
