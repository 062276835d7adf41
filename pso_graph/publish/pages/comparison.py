"""Side by side: what motions, later decisions and statements say of each clause of a document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.drawing.comparison import draw_comparisons
from pso_graph.publish.pages.view import View
from pso_graph.publish.things.proofs import list_proofs
from pso_graph.publish.views.comparison import read_comparisons
from pso_graph.publish.views.documents import (
    find_document,
    find_language,
    list_followed,
    list_unread,
    name_document,
)
from pso_graph.publish.views.question import Question
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.views.comparison import Comparison
    from pso_graph.store import Store

_QUERY = "follow-up-per-clause"


class ComparisonPage(View):
    """All documents that others say something of."""

    pattern: ClassVar[str] = "views/comparison"
    area: ClassVar[str] = "comparison"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        values: dict[str, str] = {"language": visit.language}
        if "document" in parts:
            values["document"] = find_document(parts["document"], visit.site.base)
        return Question(visit.store, _QUERY, values)

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        return _draw(visit, read_comparisons(question.rows))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        comparisons = read_comparisons(question.rows)
        document = question.written.get("document")
        about = [visit.names.label(document)] if document else []
        return self.write(
            visit,
            question,
            _draw(visit, comparisons),
            *about,
            comparisons=comparisons,
            tell=lambda comparison: tell_comparison(visit, comparison),
            unread=lambda document: list_unread(visit.store, document),
            passages=lambda unit: list_passages(visit, unit),
            spoken=cache(lambda document: find_language(visit.store, document)),
        )


class DocumentComparisonPage(ComparisonPage):
    """One document."""

    pattern: ClassVar[str] = "views/comparison/{document}"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each document that others say something of; see ``Page.list_paths``."""
        return [f"views/comparison/{slug}" for slug in list_followed(store)]


def _draw(visit: Visit, comparisons: Sequence[Comparison]) -> Picture:
    said = (text for comparison in comparisons for text in tell_comparison(visit, comparison))
    return draw_comparisons(visit, comparisons, " ".join(said))


def list_passages(visit: Visit, unit: str) -> list[str]:
    """Return the passages of a unit from the reader's own copy of the documents; none without one.

    Args:
        visit: that it is for.
        unit: IRI.
    """
    if visit.site.sources is None:
        return []
    proofs = list_proofs(visit, NamedNode(unit))
    return [proof.passage for proof in proofs if proof.passage and not proof.is_of_stance]


def tell_comparison(visit: Visit, comparison: Comparison) -> list[str]:
    """Return in words of how many clauses each document says something, and of how many.

    Args:
        visit: that it is for.
        comparison: to tell.
    """
    said = []
    for source in comparison.sources:
        clauses, recommendations = comparison.count(source)
        said.append(
            visit.say(
                "comparison.tally" if comparison.recommendations else "comparison.tally-units",
                source=name_document(visit, source),
                clauses=clauses,
                all=len(comparison.lines),
                recommendations=recommendations,
                whole=comparison.recommendations,
            )
        )
    return said
