"""Answers that are made with a dataset, to the questions that go through all of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pso_graph.rdf.terms import QueryResult, Term


class PreparedAnswers:
    """Tables by query text and the terms given to its variables.

    Args:
        answers: SPARQL JSON by text and terms.
    """

    def __init__(self, answers: Mapping[tuple[str, str], str] | None = None) -> None:
        self._answers = dict(answers or {})

    @classmethod
    def read(cls, path: Path) -> PreparedAnswers:
        """Return what was written to a file; nothing if there is none.

        Args:
            path: of the file.

        Raises:
            OSError: if it cannot be read.
            ValueError: if it is damaged.
        """
        if not path.exists():
            return cls()
        return cls({(text, values): answer for text, values, answer in json.loads(path.read_text("utf-8"))})

    @staticmethod
    def pack(answers: Iterable[tuple[str, Mapping[str, Term], bytes]]) -> bytes:
        """Return the content of a file that ``read`` reads.

        Args:
            answers: each a query's text, the terms given to its variables, and its result as SPARQL JSON.
        """
        rows = [[text, _write_values(values), answer.decode()] for text, values, answer in answers]
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()

    def find(self, text: str, values: Mapping[str, Term] | None) -> QueryResult | None:
        """Return the answer to a query, if it has been prepared.

        Args:
            text: of the query.
            values: terms given to its variables.
        """
        if not self._answers:
            return None
        answer = self._answers.get((text, _write_values(values or {})))
        if answer is None:
            return None
        return ox.parse_query_results(answer.encode(), format=ox.QueryResultsFormat.JSON)


def _write_values(values: Mapping[str, Term]) -> str:
    return " ".join(f"{name}={term}" for name, term in sorted(values.items()))
