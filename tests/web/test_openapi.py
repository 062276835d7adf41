"""The API description (OpenAPI 3.1) is whole, and what it says of requests and answers is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from pso_graph.catalogue import read_folder
from pso_graph.query.workers import LocalRunner
from pso_graph.web import create_app
from pso_graph.web.http.formats import GRAPHS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.catalogue import Query
    from pso_graph.store import EmbeddedStore

Json = dict[str, Any]  # the document comes from outside


@pytest.fixture(scope="module")
def client(dataset: EmbeddedStore) -> Iterator[TestClient]:
    with TestClient(create_app(LocalRunner(dataset)), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def description(client: TestClient) -> Json:
    document: Json = client.get("/openapi.json").json()
    return document


def list_operations(description: Json) -> list[tuple[str, str, Json]]:
    return [
        (path, method, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
    ]


def find_references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "$ref")
        for value in part.values():
            yield from find_references(value)
    elif isinstance(part, list):
        for value in part:
            yield from find_references(value)


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(description: Json) -> None:
    operations = list_operations(description)
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] for _, _, operation in operations)


def test_every_reference_leads_somewhere(description: Json) -> None:
    found = set(find_references(description))
    assert "#/components/schemas/Problem" in found
    for reference in found:
        target: Json = description
        for name in reference.removeprefix("#/").split("/"):
            target = target[name]


def test_every_error_is_a_problem_document(description: Json) -> None:
    for path, _, operation in list_operations(description):
        errors = {code: answer for code, answer in operation["responses"].items() if code >= "400"}
        assert errors, path
        for answer in errors.values():
            assert "application/problem+json" in answer["content"], path


def test_the_endpoint_has_all_ways_to_ask_and_to_answer(description: Json) -> None:
    item = description["paths"]["/sparql"]
    assert set(item) == {"get", "head", "post"}
    names = {parameter["name"] for parameter in item["get"]["parameters"]}
    assert names == {"query", "default-graph-uri", "named-graph-uri", "format", "timeout"}
    assert set(item["post"]["requestBody"]["content"]) == {
        "application/x-www-form-urlencoded",
        "application/sparql-query",
    }
    for method in ("get", "post"):
        answers = item[method]["responses"]
        assert set(answers["200"]["content"]) == {offer.media_type for offer in (*TABLES, *GRAPHS)}
        assert {"304", "400", "405", "406", "413", "415", "429", "503", "504"} <= set(answers)


def test_the_examples_of_the_endpoint_are_shipped_queries_that_run(
    client: TestClient, description: Json
) -> None:
    examples = description["paths"]["/sparql"]["get"]["parameters"][0]["examples"]
    assert examples
    for name, example in examples.items():
        answer = client.get("/sparql", params={"query": example["value"]})
        assert answer.status_code == 200, name
        assert answer.content == client.get(f"/queries/{name}").content


@pytest.mark.parametrize("query", read_folder("lineage"), ids=lambda query: query.name)
def test_each_shipped_query_is_described_and_its_example_runs(
    client: TestClient, description: Json, query: Query
) -> None:
    operation = description["paths"][f"/queries/{query.name}"]["get"]
    parameters = {item["name"]: item for item in operation["parameters"]}
    assert set(parameters) == {item.name for item in query.parameters} | {"format", "timeout"}
    required = {name: item["example"] for name, item in parameters.items() if item.get("required")}
    assert set(required) == {item.name for item in query.parameters if item.required}
    answer = client.get(f"/queries/{query.name}", params=required)
    assert answer.status_code == 200
    assert answer.headers["content-type"] in operation["responses"]["200"]["content"]


def test_parameters_that_are_not_as_described_are_422(client: TestClient, description: Json) -> None:
    assert "422" in description["paths"]["/lineage"]["get"]["responses"]
    assert "HTTPValidationError" not in description["components"]["schemas"]
    problem = client.get("/lineage?id=x&depth=0").json()
    schema = description["components"]["schemas"]["Problem"]
    assert set(problem) <= set(schema["properties"])
    assert set(schema["required"]) <= set(problem)
