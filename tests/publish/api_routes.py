"""The table of routes that the page of the API shows, from the API description of the server.

``python -m tests.publish.api_routes`` writes it anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pso_graph.publish.api import FILE
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

QUERIES = "/queries/"


def describe(*, is_writable: bool) -> Json:
    """The API description of a server, one that takes writes or one that takes none."""
    app: Any = create_app(LocalRunner(EmbeddedStore.in_memory([])))
    app.is_writable = is_writable
    description: Json = app.openapi()
    return description


def list_routes(description: Json, read_only: Json) -> Iterator[Json]:
    """Each operation, but those of the shipped queries, which have pages of their own."""
    for path, item in description["paths"].items():
        if path.startswith(QUERIES) and "{" not in path:
            continue
        for method, operation in item.items():
            if method != "head":
                yield {
                    "method": method.upper(),
                    "path": path,
                    "has_head": "head" in item and method == "get",
                    "writes": method not in read_only["paths"].get(path, {}),
                    "arguments": [_read_argument(each) for each in operation.get("parameters", ())],
                    "takes": sorted(operation.get("requestBody", {}).get("content", ())),
                    "gives": sorted(operation["responses"].get("200", {}).get("content", ())),
                    "statuses": sorted(operation["responses"]),
                }


def _read_argument(parameter: Json) -> Json:
    schema = parameter["schema"]
    default = schema.get("default")
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "is_required": bool(parameter.get("required")),
        "default": json.dumps(default).strip('"') if default is not None else "",
        "values": schema.get("enum", []),
    }


def write_routes() -> str:
    """What the file is to hold."""
    routes = list(list_routes(describe(is_writable=True), describe(is_writable=False)))
    return json.dumps(routes, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(write_routes(), "utf-8")
