"""Every rule that a check can name is explained, and every example is one."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.rdf.parsing import FORMATS
from pso_graph.rdf.positions import ProblemKind, read_positions
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.validate.rules import find_rule, list_rules, read_written_rules, registry
from pso_graph.validate.rules.presentation import write_json, write_list, write_markdown, write_text
from pso_graph.validate.rules.syntax_rules import SUFFIXES, complete
from tests.conftest import ROOT
from tests.validate.checks.running import TURTLE, check_text

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.validate.rules import Rule

RULES = list_rules()
# Rules of one statement in two files, of documents' texts and of suppressions are tried elsewhere.
TRIED = [rule for rule in RULES if rule.id[4] in "DFMOQ" and rule.id != "PSO-D009"]
# What nobody may write at all has no good example.
FORBIDDEN = {"PSO-S004", "PSO-S382", "PSO-S383"}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def write_example(rule: Rule, text: str) -> str:
    """An example with the prefixes that it leaves out."""
    if rule.id.startswith("PSO-F"):
        return f"{text}\n"
    if rule.syntax != "sparql":
        return f"{TURTLE}{text}\n"
    header = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#+"))
    used = {prefix: iri for prefix, iri in read_prefixes().items() if f" {prefix}:" in text}
    declared = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in used.items() if f"PREFIX {p}:" not in text)
    return f"{header}{declared}{text.removeprefix(header)}\n"


@every_rule
def test_is_explained_in_both_languages(rule: Rule) -> None:
    assert re.fullmatch(r"PSO-[A-Z][0-9]{3}", rule.id)
    assert rule.severity in {"violation", "warning", "info"}
    for texts in (rule.title, rule.message, rule.reason):
        assert set(texts) == {"de", "en"}
        assert all(text.strip() for text in texts.values())
    assert rule.bad
    assert (ROOT / rule.source).is_file()


def test_only_what_is_forbidden_has_no_good_example() -> None:
    assert {rule.id for rule in RULES if not rule.good} == FORBIDDEN


@pytest.mark.parametrize("rule", TRIED, ids=lambda rule: rule.id)
def test_the_bad_example_breaks_the_rule_and_the_good_one_none(rule: Rule, tmp_path: Path) -> None:
    ours = rule.id == "PSO-M006"  # the examples of other rules have no messages, for brevity
    broken = check_text(rule.id[4], write_example(rule, rule.bad), tmp_path, ours=ours)
    assert {found.finding.rule for found in broken} == {rule.id}
    assert check_text(rule.id[4], write_example(rule, rule.good), tmp_path, ours=ours) == []


@pytest.mark.parametrize("kind", ProblemKind, ids=lambda kind: kind.value)
def test_the_bad_example_of_syntax_is_broken_as_it_says(kind: ProblemKind) -> None:
    rule = find_rule(kind.value)
    rdf_format = FORMATS[SUFFIXES[rule.syntax]]
    broken = read_positions(complete(rule.bad, rule.syntax), rdf_format)
    assert [problem.kind for problem in broken.problems] == [kind]
    assert read_positions(complete(rule.good, rule.syntax), rdf_format).problems == ()


def test_ids_are_given_once() -> None:
    assert [rule for rule, uses in Counter(rule.id for rule in RULES).items() if uses > 1] == []
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)


def test_what_the_code_can_name_is_written_and_what_is_written_is_named() -> None:
    code = " ".join(path.read_text("utf-8") for path in (ROOT / "pso_graph").rglob("*.py"))
    assert set(re.findall(r'"(PSO-[A-DF-Z][0-9]{3})"', code)) == {
        *read_written_rules(),
        *(kind.value for kind in ProblemKind),
    }


def test_every_rule_of_a_shape_is_there() -> None:
    shapes = " ".join(path.read_text("utf-8") for path in (ROOT / "shapes").glob("*.ttl"))
    stated = set(re.findall(r'dcterms:identifier "(PSO-S[0-9]{3})"', shapes))
    assert {rule.id for rule in RULES if rule.id.startswith("PSO-S")} == stated


def test_every_rule_of_a_lint_query_is_there() -> None:
    queries = [path.read_text("utf-8") for path in (ROOT / "queries" / "lint").glob("*.rq")]
    stated = {found[1] for text in queries if (found := re.search(r"^#\+ id: (\S+)$", text, re.MULTILINE))}
    assert {rule.id for rule in RULES if rule.id.startswith("PSO-O")} == stated
    assert len(stated) == len(queries)


@pytest.mark.parametrize("name", ["PSO-S001", "pso-s001", "S001"])
def test_a_rule_is_found_by_its_id(name: str) -> None:
    assert find_rule(name).source == "shapes/actor.ttl"


def test_a_mistyped_id_suggests_the_nearest() -> None:
    with pytest.raises(UnknownThingError, match=r"no rule 'PSO-S0001'.*PSO-S001"):
        find_rule("PSO-S0001")
    with pytest.raises(UnknownThingError, match="`pso-graph explain` lists them"):
        find_rule("xxxxxxxxxxxx")


def test_a_rule_is_shown_with_its_examples() -> None:
    shown = write_text(find_rule("PSO-D001"), "de")
    assert shown.startswith("PSO-D001 (violation): Verweis ins Leere\n\nMeldung: Nichts beschreibt ….")
    assert "\n\nFalsch:\n  <document/test> dcterms:relation <document/tset> .\n\nRichtig:\n  <" in shown
    assert "must not be there at all" in write_text(find_rule("PSO-S004"), "en")


def test_the_list_has_a_line_for_each_rule() -> None:
    lines = write_list(RULES, "en").splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.id, rule.severity] for rule in RULES]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_reference_has_a_section_for_each_rule(language: str) -> None:
    text = write_markdown(RULES, language)
    assert re.findall(r"^### (\S+): ", text, re.MULTILINE) == [rule.id for rule in RULES]
    fences = re.findall(r"^```(\w*)$", text, re.MULTILINE)
    assert fences[1::2] == [""] * (len(fences) // 2)
    assert set(fences[::2]) == {"sparql", "turtle"}
    assert not re.search(r"\{\w+\}", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def test_json_says_all_of_it() -> None:
    entries = json.loads(write_json(RULES))["rules"]
    assert [entry["id"] for entry in entries] == [rule.id for rule in RULES]
    assert all(set(entry["title"]) == {"de", "en"} for entry in entries)


def test_a_rule_is_found_without_reading_the_slower_kinds() -> None:
    """SARIF explains the rules that findings name; reading all, with their examples, takes a second."""
    registry._read.cache_clear()  # noqa: SLF001 - as in a new process
    assert find_rule("PSO-D001").id == "PSO-D001"
    assert registry._read.cache_info().currsize == 1  # noqa: SLF001
    assert find_rule("PSO-O013").id == "PSO-O013"
    assert registry._read.cache_info().currsize == 2  # noqa: SLF001
