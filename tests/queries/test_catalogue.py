"""What holds of every shipped query, and how each behaves where it would be easy to be wrong.

Expected rows are read from the documents and the gold tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pso_graph.catalogue import Parameter, Query, read_folder
from pso_graph.query.things import resolve_thing
from pso_graph.rdf.terms import QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.store import EmbeddedStore

QUERIES = read_folder("lineage")
OPTIONS = [(query, item) for query in QUERIES for item in query.parameters if not item.required]
MATCHED = [(query, item) for query, item in OPTIONS if item.kind != "date"]  # bounds of time are compared
MOST_LINES = 80  # one is to aim for 40; beyond this it is two queries
KEYWORDS = re.compile(
    r"(?<![?$:\w-])(as|asc|ask|base|bind|by|bound|coalesce|construct|count|desc|describe|distinct|exists|filter"
    r"|from|graph|group|having|if|in|lang|limit|max|min|minus|not|offset|optional|order|prefix|reduced|sample"
    r"|select|str|sum|undef|union|values|where)(?![\w:-])"
)


def strip_text(query: Query) -> str:
    """The query without comments, IRIs and strings, whose words are no keywords."""
    return re.sub(r'#[^\n]*|<[^>\s]*>|"[^"\n]*"', "", re.sub(r"<[^>\s]*>", "", query.text))


def run(store: EmbeddedStore, query: Query, values: Mapping[str, Term]) -> list[tuple[Term | None, ...]]:
    result = store.query(query.text, values=values)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [tuple(row[name] for name in names) for row in result]


def read_columns(store: EmbeddedStore, query: Query) -> list[str]:
    result = store.query(query.text, values=bind(store, query))
    assert isinstance(result, QuerySolutions)
    return [variable.value for variable in result.variables]


def bind(store: EmbeddedStore, query: Query, option: Parameter | None = None) -> dict[str, Term]:
    """The terms of the examples: of what is required, and of an option if one is given."""
    chosen = [item for item in query.parameters if item.required or item is option]
    values = {item.name: item.example for item in chosen}
    return query.bind(values, lambda short: resolve_thing(store, short))


every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
every_option = pytest.mark.parametrize(
    ("query", "option"), OPTIONS, ids=[f"{query.name}-{option.name}" for query, option in OPTIONS]
)
every_matched_option = pytest.mark.parametrize(
    ("query", "option"), MATCHED, ids=[f"{query.name}-{option.name}" for query, option in MATCHED]
)


def test_names_are_unique_over_all_folders() -> None:
    names = [query.name for folder in ("lineage", "rules", "lint", "site") for query in read_folder(folder)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name) for query in QUERIES)


@every_query
def test_examples_give_rows(store: EmbeddedStore, query: Query) -> None:
    assert run(store, query, bind(store, query))


@every_query
def test_returns_names_the_columns_in_order(store: EmbeddedStore, query: Query) -> None:
    assert read_columns(store, query) == list(query.returns)


@every_query
def test_parameters_are_columns(store: EmbeddedStore, query: Query) -> None:
    assert {item.name for item in query.parameters} <= set(read_columns(store, query))


@every_option
def test_option_leaves_rows(store: EmbeddedStore, query: Query, option: Parameter) -> None:
    assert run(store, query, bind(store, query, option))


@every_matched_option
def test_option_only_selects(store: EmbeddedStore, query: Query, option: Parameter) -> None:
    """A value put into an OPTIONAL part would keep all rows and claim the value of each."""
    chosen = bind(store, query, option)
    free = {name: term for name, term in chosen.items() if name != option.name}
    column = list(query.returns).index(option.name)
    selected = {row for row in run(store, query, free) if row[column] == chosen[option.name]}
    assert set(run(store, query, chosen)) == selected


@every_query
def test_rows_are_distinct(store: EmbeddedStore, query: Query) -> None:
    """A triple may stand in several graphs; that must not double a row."""
    rows = run(store, query, bind(store, query))
    assert len(rows) == len(set(rows))


@every_query
def test_order_is_given(query: Query) -> None:
    order = re.search(r"\nORDER BY ([^\n]+)\Z", query.text.rstrip())
    assert order is not None
    keys = [re.sub(r"^DESC\((.+)\)$", r"\1", key) for key in order[1].split()]
    assert all(re.fullmatch(r"\?\w+", key) for key in keys)
    assert len(keys) == len(set(keys))
    # Without a value for language each row comes once per language: the order must tell them apart.
    assert ("language" in query.returns) == ("?language" in keys)


@every_query
def test_form(query: Query) -> None:
    text = strip_text(query)
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", text)
    assert not re.search(r"\bSERVICE\b", text, re.IGNORECASE)
    assert KEYWORDS.findall(text) == [], "keywords are written in capitals"
    prefixes = set(re.findall(r"^PREFIX (\w*):", text, re.MULTILINE))
    used = set(re.findall(r"(?<![\w?:])(\w+):\w", re.sub(r"^PREFIX.*$", "", text, flags=re.MULTILINE)))
    assert used == prefixes
    assert len([line for line in text.splitlines() if line.strip()]) <= MOST_LINES


@every_query
def test_no_unbounded_path_beside_a_type(query: Query) -> None:
    """Such a join took seconds where the closure or a sub-select took less than a millisecond."""
    text = re.sub(r"\(\s*\*\s*\)", "", strip_text(query))
    unbounded = re.search(r"[\w)][*+](?=[\s/|)])", text)
    typed = re.search(r"\sa\s+[\w?]", text)
    assert not (unbounded and typed)


@every_query
def test_header_speaks_both_languages(query: Query) -> None:
    for text in (query.summary, query.description, *(item.description for item in query.parameters)):
        assert text["de"].strip()
        assert text["en"].strip()
        assert text["de"] != text["en"]
    assert query.tags
    assert query.cost in {"result", "document", "graph"}
