"""The search: a page that works without scripts, the same as JSON, suggestions, and the index in parts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import NoIndexError, UnknownThingError
from pso_graph.publish.page import Content, Form, Page
from pso_graph.publish.rendering import render
from pso_graph.publish.search import Question, find_index, list_parts, search, suggest, write_part
from pso_graph.publish.search.kinds import FACETS
from pso_graph.publish.search.listing import count_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.publish.page import Visit
    from pso_graph.publish.search import Results
    from pso_graph.publish.search.kinds import Facet
    from pso_graph.publish.search.question import FacetValue
    from pso_graph.store import Store

_FIELDS = ("q", *FACETS, "page")
_DIGITS = 6  # of a page number that is believed


class SearchPage(Page):
    """Where readers search."""

    pattern: ClassVar[str] = "search"
    fields: ClassVar[tuple[str, ...]] = _FIELDS

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        question = read_question(visit.fields, visit)
        refine = _Refining(question)
        try:
            index = find_index(visit.store)
        except NoIndexError:
            index = None
        is_asked = question.text.strip() or question.filters
        results = search(index, question) if index and is_asked else None
        return render(
            "search.html",
            visit,
            visit.say("search.title-for", text=question.text) if question.text else visit.say("search.title"),
            question=question,
            has_index=index is not None,
            kinds=count_kinds(index) if index else {},
            results=results,
            choices=_list_choices(results, refine, visit) if results else [],
            refine=refine,
            way=lambda page: visit.links.to("search", refine.turn(page)),
        )


class SearchAnswerPage(Page):
    """What is found, as JSON."""

    pattern: ClassVar[str] = "search"
    forms: ClassVar[tuple[Form, ...]] = ("json",)
    fields: ClassVar[tuple[str, ...]] = _FIELDS

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the answer; see ``Page.render``.

        Raises:
            NoIndexError: if the data has no search index.
        """
        del parts
        results = search(find_index(visit.store), read_question(visit.fields, visit))
        return _write(_describe(results, visit))

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return nothing: a static copy answers no questions."""
        del store
        return ()


class SuggestionsPage(Page):
    """What somebody may be typing, as JSON."""

    pattern: ClassVar[str] = "suggest"
    forms: ClassVar[tuple[Form, ...]] = ("json",)
    fields: ClassVar[tuple[str, ...]] = ("q",)

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the suggestions; see ``Page.render``.

        Raises:
            NoIndexError: if the data has no search index.
        """
        del parts
        found = suggest(find_index(visit.store), visit.fields.get("q", ""), visit.language)
        return _write(
            [
                {
                    **asdict(suggestion),
                    "kindName": visit.say(f"search.kind-{suggestion.kind}"),
                    "href": visit.links.of(suggestion.iri),
                }
                for suggestion in found
            ]
        )

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return nothing: a static copy has the index instead."""
        del store
        return ()


class SearchPartPage(Page):
    """A part of the index for a static copy, where the browser searches; see ``write_part``."""

    pattern: ClassVar[str] = "search/index/{part}"
    forms: ClassVar[tuple[Form, ...]] = ("json",)

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the part; see ``Page.render``."""
        try:
            return Content(write_part(find_index(visit.store), parts["part"], visit.links), "json")
        except KeyError as error:
            raise UnknownThingError(
                "The search index has no such part.",
                where=parts["part"],
                fix="Its part about.json names all.",
            ) from error

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the path of each part; nothing if there is no index."""
        try:
            return [f"search/index/{part}" for part in list_parts(find_index(store))]
        except NoIndexError:
            return ()


def read_question(fields: Mapping[str, str], visit: Visit) -> Question:
    """Return what an address asks for; what makes no sense in it is passed over.

    Args:
        fields: of the address.
        visit: that it is for.
    """
    number = fields.get("page", "")
    return Question(
        text=fields.get("q", ""),
        language=visit.language,
        filters={facet: fields[facet] for facet in FACETS if fields.get(facet)},
        page=int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else 1,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that results can be filtered by, as the page shows it.

    Args:
        name: of the value.
        address: of the page with it, or without it if it is chosen.
        count: of the results with it.
        is_chosen: whether it is the one asked for.
    """

    name: str
    address: str
    count: int
    is_chosen: bool


def _list_choices(results: Results, refine: _Refining, visit: Visit) -> list[tuple[Facet, list[Choice]]]:
    """Return what the results can be filtered by, without facets in which there is nothing to choose."""

    def make(facet: Facet, value: FacetValue) -> Choice:
        name = visit.say(f"search.kind-{value.value}") if facet == "kind" else value.label or value.value
        fields = refine.drop(facet) if value.is_chosen else refine.choose(facet, value.value)
        return Choice(name, visit.links.to("search", fields), value.count, value.is_chosen)

    return [
        (facet, [make(facet, value) for value in values])
        for facet, values in results.facets.items()
        if values
    ]


class _Refining:
    """Makes the fields of addresses that ask a question a little differently.

    Args:
        question: that was asked.
    """

    def __init__(self, question: Question) -> None:
        self._question = question

    def choose(self, facet: Facet, value: str) -> dict[str, str]:
        """Return the fields with a value chosen."""
        return self._write(self._question.text, {**self._question.filters, facet: value})

    def drop(self, facet: Facet) -> dict[str, str]:
        """Return the fields without the choice in a facet."""
        return self._write(
            self._question.text,
            {name: value for name, value in self._question.filters.items() if name != facet},
        )

    def say(self, text: str) -> dict[str, str]:
        """Return the fields with another text and no filters."""
        return self._write(text, {})

    def turn(self, page: int) -> dict[str, str]:
        """Return the fields of another page of the same results."""
        return {**self._write(self._question.text, self._question.filters), "page": str(page)}

    @staticmethod
    def _write(text: str, filters: Mapping[Facet, str]) -> dict[str, str]:
        fields = {"q": text} if text else {}
        for facet in FACETS:  # in one order: one question has one address
            if facet in filters:
                fields[facet] = filters[facet]
        return fields


def _describe(results: Results, visit: Visit) -> dict[str, object]:
    """Return results as JSON has them: each hit with the address of its page."""
    hits = [
        {
            "iri": hit.iri,
            "href": visit.links.of(hit.iri),
            "kind": hit.kind,
            "code": hit.code,
            "label": hit.label.text,
            "language": hit.label.language,
            "document": hit.document,
            "snippet": [{"text": piece.text, "match": piece.is_match} for piece in hit.snippet.pieces],
            "score": round(hit.score, 3),
        }
        for hit in results.hits
    ]
    facets = {
        facet: [{"value": value.value, "label": value.label, "count": value.count} for value in values]
        for facet, values in results.facets.items()
    }
    advice = asdict(results.advice) if results.advice else None
    return {
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "hits": hits,
        "facets": facets,
        "advice": advice,
    }


def _write(content: object) -> Content:
    return Content(json.dumps(content, ensure_ascii=False).encode(), "json")
