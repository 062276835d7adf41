"""The picture of a lineage: older to the left, and what is proposed or inferred is seen to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pso_graph.publish.drawing.boxes import CORRIDOR, WIDTH
from pso_graph.publish.drawing.lineage import draw_lineage, picture_lineage
from pso_graph.publish.links import Links
from pso_graph.publish.names import Names
from pso_graph.query.lineage import trace_lineage
from tests.publish.visiting import SVG, read_text

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import EmbeddedStore

PAGES = "../../../page/"
ONE_STOP_SHOPS = "pso-19-2023/2.l.1"


def draw(
    store: EmbeddedStore, thing: str, language: Language = "en", *, is_whole: bool = False
) -> ET.Element:
    lineage = trace_lineage(store, thing)
    links = Links("page/document/a/b", language)
    picture = picture_lineage(lineage, Names(store, language), links, language, is_whole=is_whole)
    assert picture is not None
    return ET.fromstring(picture.as_file())  # noqa: S314 - our own


def find_boxes(picture: ET.Element) -> dict[str, ET.Element]:
    """The boxes by the address that they link to."""
    return {box.get("href", ""): box for box in picture.iter(f"{SVG}a")}


def find_left(box: ET.Element) -> float:
    return float(next(iter(box.iter(f"{SVG}rect"))).get("x", "nan"))


def test_older_stands_to_the_left(dataset: EmbeddedStore) -> None:
    boxes = find_boxes(draw(dataset, ONE_STOP_SHOPS))
    way = [
        PAGES + "document/bspc-28-2019/26",
        PAGES + "document/pso-19-2023/2.l.1",
        PAGES + "document/mv-statement-pso-19-2024/2.l.1",
        PAGES + "measure/mv-welcome-centres",
    ]
    columns = [find_left(boxes[address]) // (WIDTH + CORRIDOR) for address in way]
    assert columns == [0, 1, 2, 3]


def test_all_nine_measures_are_shown(dataset: EmbeddedStore) -> None:
    """M041 to M049 of the gold table."""
    boxes = find_boxes(draw(dataset, ONE_STOP_SHOPS))
    assert sum(address.startswith(PAGES + "measure/") for address in boxes) == 9


def test_heads_name_kinds_and_relations(dataset: EmbeddedStore) -> None:
    words = [read_text(text) for text in draw(dataset, ONE_STOP_SHOPS, "de").iter(f"{SVG}text")]
    assert {"BSPC-Beschluss", "Klausel", "Antwort", "Maßnahme"} <= set(words)
    assert {"← greift auf", "← beantwortet", "← genannt in"} <= set(words)
    assert "Über ganze Dokumente" in words


def find_lines(picture: ET.Element) -> dict[str, ET.Element]:
    """The lines by what they say."""
    lines = [line for line in picture.iter(f"{SVG}path") if line.find(f"{SVG}title") is not None]
    return {read_text(line): line for line in lines}


def test_hop_says_who_claims_it(dataset: EmbeddedStore) -> None:
    lines = find_lines(draw(dataset, ONE_STOP_SHOPS))
    told = "pso-19-2023/2.l.1 takes up bspc-28-2019/26 (claimed by mv-statement-pso-19-2024)"
    assert lines[told].get("stroke-dasharray") is None


def test_what_is_proposed_is_dashed(dataset: EmbeddedStore) -> None:
    """The motion of Schleswig-Holstein is a proposal: what it approves, nobody has adopted."""
    lines = find_lines(draw(dataset, ONE_STOP_SHOPS))
    motion = [line for told, line in lines.items() if told.startswith("sh-motion-pso-19/")]
    assert len(motion) == 4
    assert {line.get("stroke-dasharray") for line in motion} == {"6 4"}
    words = [read_text(text) for text in draw(dataset, ONE_STOP_SHOPS).iter(f"{SVG}text")]
    assert "proposed" in words


def test_what_is_inferred_is_dotted(dataset: EmbeddedStore) -> None:
    """That finding 1.j.1 is the first of the 29th conference says the curator alone."""
    lines = find_lines(draw(dataset, "bspc-29-2020/high-priority"))
    (told,) = (told for told in lines if told.startswith("pso-19-2023/1.j.1 takes up"))
    assert told.endswith("(claimed by curators)")
    assert lines[told].get("stroke-dasharray") == "1.5 3.5"


def test_large_lineage_is_folded_with_a_way_to_the_explorer(dataset: EmbeddedStore) -> None:
    picture = draw(dataset, "pso-19-2023")
    fold = find_boxes(picture)["../../../explore/document/pso-19-2023"]
    assert read_text(fold).endswith("+ 61 more")  # of 67 clauses that are answered, six are shown
    assert len(find_boxes(picture)) < 50


def test_whole_lineage_is_not_folded(dataset: EmbeddedStore) -> None:
    picture = draw(dataset, "pso-19-2023", is_whole=True)
    boxes = find_boxes(picture)
    assert not any("explore/" in address for address in boxes)
    # 126 measures (gold), all of which a response to the resolution names
    assert sum(address.startswith(PAGES + "measure/") for address in boxes) == 126


@pytest.mark.parametrize("thing", [ONE_STOP_SHOPS, "pso-19-2023", "measure/mv-integration-concept"])
def test_boxes_do_not_overlap_and_stay_in_the_picture(dataset: EmbeddedStore, thing: str) -> None:
    picture = draw(dataset, thing, is_whole=True)
    taken: dict[float, list[tuple[float, float]]] = {}
    for box in find_boxes(picture).values():
        frame = next(iter(box.iter(f"{SVG}rect")))
        top, height = float(frame.get("y", "nan")), float(frame.get("height", "nan"))
        taken.setdefault(find_left(box), []).append((top, top + height))
    for stretches in taken.values():
        for (_, bottom), (top, _) in zip(sorted(stretches), sorted(stretches)[1:], strict=False):
            assert bottom < top
    assert max(bottom for stretches in taken.values() for _, bottom in stretches) < float(
        picture.get("height", "0")
    )
    assert max(taken) + WIDTH <= float(picture.get("width", "0"))


def test_without_hops_there_is_no_picture(dataset: EmbeddedStore) -> None:
    lineage = trace_lineage(dataset, "actor/pso")
    assert draw_lineage(lineage, Names(dataset, "en"), Links("page/actor/pso", "en"), "en") == ""


class _Misnamed(Names):
    """What things are called if the data says so."""

    def label(self, iri: str) -> str:
        """Return something that is no name."""
        return f"<script>&{iri}"


def test_names_are_escaped(dataset: EmbeddedStore) -> None:
    """A gloss is text, whatever it says."""
    lineage = trace_lineage(dataset, ONE_STOP_SHOPS)
    drawn = draw_lineage(lineage, _Misnamed(dataset, "en"), Links("page/a", "en"), "en")
    assert "<script" not in drawn
    assert "&lt;script&gt;&amp;" in drawn
