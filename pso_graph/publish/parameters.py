"""The form of a shipped query: a field for each parameter, with an example or what was given."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pso_graph.catalogue import read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.catalogue import Parameter, Query
    from pso_graph.publish.languages import Language

CATALOGUE = "lineage"
"""The folder of the queries that are for users."""

_LANGUAGE = "language"  # the parameter for which the page knows better than the query's header
_INPUTS = {"integer": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Args:
        parameter: that it is for.
        value: that stands in it; empty for none.
        example: of a value.
    """

    parameter: Parameter
    value: str
    example: str

    @property
    def input(self) -> str:
        """The type of the HTML input."""
        return _INPUTS.get(self.parameter.kind, "text")


class ParameterNames(Container[str]):
    """The names of the parameters of all queries, read from their files when first asked for."""

    def __contains__(self, name: object) -> bool:
        return name in _list_names()


@cache
def _list_names() -> frozenset[str]:
    return frozenset(parameter.name for query in read_folder(CATALOGUE) for parameter in query.parameters)


def list_examples(query: Query, language: Language) -> dict[str, str]:
    """Return an example of each parameter's values by its name.

    Args:
        query: from the catalogue.
        language: of the page.
    """
    return {
        parameter.name: language if parameter.name == _LANGUAGE else parameter.example
        for parameter in query.parameters
    }


def choose_values(query: Query, language: Language, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values to ask a query with, as written: what a form has sent, or else the examples.

    Args:
        query: from the catalogue.
        language: of the page.
        given: by the form, in which an empty field means no value; empty if no form was sent.
    """
    return {name: value for name, value in (given or list_examples(query, language)).items() if value}


def fill_form(query: Query, language: Language, values: Mapping[str, str]) -> list[Field]:
    """Return the fields of a query's form.

    Args:
        query: from the catalogue.
        language: of the page.
        values: that stand in the fields, by the name of the parameter.
    """
    examples = list_examples(query, language)
    return [
        Field(parameter, values.get(parameter.name, ""), examples[parameter.name])
        for parameter in query.parameters
    ]
