"""What the servers are asked, and how many rows are right."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import NamedNode
from tests.benchmarks.processes import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.benchmarks.synthetic import LineageGraph

_SAMPLE = 20


class WrongAnswerError(Exception):
    """A server does not answer as the data has it."""


@dataclass(frozen=True)
class Question:
    """One kind of question.

    Args:
        name: for people.
        texts: queries, each with the number of rows that it has.
        repeat: whether a text is asked again and again as it is; else each is made different.
    """

    name: str
    texts: dict[str, int]
    repeat: bool = False


def make_questions(graph: LineageGraph) -> list[Question]:
    """Return the questions, with a text for each thing that can be asked about, in a mixed order.

    Args:
        graph: that is asked.
    """
    described = _make_texts(_write_description, graph.statements, graph.statements)
    return [
        Question("describe", described),
        Question("lineage, path", _make_texts(_write_path, graph.decisions, graph.followers)),
        Question("lineage, closure", _make_texts(_write_closure, graph.decisions, graph.followers)),
        Question("cached describe", dict(islice(described.items(), 1)), repeat=True),
    ]


def _make_texts(
    write: Callable[[NamedNode], str], things: Iterable[str], rows: dict[str, int]
) -> dict[str, int]:
    mixed = sorted(things, key=lambda thing: sha256(thing.encode()).digest())
    return {write(NamedNode(thing)): rows[thing] for thing in mixed}


def _write_description(thing: NamedNode) -> str:
    # Not DESCRIBE: what belongs to its answer is each engine's own choice.
    return f"SELECT ?p ?o WHERE {{ {thing} ?p ?o }}"


def _write_path(thing: NamedNode) -> str:
    return _write_lineage(f"?later {PSOG.tracesTo}+ {thing}")


def _write_closure(thing: NamedNode) -> str:
    return _write_lineage(f"?later {PSOG.tracesBackTo} {thing}")


def _write_lineage(pattern: str) -> str:
    # DISTINCT because Virtuoso finds a thing by a path as often as there are ways to it.
    document = f"OPTIONAL {{ ?later {PSOG.inDocument} ?document }}"  # measures are in none
    return f"SELECT DISTINCT ?later ?document WHERE {{ {pattern} . {document} }}"


def write_targets(question: Question, path: str, file: Path) -> None:
    """Write what a load generator asks: path and query, percent-encoded, on each line.

    Args:
        question: to be asked.
        path: of the endpoint.
        file: to write.
    """
    lines = (f"{path}?query={quote(text, safe='')}\n" for text in question.texts)
    file.write_text("".join(lines), encoding="ascii")


def check_answers(question: Question, port: int, path: str) -> None:
    """Ask a sample, and see that the answers are right.

    Args:
        question: to be asked.
        port: of the server on this machine.
        path: of the endpoint.

    Raises:
        WrongAnswerError: if there is none, or one is not 200 or has not the rows that the data has.
    """
    for text, rows in islice(question.texts.items(), _SAMPLE):
        try:
            status, body = _ask(port, path, text)
        except (OSError, http.client.HTTPException) as error:
            raise WrongAnswerError(f"no answer ({error}) for {text}") from error
        if status != http.client.OK:
            raise WrongAnswerError(f"status {status} for {text}")
        found = json.loads(body)["results"]["bindings"]
        distinct = {json.dumps(row, sort_keys=True) for row in found}
        if len(found) != rows or len(distinct) != rows:
            raise WrongAnswerError(f"{len(found)} rows, {len(distinct)} distinct, and not {rows} for {text}")


def _ask(port: int, path: str, text: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    try:
        target = f"{path}?query={quote(text, safe='')}"
        connection.request("GET", target, headers={"Accept": "application/sparql-results+json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
