"""``pso-graph explain``."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from pso_graph.cli.main import app
from pso_graph.core.errors import UnknownThingError

RUNNER = CliRunner()


def run(*words: str) -> str:
    result = RUNNER.invoke(app, ["explain", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_rule_is_explained() -> None:
    shown = run("PSO-X010", "--lang", "de")
    assert shown.startswith("PSO-X010 (violation): Das Präfix … ist nicht erklärt.")
    assert "\nFalsch:\n  ex:a exx:p 1 .\n" in shown


def test_several_rules_follow_each_other() -> None:
    shown = run("d001", "PSO-M001")
    assert shown.index("PSO-D001 (") < shown.index("PSO-M001 (")


def test_alone_it_lists_all() -> None:
    lines = run().splitlines()
    assert len(lines) > 200
    assert "PSO-D008  violation  Lineage in a circle" in lines


def test_the_reference_is_markdown() -> None:
    assert run("--format", "markdown").startswith("# The rules of pso-graph\n")
    assert run("--format", "markdown", "--lang", "de").startswith("# Regeln von pso-graph\n")


def test_json_is_an_object_with_the_rules() -> None:
    (rule,) = json.loads(run("PSO-Q004", "--format", "json"))["rules"]
    assert (rule["id"], rule["syntax"]) == ("PSO-Q004", "sparql")


def test_an_unknown_id_suggests_the_nearest() -> None:
    with pytest.raises(UnknownThingError, match="PSO-S001"):
        RUNNER.invoke(app, ["explain", "PSO-S0011"], catch_exceptions=False)
