"""What the files of a run say, with quick ways to what is said of a thing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.rdf.terms import NamedNode, Quad, Term
    from pso_graph.validate.sources import SourceFile


class Statement(NamedTuple):
    """A quad of a file.

    Args:
        number: its place in the order of files and of their texts.
        quad: the quad.
        source: the file that says it.
    """

    number: int
    quad: Quad
    source: SourceFile


class Statements:
    """The quads of several files in the order of their texts.

    Args:
        sources: the files; where several say the same, the first counts.
    """

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        self._sources = sources
        self._quads = [quad for source in sources for quad in source.quads]
        self._starts = list(accumulate((len(source.quads) for source in sources), initial=0))

    def find_about(self, subject: Term, predicate: NamedNode | None = None) -> Iterator[Statement]:
        """Yield what is said of a thing, each triple once.

        Args:
            subject: the thing.
            predicate: only with this one.
        """
        return self._choose(self._by_subject.get(subject, ()), predicate)

    def find_with(self, object_: Term, predicate: NamedNode | None = None) -> Iterator[Statement]:
        """Yield what has a term as its object, each triple once.

        Args:
            object_: the term.
            predicate: only with this one.
        """
        return self._choose(self._by_object.get(object_, ()), predicate)

    def _choose(self, numbers: Sequence[int], predicate: NamedNode | None) -> Iterator[Statement]:
        seen = set()
        for number in numbers:
            quad = self._quads[number]
            if predicate in (None, quad.predicate) and quad.triple not in seen:
                seen.add(quad.triple)
                yield Statement(number, quad, self._sources[bisect_right(self._starts, number) - 1])

    @cached_property
    def _by_subject(self) -> dict[Term, list[int]]:
        numbers: dict[Term, list[int]] = defaultdict(list)
        for number, quad in enumerate(self._quads):
            numbers[quad.subject].append(number)
        return dict(numbers)

    @cached_property
    def _by_object(self) -> dict[Term, list[int]]:
        numbers: dict[Term, list[int]] = defaultdict(list)
        for number, quad in enumerate(self._quads):
            numbers[quad.object].append(number)
        return dict(numbers)
