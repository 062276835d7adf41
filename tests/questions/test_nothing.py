"""Where there is nothing to find, the queries find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import PSOG

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

MOTION = "document/sh-motion-pso-19"
HAMBURG = "document/hh-motion-19-pso"
OTHER_STATEMENT = "document/mv-8-2106"

# Things that are in the graph, with nothing to find for them, and why.
EMPTY: list[tuple[str, dict[str, str], str]] = [
    (
        "measures-per-funder",
        {"funder": "instrument/amif-2021-1147"},
        "named in 4.a, but it pays for no measure",
    ),
    ("responses-naming-programmes", {"level": "international"}, "no response names one"),
    ("measures-older-than-document", {"document": MOTION}, "nobody answered the motion"),
    ("measures-by-status", {"statement": OTHER_STATEMENT}, "its units are not recorded"),
    ("topics-without-measure", {"document": "document/bspc-28-2019"}, "how its decisions ask is not known"),
    ("actor-shares", {"actor": "actor/landtag-sh"}, "named in 000 and 001 only"),
    ("actors-across-documents", {"actor": "actor/bundestag"}, "none of the five documents names it"),
    ("topic-coverage", {"topic": "trafficking"}, "the subject of a finding only"),
    ("topics-of-two-documents", {"one": MOTION, "other": HAMBURG}, "the units of one are not recorded"),
    ("recommendations-without-own-measure", {"document": MOTION}, "nobody answered the motion"),
    ("recommendations-not-in-motion", {"motion": HAMBURG}, "its units are not recorded"),
    ("decisions-without-follow-up", {"resolution": "document/bspc-29-2020"}, "all eight known are taken up"),
    ("motion-against-statement", {"statement": OTHER_STATEMENT}, "its units are not recorded"),
    ("requests-per-signatory", {"document": MOTION}, "a motion is tabled, not signed"),
    ("opposed-positions", {"document": MOTION}, "the motion shares the resolution's positions"),
    (
        "contradictory-measures",
        {"measure": "measure/mv-anti-discrimination-office"},
        "two reports that agree",
    ),
    ("most-cited-things", {"thing": "conference/pso-19"}, "meetings are not counted"),
    ("misspelt-citations", {"document": "document/pso-19-2023"}, "it misspells none"),
    ("addressees", {"document": "document/mv-statement-pso-19-2024"}, "the statement addresses nobody"),
    ("evidence-per-document", {"document": "document/bspc-28-2019"}, "its text is not at hand"),
    ("inferred-links", {"relation": PSOG.answers.value}, "responses answer in words of their own"),
    ("conferences-per-host", {"host": "actor/landesregierung-mv"}, "a government hosts no meeting"),
    ("years-without-meeting", {"forum": "actor/cbss"}, "its meetings are not recorded"),
]


@pytest.mark.parametrize(("name", "values", "why"), EMPTY, ids=[name for name, _, _ in EMPTY])
def test_nothing_to_find(answer: Answer, name: str, values: dict[str, str], why: str) -> None:
    assert answer(name, **values) == [], why
