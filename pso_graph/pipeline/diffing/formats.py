"""Comparisons as text, Markdown, JSON and SPARQL Update."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnnamedNodeError
from pso_graph.pipeline.diffing.markdown import write_markdown
from pso_graph.pipeline.diffing.steps import REASONS
from pso_graph.pipeline.diffing.values import Description, Items
from pso_graph.pipeline.diffing.wording import (
    WORDS,
    choose_label,
    count_things,
    list_notable,
    list_places,
    write_name,
    write_property,
    write_values,
)
from pso_graph.rdf.comparison import has_blank_nodes
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pso_graph.pipeline.diffing.comparing import Comparison
    from pso_graph.pipeline.diffing.steps import Verdict
    from pso_graph.pipeline.diffing.things import PropertyChange, ThingChange
    from pso_graph.pipeline.diffing.values import Value
    from pso_graph.rdf.terms import Quad


def write_text(comparison: Comparison, language: str) -> str:
    """Return a comparison as text: thing by thing, property by property, and the version step last.

    Args:
        comparison: what has changed.
        language: ``de`` or ``en``, for labels and words.
    """
    words = WORDS[language]
    if not comparison.difference:
        return f"{words['nothing']}\n"
    lines = [line for change in comparison.things for line in _write_thing(change, language)]
    lines += [count_things(comparison, language)]
    if comparison.step is not None:
        lines += [f"{words['step']}: {comparison.step.name.lower()}"]
    lines += [_write_verdict(verdict, language) for verdict in list_notable(comparison)]
    return "\n".join(lines) + "\n"


def _write_thing(change: ThingChange, language: str) -> Iterator[str]:
    label = choose_label(change.labels, language)
    types = " , ".join(write_name(type_) for type_ in change.types)
    parts = [WORDS[language][change.kind], write_name(change.thing), label, f"({types})" if types else ""]
    yield "  ".join(part for part in parts if part)
    places = list_places(change)
    for part in change.properties:
        where = f"  [{places[part.graph]}]" if places.get(part.graph) else ""
        name, (removed, added) = write_property(part), write_values(part)
        if len(removed) == len(added) == 1:
            yield f"  {name}: {removed[0]} → {added[0]}{where}"
        else:
            yield from (f"  − {name}: {value}{where}" for value in removed)
            yield from (f"  + {name}: {value}{where}" for value in added)
    yield ""


def _write_verdict(verdict: Verdict, language: str) -> str:
    predicate = f"{write_name(verdict.predicate)}: " if verdict.predicate else ""
    reason = REASONS[verdict.reason][language]
    return f"  {verdict.step.name.lower()}  {write_name(verdict.thing)}  {predicate}{reason}"


def write_json(comparison: Comparison, _language: str) -> str:
    """Return a comparison as one JSON object, with IRIs whole and terms in N-Triples form.

    A blank node is an object of its values by property, a list an array.

    Args:
        comparison: what has changed.
    """
    kinds = [change.kind for change in comparison.things]
    answer = {
        "old": comparison.old,
        "new": comparison.new,
        "step": None if comparison.step is None else comparison.step.name.lower(),
        "counts": {
            "things": {kind: kinds.count(kind) for kind in ("added", "removed", "changed")},
            "statements": {
                "added": len(comparison.difference.added),
                "removed": len(comparison.difference.removed),
            },
        },
        "verdicts": [_describe_verdict(verdict) for verdict in comparison.verdicts],
        "things": [_describe_thing(change) for change in comparison.things],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _describe_verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "step": verdict.step.name.lower(),
        "thing": _write_node(verdict.thing),
        "property": None if verdict.predicate is None else verdict.predicate.value,
        "reason": verdict.reason,
        "message": REASONS[verdict.reason],
    }


def _describe_thing(change: ThingChange) -> dict[str, object]:
    return {
        "thing": _write_node(change.thing),
        "change": change.kind,
        "types": [type_.value for type_ in change.types],
        "label": dict(change.labels),
        "properties": [_describe_property(part) for part in change.properties],
    }


def _describe_property(part: PropertyChange) -> dict[str, object]:
    return {
        "property": part.predicate.value,
        "graph": part.graph or None,
        "removed": [_describe_value(value) for value in part.removed],
        "added": [_describe_value(value) for value in part.added],
    }


def _describe_value(value: Value) -> object:
    if isinstance(value, Items):
        return [_describe_value(member) for member in value.members]
    if isinstance(value, Description):
        return {
            predicate.value: [_describe_value(item) for item in values] for predicate, values in value.said
        }
    return str(value)


def _write_node(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def write_update(comparison: Comparison, _language: str) -> str:
    """Return a SPARQL 1.1 update that makes the new state of the old one.

    Args:
        comparison: what has changed.

    Raises:
        UnnamedNodeError: if blank nodes go: an update has no names for them.
    """
    removed, added = comparison.difference.removed, comparison.difference.added
    nameless = next((quad for quad in sorted(removed, key=str) if has_blank_nodes(quad)), None)
    if nameless is not None:
        raise UnnamedNodeError(
            "What is removed has blank nodes, and no update can name them.",
            where=str(nameless),
            fix="Give them IRIs, or take another format.",
        )
    parts = [_write_data("DELETE", removed), _write_data("INSERT", added)]
    return " ;\n".join(part for part in parts if part) + "\n"


def _write_data(verb: str, quads: Iterable[Quad]) -> str:
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        name = f"GRAPH {quad.graph_name} " if isinstance(quad.graph_name, NamedNode) else ""
        graphs[name].append(f"    {quad.triple} .")
    blocks = [
        "\n".join([f"  {name}{{", *sorted(lines), "  }"]) if name else "\n".join(sorted(lines))
        for name, lines in sorted(graphs.items())
    ]
    return "\n".join([f"{verb} DATA {{", *blocks, "}"]) if blocks else ""


WRITERS: dict[str, Callable[[Comparison, str], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "json": write_json,
    "update": write_update,
}
"""How a comparison is written, by name of the format."""
