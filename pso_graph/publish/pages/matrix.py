"""The response matrix: who answers which clause, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.drawing.matrix import draw_matrices
from pso_graph.publish.pages.view import View
from pso_graph.publish.views.documents import find_document, find_slug, list_answered
from pso_graph.publish.views.matrix import count_replies, read_matrices
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.replies import REPLIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.views.matrix import Matrix
    from pso_graph.store import Store

_QUERY = "response-matrix"


class MatrixPage(View):
    """All documents that somebody answers."""

    pattern: ClassVar[str] = "views/matrix"
    area: ClassVar[str] = "matrix"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        values: dict[str, str] = {"language": visit.language}
        if "document" in parts:
            values["document"] = find_document(parts["document"], visit.site.base)
        if "reply" in parts:
            values["reply"] = parts["reply"]
        return Question(visit.store, _QUERY, values)

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        return _draw(visit, read_matrices(question.rows))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        matrices = read_matrices(question.rows)
        values = dict(question.written)
        reply = values.pop("reply", "")
        whole = read_matrices(Question(visit.store, _QUERY, values).rows) if reply else matrices
        chosen = REPLIES.get(reply)
        about = [visit.names.label(values["document"])] if "document" in values else []
        about += [chosen.name(visit)] if chosen else []
        return self.write(
            visit,
            question,
            _draw(visit, matrices),
            *about,
            matrices=matrices,
            whole=[(matrix, tell_matrix(visit, matrix)) for matrix in whole],
            chosen=chosen,
            replies=REPLIES.values(),
            count=count_replies,
        )


class DocumentMatrixPage(MatrixPage):
    """One document."""

    pattern: ClassVar[str] = "views/matrix/{document}"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each document that somebody answers; see ``Page.list_paths``."""
        return [f"views/matrix/{slug}" for slug in list_answered(store)]


class ReplyMatrixPage(MatrixPage):
    """One document, and only the responses that come out in one way."""

    pattern: ClassVar[str] = "views/matrix/{document}/{reply}"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each document and way in which responses come out; see ``Page.list_paths``."""
        rows = Question(store, _QUERY, {}).rows
        found = {(find_slug(row["document"]), row["reply"]) for row in rows}
        return sorted(f"views/matrix/{slug}/{reply}" for slug, reply in found if slug)


def tell_matrix(visit: Visit, matrix: Matrix) -> list[str]:
    """Return in words how many units of a document each body answers, and of how many.

    Args:
        visit: that it is for.
        matrix: with all units of the document.
    """
    said = []
    for respondent in matrix.respondents:
        tally = count_replies(matrix.lines, respondent)
        said.append(
            visit.say(
                "matrix.tally",
                respondent=visit.names.label(respondent),
                answered=tally.answered,
                recommendations=matrix.recommendations,
                worded=tally.worded,
                units=len(matrix.lines),
            )
        )
    return said


def _draw(visit: Visit, matrices: Sequence[Matrix]) -> Picture:
    said = (text for matrix in matrices for text in tell_matrix(visit, matrix))
    return draw_matrices(visit, matrices, " ".join(said))
