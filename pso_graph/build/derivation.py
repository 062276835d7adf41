"""What an entailed triple follows from: the asserted triples that a rule found it by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.build.dataset import ALIGNED, ENTAILED, VOCABULARY
from pso_graph.rdf.namespaces import PSOG, RDF_TYPE
from pso_graph.rdf.terms import BlankNode, NamedNode, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.catalogue import Query
    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.store import EmbeddedStore

_PREFIX = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.MULTILINE)
_CONSTRUCT = re.compile(r"CONSTRUCT\s*\{([^{}]*)\}\s*(?=WHERE)")
_ABSENT = re.compile(
    r"FILTER\s+NOT\s+EXISTS\s*\{"
)  # what is absent is no premise, and may be entailed by now
_PATTERN = re.compile(r"(\S+)\s+(\S+)\s+([^\s;.]\S*?)\s*(?:\.|$)", re.MULTILINE)
_NAME = re.compile(r"(?<![\w?$:])([\w-]+):([\w-]+)")


class _Rule(NamedTuple):
    """A rule turned round: from a triple of its template to the solutions behind it."""

    patterns: list[tuple[str, str, str]]
    select: str
    names: frozenset[Term]
    prefixes: Mapping[str, str]


class Derivations:
    """The premises of entailed triples.

    Args:
        store: with the data and all that follows from it.
        rules: that were run on it.
    """

    def __init__(self, store: EmbeddedStore, rules: Iterable[Query]) -> None:
        self._store = store
        self._rules = [_turn(rule.text) for rule in rules]

    def trace(self, quad: Quad) -> list[Quad]:
        """Return the asserted quads that an entailed one follows from, the data's before the vocabulary's.

        Of several ways to it one is told. What is computed without a rule has none, except for the
        closure of lineage.

        Args:
            quad: an entailed one.
        """
        asserted: dict[Quad, None] = {}
        waiting, seen = [quad], {quad.triple}
        while waiting:
            for premise in self._find_premises(waiting.pop(0)):
                if premise.triple in seen:
                    continue
                seen.add(premise.triple)
                if premise.graph_name in (ENTAILED, ALIGNED):
                    waiting.append(premise)
                else:
                    asserted[premise] = None
        return sorted(asserted, key=lambda premise: premise.graph_name == VOCABULARY)

    def _find_premises(self, quad: Quad) -> Iterator[Quad]:
        if quad.predicate == PSOG.tracesBackTo:
            yield from self._find_hops(quad.subject, quad.object)
            return
        for rule in self._rules:
            for pattern in rule.patterns:
                solution = self._solve(rule, pattern, quad)
                if solution:
                    yield from self._list_quads(rule, solution, quad)
                    return

    def _find_hops(self, start: Term, end: Term) -> list[Quad]:
        """Return a shortest way along ``psog:tracesTo``."""
        ways: dict[Term, list[Quad]] = {start: []}
        nodes = [start]
        for node in nodes:  # the list grows
            for hop in self._store.find(node, PSOG.tracesTo) if isinstance(node, NamedNode) else ():
                if hop.object not in ways:
                    ways[hop.object] = [*ways[node], hop]
                    nodes.append(hop.object)
        return ways.get(end, [])

    def _solve(self, rule: _Rule, pattern: tuple[str, str, str], quad: Quad) -> dict[str, Term] | None:
        subject = pattern[0]
        known = {subject[1:]: quad.subject} if subject.startswith("?") else None
        solutions = self._store.query(rule.select, values=known)
        if not isinstance(solutions, QuerySolutions):
            return None
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            terms = {name: term for name in names if (term := solution[name]) is not None}
            found = tuple(_read(name, terms, rule.prefixes) for name in pattern)
            if found == tuple(quad.triple):
                return terms
        return None

    def _list_quads(self, rule: _Rule, solution: dict[str, Term], conclusion: Quad) -> Iterator[Quad]:
        """Yield what the store says of the terms of a solution, in these and the terms of the rule."""
        terms = rule.names.union(solution.values())
        for subject in dict.fromkeys(solution.values()):
            if isinstance(subject, NamedNode | BlankNode):
                for quad in self._store.find(subject):
                    if {quad.predicate, quad.object} <= terms and quad.triple != conclusion.triple:
                        yield quad


def _turn(text: str) -> _Rule:
    prefixes = dict(_PREFIX.findall(text))
    body = _CONSTRUCT.search(text)
    template = body[1] if body else ""
    where = _drop_absent(text[body.end() :] if body else "")
    names = {
        NamedNode(prefixes[prefix] + local) for prefix, local in _NAME.findall(where) if prefix in prefixes
    }
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    patterns = [(found[1], found[2], found[3]) for found in _PATTERN.finditer(template)]
    return _Rule(patterns, f"{head}SELECT * {where}", frozenset(names | {RDF_TYPE}), prefixes)


def _drop_absent(where: str) -> str:
    while match := _ABSENT.search(where):
        depth, end = 1, match.end()
        while depth and end < len(where):
            depth += {"{": 1, "}": -1}.get(where[end], 0)
            end += 1
        where = where[: match.start()] + where[end:]
    return where


def _read(name: str, solution: Mapping[str, Term], prefixes: Mapping[str, str]) -> Term | None:
    """Return the term that a name in a template stands for."""
    if name.startswith("?"):
        return solution.get(name[1:])
    prefix, _, local = name.partition(":")
    return RDF_TYPE if name == "a" else NamedNode(prefixes[prefix] + local)
