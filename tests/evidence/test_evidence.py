"""Words are found where they stand, hashed as DESIGN says, and missed when they change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import AnchorError
from pso_graph.evidence.flow import Flow
from pso_graph.evidence.location import SourceText
from pso_graph.evidence.normalisation import hash_exactly, hash_text, normalise_text
from pso_graph.evidence.verification import find_again, verify_anchors
from pso_graph.model import AnchorRequest, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = """\
a)\tthe first demand\t<p>We do it
NUMBER\tCONTENT\tANSWER
\tgoes on here\t<u>gladly</u>, every year.</p>
b)\tthe second demand\tWe do it gladly, every month.
"""


def find(text: str, words: str, after: int = 0) -> int:
    return text.index(words, after)


def make_source() -> SourceText:
    first = Span(find(PAGE, "We do it"), find(PAGE, "\nNUMBER"))
    second = Span(find(PAGE, "<u>gladly") + 3, find(PAGE, "year.") + 5)
    other = Span(find(PAGE, "We do it", 60), find(PAGE, "month.") + 6)
    return SourceText("page", PAGE, {"a": Passage((first, second)), "b": Passage((other,))})


def test_a_passage_reads_on_over_a_page_break() -> None:
    anchor = make_source().locate(AnchorRequest("x", "do it gladly", "every year", within=("a",)))
    assert anchor.passage.read(PAGE) == "do itgladly</u>, every year"
    assert [PAGE[s.start : s.end] for s in anchor.passage.spans] == ["do it", "gladly</u>, every year"]


def test_the_unit_decides_between_equal_words() -> None:
    anchor = make_source().locate(AnchorRequest("x", "We do it gladly", "We do it gladly", within=("b",)))
    assert anchor.passage.start == find(PAGE, "We do it", 60)
    assert anchor.occurrence == 2


def test_equal_words_without_a_unit_are_refused_with_candidates() -> None:
    with pytest.raises(AnchorError, match=r"2 places.*\(1\) 23–31, line 1.*\(2\)"):
        make_source().locate(AnchorRequest("x", "We do it", "We do it"))


def test_occurrence_chooses_in_document_order() -> None:
    request = AnchorRequest("x", "We do it", "We do it", occurrence=2)
    assert make_source().locate(request).passage.start == find(PAGE, "We do it", 60)


def test_missing_words_are_refused() -> None:
    with pytest.raises(AnchorError, match="not in the document"):
        make_source().locate(AnchorRequest("x", "We will not", "every year", within=("a",)))


@pytest.mark.parametrize(("first", "last"), [("", "every year"), ("We do it", ""), (" ", " ")])
def test_an_anchor_without_words_is_refused_by_name(first: str, last: str) -> None:
    anchor = make_source().locate(AnchorRequest("b", "We do it", "every month", within=("b",)))
    request = AnchorRequest("b", first, last, within=("b",))
    with pytest.raises(AnchorError, match=f"^b: .*no psog:{'lastWords' if first.strip() else 'firstWords'}"):
        make_source().locate(request)
    with pytest.raises(AnchorError, match=r"^b: .*no psog:"):
        verify_anchors(PAGE, [replace(anchor, request=request)])


def test_an_empty_file_holds_no_words() -> None:
    with pytest.raises(AnchorError, match="not in the document"):
        SourceText("t", "", {}).locate(AnchorRequest("x", "one", "two"))


def test_a_search_looks_only_where_every_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"The unit {number:03} ends.\n" for number in range(200))
    units = {str(at): Passage.of(at, at + 18) for at in range(0, len(text), 19)}
    source, searched = SourceText("t", text, units), []
    find = Flow.find

    def watch(flow: Flow, first_words: str, last_words: str) -> Iterator[Passage]:
        searched.append(flow.passage)
        return find(flow, first_words, last_words)

    monkeypatch.setattr(Flow, "find", watch)
    for number, (key, passage) in enumerate(units.items()):
        words = f"The unit {number:03}", "ends."
        assert source.locate(AnchorRequest(key, *words, within=(key,))).passage == passage
    assert len(searched) == 2 * len(units)  # the unit itself, and whatever else holds the same words


def test_the_shortest_passage_is_meant() -> None:
    text = "one two one three two"
    source = SourceText("t", text, {})
    anchor = source.locate(AnchorRequest("x", "one three", "two"))
    assert anchor.passage == Passage.of(8, 21)


def test_words_are_whole_words() -> None:
    source = SourceText("t", "Ostseeforum, Ostsee-Forum", {})
    assert source.locate(AnchorRequest("x", "Ostsee", "Ostsee")).passage == Passage.of(13, 19)


@pytest.mark.parametrize("words", ["See", "See!", "See  an"])
def test_words_begin_where_a_word_begins(words: str) -> None:
    source = SourceText("t", "Ostsee, OstSee! NordSee an der See! See an.", {})
    found = source.locate(AnchorRequest("x", words, words, occurrence=1)).passage
    assert found.start == (36 if words.endswith("an") else 31)


def test_a_footnote_mark_is_no_part_of_the_word() -> None:
    source = SourceText("t", "bis Mai¹.", {})
    assert source.locate(AnchorRequest("x", "bis Mai", "Mai")).passage == Passage.of(0, 7)


def test_normalising_keeps_letters_marks_and_numbers() -> None:
    assert normalise_text("<p>„Groß&amp;Klein“ – 1.&nbsp;ﬁne</p> a < b > c") == "grossklein1fineabc"


@pytest.mark.sources
@pytest.mark.parametrize(
    ("stem", "spans", "exact", "text"),
    [
        ("001_67c09988640191ad", [(4075, 4277)], "51e909e848151f26", "4bf00a04d2515152"),
        ("001_67c09988640191ad", [(13467, 13744)], "f82fede636fc14f1", "3808763d31db63e8"),
        ("002_baac1b88a27e64d7", [(22367, 22391), (22458, 22478)], "207f734e982be7d3", "e47b01b2f44d03f4"),
    ],
)
def test_hashes_are_those_of_the_design(
    shared: Path, stem: str, spans: list[tuple[int, int]], exact: str, text: str
) -> None:
    source = (shared / "sources" / f"{stem}.txt").read_text("utf-8")
    words = Passage(tuple(Span(*span) for span in spans)).read(source)
    assert hash_exactly(words)[:16] == exact
    assert hash_text(words)[:16] == text


@given(st.integers(0, len(PAGE) - 1), st.characters(categories=["L", "N"]))
def test_a_changed_character_is_noticed(at: int, char: str) -> None:
    anchors = [
        make_source().locate(AnchorRequest(key, words, last, within=(key,)))
        for key, words, last in [("a", "We do it", "every year"), ("b", "We do it", "every month")]
    ]
    changed = PAGE[:at] + char + PAGE[at + 1 :]
    hit = {
        a.request.iri
        for a in anchors
        for s in a.passage.spans
        if s.start <= at < s.end and changed[at] != PAGE[at]
    }
    assert {m.iri for m in verify_anchors(changed, anchors)} >= hit
    assert verify_anchors(PAGE, anchors) == []


def test_a_mismatch_says_the_line_and_finds_the_words_again() -> None:
    anchor = make_source().locate(AnchorRequest("b", "We do it", "every month", within=("b",)))
    moved = "A new cover page.\n" + PAGE
    (mismatch,) = verify_anchors(moved, [anchor])
    assert (mismatch.line, mismatch.start) == (5, anchor.passage.start)
    assert mismatch.now_at == Passage.of(anchor.passage.start + 18, anchor.passage.end + 18)
    assert find_again(re.sub("gladly", "GLADLY", PAGE), anchor) is not None


@pytest.mark.parametrize(
    ("text", "occurrence", "found"),
    [
        ("A x Z. A y Z.", 2, "A y Z."),
        ("A y Z. A x Z. A y Z. A y Z.", 3, "A y Z."),
        ("A x Z. A y Z. A y Z.", 3, "A y Z."),
    ],
)
def test_words_are_found_again_by_the_occurrence_that_the_curator_counted(
    text: str, occurrence: int, found: str
) -> None:
    request = AnchorRequest("x", "A", "Z.", occurrence=occurrence)
    anchor = SourceText("t", text, {}).locate(request)
    assert anchor.passage.read(text) == found
    assert anchor.passage.start == 7 * (occurrence - 1)
    cover = "Cover. "
    assert find_again(cover + text, anchor) == Passage.of(anchor.passage.start + 7, anchor.passage.end + 7)


def test_words_are_found_again_by_their_rank_among_equal_texts() -> None:
    text = "A x Z. A y Z. A y Z."
    units = {"1": Passage.of(0, 13), "2": Passage.of(14, 20)}
    anchor = SourceText("t", text, units).locate(AnchorRequest("x", "A", "Z.", within=("2",)))
    assert anchor.occurrence == 2
    assert find_again("Cover. " + text, anchor) == Passage.of(21, 27)
