"""Comparisons as people and tools read them: by thing, harmless, bounded; an update does what it says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.core.errors import UnnamedNodeError
from pso_graph.pipeline.diffing.comparing import compare_states
from pso_graph.pipeline.diffing.formats import WRITERS, write_json, write_text, write_update
from pso_graph.pipeline.diffing.markdown import LENGTH, write_markdown
from tests.depth import examples

if TYPE_CHECKING:
    from pso_graph.pipeline.diffing.comparing import Comparison

PREFIXES = """\
PREFIX ex: <http://example.org/>
PREFIX psor: <https://w3id.org/pso-graph/id/>
PREFIX psog: <https://w3id.org/pso-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX graph: <https://w3id.org/pso-graph/graph/document/>
"""
MEASURE = "psor:measure-x a psog:Measure ; skos:prefLabel 'Maßnahme'@de , 'measure'@en "


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + text, ox.RdfFormat.TRIG))


def compare(old: str, new: str) -> Comparison:
    return compare_states(parse(old), parse(new), "old", "new")


def tell(old: str, new: str, language: str = "en") -> list[str]:
    """The lines about things, without the summary."""
    return write_text(compare(old, new), language).split("\n\n")[0].splitlines()


def test_one_value_for_another_is_one_line() -> None:
    old, new = MEASURE + ".", MEASURE.replace("'measure'", "'other'") + "."
    assert tell(old, new) == [
        "changed  measure-x  other  (psog:Measure)",
        '  skos:prefLabel en: "measure" → "other"',
    ]
    assert tell(old, new, "de")[0] == "geändert  measure-x  Maßnahme  (psog:Measure)"


def test_several_values_are_told_one_by_one() -> None:
    assert tell("ex:a ex:p 1 , 2 , 3 .", "ex:a ex:p 3 , 10 , 9 , 8 .") == [
        "changed  <http://example.org/a>",
        "  − <http://example.org/p>: 1",
        "  − <http://example.org/p>: 2",
        "  + <http://example.org/p>: 8",
        "  + <http://example.org/p>: 9",
        "  + <http://example.org/p>: 10",
    ]


def test_whole_things_are_new_or_gone() -> None:
    lines = tell(MEASURE + ".", "ex:a a psog:Actor .")
    assert [line.split("  ")[0] for line in lines if not line.startswith(" ")] == ["added"]
    text = write_text(compare(MEASURE + ".", "ex:a a psog:Actor ."), "en")
    assert 'removed  measure-x  measure  (psog:Measure)\n  − skos:prefLabel de: "Maßnahme"\n' in text.replace(
        "  − rdf:type: psog:Measure\n", ""
    )
    assert "things: 1 added, 1 removed, 0 changed; statements: 1 added, 3 removed\n" in text


def test_no_thing_is_guessed_to_be_another() -> None:
    things = compare("ex:a ex:p 1 ; ex:q 2 .", "ex:b ex:p 1 ; ex:q 2 .").things
    assert [change.kind for change in things] == ["removed", "added"]


def test_a_blank_node_is_shown_where_it_stands() -> None:
    old = "ex:a ex:p [ ex:q 1 ; ex:r ( 1 [ ex:s 'x' ] ) ] ."
    (line,) = tell(old, old.replace("'x'", "'y'"))[1:]
    before = '[ <http://example.org/q> 1 ; <http://example.org/r> ( 1 [ <http://example.org/s> "x" ] ) ]'
    after = before.replace("x", "y").replace("eyample", "example")
    assert line == f"  <http://example.org/p>: {before} → {after}"


def test_a_blank_node_without_a_place_is_a_thing() -> None:
    """One is used twice, one by nothing, two stand in a circle."""
    for old in (
        "ex:a ex:p _:x . ex:b ex:p _:x . _:x ex:q 1 .",
        "[] ex:q 1 .",
        "_:x ex:q _:y , 1 . _:y ex:q _:x .",
    ):
        nodes = [change.thing for change in compare(old, "").things if isinstance(change.thing, ox.BlankNode)]
        assert len(nodes) == 1 + ("_:y" in old)


def test_deep_and_long_data_are_told() -> None:
    deep = "ex:a ex:p " + "[ ex:p " * 1000 + "1" + " ]" * 1000 + " ."
    long = "ex:a ex:p (" + " 1" * 1000 + " ) ."
    for text in (deep, long):
        comparison = compare(text, "")
        assert len(comparison.things) == 1
        assert all(write(comparison, "en") for name, write in WRITERS.items() if name != "update")


def test_graphs_are_told_where_they_differ() -> None:
    lines = tell("GRAPH graph:x { ex:a ex:p 1 }", "GRAPH graph:y { ex:a ex:p 1 }")
    assert [line.split(": ")[1] for line in lines[1:]] == ["1  [document/x]", "1  [document/y]"]


def test_nothing_changed_is_said() -> None:
    same = compare("ex:a ex:p 1 .", "ex:a ex:p 1 .")
    assert write_text(same, "de") == "Nichts hat sich geändert.\n"
    assert "Nothing has changed." in write_markdown(same, "en")
    assert json.loads(write_json(same, "en"))["step"] is None
    assert write_update(same, "en") == "\n"


def test_json_is_for_tools() -> None:
    old = "ex:C a <http://www.w3.org/2002/07/owl#Class> . GRAPH graph:x { ex:a ex:p 1 , ( 'b'@de ) }"
    answer = json.loads(write_json(compare(old, "GRAPH graph:x { ex:a ex:p [ ex:q 2 ] }"), "en"))
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert answer["things"][1] == {
        "thing": "http://example.org/a",
        "change": "changed",
        "types": [],
        "label": {},
        "properties": [
            {
                "property": "http://example.org/p",
                "graph": "https://w3id.org/pso-graph/graph/document/x",
                "removed": [f'"1"{integer}', ['"b"@de']],
                "added": [{"http://example.org/q": [f'"2"{integer}']}],
            }
        ],
    }
    (verdict,) = answer["verdicts"]
    assert (answer["step"], verdict["reason"], verdict["property"]) == ("major", "removed", None)
    assert answer["counts"]["things"] == {"added": 0, "removed": 1, "changed": 1}


HOSTILE = st.text(st.sampled_from("`|*<>&[]()@#\\\n\r\x1b\u2028\u202e\t -x\"'"), max_size=12)


@settings(max_examples=examples(150))
@given(HOSTILE, HOSTILE)
def test_nothing_of_the_data_is_alive_in_markdown(label: str, value: str) -> None:
    """Outside of code spans nothing is left but our own words, and each change keeps its line."""
    node, predicate = ox.NamedNode("http://example.org/a"), ox.NamedNode(SKOS_LABEL)
    old = [ox.Quad(node, predicate, ox.Literal(label))]
    new = [ox.Quad(node, predicate, ox.Literal(value + "!"))]
    text = write_markdown(compare_states(old, new, value or "x", label or "y"), "en")
    outside = remove_code_spans(text)
    assert re.sub(r"\d", "", outside) == re.sub(r"\d", "", remove_code_spans(write_markdown(PLAIN, "en")))
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u202e]", text)
    assert "\x1b" not in write_text(compare_states(old, new, "x", "y"), "en")


SKOS_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
PLAIN = compare("ex:a skos:prefLabel 'x' .", "ex:a skos:prefLabel 'y' .")


def remove_code_spans(text: str) -> str:
    """Remove code spans by the rule of CommonMark: a run of backticks ends at the next of the same length."""
    return re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", text)


def test_markdown_is_bounded_and_says_what_is_left_out() -> None:
    many = " ".join(f"ex:t{number} ex:p {number} ; ex:q '{'long ' * 200}' ." for number in range(400))
    comparison = compare(many, "")
    text = write_markdown(comparison, "en")
    shown = text.count("\n- ")
    assert len(text) <= LENGTH
    assert 50 < shown < 400
    assert f"Left out, since the text would be too long: {400 - shown}." in text
    assert text.count("<details>") == text.count("</details>") == 1
    assert len(write_markdown(comparison, "en", length=1000)) <= 1000


NAMES = st.sampled_from(["ex:a", "ex:b", "'x\\n\"'@de", "01", "1"])
QUADS = st.sets(
    st.tuples(st.sampled_from(["", "ex:g", "ex:h"]), st.sampled_from(["ex:a", "ex:b"]), NAMES), max_size=6
)


@settings(max_examples=examples(60))
@given(QUADS, QUADS)
def test_the_update_makes_new_of_old(old: set[tuple[str, str, str]], new: set[tuple[str, str, str]]) -> None:
    store = ox.Store()
    store.extend(parse(write(old)))
    expected = ox.Store()
    expected.extend(parse(write(new)))
    store.update(write_update(compare(write(old), write(new)), "en"))
    assert set(store) == set(expected)


def write(quads: set[tuple[str, str, str]]) -> str:
    """Without the two forms of one number, which the store takes for the same."""
    return " ".join(f"{f'GRAPH {g} ' if g else ''}{{ {s} ex:p {o} }}" for g, s, o in quads if o != "01")


def test_an_update_adds_blank_nodes_and_refuses_to_remove_them() -> None:
    assert "INSERT DATA" in write_update(compare("", "ex:a ex:p [ ex:q 1 ] ."), "en")
    with pytest.raises(UnnamedNodeError, match="PSO-E028"):
        write_update(compare("ex:a ex:p [ ex:q 1 ] .", ""), "en")
