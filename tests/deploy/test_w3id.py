"""The redirects at w3id.org, read as Apache reads them (mod_rewrite, as far as the file uses it)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

FILE = Path(__file__).resolve().parents[2] / "deploy" / "w3id" / "pso-graph" / ".htaccess"
HOST = "https://graph.example.org"
PATHS = (
    "id/document/pso-19-2023/2.l.1",
    "id/document/pso-19-2023.ttl",
    "concept/stance",
    "graph/document/pso-19-2023",
    "ontology",
    "ontology/1.0.0",
    "sparql",
    "",
)


class Rule(NamedTuple):
    pattern: str
    target: str
    flags: frozenset[str]
    conditions: tuple[tuple[str, str], ...]


def read_rules() -> list[Rule]:
    """The rules of the file, each with the conditions before it."""
    rules: list[Rule] = []
    conditions: list[tuple[str, str]] = []
    is_on = False
    for line in FILE.read_text("utf-8").splitlines():
        words = line.split()
        if words[:1] == ["RewriteEngine"]:
            is_on = words[1] == "on"
        elif words[:1] == ["RewriteCond"]:
            conditions.append((words[1], words[2]))
        elif words[:1] == ["RewriteRule"]:
            rules.append(
                Rule(words[1], words[2], frozenset(words[3].strip("[]").split(",")), tuple(conditions))
            )
            conditions = []
    assert is_on
    return rules


def redirect(method: str, path: str, query: str = "") -> tuple[int, str]:
    """Status and target that Apache answers; the path is what follows the folder of the file."""
    for rule in read_rules():
        held = all(
            name == "%{REQUEST_METHOD}"
            and (re.search(test.removeprefix("!"), method) is None) == test.startswith("!")
            for name, test in rule.conditions
        )
        match = re.search(rule.pattern, path)
        if held and match:
            (status,) = [int(flag[2:]) for flag in rule.flags if flag.startswith("R=")]
            assert "L" in rule.flags
            assert not rule.flags & {"NE", "QSD"}  # escapes are written anew, and the query is kept
            target = rule.target.replace("$1", quote(match[1]))
            return status, target + (f"?{query}" if query else "")
    raise AssertionError(f"no rule for {method} {path}")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_everything_is_seen_elsewhere_at_the_same_path(method: str, path: str) -> None:
    assert redirect(method, path) == (303, f"{HOST}/{path}")


def test_the_query_goes_along() -> None:
    assert redirect("GET", "id/actor/bspc", "format=ttl") == (303, f"{HOST}/id/actor/bspc?format=ttl")


def test_what_is_sent_is_to_be_sent_again() -> None:
    assert redirect("POST", "sparql") == (307, f"{HOST}/sparql")


def test_nothing_is_negotiated_on_the_way() -> None:
    """A second place that knows the forms would be a second truth."""
    assert "HTTP_ACCEPT" not in FILE.read_text("utf-8")


def test_scripts_of_other_origins_may_follow() -> None:
    assert 'Header always set Access-Control-Allow-Origin "*"' in FILE.read_text("utf-8")


def test_the_file_says_where_else_its_host_stands() -> None:
    """Who registers the addresses puts the name of a server in its place, wherever it stands."""
    readme = FILE.with_name("README.md").read_text("utf-8")
    assert "graph.example.org" in readme
    assert FILE.read_text("utf-8").count("graph.example.org") == 2
