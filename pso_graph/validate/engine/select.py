"""Constraints in SPARQL (SHACL, section 5): one query for all nodes instead of one for each.

SHACL runs the query once for each node, with ``$this`` bound to it everywhere. Here each group of patterns
is told all the nodes instead, so that it means the same; what cannot be said that way is not compiled.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import SH, Namespace
from pso_graph.rdf.terms import Literal
from pso_graph.validate.engine.checks import Check
from pso_graph.validate.engine.tokens import Token, has_open_predicate, may_judge_values, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.checks import Parameters, Rejection, Scope
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.engine.paths import Path

OWL = Namespace("http://www.w3.org/2002/07/owl#")
THIS, TAKEN = "focus", "focus__"
"""What ``$this`` is called in a compiled query, and what a variable of that name is called then."""
_DEFAULT_PREFIXES = {  # those that the reference engine knows without a declaration
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": OWL.iri,
}
_NOT_FOR_ALL_AT_ONCE = {
    "LIMIT",
    "OFFSET",
    "REDUCED",
    "GRAPH",
    "FROM",
    "LATERAL",
    "RAND",
    "UUID",
    "STRUUID",
    "BNODE",
}
_NOT_ALLOWED = {"MINUS", "VALUES", "SERVICE"}  # SHACL, section 5.2.1
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "HAVING"}
_NESTING = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}
_DEEPEST = 100  # thousands would end the process in the parser of the store
_CLAUSES = {"WHERE", "GROUP", "ORDER", "HAVING"}
_NOT_BOUND_HERE = {"shapesGraph", "currentShape", "failure", TAKEN}


def compile_selects(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks that are queries of the shapes' own.

    Raises:
        NotCompiledError: if one cannot be run for all nodes at once.
    """
    for constraint in parameters.list_values("sparql"):
        inner = replace(parameters, shape=constraint)
        text = inner.find_text("select")
        if text is None:
            raise NotCompiledError("sh:sparql has no sh:select that is a text")
        if not inner.find_flag("deactivated"):
            yield compile_query(read_tokens(text), inner)


def compile_query(tokens: Sequence[Token], parameters: Parameters) -> Check:
    """Return the check that a query is.

    Args:
        tokens: of the query.
        parameters: of the node that holds it.

    Raises:
        NotCompiledError: if it cannot be run for all nodes at once.
    """
    prefixes = _read_prefixes(parameters.graph, parameters.shape)
    rewriting = _Rewriting(parameters.path)
    if parameters.forms.carried and may_judge_values(tokens, prefixes, parameters.forms.carried):
        raise NotCompiledError("it may judge literals that the store would write in another way")
    for place, token in enumerate(tokens):
        rewriting.read(token, tokens[place + 1] if place + 1 < len(tokens) else Token("mark", ""))
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())
    pieces = rewriting.finish()

    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        nodes = scope.pattern
        if scope.keys != "?focus":
            nodes = f"{{ SELECT DISTINCT ?focus WHERE {{ {scope.pattern} }} }}"
        return head + f" {nodes} ".join(pieces)

    apart = rewriting.counts or has_open_predicate(tokens)
    return Check("SPARQL", query, constraint=parameters.shape, needs_merged=apart)


def _read_prefixes(graph: ShapesGraph, constraint: Term) -> dict[str, str]:
    """Return the prefixes that a constraint names, over ``owl:imports`` too (SHACL, section 5.2.1)."""
    declared: dict[str, str] = {}
    for source in graph.follow(graph.list_values(constraint, SH.prefixes), OWL.imports):
        for declaration in graph.list_values(source, SH.declare):
            prefix = graph.find_value(declaration, SH.prefix)
            namespace = graph.find_value(declaration, SH.namespace)
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise NotCompiledError("sh:declare lacks sh:prefix or sh:namespace")
            declared.setdefault(prefix.value, namespace.value)
            if declared[prefix.value] != namespace.value or not _is_declarable(prefix.value, namespace.value):
                raise NotCompiledError(f"the prefix {prefix} is not declared properly")
    return _DEFAULT_PREFIXES | declared


def _is_declarable(prefix: str, namespace: str) -> bool:
    """Return whether a declaration can stand in a query and ends there."""
    tokens = read_tokens(f"{prefix}:<{namespace}>")
    return [token.kind for token in tokens] == ["name", "iri"] and tokens[0].text == f"{prefix}:"


