"""Lineage answers as JSON, CSV, Mermaid, Turtle and a tree of text."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import SKOS, shorten_iri
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal, NamedNode, Triple
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.query.hops import Evidence, Hop
    from pso_graph.query.lineage import Lineage

_WORDS = {
    "de": {
        "forward": "Was daraus wurde",
        "back": "Woher es kommt",
        "document": "über ganze Dokumente",
        "context": "Zitate als Zusammenhang",
        "nothing": "nichts bekannt",
        "curator": "Angabe der Kuratoren",
        "claimed": "laut",
    },
    "en": {
        "forward": "What became of it",
        "back": "Where it comes from",
        "document": "through whole documents",
        "context": "citations as context",
        "nothing": "nothing known",
        "curator": "curators' inference",
        "claimed": "claimed in",
    },
}


_COLUMNS = (
    *("direction", "depth", "scope", "from", "fromLabel", "relation", "to", "toLabel", "claimedIn", "status"),
    *("document", "unit", "firstWords", "lastWords", "start", "end"),
)


def describe_lineage(lineage: Lineage) -> dict[str, object]:
    """Return a lineage answer as the JSON object that the command line and ``/lineage`` give.

    Args:
        lineage: the answer.
    """
    return {
        "of": lineage.of,
        "direction": lineage.direction,
        "hops": [_describe_hop(hop) for hop in lineage.hops],
        "things": {
            iri: {"type": thing.type, "label": dict(thing.label)} for iri, thing in lineage.things.items()
        },
    }


def _describe_hop(hop: Hop) -> dict[str, object]:
    return {
        "from": hop.from_,
        "relation": hop.relation,
        "to": hop.to,
        "depth": hop.depth,
        "direction": hop.direction,
        "scope": hop.scope,
        "claimedIn": hop.claimed_in,
        "status": hop.status,
        "evidence": [_describe_evidence(evidence) for evidence in hop.evidence],
    }


def _describe_evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "document": evidence.document,
        "unit": evidence.unit,
        "firstWords": evidence.first_words,
        "lastWords": evidence.last_words,
        "start": evidence.start,
        "end": evidence.end,
    }


def write_json(lineage: Lineage, language: str) -> str:
    """Return a lineage answer as JSON text.

    Args:
        lineage: the answer.
        language: not used: the labels of both are in it.
    """
    del language
    return json.dumps(describe_lineage(lineage), ensure_ascii=False, indent=2) + "\n"


def write_csv(lineage: Lineage, language: str) -> str:
    """Return a lineage answer as CSV (RFC 4180), one row for each hop and piece of evidence.

    Args:
        lineage: the answer.
        language: of the labels.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for hop in lineage.hops:
        ends = (
            hop.from_,
            _label(lineage, hop.from_, language),
            hop.relation,
            hop.to,
            _label(lineage, hop.to, language),
        )
        head = (hop.direction, hop.depth, hop.scope, *ends, hop.claimed_in, hop.status)
        for proof in hop.evidence or [None]:
            place = _describe_evidence(proof).values() if proof else ()
            writer.writerow([*head, *place])
    return text.getvalue()


def write_mermaid(lineage: Lineage, language: str) -> str:
    """Return a lineage answer as a Mermaid flowchart.

    Args:
        lineage: the answer.
        language: of the labels.
    """
    names = {iri: f"n{number}" for number, iri in enumerate(sorted(lineage.things))}
    ends = sorted({lineage.of} | {end for hop in lineage.hops for end in (hop.from_, hop.to)})
    lines = ["flowchart RL"]
    for iri in ends:
        label = f"{shorten_iri(iri)}: {_label(lineage, iri, language)}"
        escaped = label.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
        lines.append(f'  {names[iri]}["{escaped}"]')
    for hop in lineage.hops:
        arrow = "-.->" if hop.status == "status-proposed" or hop.direction == "context" else "-->"
        lines.append(f"  {names[hop.from_]} {arrow}|{_name(hop.relation)}| {names[hop.to]}")
    return "\n".join(dict.fromkeys(lines)) + "\n"


