"""The shipped queries: one file each, which every other part of the project reads."""

from pso_graph.catalogue.binding import bind_text, cut_header
from pso_graph.catalogue.query import Parameter, Query
from pso_graph.catalogue.reading import find_query, has_header, parse_query, read_folder, read_query

__all__ = [
    "Parameter",
    "Query",
    "bind_text",
    "cut_header",
    "find_query",
    "has_header",
    "parse_query",
    "read_folder",
    "read_query",
]
