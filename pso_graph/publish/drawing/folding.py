"""Leaving out what a picture of a large lineage has no room for, and saying how much it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pso_graph.query.hops import Hop

_STARTS, _SIBLINGS, _SIBLINGS_OF_MANY = 6, 9, 3


@dataclass(frozen=True, slots=True)
class Fold:
    """Things that a picture does not show one by one.

    Args:
        near: IRI of the thing shown that they are neighbours of; None if they are where the lineage begins.
        is_newer: whether they came after it.
        hops: that lead to them from there; none where the lineage begins.
        things: their IRIs.
    """

    near: str | None
    is_newer: bool
    hops: tuple[Hop, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a picture shows of a lineage.

    Args:
        things: IRIs, in the order of a walk from where the lineage begins.
        hops: between them.
        folds: what is left out.
    """

    things: tuple[str, ...]
    hops: tuple[Hop, ...]
    folds: tuple[Fold, ...]


def select_hops(of: str, hops: Sequence[Hop], *, is_whole: bool = False) -> Selection:
    """Return what a picture shows: of many siblings only those with most hops, and what these lead to.

    Args:
        of: IRI of the thing that the lineage is of.
        hops: of its lineage.
        is_whole: whether all are shown.
    """
    weights = Counter(end for hop in hops for end in (hop.from_, hop.to))
    starts = _list_starts(of, hops)
    most = len(weights) if is_whole else _SIBLINGS if len(starts) == 1 else _SIBLINGS_OF_MANY
    near = _list_neighbours(hops)
    shown, rest = _cut(starts, weights, len(weights) if is_whole else _STARTS)
    folds = [Fold(None, True, (), rest)] if rest else []
    steps = [(thing, is_newer) for thing in shown for is_newer in (False, True)]
    for thing, is_newer in steps:  # which grow: the walk goes on in the direction that it came
        ways = near[thing, is_newer]
        kept, rest = _cut(ways.keys() - set(shown), weights, most)
        shown += kept
        steps += [(other, is_newer) for other in kept]
        if rest:
            folds.append(Fold(thing, is_newer, tuple(hop for other in rest for hop in ways[other]), rest))
    known = set(shown)
    between = tuple(hop for hop in hops if {hop.from_, hop.to} <= known)
    return Selection(tuple(shown), between, tuple(_drop_shown(folds, known)))


def _list_starts(of: str, hops: Sequence[Hop]) -> set[str]:
    """Return where the lineage begins: the thing itself, its document, or its parts."""
    starts = {hop.to if hop.direction == "forward" else hop.from_ for hop in hops if hop.depth == 1}
    return {of} if of in starts else starts


def _list_neighbours(hops: Iterable[Hop]) -> Mapping[tuple[str, bool], Mapping[str, list[Hop]]]:
    """Return the neighbours of each thing, older (False) and newer (True), with the hops to them."""
    near: dict[tuple[str, bool], dict[str, list[Hop]]] = defaultdict(lambda: defaultdict(list))
    for hop in hops:
        near[hop.to, True][hop.from_].append(hop)
        near[hop.from_, False][hop.to].append(hop)
    return near


def _cut(things: Iterable[str], weights: Mapping[str, int], most: int) -> tuple[list[str], tuple[str, ...]]:
    """Return what is kept of siblings, and the rest; a single one takes no more room than its fold would."""
    ranked = sorted(things, key=lambda thing: (-weights[thing], natural_key(thing)))
    most = most if len(ranked) > most + 1 else len(ranked)
    kept, rest = (sorted(part, key=natural_key) for part in (ranked[:most], ranked[most:]))
    return kept, tuple(rest)


def _drop_shown(folds: Iterable[Fold], shown: set[str]) -> Iterator[Fold]:
    """Yield the folds without what the walk came to by another way."""
    for fold in folds:
        things = tuple(thing for thing in fold.things if thing not in shown)
        if things:
            hops = tuple(hop for hop in fold.hops if not {hop.from_, hop.to} <= shown)
            yield replace(fold, things=things, hops=hops)
