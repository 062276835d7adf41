"""The reference of the ontology: every term, every closed list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pso_graph.publish.cells import name_iri
from pso_graph.publish.page import Content, Page
from pso_graph.publish.prose import write_prose
from pso_graph.publish.reference import draw_ontology, read_reference, read_terms
from pso_graph.publish.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markupsafe import Markup

    from pso_graph.publish.page import Form, Visit
    from pso_graph.store import Store


class OntologyPage(Page):
    """What the terms mean, and where they are used; a term's fragment is its local name."""

    pattern: ClassVar[str] = "ontology"
    forms: ClassVar[tuple[Form, ...]] = ("html", "svg")

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return its path, if the ontology is there; see ``Page.list_paths``."""
        return (self.pattern,) if read_terms(store) else ()

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, or its picture; see ``Page.render``."""
        del parts
        reference = read_reference(visit.store)
        terms = {term.name: term for term in reference.terms}
        picture = draw_ontology(terms, visit.links, visit.language, lambda key: visit.say(f"ontology.{key}"))
        if visit.form == "svg":
            return Content(picture.as_file(), "svg")
        ordered = sorted(reference.terms, key=lambda term: _choose(term.label, visit).casefold())
        return render(
            "ontology.html",
            visit,
            _choose(reference.title, visit),
            reference=reference,
            classes=[term for term in ordered if term.kind == "class"],
            properties=[term for term in ordered if term.kind != "class"],
            picture=picture.in_page(),
            by_iri={term.iri: term for term in ordered},
            choose=partial(_choose, visit=visit),
            explain=partial(_explain, visit=visit),
            shorten=name_iri,
        )


def _choose(texts: Mapping[str, str], visit: Visit) -> str:
    """Return a text in the language of the page; where there is none, in another."""
    return texts.get(visit.language) or next(iter(texts.values()), "")


def _explain(texts: Mapping[str, str], visit: Visit) -> Markup:
    return write_prose(_choose(texts, visit), visit.links)
