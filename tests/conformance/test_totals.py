"""The suites are complete, the list of failures is true of them, and the scores are these."""

from __future__ import annotations

import pytest

from tests.conformance.archive import ARCHIVE
from tests.conformance.cases import SUITES, list_cases
from tests.conformance.evaluation import BY_VALUE
from tests.conformance.expectations import read_expectations

NOT_OFFERED = "not-offered"

# Cases of each suite as its manifests list them, and those that pass.
SCORES = {
    "query-evaluation": (222, 239),
    "query-syntax": (103, 106),
    "query-evaluation-10": (269, 283),
    "query-syntax-10": (198, 199),
    "result-formats": (10, 10),
    "protocol": (34, 34),
    "service-description": (3, 3),
    "turtle": (313, 313),
    "trig": (356, 356),
    "n-triples": (70, 70),
    "n-quads": (87, 87),
    "turtle-writer": (129, 145),
    "turtle-formatter": (123, 145),
    "shacl-core": (97, 98),
    "shacl-sparql": (22, 23),
    "update": (150, 157),
    "graph-store": (13, 13),
    "entailment": (0, 70),
}


@pytest.fixture(autouse=True)
def archive() -> None:
    if not ARCHIVE.is_file():
        pytest.skip("the W3C suites are not here (w3c.tgz in ../shared/conformance)")


def test_the_list_names_cases_that_there_are() -> None:
    lists = read_expectations()
    known = {name: {case.id for case in list_cases(name)} for name in SUITES} | {NOT_OFFERED: set(SUITES)}
    unknown = {
        (name, case) for name in lists for case in lists[name].keys() - known[name.removesuffix(BY_VALUE)]
    }
    assert unknown == set()
    assert all(reason.strip() for reasons in lists.values() for reason in reasons.values())


def test_no_case_has_the_name_of_another() -> None:
    for name in SUITES:
        ids = [case.id for case in list_cases(name)]
        assert len(ids) == len(set(ids))


def test_scores(capsys: pytest.CaptureFixture[str]) -> None:
    """As every case on the list must fail and every other must pass, the list says the score."""
    lists = read_expectations()
    missing = lists[NOT_OFFERED]
    totals = {name: len(list_cases(name)) for name in SUITES}
    scores = {
        name: (0 if name in missing else total - len(lists.get(name, {})), total)
        for name, total in totals.items()
    }
    with capsys.disabled():
        print("\n\nW3C suites" + " " * 15 + "passed     of")
        for name, (passed, total) in scores.items():
            by_value = len(lists.get(name + BY_VALUE, {}))
            note = missing.get(name, f"{by_value} of them by value only" if by_value else "")
            print(f"{name:24} {passed:7} {total:6}  {note}".rstrip())
    assert scores == SCORES
