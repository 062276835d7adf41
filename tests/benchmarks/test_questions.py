"""What the servers are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.questions import Question, make_questions, write_targets
from tests.benchmarks.synthetic import make_lineage_graph

if TYPE_CHECKING:
    from pathlib import Path


def test_only_the_cached_question_repeats_a_text() -> None:
    questions = make_questions(make_lineage_graph(1))
    assert [question.name for question in questions if question.repeat] == ["cached describe"]
    assert [len(question.texts) for question in questions] == [200, 20, 20, 1]


def test_targets_carry_the_texts_unharmed(tmp_path: Path) -> None:
    texts = ["SELECT ?p { <http://x/ä%20#1> ?p 'a + b & c = d' }", "ASK {\n}"]
    file = tmp_path / "targets"
    write_targets(Question("any", dict.fromkeys(texts, 1)), "/query", file)
    targets = [urlsplit(line) for line in file.read_text("ascii").splitlines()]
    assert [target.path for target in targets] == ["/query", "/query"]
    assert [parse_qs(target.query, strict_parsing=True) for target in targets] == [
        {"query": [text]} for text in texts
    ]
