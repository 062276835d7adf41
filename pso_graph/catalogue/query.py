"""A query with what its header says of it, and the binding of its parameters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.catalogue.names import is_absolute
from pso_graph.core.errors import ParameterError
from pso_graph.rdf.namespaces import XSD, expand_id
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pso_graph.rdf.terms import Term


def _expand(short: str) -> NamedNode:
    return NamedNode(expand_id(short))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query can be given.

    Args:
        name: of the projected variable that it is put in the place of.
        kind: ``iri`` (an IRI or a short id), ``text``, ``integer`` or ``date`` (ISO 8601).
        required: whether the query must not run without it.
        default: the value where none is given; None leaves the variable free.
        example: a value that gives rows on the shipped data.
        description: what it means, by language.
    """

    name: str
    kind: str
    required: bool
    default: str | None
    example: str
    description: Mapping[str, str]

    def parse(self, value: str, resolve: Callable[[str], NamedNode]) -> Term:
        """Return the RDF term that a written value stands for.

        Args:
            value: as a user writes it.
            resolve: finds the IRI of a short id.

        Raises:
            ParameterError: if it is not of the parameter's kind.
        """
        try:
            if self.kind == "iri":
                return NamedNode(value) if is_absolute(value) else resolve(value)
            if self.kind == "integer":
                return Literal(str(int(value)), datatype=NamedNode(XSD + "integer"))
            if self.kind == "date":
                day = dt.date.fromisoformat(value).isoformat()
                return Literal(day, datatype=NamedNode(XSD + "date"))
        except ValueError as error:
            raise ParameterError(
                f"{value!r} is no {self.kind}.",
                where=f"parameter {self.name}",
                fix=f"Write it like {self.example!r}.",
            ) from error
        return Literal(value)


@dataclass(frozen=True, slots=True)
class Query:
    """A shipped query.

    Args:
        name: the file's stem, which is its public id.
        path: of the file.
        text: of the file, header and all.
        summary: one line, by language.
        description: what it answers and how, by language.
        tags: for finding it.
        answers: ids of the competency questions that it answers.
        parameters: that it can be given.
        returns: what each column holds, in the order of the projection.
        cost: how its work grows: ``result``, ``document`` or ``graph``.
        more: header entries that one kind of query has (rules: ``stage``; lint: ``id``, ``severity``).
    """

    name: str
    path: Path
    text: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    answers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    returns: Mapping[str, str] = field(default_factory=dict)
    cost: str = "result"
    more: Mapping[str, object] = field(default_factory=dict)

    def bind(
        self, values: Mapping[str, str], resolve: Callable[[str], NamedNode] = _expand
    ) -> dict[str, Term]:
        """Return the terms to put in the place of variables.

        Args:
            values: written values by parameter name.
            resolve: finds the IRI of a short id; left out, it is what follows ``…/id/``.

        Raises:
            ParameterError: if one is unknown, missing or of the wrong kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(set(values) - set(known))
        if unknown:
            listing = ", ".join(known) or "none"
            raise ParameterError(
                f"The query has no parameter {unknown[0]!r}.",
                where=self.name,
                fix=f"Its parameters are: {listing}.",
            )
        bound = {}
        for name, parameter in known.items():
            value = values.get(name, parameter.default)
            if value is None and parameter.required:
                raise ParameterError(
                    f"The parameter {name!r} is missing.",
                    where=self.name,
                    fix=f"Give one, for example {name}={parameter.example}.",
                )
            if value is not None:
                bound[name] = parameter.parse(value, resolve)
        return bound
