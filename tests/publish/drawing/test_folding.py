"""What a picture of a large lineage leaves out."""

from __future__ import annotations

from pso_graph.publish.drawing.folding import select_hops
from pso_graph.query.hops import Hop


def make_hop(later: str, earlier: str, direction: str = "forward", depth: int = 1) -> Hop:
    return Hop(later, "r", earlier, depth, direction, "clause", None, None, ())


def test_many_siblings_are_folded_in_natural_order() -> None:
    hops = [make_hop(f"m{number}", "r") for number in range(1, 31)]
    selection = select_hops("r", hops)
    assert selection.things == ("r", *(f"m{number}" for number in range(1, 10)))
    (fold,) = selection.folds
    assert (fold.near, fold.is_newer, len(fold.things), fold.things[0]) == ("r", True, 21, "m10")
    assert {hop.from_ for hop in fold.hops} == set(fold.things)
    assert len(selection.hops) == 9


def test_one_too_many_is_shown_in_the_room_of_its_fold() -> None:
    selection = select_hops("r", [make_hop(f"m{number}", "r") for number in range(10)])
    assert (len(selection.things), selection.folds) == (11, ())


def test_whole_picture_folds_nothing() -> None:
    selection = select_hops("r", [make_hop(f"m{number}", "r") for number in range(50)], is_whole=True)
    assert (len(selection.things), selection.folds) == (51, ())


def test_those_with_most_hops_are_kept() -> None:
    hops = [make_hop(f"c{number}", "d") for number in range(20)]
    hops += [make_hop("answer", "c17", depth=2)]
    shown = select_hops("d", hops).things
    assert "c17" in shown
    assert "answer" in shown


def test_parts_of_a_document_are_where_its_lineage_begins() -> None:
    hops = [make_hop(f"r{number}", f"c{number}") for number in range(12)]
    selection = select_hops("document", hops)
    assert [thing for thing in selection.things if thing.startswith("c")] == [f"c{n}" for n in range(6)]
    assert "document" not in selection.things
    (fold,) = selection.folds
    assert (fold.near, fold.hops, len(fold.things)) == (None, (), 6)


def test_walk_goes_on_as_it_came() -> None:
    """A measure that the answer to a clause names has other answers, which did not come of the clause."""
    hops = [make_hop("r1", "c1"), make_hop("m", "r1", depth=2), make_hop("m", "r2", depth=9)]
    assert select_hops("c1", hops).things == ("c1", "r1", "m")


def test_what_is_reached_by_another_way_is_not_counted_as_left_out() -> None:
    hops = [make_hop(f"b{number}", "a") for number in range(20)]
    hops += [make_hop("b19", "b0", depth=2)]
    (fold,) = select_hops("a", hops).folds
    shown = select_hops("a", hops).things
    assert "b19" in shown
    assert not set(fold.things) & set(shown)
    assert len(fold.things) + len(shown) == 21
