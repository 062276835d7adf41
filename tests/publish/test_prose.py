"""Texts as HTML, and numbers for readers."""

from __future__ import annotations

import pytest

from pso_graph.publish.links import Links
from pso_graph.publish.prose import write_number, write_prose

LINKS = Links("rules/PSO-S001", "en")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("run `make`, then `stop`", "run <code>make</code>, then <code>stop</code>"),
        ("a `tick alone", "a `tick alone"),
        ('<b> & "q"', "&lt;b&gt; &amp; &#34;q&#34;"),
        ("`<x>`", "<code>&lt;x&gt;</code>"),
        ("a psog:Unit.", 'a <a href="../ontology#Unit">psog:Unit</a>.'),
        ("xpsog:Unit", "xpsog:Unit"),
    ],
)
def test_code_and_terms_are_marked_and_all_else_is_escaped(text: str, written: str) -> None:
    assert write_prose(text, LINKS) == written


@pytest.mark.parametrize(
    ("number", "german", "english"),
    [(0, "0", "0"), (999, "999", "999"), (36969, "36.969", "36,969"), (1234567, "1.234.567", "1,234,567")],
)
def test_numbers_are_grouped_as_the_language_does(number: int, german: str, english: str) -> None:
    assert write_number(number, "de") == german
    assert write_number(number, "en") == english
