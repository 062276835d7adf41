"""What the API description (OpenAPI 3.1) says beyond what the framework knows of the routes.

Of the endpoint and the graph store, which are no routes of the framework, and of each shipped query, with
its parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.catalogue import read_folder
from pso_graph.pipeline.writing import DATASET_TYPES, GRAPH_TYPES
from pso_graph.web.http.formats import DIRECT, FORM, GRAPHS, PROBLEMS, TABLES, UPDATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.catalogue import Parameter, Query
    from pso_graph.web.http.negotiation import Offer

Json = dict[str, object]

_PROBLEM = "#/components/schemas/Problem"
_EXAMPLES = 8  # queries that are shown at the endpoint
_MEANINGS = {
    "304": "The client has the answer already.",
    "400": "The query does not parse or is refused, or a parameter is wrong.",
    "401": "Writing needs a valid token, as `Authorization: Bearer …`.",
    "403": "The token does not allow this.",
    "404": "There is nothing of this name.",
    "405": "This method is not known here; Allow names those that are.",
    "406": "The result has no form that is accepted; `offers` lists the forms.",
    "408": "The request did not arrive in time.",
    "412": "The graph is not in the state that If-Match or If-None-Match names.",
    "413": "The body is too long, or the query needs more memory, or its answer more room, than it may.",
    "414": "The address is too long; a query can come by POST.",
    "415": "The body is of another type or charset, or compressed; Accept-Post names the types.",
    "422": "A parameter is not as described, or the data would not conform to its shapes.",
    "429": "The client has used up its share; Retry-After says when to ask again.",
    "500": "Something went wrong here.",
    "503": "No worker is free; Retry-After says when to ask again.",
    "504": "The query takes longer than it may.",
    "507": "There is no room for what was to be written.",
}
_RUN = ("400", "404", "405", "406", "408", "414", "429", "500", "503", "504")
_ASKED = (*_RUN, "413", "415")
_WRITTEN = (*_ASKED, "401", "403", "422", "507")
_SECURITY = [{"token": list[str]()}]
_KINDS = {"iri": {}, "text": {}, "integer": {"pattern": "^[+-]?[0-9]+$"}, "date": {"format": "date"}}

PROBLEM_SCHEMA: Json = {
    "title": "Problem",
    "description": "A problem document (RFC 9457).",
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Where it is explained"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "pattern": "^PSO-E[0-9]{3}$"},
        "where": {"type": "string"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "limit": {
            "type": "object",
            "required": ["name", "value"],
            "properties": {"name": {"type": "string"}, "value": {"type": "number"}},
        },
        "offers": {"type": "array", "items": {"type": "string"}},
        "errors": {"type": "array", "items": {"type": "object"}},
        "findings": {"type": "array", "items": {"type": "object"}},
    },
}


def complete_description(description: Json, endpoint: str, *, is_writable: bool) -> Json:
    """Return the API description with all that there is.

    Args:
        description: what the framework says; it is changed.
        endpoint: path of the endpoint.
        is_writable: whether something can be written.
    """
    components = _take(description, "components")
    schemas = {
        name: schema
        for name, schema in _take(components, "schemas").items()
        if name not in {"HTTPValidationError", "ValidationError"}  # told as problem documents
    }
    components["schemas"] = {**schemas, "Problem": PROBLEM_SCHEMA}
    paths = _take(description, "paths")
    for item in paths.values():
        _complete_route(item)
    if is_writable:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    paths[endpoint] = _describe_endpoint(is_writable=is_writable)
    paths["/store"] = _describe_graphs([_GRAPH, _DEFAULT], "store", is_writable=is_writable)
    paths["/graph/{name}"] = _describe_graphs([_NAME], "named_graph", is_writable=is_writable)
    for query in read_folder("lineage"):
        paths[f"/queries/{query.name}"] = _describe_query(query)
    return description


def _take(parent: Json, name: str) -> Json:
    """Return a member that is an object, which is made if there is none."""
    member = parent.setdefault(name, {})
    return member if isinstance(member, dict) else {}


def _complete_route(item: object) -> None:
    """Tell the errors of a route as they come."""
    operations = item.values() if isinstance(item, dict) else ()
    for operation in operations:
        responses = _take(operation, "responses")
        invalid = ("422",) if responses.pop("422", None) else ()
        responses |= _list_problems((*invalid, *_RUN))


_GRAPH: Json = {
    "name": "graph",
    "in": "query",
    "description": "IRI of the graph",
    "schema": {"type": "string", "format": "iri"},
}
_DEFAULT: Json = {
    "name": "default",
    "in": "query",
    "description": "In the place of `graph`, without a value: the unnamed graph",
    "allowEmptyValue": True,
    "schema": {"type": "string"},
}
_NAME: Json = {
    "name": "name",
    "in": "path",
    "required": True,
    "description": "What follows in the IRI of the graph, slashes and escapes as they are",
    "schema": {"type": "string"},
}


def _describe_graphs(names: Sequence[Json], kind: str, *, is_writable: bool) -> Json:
    """Return the operations of the Graph Store Protocol, for one way to name a graph."""
    read: Json = {
        "summary": "Read a graph",
        "parameters": [*names, _list_common(GRAPHS)[0]],
        "responses": {"200": _describe_answer(GRAPHS), **_list_problems(_RUN, unchanged=True)},
    }
    operations: Json = {
        "get": {**read, "operationId": f"get_{kind}"},
        "head": {**read, "operationId": f"head_{kind}"},
    }
    summaries = {
        "put": "Replace a graph",
        "post": "Merge into a graph; without one, make a new one, or fill those that the body names",
        "delete": "Remove a graph",
    }
    types = (*GRAPH_TYPES, *(DATASET_TYPES if kind == "store" else ()))
    body = {"required": True, "content": {media_type: {"schema": {"type": "string"}} for media_type in types}}
    created: Json = {
        "201": {"description": "There is a new graph; Location names it if the request does not."}
    }
    done: Json = {"204": {"description": "It is done, and all answers from now on show it."}}
    for method, summary in summaries.items() if is_writable else ():
        is_removal = method == "delete"
        operations[method] = {
            "summary": summary,
            "operationId": f"{method}_{kind}",
            "security": _SECURITY,
            "parameters": [*names, *_list_conditions()],
            "responses": (done if is_removal else created | done) | _list_problems((*_WRITTEN, "412")),
            **({} if is_removal else {"requestBody": body}),
        }
    return operations


def _list_conditions() -> list[Json]:
    meanings = {
        "If-Match": "ETag of the graph as the client knows it, or *",
        "If-None-Match": "*: the graph must not be there yet",
    }
    return [
        {"name": name, "in": "header", "description": meaning, "schema": {"type": "string"}}
        for name, meaning in meanings.items()
    ]


def _describe_updates(bodies: Json, form: Json, post: Json) -> None:
    """Add to a POST of the endpoint that it takes updates."""
    iris: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
    updating = {"update": {"type": "string"}, "using-graph-uri": iris, "using-named-graph-uri": iris}
    _take(form, "properties").update(updating)
    form["oneOf"] = [{"required": ["query"]}, {"required": ["update"]}]
    form.pop("required")
    bodies[UPDATE] = {"schema": {"type": "string"}}
    post["summary"] = "Ask a SPARQL 1.1 query, or send an update with a token"
    post["security"] = [{}, *_SECURITY]
    post["responses"] = {
        **_take(post, "responses"),
        "204": {"description": "The update is made, and all answers from now on show it."},
        **_list_problems(_WRITTEN),
    }


def _describe_endpoint(*, is_writable: bool) -> Json:
    properties: dict[str, Json] = {
        "query": {"type": "string"},
        "default-graph-uri": {"type": "array", "items": {"type": "string", "format": "iri"}},
        "named-graph-uri": {"type": "array", "items": {"type": "string", "format": "iri"}},
        "format": {"type": "string"},
        "timeout": {"type": "number", "exclusiveMinimum": 0},
    }
    form: Json = {"type": "object", "required": ["query"], "properties": properties}
    bodies: Json = {
        FORM: {"schema": form, "encoding": {name: {"explode": True} for name in properties}},
        DIRECT: {"schema": {"type": "string"}, "examples": _list_examples()},
    }
    query = {
        "name": "query",
        "in": "query",
        "description": "A SPARQL 1.1 query. Without one the answer is the description of the service.",
        "schema": {"type": "string"},
        "examples": _list_examples(),
    }
    parameters = [*_list_graph_parameters(), *_list_common((*TABLES, *GRAPHS))]
    answers: Json = {"200": _describe_answer((*TABLES, *GRAPHS)), **_list_problems(_ASKED, unchanged=True)}
    get: Json = {
        "summary": "Ask a SPARQL 1.1 query, or for the description of the service",
        "operationId": "get_sparql",
        "parameters": [query, *parameters],
        "responses": answers,
    }
    post: Json = {
        "summary": "Ask a SPARQL 1.1 query",
        "operationId": "post_sparql",
        "parameters": parameters,
        "requestBody": {"required": True, "content": bodies},
        "responses": answers,
    }
    if is_writable:
        _describe_updates(bodies, form, post)
    return {"get": get, "head": {**get, "operationId": "head_sparql"}, "post": post}


def _describe_query(query: Query) -> Json:
    answers: Json = {"200": _describe_answer(TABLES), **_list_problems(_RUN, unchanged=True)}
    return {
        "get": {
            "summary": query.summary["en"],
            "description": query.description["en"],
            "tags": ["queries"],
            "operationId": f"query_{query.name.replace('-', '_')}",
            "parameters": [*map(_describe_parameter, query.parameters), *_list_common(TABLES)],
            "responses": answers,
        }
    }


def _describe_parameter(parameter: Parameter) -> Json:
    schema: Json = {"type": "string", **_KINDS[parameter.kind]}
    if parameter.default is not None:
        schema["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description["en"],
        "schema": schema,
        "example": parameter.example,
    }


def _list_graph_parameters() -> list[Json]:
    meanings = {
        "default-graph-uri": "A graph of which the default graph is made; overrides FROM",
        "named-graph-uri": "A graph that GRAPH sees; overrides FROM NAMED",
    }
    schema = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [
        {"name": name, "in": "query", "description": meaning, "schema": schema, "explode": True}
        for name, meaning in meanings.items()
    ]


def _list_common(offers: Iterable[Offer]) -> list[Json]:
    names = list(dict.fromkeys(offer.name for offer in offers))
    return [
        {
            "name": "format",
            "in": "query",
            "description": "A form by name or media type, which overrides Accept",
            "schema": {"anyOf": [{"enum": names}, {"type": "string"}]},
        },
        {
            "name": "timeout",
            "in": "query",
            "description": "Seconds after which to give up; the server's own limit counts where it is lower",
            "schema": {"type": "number", "exclusiveMinimum": 0},
        },
    ]


def _describe_answer(offers: Sequence[Offer]) -> Json:
    types = dict.fromkeys(offer.media_type for offer in offers)
    return {
        "description": "The result, in the form that Accept or format= asks for.",
        "content": {media_type: {"schema": {"type": "string"}} for media_type in types},
        "headers": {
            "ETag": {"description": "Of data, query and form.", "schema": {"type": "string"}},
            "Link": {"description": "Descriptions and licence.", "schema": {"type": "string"}},
        },
    }


def _list_problems(codes: Iterable[str], *, unchanged: bool = False) -> Json:
    content = {PROBLEMS[0].media_type: {"schema": {"$ref": _PROBLEM}}, "text/html": {}}
    problems: Json = {code: {"description": _MEANINGS[code], "content": content} for code in codes}
    return {**({"304": {"description": _MEANINGS["304"]}} if unchanged else {}), **problems}


def _list_examples() -> Json:
    """Return shipped queries that need no parameters, by name."""
    queries = [query for query in read_folder("lineage") if not query.parameters]
    return {
        query.name: {"summary": query.summary["en"], "value": query.text} for query in queries[:_EXAMPLES]
    }