@dataclass
class _Level:
    """A SELECT on the way through a query: what it projects and groups by."""

    projects: set[str] = field(default_factory=set)
    groups: set[str] | None = None
    aggregates: bool = False
    part: str = "SELECT"
    depth: int = 0
    parentheses: int = 0

    def check(self) -> None:
        """Refuse a query that would not keep nodes apart."""
        if "this" not in self.projects:
            raise NotCompiledError("a SELECT does not project $this")
        if (self.aggregates and self.groups is None) or (
            self.groups is not None and "this" not in self.groups
        ):
            raise NotCompiledError("a query counts without grouping by $this")


class _Rewriting:
    """One reading of a query that cuts it where the nodes are to be told.

    Args:
        path: of the shape, which stands for ``$PATH``.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._pieces: list[list[str]] = [[]]
        self._levels: list[_Level] = []
        self._groups: list[str] = []  # what each open brace belongs to: group, exists or wrapper
        self._before = Token("mark", "")
        self._depth = 0
        self.counts = False
        """Whether the query has an aggregate."""

    def read(self, token: Token, after: Token) -> None:
        """Take the next token.

        Raises:
            NotCompiledError: if the query means something else for all nodes at once.
        """
        word = token.word
        if word in _NOT_FOR_ALL_AT_ONCE | _NOT_ALLOWED:
            raise NotCompiledError(f"the query uses {word}")
        if word == "SELECT":
            if "exists" in self._groups:
                raise NotCompiledError("a SELECT stands inside EXISTS")
            self._levels.append(_Level(depth=len(self._groups)))
        elif word in {"ASK", "CONSTRUCT", "DESCRIBE"}:
            raise NotCompiledError("the query is no SELECT")
        elif self._levels:
            self._read_clause(token)
        self._write(token)
        self._depth += _NESTING.get(token.text, 0)
        if self._depth > _DEEPEST:
            raise NotCompiledError("the query is nested too deeply")
        if token.text == "{":
            self._open(after)
        elif token.text == "}":
            self._close()
        self._before = token

    def _read_clause(self, token: Token) -> None:
        if token.variable == "this" and self._before.word == "AS":
            raise NotCompiledError("the query binds $this itself")
        level = self._levels[-1]
        if len(self._groups) > level.depth:
            return
        if token.word in _CLAUSES or token.text == "{":
            level.part = token.word
        if token.word in _AGGREGATES:
            level.aggregates = self.counts = True
        if token.word == "GROUP":
            level.groups = set()
        elif level.part == "GROUP" and level.groups is not None:
            level.groups.add(token.variable)
        elif level.part == "SELECT":
            self._read_projection(level, token)

    def _read_projection(self, level: _Level, token: Token) -> None:
        if token.text == "*" and self._before.word in {"SELECT", "DISTINCT"}:
            raise NotCompiledError("the query selects everything")
        level.parentheses += {"(": 1, ")": -1}.get(token.text, 0)
        if not level.parentheses:
            level.projects.add(token.variable)

    def _open(self, after: Token) -> None:
        if self._before.word == "EXISTS" or "exists" in self._groups:
            self._groups.append("exists")  # is asked of each node, so it knows which
        elif after.word == "SELECT":
            self._groups.append("wrapper")
        else:
            self._groups.append("group")
            self._pieces.append([])

    def _close(self) -> None:
        if not self._groups:
            raise NotCompiledError("the query closes a group that it does not open")
        self._groups.pop()
        while self._levels and self._levels[-1].depth > len(self._groups):
            self._levels.pop().check()

    def _write(self, token: Token) -> None:
        text, name = token.text, token.variable
        if name == "PATH":
            if self._path is None:
                raise NotCompiledError("a node shape has no $PATH")
            text = self._path.text
        elif name in _NOT_BOUND_HERE:
            raise NotCompiledError(f"the query uses ${name}")
        elif name:
            text = "?" + {"this": THIS, THIS: TAKEN}.get(name, name)
        self._pieces[-1].append(token.gap + text)

    def finish(self) -> list[str]:
        """Return the pieces of the query; between two of them the nodes are to be told.

        Raises:
            NotCompiledError: as for ``read``.
        """
        if self._groups or not self._levels:
            raise NotCompiledError("the query is not complete")
        for level in self._levels:
            level.check()
        return ["".join(piece) for piece in self._pieces]
