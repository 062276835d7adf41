"""How long questions and suggestions take on the project's data, and on multiples of it."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.pipeline.building import compose_dataset
from pso_graph.publish.search import Question, SearchIndex, search, suggest
from pso_graph.publish.search.entries import Entry, Text, gather_entries
from pso_graph.publish.search.writing import write_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pso_graph.store import Store

ROOT = Path(__file__).parents[2]
LIMIT = 0.05
"""Seconds that an answer may take, on ten times the data."""

QUESTIONS = (
    *("Integration", "Bürgerinnen", "Ostsee", "2.l.1", "und", "1", "Integraton Hafn Bürgr", ""),
    *("Landtag Landesregierung Integration Migration Ostsee", "a b c d e f g h i j k l m n"),
)
BEGINNINGS = ("b", "i", "1", "bürg", "landes", "a b c d e f g h")
_RUNS = 5


def measure_search(store: Store, times: int = 1) -> dict[str, float]:
    """Return seconds of processor time that each question and each suggestion takes: the best of five runs.

    Args:
        store: with the project's data.
        times: how much larger than the project's data the data is; what is added has words of its own.
    """
    entries = list(gather_entries(store))
    index = SearchIndex(write_index(list(_multiply(entries, times))))
    return {
        **{f"search {text!r}": _time(partial(search, index, Question(text))) for text in QUESTIONS},
        **{f"suggest {text!r}": _time(partial(suggest, index, text, "de")) for text in BEGINNINGS},
    }


def _multiply(entries: list[Entry], times: int) -> Iterator[Entry]:
    yield from entries
    for number in range(1, times):
        yield from (_vary(entry, number) for entry in entries)


def _vary(entry: Entry, number: int) -> Entry:
    """Return another thing like one, which shares two thirds of its words."""

    def change(texts: Iterable[Text]) -> tuple[Text, ...]:
        return tuple(Text(_change_words(text.value, number), text.language) for text in texts)

    return replace(
        entry,
        iri=f"{entry.iri}-{number}",
        labels=change(entry.labels),
        names=change(entry.names),
        texts=change(entry.texts),
        codes=tuple(f"{code}-{number}" for code in entry.codes),
        ids=tuple(f"{id_}-{number}" for id_ in entry.ids),
        facets={
            facet: values if facet == "year" else tuple(f"{value}-{number}" for value in values)
            for facet, values in entry.facets.items()
        },
    )


def _change_words(text: str, number: int) -> str:
    words = text.split()
    for place in islice(range(len(words)), 0, None, 3):
        words[place] += chr(ord("a") + number)
    return " ".join(words)


def _time(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


if __name__ == "__main__":
    project, _ = compose_dataset(read_dataset(ROOT), lambda _: None)
    for name, seconds in measure_search(project, int(sys.argv[1]) if sys.argv[1:] else 1).items():
        print(f"{name:70} {seconds * 1000:6.1f} ms")
