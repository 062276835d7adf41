"""Reading query files and their headers.

A header is YAML on lines that begin with ``#+`` at the top of the file.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import yaml

from pso_graph.catalogue.query import Parameter, Query
from pso_graph.core.errors import CatalogueError, UnknownThingError
from pso_graph.core.resources import find_resource_root, read_text

if TYPE_CHECKING:
    from pathlib import Path

_MARK = "#+"
_FIELDS = {"summary", "description", "tags", "answers", "params", "returns", "cost"}
_LANGUAGES = {"de", "en"}
_KINDS = {"iri", "text", "integer", "date"}
_COSTS = {"result", "document", "graph"}


def read_query(path: Path) -> Query:
    """Return the query of a file.

    Args:
        path: a ``.rq`` file with a header.

    Raises:
        UnreadableError: if the file cannot be read.
        CatalogueError: if its header lacks something or is not YAML.
    """
    text = read_text(path)
    lines = [line[len(_MARK) :] for line in text.splitlines() if line.startswith(_MARK)]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise _refuse(path, f"The header is not YAML: {error}") from error
    if not isinstance(header, dict):
        raise _refuse(path, "The header is no mapping")
    for name in ("summary", "description"):
        if set(header.get(name) or {}) < _LANGUAGES:
            raise _refuse(path, f"The header lacks {name} in German and English")
    if header.get("cost", "result") not in _COSTS:
        raise _refuse(path, f"The cost {header['cost']!r} is none of {sorted(_COSTS)}")
    return Query(
        name=path.stem,
        path=path,
        text=text,
        summary=header["summary"],
        description=header["description"],
        tags=tuple(header.get("tags") or ()),
        answers=tuple(header.get("answers") or ()),
        parameters=tuple(_read_parameter(path, entry) for entry in header.get("params") or ()),
        returns=dict(header.get("returns") or {}),
        cost=header.get("cost", "result"),
        more={key: value for key, value in header.items() if key not in _FIELDS},
    )


def _read_parameter(path: Path, entry: dict[str, object]) -> Parameter:
    kind = str(entry.get("kind"))
    if kind not in _KINDS:
        raise _refuse(path, f"The kind {kind!r} of parameter {entry.get('name')!r} is unknown")
    description = entry.get("description")
    if not isinstance(description, dict) or set(description) < _LANGUAGES or "example" not in entry:
        raise _refuse(path, f"Parameter {entry.get('name')!r} lacks an example or a description")
    default = entry.get("default")
    return Parameter(
        name=str(entry["name"]),
        kind=kind,
        required=bool(entry.get("required", False)),
        default=None if default is None else str(default),
        example=str(entry["example"]),
        description=description,
    )


def _refuse(path: Path, problem: str) -> CatalogueError:
    return CatalogueError(f"{problem}.", where=str(path), fix="See CONTRIBUTING, “A query”.")


@cache
def read_folder(folder: str) -> tuple[Query, ...]:
    """Return the shipped queries of a folder below ``queries``, sorted by name.

    Args:
        folder: ``lineage``, ``rules``, ``lint`` or ``site``.
    """
    paths = sorted((find_resource_root() / "queries" / folder).glob("*.rq"))
    return tuple(read_query(path) for path in paths)


def find_query(name: str, folder: str = "lineage") -> Query:
    """Return the shipped query with a name.

    Args:
        name: the file's stem.
        folder: below ``queries``.

    Raises:
        UnknownThingError: if there is none; with the nearest names.
    """
    queries = {query.name: query for query in read_folder(folder)}
    if name not in queries:
        raise UnknownThingError(f"There is no query {name!r}.", fix=f"The queries are: {', '.join(queries)}.")
    return queries[name]
