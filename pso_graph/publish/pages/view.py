"""What the pages that answer a question at a glance have in common."""

from __future__ import annotations

from abc import abstractmethod
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.page import Content, Page
from pso_graph.publish.rendering import render
from pso_graph.publish.views.documents import find_slug, find_status, is_proposed

if TYPE_CHECKING:
    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Form, Visit
    from pso_graph.publish.views.question import Question


class View(Page):
    """A kind of page that answers a question: as picture, as table, as CSV and as query.

    The overview shows a card for each kind that ``pages.views.VIEWS`` lists: the texts ``<area>.title`` and
    ``<area>.question``, and the picture ``templates/thumbnails/<area>.svg``, which has no text and no
    colours but those of the stylesheet. The pattern of such a kind has no parts: it is where the card leads.
    """

    forms: ClassVar[tuple[Form, ...]] = ("html", "csv", "svg")
    area: ClassVar[str]
    """Name of the file of its texts, and of its picture in the overview."""

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, or another form of it; see ``Page.render``."""
        question = self.ask(visit, **parts)
        if parts and not question.rows:
            raise UnknownThingError(
                "There is nothing to show here.",
                where=visit.path,
                fix="Go on from the overview of the views.",
            )
        if visit.form == "csv":
            return Content(question.write_csv(), "csv")
        if visit.form == "svg":
            return Content(self.draw(visit, question).as_file(), "svg")
        if not question.rows:
            return render("nothing.html", visit, visit.say(f"{self.area}.title"), question=question)
        return self.show(visit, question)

    def write(
        self, visit: Visit, question: Question, picture: Picture, *about: str, **values: object
    ) -> Content:
        """Return the page from the template of the area, with what all views show.

        Args:
            visit: that it is for.
            question: behind it.
            picture: of it.
            about: what its title names beside the area: a document, a topic.
            values: that the template needs besides.
        """
        return render(
            f"{self.area}.html",
            visit,
            ": ".join((visit.say(f"{self.area}.title"), *about)),
            forms=self.forms[1:],
            picture=picture.in_page(),
            question=question,
            slug=lambda document: find_slug(document, visit.site.base),
            is_proposed=is_proposed,
            status=cache(lambda document: find_status(visit.store, document)),
            **values,
        )

    @abstractmethod
    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks.

        Args:
            visit: that it is for.
            parts: of the path, by the names in the pattern.
        """

    @abstractmethod
    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture.

        Args:
            visit: that it is for.
            question: with the rows to show.
        """

    @abstractmethod
    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people.

        Args:
            visit: that it is for.
            question: with the rows to show.
        """
