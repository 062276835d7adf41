"""The SPARQL page: a form that asks the endpoint, and what the editor needs that takes its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from pso_graph.catalogue import bind_text, find_query, read_folder
from pso_graph.publish.identity import PARTS
from pso_graph.publish.page import Content, Form, Page
from pso_graph.publish.parameters import CATALOGUE, list_examples
from pso_graph.publish.rendering import render
from pso_graph.publish.vocabulary import list_terms
from pso_graph.publish.wording import read_texts
from pso_graph.query.running import bind_values
from pso_graph.rdf.prefixes import read_prefixes

if TYPE_CHECKING:
    from pso_graph.catalogue import Query
    from pso_graph.publish.page import Visit

_FIRST = "measures-for-clause"  # the query that stands in the form where none is given


class SparqlPage(Page):
    """The page, and as JSON the settings of its editor."""

    pattern: ClassVar[str] = "sparql"
    forms: ClassVar[tuple[Form, ...]] = ("html", "json")
    fields: ClassVar[tuple[str, ...]] = ("query",)

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page or the settings; see ``Page.render``."""
        del parts
        if visit.form == "json":
            return Content(json.dumps(_describe_settings(visit), ensure_ascii=False).encode(), "json")
        return render(
            "sparql.html",
            visit,
            visit.say("sparql.title"),
            endpoint=_find_endpoint(visit),
            editor=visit.site.has_editor and bool(_find_endpoint(visit)),
            query=visit.fields.get("query") or _write_example(find_query(_FIRST, CATALOGUE), visit),
            queries=sorted(read_folder(CATALOGUE), key=lambda query: query.summary[visit.language]),
        )


def _find_endpoint(visit: Visit) -> str:
    """Return the address of the endpoint from the page; empty if there is none."""
    endpoint = visit.site.endpoint
    return endpoint if not endpoint or "://" in endpoint else visit.links.root(endpoint)


def _write_example(query: Query, visit: Visit) -> str:
    examples = list_examples(query, visit.language)
    return bind_text(query, bind_values(visit.store, query, examples))


def _describe_settings(visit: Visit) -> dict[str, object]:
    """Return what the editor needs to know."""
    area = "sparql."
    texts = {
        key.removeprefix(area): text[visit.language]
        for key, text in read_texts().items()
        if key.startswith(area)
    }
    return {
        "endpoint": _find_endpoint(visit),
        "isStatic": visit.site.is_static,
        "base": visit.site.base,
        "pages": visit.links.home,
        "parts": sorted(PARTS),
        "texts": {**texts, "language": visit.language},
        "prefixes": read_prefixes(),
        "terms": [term._asdict() for term in list_terms(visit)],
        "queries": {query.name: _describe_query(query, visit) for query in read_folder(CATALOGUE)},
    }


def _describe_query(query: Query, visit: Visit) -> dict[str, object]:
    examples = list_examples(query, visit.language)
    return {
        "text": visit.links.to(f"queries/{query.name}", form="txt"),
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "required": parameter.required,
                "value": examples[parameter.name],
                "description": parameter.description[visit.language],
            }
            for parameter in query.parameters
        ],
    }
