"""The page of questions and the headers of the queries name each other."""

from __future__ import annotations

import re
from pathlib import Path

from pso_graph.catalogue import read_folder

PAGE = Path(__file__).with_name("questions.md").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^\*\*(B\d\d)\*\* \[[a-z ]+\] [^\n]+\?  \nQuer(?:y|ies): ([^\n]+)  \nAnswer", re.MULTILINE
)


def test_page_and_headers_agree() -> None:
    listed = {
        (entry[1], name) for entry in ENTRY.finditer(PAGE) for name in re.findall(r"`([^`]+)`", entry[2])
    }
    claimed = {
        (question, query.name)
        for query in read_folder("lineage")
        for question in query.answers
        if question.startswith("B")
    }
    assert listed == claimed


def test_twenty_questions_stand_there_once_each() -> None:
    found = [entry[1] for entry in ENTRY.finditer(PAGE)]
    assert sorted(found) == [f"B{number:02}" for number in range(1, 21)]
