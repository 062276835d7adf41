"""The lineage explorer: start at anything, see where it comes from and what became of it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.drawing.boxes import choose_colour, find_manner
from pso_graph.publish.drawing.lineage import picture_lineage
from pso_graph.publish.links import find_iri
from pso_graph.publish.page import Content, Page
from pso_graph.publish.rendering import render
from pso_graph.publish.views.documents import find_language
from pso_graph.publish.views.explorer import (
    count_neighbours,
    find_lineage,
    find_start,
    group_starts,
    grow_tree,
    list_starts,
)
from pso_graph.publish.views.question import Question
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import write_csv
from pso_graph.rdf.namespaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.publish.page import Form, Visit
    from pso_graph.query.hops import Hop
    from pso_graph.query.lineage import Lineage
    from pso_graph.store import Store

_FOLDER = "explore/"
_QUERIES = {"back": "lineage-backward", "forward": "lineage-forward"}


class ExplorePage(Page):
    """Where to start."""

    pattern: ClassVar[str] = "explore"
    area: ClassVar[str] = "explorer"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        groups = group_starts(visit.store, visit.names)
        return render(
            "explore.html", visit, visit.say("explorer.title"), groups=groups, find_start=find_start
        )


class ExplorerPage(Page):
    """The lineage of one thing: as picture, as text with the words that prove it, as table, hop by hop."""

    pattern: ClassVar[str] = "explore/{thing:path}"
    forms: ClassVar[tuple[Form, ...]] = ("html", "svg", "csv", "json")

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, or another form of it; see ``Page.render``."""
        thing = find_iri(parts["thing"], visit.site.base)
        if visit.form == "json":
            step = trace_lineage(visit.store, thing, depth=1)
            return Content(json.dumps(describe_step(visit, step), ensure_ascii=False).encode(), "json")
        lineage = find_lineage(visit.store, thing)
        if visit.form == "csv":
            return Content(write_csv(lineage, visit.language).encode(), "csv")
        picture = picture_lineage(lineage, visit.names, visit.links, visit.language, is_whole=True)
        if visit.form == "svg":
            if picture is None:
                raise UnknownThingError(
                    "There is no picture: nothing is known of where it comes from or what became of it.",
                    where=visit.path,
                    fix="Start at one of the things that /explore lists.",
                )
            return Content(picture.as_file(), "svg")
        return render(
            "explorer.html",
            visit,
            visit.say("explorer.of", name=visit.names.label(lineage.of)),
            lineage=lineage,
            start=find_start(lineage.of, visit.site.base),
            picture=picture.in_page() if picture else "",
            spoken=cache(lambda document: find_language(visit.store, document)),
            rows=[(hop, words) for hop in lineage.hops for words in hop.evidence or (None,)],
            trees={direction: grow_tree(lineage.of, lineage.hops, direction) for direction in _QUERIES},
            questions=[Question(visit.store, name, {"thing": lineage.of}) for name in _QUERIES.values()],
        )

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each thing that has a lineage; see ``Page.list_paths``."""
        return [_FOLDER + find_start(iri, ROOT) for iri in list_starts(store)]


def describe_step(visit: Visit, lineage: Lineage) -> Mapping[str, object]:
    """Return one step of a lineage as the script of the explorer reads it.

    Args:
        visit: that it is for.
        lineage: as deep as one hop.
    """
    of = {lineage.of, *(end for hop in lineage.hops for end in (hop.from_, hop.to))}
    return {
        "of": find_start(lineage.of, visit.site.base),
        "things": {find_start(iri, visit.site.base): _describe_thing(visit, iri) for iri in sorted(of)},
        "hops": [_describe_hop(visit, hop) for hop in lineage.hops],
    }


def _describe_thing(visit: Visit, iri: str) -> Mapping[str, object]:
    older, newer = count_neighbours(visit.store, iri)
    return {
        "kind": visit.names.kind(iri),
        "colour": choose_colour(visit.names.describe(iri).type),
        "short": visit.names.short(iri),
        "name": visit.names.label(iri),
        "page": visit.links.of(iri),
        "step": visit.links.to(_FOLDER + find_start(iri, visit.site.base), form="json"),
        "older": older,
        "newer": newer,
    }


def _describe_hop(visit: Visit, hop: Hop) -> Mapping[str, object]:
    return {
        "from": find_start(hop.from_, visit.site.base),
        "to": find_start(hop.to, visit.site.base),
        "relation": visit.names.label(hop.relation),
        "direction": hop.direction,
        "manner": find_manner([hop]),
    }
