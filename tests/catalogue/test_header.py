"""Headers of query files: what is wrong is refused, with file and field."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
import yaml

from pso_graph.catalogue import find_query, read_query
from pso_graph.core.errors import CatalogueError, UnknownThingError

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {"de": "Was?", "en": "What?"}
PARAMETER = {"name": "thing", "kind": "iri", "required": True, "example": "x", "description": LANGUAGES}
HEADER = {
    "summary": LANGUAGES,
    "description": LANGUAGES,
    "tags": ["a", "b"],
    "answers": ["A01"],
    "params": [PARAMETER],
    "returns": {"thing": "the thing", "other": "another"},
    "cost": "graph",
}
QUERY = """
# SELECT ?comment is no query
PREFIX ex: <http://example.org/select?iri#>

SELECT DISTINCT ?thing (COUNT($from) AS ?other)
WHERE {
  ?thing ex:from ?inner .
  ?thing ex:from ?from .
}
"""


def write(path: Path, header: object, query: str = QUERY) -> Path:
    path.parent.mkdir(exist_ok=True)
    lines = yaml.safe_dump(header, allow_unicode=True).splitlines()
    path.write_text("".join(f"#+ {line}\n" for line in lines) + query, "utf-8")
    return path


def test_a_whole_header_is_read(tmp_path: Path) -> None:
    query = read_query(write(tmp_path / "mine.rq", HEADER))
    (parameter,) = query.parameters
    assert (query.name, query.summary, query.tags, query.answers) == ("mine", LANGUAGES, ("a", "b"), ("A01",))
    assert (parameter.name, parameter.kind, parameter.required, parameter.default) == (
        "thing",
        "iri",
        True,
        None,
    )
    assert query.returns == {"thing": "the thing", "other": "another"}
    assert (query.cost, query.more) == ("graph", {})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("summary", None),
        ("summary", "What?"),
        ("summary", ["de", "en"]),
        ("summary", {"de": "Was?", "fr": "Quoi ?"}),
        ("description", {"en": "What?"}),
        ("description", {"de": "Was?", "en": 1}),
        ("description", {"de": "Was?", "en": " "}),
        ("tags", "lineage"),
        ("tags", ["a", 1]),
        ("answers", {"A01": "yes"}),
        ("returns", ["thing"]),
        ("returns", {"thing": None}),
        ("cost", "high"),
        ("cost", ["graph"]),
        ("params", {"name": "thing"}),
        ("tag", ["a"]),
        ("stage", 1),
        ("weight", 1),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, field: str, value: object) -> None:
    path = write(tmp_path / "mine.rq", {**HEADER, field: value})
    with pytest.raises(CatalogueError) as caught:
        read_query(path)
    assert caught.value.where == f"{path}, {field}"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": None}, ""),
        ({"name": 1}, ""),
        ({"name": "missing"}, ".name"),
        ({"name": "comment"}, ".name"),
        ({"name": "inner"}, ".name"),
        ({"name": "iri"}, ".name"),
        ({"kind": "IRI"}, ".kind"),
        ({"kind": ["iri"]}, ".kind"),
        ({"required": "yes"}, ".required"),
        ({"default": ["x"]}, ".default"),
        ({"example": None}, ".example"),
        ({"example": True}, ".example"),
        ({"description": {"en": "What?"}}, ".description"),
        ({"requird": True}, ".requird"),
    ],
)
def test_a_wrong_parameter_is_named(tmp_path: Path, changes: dict[str, object], place: str) -> None:
    path = write(tmp_path / "mine.rq", {**HEADER, "params": [PARAMETER, {**PARAMETER, **changes}]})
    with pytest.raises(CatalogueError) as caught:
        read_query(path)
    assert caught.value.where == f"{path}, params[1]{place}"


def test_a_parameter_is_a_mapping_and_the_query_a_select(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no mapping with a name"):
        read_query(write(tmp_path / "mine.rq", {**HEADER, "params": ["thing"]}))
    with pytest.raises(CatalogueError, match=r"no variable \?thing"):
        read_query(write(tmp_path / "mine.rq", HEADER, "ASK { ?thing ?p ?o }"))


@pytest.mark.parametrize(
    ("folder", "more"),
    [
        ("rules", {"stage": 1, "graph": "entailed"}),
        ("lint", {"id": "PSO-O001", "severity": "violation"}),
        ("site", {"weight": 4}),
    ],
)
def test_each_folder_has_fields_of_its_own(tmp_path: Path, folder: str, more: dict[str, object]) -> None:
    header = {**copy.deepcopy(HEADER), **more}
    assert read_query(write(tmp_path / folder / "mine.rq", header)).more == more
    with pytest.raises(CatalogueError):
        read_query(write(tmp_path / "lineage" / "mine.rq", header))


@pytest.mark.parametrize("header", ["#+ - a\n", "#+ a: [\n", "#+ a: 2024-02-30\n", ""])
def test_a_header_is_a_mapping(tmp_path: Path, header: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(header + QUERY, "utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_query(path)
    assert caught.value.where.startswith(str(path))


def test_a_header_ends_where_the_query_begins(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.rq", HEADER, QUERY + "#+ summary: none\n")
    assert read_query(path).summary == LANGUAGES


def test_a_mistyped_query_suggests_the_nearest() -> None:
    with pytest.raises(UnknownThingError, match=r"Did you mean lineage-forward, .*\?"):
        find_query("linage-forward")
    with pytest.raises(UnknownThingError, match="`pso-graph query` lists them"):
        find_query("xxxxxxxxxxxxxxxxxxxx")


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 100_000, "a: !!python/name:os.system"])
def test_no_header_ends_the_process(text: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(f"#+ {text}\n{QUERY}", "utf-8")
    with pytest.raises(CatalogueError, match=r"q\.rq: PSO-E[0-9]+: The header is not YAML"):
        read_query(tmp_path / "q.rq")
