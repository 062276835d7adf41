"""The rules of the project's shapes, with examples from the folder beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.core.resources import read_text
from pso_graph.rdf.namespaces import DCTERMS, RDF_TYPE, RDFS, SH
from pso_graph.rdf.parsing import find_format, parse_file
from pso_graph.rdf.positions import read_positions
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pso_graph.rdf.terms import Quad, Subject, Term

_LANGUAGES = ("de", "en")
_DIRECTIVES = re.compile(r"^(?:@(?:prefix|base)[^\n]*|# (?:focus|value): [^\n]*)\n", re.MULTILINE)


def list_shape_rules(root: Path) -> list[Rule]:
    """Return the rules of the project's shapes: those with a ``dcterms:identifier``.

    Args:
        root: the folder that holds ``shapes`` and ``ontology``.
    """
    quads = {path: parse_file(path) for path in sorted((root / "shapes").glob("*.ttl"))}
    hierarchy = [quad for path in (root / "ontology").glob("*.ttl") for quad in parse_file(path)]
    examples = sorted((root / "shapes" / "examples" / "pass").glob("*.ttl"))
    good = _GoodExamples(examples, [quad for found in quads.values() for quad in found], hierarchy)
    return [
        _read(quad.object.value, quad.subject, found, path, good)
        for path, found in quads.items()
        for quad in found
        if quad.predicate == DCTERMS.identifier and isinstance(quad.object, Literal)
    ]


def _read(rule: str, shape: Subject, quads: list[Quad], path: Path, good: _GoodExamples) -> Rule:
    said = [quad for quad in quads if quad.subject == shape]
    severity = next((q.object for q in said if q.predicate == SH.severity), SH.Violation)
    bad = path.parent / "examples" / "fail" / f"{rule}.ttl"
    return Rule(
        id=rule,
        severity=severity.value.removeprefix(SH.iri).lower() if isinstance(severity, NamedNode) else "",
        title=_read_texts(said, SH.name),
        message=_read_texts(said, SH.message),
        reason=_read_texts(said, SH.description),
        bad=_DIRECTIVES.sub("", read_text(bad)).strip() if bad.is_file() else "",
        good=good.find(shape),
        source=f"shapes/{path.name}",
    )


def _read_texts(said: list[Quad], predicate: NamedNode) -> dict[str, str]:
    texts = {
        quad.object.language: quad.object.value
        for quad in said
        if quad.predicate == predicate and isinstance(quad.object, Literal) and quad.object.language
    }
    return {language: texts[language] for language in _LANGUAGES if language in texts}


class _GoodExamples:
    """Things that conform, by the shapes that look at them.

    Args:
        paths: of the files that describe them.
        shapes: all quads of all shapes.
        hierarchy: quads that say which class is below which.
    """

    def __init__(self, paths: Iterable[Path], shapes: list[Quad], hierarchy: list[Quad]) -> None:
        self._about: dict[Subject, list[Quad]] = defaultdict(list)
        self._carriers: dict[Term, list[Subject]] = defaultdict(list)
        for quad in shapes:
            self._about[quad.subject].append(quad)
            if quad.predicate == SH.property:
                self._carriers[quad.object].append(quad.subject)
        self._below: dict[Term, set[Term]] = defaultdict(set)
        for quad in hierarchy:
            if quad.predicate == RDFS.subClassOf:
                self._below[quad.object].add(quad.subject)
        self._blocks: dict[Term, str] = {}
        self._said: dict[Term, list[Quad]] = defaultdict(list)
        for path in paths:
            document = read_positions(text := read_text(path), find_format(path))
            for positioned in document.quads:
                self._said[positioned.quad.predicate].append(positioned.quad)
            self._blocks |= {node: text[place.offset : place.end] for node, place in document.blocks.items()}

    def find(self, shape: Subject) -> str:
        """Return the shortest block that a shape looks at; empty if there is none."""
        targets = [quad for node in (shape, *self._carriers[shape]) for quad in self._about[node]]
        found = {self._blocks.get(node, "") for node in self._list_focus_nodes(targets)} - {""}
        return min(found, key=lambda block: (len(block), block), default="")

    def _list_focus_nodes(self, targets: list[Quad]) -> Iterator[Term]:
        for target in targets:
            if target.predicate == SH.targetClass:
                kinds = self._list_below(target.object)
                yield from (quad.subject for quad in self._said[RDF_TYPE] if quad.object in kinds)
            elif target.predicate == SH.targetSubjectsOf:
                yield from (quad.subject for quad in self._said[target.object])
            elif target.predicate == SH.targetObjectsOf:
                yield from (quad.object for quad in self._said[target.object])

    def _list_below(self, kind: Term) -> set[Term]:
        found, waiting = {kind}, [kind]
        while waiting:
            more = self._below[waiting.pop()] - found
            found |= more
            waiting += more
        return found
