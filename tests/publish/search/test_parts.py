"""What a browser gets of the index is enough to find the same, with the same scores."""

from __future__ import annotations

import json
from math import log

import pytest

from pso_graph.publish.links import Links
from pso_graph.publish.search import Question, SearchIndex, build_index, list_parts, search, write_part
from pso_graph.publish.search.words import list_stems
from tests.publish.search.conftest import make_small_store

UNIT = "https://w3id.org/pso-graph/id/document/r-2020/2.a"
K1, B = 1.2, 0.75  # SQLite FTS5, section 5.1.1


def read_part(index: SearchIndex, name: str) -> dict[str, dict[str, list[float]]]:
    content: dict[str, dict[str, list[float]]] = json.loads(write_part(index, name, make_links(name)))
    return content


def read_stems(index: SearchIndex, name: str) -> dict[str, list[str]]:
    content: dict[str, dict[str, list[str]]] = json.loads(write_part(index, name, make_links(name)))
    return content["words"]


def make_links(name: str) -> Links:
    return Links(f"search/index/{name}", "de", is_static=True)


def reckon(counts: dict[int, float], lengths: list[int]) -> dict[int, float]:
    """Return the scores of BM25 (SQLite FTS5, section 5.1.1), written anew from its documentation."""
    mean = sum(lengths) / len(lengths)
    rareness = max(log((len(lengths) - len(counts) + 0.5) / (len(counts) + 0.5)), 1e-6)
    return {
        number: rareness * count * (K1 + 1) / (count + K1 * (1 - B + B * lengths[number - 1] / mean))
        for number, count in counts.items()
    }


def test_scores_can_be_reckoned_from_the_parts(whole: SearchIndex) -> None:
    lengths: list[int] = json.loads(write_part(whole, "about", make_links("about")))["lengths"]
    stems = {
        stem for word in ("Integration", "Ostsee", "refugees", "2", "Häfen") for stem in list_stems(word)
    }
    tried = stems & set(whole.terms)
    assert len(tried) > 3
    for stem in tried:
        pairs = read_part(whole, f"words-{stem[0]}")["stems"][stem]
        counts = {int(number): count for number, count in zip(pairs[::2], pairs[1::2], strict=True)}
        assert reckon(counts, lengths) == pytest.approx(whole.rank(f'"{stem}"'))


def test_each_word_leads_to_the_stems_that_are_looked_for(small: SearchIndex) -> None:
    stems = read_stems(small, "words-b")["burgerinnen"]
    assert set(stems) == set(list_stems("Bürgerinnen")) == {"burg", "burgerinnen"}
    assert "burg" in read_part(small, "words-b")["stems"]


def test_each_thing_is_there_with_its_address(small: SearchIndex) -> None:
    names = [name for name in list_parts(small) if name.startswith("things-")]
    things = [thing for name in names for thing in json.loads(write_part(small, name, make_links(name)))]
    assert len(things) == small.size
    (clause,) = [thing for thing in things if thing[2] == "2.b"]
    address, kind, _, label, document = clause
    assert (kind, label) == ("clause", "Bürgerinnen und Bürger beteiligen")
    assert address == "../../page/document/r-2020/2.b.html"
    assert things[document - 1][3] == "Resolution zum Hafen"


def test_names_lead_to_what_bears_them(small: SearchIndex) -> None:
    things = [search(small, Question("2.a")).hits[place].iri for place in (0, 1)]
    numbers = read_part(small, "words-2")["names"]["2 a"]
    assert [small.find_thing(int(number)).iri for number in numbers] == things


def test_what_documents_say_is_in_no_part() -> None:
    published = SearchIndex(build_index(make_small_store()))
    index = SearchIndex(build_index(make_small_store(), {UNIT: "Molenköpfe ertüchtigen Xylophon"}))
    assert list_parts(index) == list_parts(published)
    for name in list_parts(index):
        assert write_part(index, name, make_links(name)) == write_part(published, name, make_links(name))


def test_parts_are_small(whole: SearchIndex) -> None:
    sizes = {name: len(write_part(whole, name, make_links(name))) for name in list_parts(whole)}
    assert max(sizes.values()) < 80_000
    assert sum(sizes.values()) < 1_000_000


@pytest.mark.parametrize(
    "name", ["", "words", "words-ä", "words-ab", "things-", "things-99", "things-٣", "about-1"]
)
def test_there_are_no_other_parts(small: SearchIndex, name: str) -> None:
    with pytest.raises(KeyError):
        write_part(small, name, make_links("x"))
