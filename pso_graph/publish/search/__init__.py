"""Search: an index that comes with the data, and what it is asked.

The index is an SQLite database that is a function of the data (``build_index``); a build writes it beside
the data. Workers open it in memory and only read it.
"""

from pso_graph.publish.search.index import SearchIndex, find_index
from pso_graph.publish.search.listing import KindList, list_kind
from pso_graph.publish.search.parts import list_parts, write_part
from pso_graph.publish.search.question import Question, Results, Suggestion
from pso_graph.publish.search.searching import search
from pso_graph.publish.search.suggesting import suggest
from pso_graph.publish.search.writing import build_index

__all__ = [
    "KindList",
    "Question",
    "Results",
    "SearchIndex",
    "Suggestion",
    "build_index",
    "find_index",
    "list_kind",
    "list_parts",
    "search",
    "suggest",
    "write_part",
]
