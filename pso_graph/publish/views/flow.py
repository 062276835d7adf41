"""What flowed from decisions into clauses, responses and measures: rows of ``decision-flows``, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.publish.keeping import keep_by_store
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.replies import REPLIES, find_reply
from pso_graph.rdf.namespaces import PSOC, PSOG, SKOS
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.question import Row
    from pso_graph.store import Store

STAGES = ("origin", "clause", "response", "measure")
"""What paths pass, in this order; some end before the last."""

NONE, INSTRUMENT, UNTAKEN, UNTOLD = "none", "instrument", "untaken", "untold"
"""Where nothing is known or named; what is no part of a document; what no clause takes up; no status told."""

_STATUSES = ("planned", "ongoing", "existing", "completed", "reduced", UNTOLD, NONE)

Node: TypeAlias = tuple[str, str]
"""A stage, and what is told apart in it: IRI of a document, or notation of a mode, reply or status."""


@dataclass(frozen=True)
class Flows:
    """Paths from decisions to measures.

    Args:
        rows: of the query, one for each path.
    """

    rows: Sequence[Row]

    @cached_property
    def paths(self) -> Counter[Node]:
        """How many paths pass each node."""
        return Counter(node for row in self.rows for node in _list_nodes(row))

    @cached_property
    def links(self) -> Counter[tuple[Node, Node]]:
        """How many paths lead from node to node."""
        return Counter(pair for row in self.rows for pair in pairwise(_list_nodes(row)))

    @cached_property
    def stages(self) -> tuple[tuple[Node, ...], ...]:
        """The nodes of each stage, in the order of documents, of the text, or of the scheme."""
        return tuple(
            tuple(node for node in sorted(self.paths, key=self._rank) if node[0] == stage) for stage in STAGES
        )

    @cached_property
    def things(self) -> Mapping[Node, int]:
        """How many different decisions, clauses, responses or measures a node stands for.

        Where a stage is passed for want of such a thing, what comes before it is counted, or the clause.
        """
        found: dict[Node, set[str]] = defaultdict(set)
        for row in self.rows:
            for node, thing in zip(_list_nodes(row), _list_things(row), strict=False):
                found[node].add(thing)
        return {node: len(things) for node, things in found.items()}

    def count(self, column: str, *, where: Mapping[str, str] | None = None) -> int:
        """Return how many different values a column has.

        Args:
            column: of the query.
            where: only in rows with these values.
        """
        rows = [row for row in self.rows if all(row[name] == value for name, value in (where or {}).items())]
        return len({row[column] for row in rows} - {""})

    @property
    def decisions(self) -> int:
        """How many decisions of conferences there are."""
        return len({row["origin"] for row in self.rows if row["resolution"]})

    @property
    def taken(self) -> int:
        """How many of them a clause takes up."""
        return len({row["origin"] for row in self.rows if row["resolution"] and row["clause"]})

    def _rank(self, node: Node) -> tuple[int, str]:
        stage, key = node
        if stage == "origin":
            return (key == INSTRUMENT) + 2 * (key == NONE), key
        if stage == "clause":
            return self._modes.index(key), key
        order = list(REPLIES) if stage == "response" else list(_STATUSES)
        return (order.index(key) if key in order else len(order)), key

    @cached_property
    def _modes(self) -> list[str]:
        """The modes in the order of the text, the lack of one last."""
        found = dict.fromkeys(row["mode"] or UNTAKEN for row in self.rows)
        return sorted(found, key=UNTAKEN.__eq__)


def name_node(visit: Visit, node: Node) -> str:
    """Return what a node is called.

    Args:
        visit: that it is for.
        node: to name.
    """
    stage, key = node
    if stage == "response":
        reply = find_reply(key)
        return f"{reply.sign} {reply.name(visit)}"
    concept = find_concept(node)
    return visit.names.label(concept) if concept else visit.say(f"flow.{stage}-{key}")


def find_concept(node: Node) -> str | None:
    """Return the IRI of what a node stands for; None if that is many things, or the lack of one.

    Args:
        node: to look at.
    """
    stage, key = node
    if key in (NONE, INSTRUMENT, UNTAKEN, UNTOLD):
        return None
    if stage == "origin":
        return key
    if stage == "response":
        return find_reply(key).concept
    return PSOC[f"{'mode' if stage == 'clause' else stage}-{key}"].value


def _list_nodes(row: Row) -> list[Node]:
    """Return the nodes that a path passes."""
    origin = row["resolution"] or (INSTRUMENT if row["origin"] else NONE)
    if not row["clause"]:
        return [("origin", origin), ("clause", UNTAKEN)]
    status = row["measureStatus"] or (UNTOLD if row["measure"] else NONE)
    return [("origin", origin), ("clause", row["mode"]), ("response", row["reply"]), ("measure", status)]


def _list_things(row: Row) -> list[str]:
    """Return what stands at each of these nodes."""
    clause = row["clause"] or row["origin"]
    response = row["response"] or clause
    return [row["origin"] or clause, clause, response, row["measure"] or response]


@keep_by_store()
def list_topics(store: Store) -> list[str]:
    """Return the notations of the topics of paths.

    Args:
        store: to look in, which does not change.
    """
    rows = Question(store, "decision-flows", {}).rows
    units = {NamedNode(row["clause"] or row["origin"]) for row in rows}
    topics = {quad.object for unit in units for quad in store.find(unit, PSOG.topic)}
    concepts = [topic for topic in topics if isinstance(topic, NamedNode)]
    notations = [quad.object for topic in concepts for quad in store.find(topic, SKOS.notation)]
    return sorted(notation.value for notation in notations if isinstance(notation, Literal))


def find_topic(notation: str) -> str:
    """Return the IRI of a topic.

    Args:
        notation: of the topic.
    """
    return PSOC[f"topic-{notation}"].value