def write_turtle(lineage: Lineage, language: str) -> str:
    """Return a lineage answer as canonical Turtle: its triples, and the labels of their ends.

    Args:
        lineage: the answer.
        language: not used: the labels of both are in it.
    """
    del language
    triples = {
        Triple(NamedNode(hop.from_), NamedNode(hop.relation), NamedNode(hop.to)) for hop in lineage.hops
    }
    for iri, thing in lineage.things.items():
        for tag, text in thing.label.items():
            triples.add(Triple(NamedNode(iri), SKOS.prefLabel, Literal(text, language=tag)))
    return TurtleWriter(read_prefixes()).write(triples)


def write_tree(lineage: Lineage, language: str) -> str:
    """Return a lineage answer as an indented tree for reading.

    Args:
        lineage: the answer.
        language: ``de`` or ``en``.
    """
    words = _WORDS[language]
    lines = [f"{shorten_iri(lineage.of)}  {_label(lineage, lineage.of, language)}"]
    for direction in ("back", "forward"):
        if lineage.direction not in (direction, "both"):
            continue
        hops = [hop for hop in lineage.hops if hop.direction == direction]
        near = [hop for hop in hops if hop.scope == "clause"]
        lines += ["", f"{words[direction]}:"]
        lines += _draw(lineage, near, direction, language) if near else [f"  {words['nothing']}"]
        whole = [hop for hop in hops if hop.scope == "document"]
        if whole:
            lines += ["", f"{words[direction]}, {words['document']}:"]
            lines += _draw(lineage, whole, direction, language)
    context = [hop for hop in lineage.hops if hop.direction == "context"]
    if context:
        lines += ["", f"{words['context'][0].upper()}{words['context'][1:]}:"]
        for hop in context:
            lines += [f"  {shorten_iri(hop.from_)} {_name(hop.relation)} {shorten_iri(hop.to)}"]
            lines += [f"      {line}" for line in _prove(hop)]
    return "\n".join(lines) + "\n"


def _draw(lineage: Lineage, hops: list[Hop], direction: str, language: str) -> list[str]:
    leaving: dict[str, list[Hop]] = defaultdict(list)
    arriving = set()
    for hop in hops:
        leaving[hop.to if direction == "forward" else hop.from_].append(hop)
        arriving.add(hop.from_ if direction == "forward" else hop.to)
    seen: set[str] = set()

    def draw(end: str, indent: str) -> Iterator[str]:
        for hop in leaving[end]:
            other, arrow = (hop.from_, "←") if direction == "forward" else (hop.to, "→")
            label = _label(lineage, other, language)
            yield f"{indent}{arrow} {_name(hop.relation)}  {shorten_iri(other)}  {label}"
            yield f"{indent}    {_claim(hop, language)}"
            yield from (f"{indent}    {line}" for line in _prove(hop))
            if other not in seen:
                seen.add(other)
                yield from draw(other, indent + "  ")

    starts = [end for end in leaving if end not in arriving]
    lines = []
    for start in list(starts):
        if start != lineage.of:
            lines.append(f"  {shorten_iri(start)}  {_label(lineage, start, language)}")
        lines += draw(start, "  " if start == lineage.of else "    ")
    return lines


def _claim(hop: Hop, language: str) -> str:
    words = _WORDS[language]
    if hop.claimed_in is None:
        return words["curator"]
    status = f" ({hop.status.removeprefix('status-')})" if hop.status else ""
    return f"{words['claimed']} {shorten_iri(hop.claimed_in)}{status}"


def _prove(hop: Hop) -> Iterator[str]:
    for proof in hop.evidence:
        unit = shorten_iri(proof.unit or proof.document)
        same = proof.first_words == proof.last_words
        words = f"„{proof.first_words}“" if same else f"„{proof.first_words} … {proof.last_words}“"
        yield f"{unit} {proof.start}–{proof.end} {words}"


def _label(lineage: Lineage, iri: str, language: str) -> str:
    thing = lineage.things.get(iri)
    label = thing.label if thing else {}
    return label.get(language) or next(iter(label.values()), "")


def _name(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


WRITERS = {
    "tree": write_tree,
    "json": write_json,
    "csv": write_csv,
    "mermaid": write_mermaid,
    "turtle": write_turtle,
}
"""Writers of lineage answers by format."""
