"""Checking the header of a query file, field by field, before anything relies on it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue.query import Parameter
from pso_graph.core.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FIELDS = {"summary", "description", "tags", "answers", "params", "returns", "cost"}
_MORE = {"rules": {"stage", "graph"}, "lint": {"id", "severity", "bad", "good"}, "site": {"weight"}}
_PARAMETER_FIELDS = {"name", "kind", "required", "default", "example", "description"}
_LANGUAGES = {"de", "en"}
_KINDS = ("iri", "text", "integer", "date")
_COSTS = ("result", "document", "graph")
_COMMENTS_AND_IRIS = re.compile(r"^\s*#[^\n]*|<[^>\s]*>", re.MULTILINE)
_PROJECTION = re.compile(r"\bSELECT\b(.*?)(?:(?<![?$])\b(?:WHERE|FROM)\b|\{)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The mapping at the top of a query file; each read checks one field.

    Args:
        path: of the file, for errors.
        values: what stands in the header.
    """

    path: Path
    values: Mapping[str, object]

    def check_names(self) -> None:
        """Refuse a field that no query of this folder has.

        Raises:
            CatalogueError: if there is one.
        """
        self._check_known(self.values, _FIELDS | _MORE.get(self.path.parent.name, set()), "")

    def read_more(self) -> dict[str, object]:
        """Return the fields that only one kind of query has."""
        return {name: value for name, value in self.values.items() if name not in _FIELDS}

    def read_languages(self, name: str) -> dict[str, str]:
        """Return a text that is given in German and English.

        Args:
            name: of the field.

        Raises:
            CatalogueError: if it is not given in both.
        """
        return self._read_languages(self.values.get(name), name)

    def read_list(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; empty if there is none.

        Args:
            name: of the field.

        Raises:
            CatalogueError: if it is something else.
        """
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self._refuse(name, "This is no list of texts")
        return tuple(value)

    def read_returns(self) -> dict[str, str]:
        """Return what each column holds.

        Raises:
            CatalogueError: if that is no mapping of texts.
        """
        value = self.values.get("returns", {})
        if not isinstance(value, dict) or not all(
            isinstance(text, str) for pair in value.items() for text in pair
        ):
            raise self._refuse("returns", "This is no mapping from columns to texts")
        return value

    def read_cost(self) -> str:
        """Return how the query's work grows.

        Raises:
            CatalogueError: if it is none of the three ways.
        """
        return self._choose(self.values.get("cost", "result"), _COSTS, "cost")

    def read_parameters(self, query: str) -> tuple[Parameter, ...]:
        """Return the parameters.

        Args:
            query: the query's text, which must project each.

        Raises:
            CatalogueError: if one is described wrongly, or is no projected variable.
        """
        entries = self.values.get("params", [])
        if not isinstance(entries, list):
            raise self._refuse("params", "This is no list")
        projection = _PROJECTION.search(_COMMENTS_AND_IRIS.sub("", query))
        columns = set(re.findall(r"[?$](\w+)", projection[1])) if projection else set()
        return tuple(
            self._read_parameter(entry, f"params[{number}]", columns) for number, entry in enumerate(entries)
        )

    def _read_parameter(self, entry: object, place: str, columns: set[str]) -> Parameter:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise self._refuse(place, "This is no mapping with a name")
        self._check_known(entry, _PARAMETER_FIELDS, f"{place}.")
        name, required = entry["name"], entry.get("required", False)
        if name not in columns:
            raise self._refuse(f"{place}.name", f"The SELECT clause has no variable ?{name}")
        if not isinstance(required, bool):
            raise self._refuse(f"{place}.required", "This is neither true nor false")
        return Parameter(
            name=name,
            kind=self._choose(entry.get("kind"), _KINDS, f"{place}.kind"),
            required=required,
            default=None if entry.get("default") is None else self._read_value(entry, "default", place),
            example=self._read_value(entry, "example", place),
            description=self._read_languages(entry.get("description"), f"{place}.description"),
        )

    def _read_value(self, entry: Mapping[str, object], name: str, place: str) -> str:
        value = entry.get(name)
        if not isinstance(value, str | int | dt.date) or isinstance(value, bool):
            raise self._refuse(f"{place}.{name}", "This is no text, whole number or date")
        return str(value)

    def _read_languages(self, value: object, place: str) -> dict[str, str]:
        if not isinstance(value, dict) or set(value) != _LANGUAGES:
            raise self._refuse(place, "This is not given in German (de) and English (en)")
        if not all(isinstance(text, str) and text.strip() for text in value.values()):
            raise self._refuse(place, "This is not text in both languages")
        return value

    def _choose(self, value: object, offers: tuple[str, ...], place: str) -> str:
        if value not in offers:
            raise self._refuse(place, f"{value!r} is none of {', '.join(offers)}")
        return str(value)

    def _check_known(self, values: Mapping[str, object], known: set[str], place: str) -> None:
        unknown = sorted(str(name) for name in values if name not in known)
        if unknown:
            raise self._refuse(place + unknown[0], "This field is unknown here")

    def _refuse(self, field: str, problem: str) -> CatalogueError:
        return CatalogueError(
            f"{problem}.", where=f"{self.path}, {field}", fix="See CONTRIBUTING, “A query”."
        )
