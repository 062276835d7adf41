"""Reading query files and their headers.

A header is YAML on lines that begin with ``#+`` at the top of the file.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

import yaml

from pso_graph.catalogue.header import Header
from pso_graph.catalogue.loader import HeaderLoader
from pso_graph.catalogue.names import suggest_names
from pso_graph.catalogue.query import Query
from pso_graph.core.errors import CatalogueError, UnknownThingError
from pso_graph.core.resources import find_resource_root, read_text

if TYPE_CHECKING:
    from pathlib import Path

_MARK = "#+"


def has_header(text: str) -> bool:
    """Return whether the text of a query begins with a header.

    Args:
        text: of the file.
    """
    return text.startswith(_MARK)


def read_query(path: Path) -> Query:
    """Return the query of a file.

    Args:
        path: a ``.rq`` file with a header.

    Raises:
        UnreadableError: if the file cannot be read.
        CatalogueError: if its header is not YAML, or a field is wrong, missing or unknown.
    """
    return parse_query(path, read_text(path))


def parse_query(path: Path, text: str) -> Query:
    """Return the query that the text of a file is.

    Args:
        path: of the file; the name of its folder says which fields its header may have.
        text: with a header.

    Raises:
        CatalogueError: as above.
    """
    header = _read_header(path, text)
    header.check_names()
    return Query(
        name=path.stem,
        path=path,
        text=text,
        summary=header.read_languages("summary"),
        description=header.read_languages("description"),
        tags=header.read_list("tags"),
        answers=header.read_list("answers"),
        parameters=header.read_parameters(text),
        returns=header.read_returns(),
        cost=header.read_cost(),
        more=header.read_more(),
    )


def _read_header(path: Path, text: str) -> Header:
    lines = takewhile(has_header, text.splitlines())
    try:
        values = yaml.load("\n".join(line.removeprefix(_MARK) for line in lines), HeaderLoader) or {}  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # the second: a day in no calendar
        raise CatalogueError(
            f"The header is not YAML: {' '.join(str(error).split())}.",
            where=str(path),
            fix="See CONTRIBUTING, “A query”.",
        ) from error
    if not isinstance(values, dict):
        raise CatalogueError("The header is no mapping.", where=str(path), fix="See CONTRIBUTING, “A query”.")
    return Header(path, values)


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
        nearest = suggest_names(name, queries)
        fix = f"Did you mean {', '.join(nearest)}?" if nearest else "`pso-graph query` lists them."
        raise UnknownThingError(f"There is no query {name!r}.", fix=fix)
    return queries[name]
