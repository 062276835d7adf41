"""The explorer: every hop as picture, as text with its proof, as table, and one by one for the script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.pages.explorer import ExplorerPage
from pso_graph.publish.views.explorer import count_neighbours, grow_tree, has_lineage, list_starts
from pso_graph.query.hops import Hop
from pso_graph.query.running import run_text
from pso_graph.rdf.namespaces import BASE, PSOG, shorten_iri
from pso_graph.rdf.terms import NamedNode, QuerySolutions
from tests.publish.visiting import HTML, read_page, read_table, read_text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from pso_graph.publish.languages import Language
    from pso_graph.publish.views.explorer import Branch
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

ONE_STOP_SHOPS = "explore/document/pso-19-2023/2.l.1"
THINGS = [
    ONE_STOP_SHOPS,
    "explore/document/bspc-28-2019/26",
    "explore/measure/mv-integration-concept",
    "explore/document/sh-motion-pso-19",
]


def find_texts(page: ET.Element, name: str, class_: str) -> list[str]:
    return [element.text or "" for element in page.iter(HTML + name) if element.get("class") == class_]


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_table_has_the_rows_of_the_queries_on_the_page(
    dataset: EmbeddedStore, show: Show, path: str, language: Language
) -> None:
    page = read_page(show(path, language))
    asked = set()
    for text in find_texts(page, "code", "sparql"):
        result = run_text(dataset, text)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        for solution in result:
            row = {name: getattr(solution[name], "value", "") for name in names}
            place = f"{row['start']}–{row['end']}" if row["start"] else ""
            asked.add(
                (shorten_iri(row["from"]), shorten_iri(row["to"]), shorten_iri(row["claimedIn"]), place)
            )
    (table,) = page.iter(f"{HTML}table")
    curator = {"de": "von Kuratoren erschlossen", "en": "inferred by curators"}[language]
    told = {(row[1], row[3], row[4].replace(curator, ""), row[7]) for row in read_table(table)}
    assert told == asked
    assert told


def test_csv_file_has_a_row_for_each_row_of_the_table(show: Show) -> None:
    (table,) = read_page(show(ONE_STOP_SHOPS)).iter(f"{HTML}table")
    assert show(f"{ONE_STOP_SHOPS}.csv").body.count(b"\r\n") == 1 + len(read_table(table))


def test_text_goes_from_decision_to_measure_with_the_words_that_prove_it(show: Show) -> None:
    text = read_text(read_page(show("explore/document/bspc-28-2019/26")))
    way = ["bspc-28-2019/26", "← takes up pso-19-2023/2.l.1", "← answers mv-statement-pso-19-2024/2.l.1"]
    way += ["← named in measure/mv-welcome-centres"]
    places = [text.index(words) for words in way]
    assert places == sorted(places)
    assert "claimed by mv-statement-pso-19-2024 published" in text


def test_words_have_the_language_of_their_document(show: Show) -> None:
    english, german = read_page(show(ONE_STOP_SHOPS, "en")), read_page(show(ONE_STOP_SHOPS, "de"))
    assert {quote.get("lang") for quote in english.iter(f"{HTML}q")} == {"de"}
    assert {quote.get("lang") for quote in german.iter(f"{HTML}q")} == {None}


def test_page_is_in_order(show: Show) -> None:
    for path in ("explore", *THINGS):
        page = read_page(show(path))
        assert len(list(page.iter(f"{HTML}h1"))) == 1
        names = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(names) == len(set(names))


def test_one_step_for_the_script(show: Show) -> None:
    step = json.loads(show(f"{ONE_STOP_SHOPS}.json").body)
    clause, decision = "document/pso-19-2023/2.l.1", "document/bspc-28-2019/26"
    answer = "document/mv-statement-pso-19-2024/2.l.1"
    assert step["of"] == clause
    near = {(hop["from"], hop["to"], hop["direction"]) for hop in step["hops"] if clause in hop.values()}
    assert near == {(clause, decision, "back"), (answer, clause, "forward")}
    thing = step["things"][answer]
    assert thing["newer"] == 9, "M041 to M049 of the gold table"
    assert (thing["kind"], thing["short"]) == ("response", "mv-statement-pso-19-2024/2.l.1")
    assert thing["page"] == "../../../page/document/mv-statement-pso-19-2024/2.l.1"
    assert thing["step"] == "../../../explore/document/mv-statement-pso-19-2024/2.l.1.json"
    manners = {hop["manner"] for hop in step["hops"] if hop["from"].startswith("document/sh-motion-pso-19/")}
    assert manners == {"proposed"}


def test_script_finds_what_it_needs(show: Show) -> None:
    page = read_page(show(ONE_STOP_SHOPS))
    (stage,) = (element for element in page.iter(f"{HTML}section") if element.get("id") == "stage")
    assert stage.get("hidden"), "nothing is promised to readers without scripts"
    assert stage.get("data-step", "").endswith("/explore/document/pso-19-2023/2.l.1.json")
    assert {button.get("data-do") for button in stage.iter(f"{HTML}button")} == {
        "closer",
        "farther",
        "reset",
        "share",
    }


def test_every_thing_with_a_lineage_has_a_page(dataset: EmbeddedStore, show: Show) -> None:
    paths = list(ExplorerPage().list_paths(dataset))
    assert len(paths) == len(set(paths))
    assert {"explore/document/pso-19-2023", "explore/document/bspc-28-2019", *THINGS} <= set(paths)
    # All measures of the gold table's count, all responses, and the decisions but the one nobody takes up.
    assert sum(path.startswith("explore/measure/") for path in paths) == 126
    assert sum(path.startswith("explore/document/mv-statement-pso-19-2024/") for path in paths) == 67
    assert sum("/bspc-" in path and path.count("/") == 3 for path in paths) == 14
    for path in paths[::40]:
        assert read_page(show(path)) is not None


def test_start_page_leads_to_each(dataset: EmbeddedStore, show: Show) -> None:
    page = read_page(show("explore"))
    links = {link.get("href", "") for link in page.iter(f"{HTML}a")}
    assert {path.removeprefix("explore/") for path in ExplorerPage().list_paths(dataset)} <= {
        link.removeprefix("./").removeprefix("explore/") for link in links
    }
    headings = [read_text(heading) for heading in page.iter(f"{HTML}h2")]
    assert "BSPC decision 14" in headings
    assert "Measure 126" in headings


def test_thing_without_lineage_says_so(show: Show) -> None:
    assert "Nothing is known of it." in read_text(read_page(show("explore/actor/pso")))
    assert show("explore/actor/pso.csv").body.count(b"\r\n") == 1
    assert json.loads(show("explore/actor/pso.json").body)["hops"] == []
    with pytest.raises(UnknownThingError):
        show("explore/actor/pso.svg")


@pytest.mark.parametrize("form", ["", ".csv", ".svg", ".json"])
@pytest.mark.parametrize(
    "thing", ["document/nothing", "document/pso-19-2023/", "<>", "a b", "https://example.org/x"]
)
def test_what_there_is_not_is_not_found(show: Show, thing: str, form: str) -> None:
    with pytest.raises(UnknownThingError):
        show(f"explore/{thing}{form}")


def test_picture_shows_everything(show: Show) -> None:
    picture = read_page(show("explore/document/pso-19-2023"))
    (drawn,) = (svg for svg in picture.iter(f"{HTML}svg") if svg.get("class") == "drawing")
    boxes = {link.get("href", "") for link in drawn.iter(f"{HTML}a")}
    assert sum("/page/measure/" in address for address in boxes) == 126
    assert show("explore/document/pso-19-2023.svg").body.startswith(b"<svg")


def make_hop(later: str, earlier: str, direction: str) -> Hop:
    return Hop(later, "r", earlier, 1, direction, "clause", None, None, ())


def outline(branches: tuple[Branch, ...]) -> list[object]:
    return [[branch.iri, *outline(branch.branches)] for branch in branches]


def test_tree_begins_with_the_thing_itself_and_goes_one_way() -> None:
    hops = [make_hop("b", "a", "forward"), make_hop("c", "b", "forward"), make_hop("a", "z", "back")]
    hops += [make_hop("m", "whole", "forward")]
    assert outline(grow_tree("a", hops, "forward")) == [["a", ["b", ["c"]]], ["whole", ["m"]]]
    assert outline(grow_tree("a", hops, "back")) == [["a", ["z"]]]
    assert grow_tree("a", [], "back") == ()


def test_tree_shows_what_a_thing_leads_to_only_once() -> None:
    hops = [make_hop(later, earlier, "forward") for later, earlier in ("ba", "ca", "db", "dc", "ed")]
    (tree,) = grow_tree("a", hops, "forward")
    first, second = tree.branches
    assert outline(first.branches) == [["d", ["e"]]]
    (again,) = second.branches
    assert (again.iri, again.branches, again.is_repeated) == ("d", (), True)


def test_claims_of_one_relation_stand_together() -> None:
    hops = [make_hop("b", "a", "forward"), make_hop("b", "a", "forward")]
    (tree,) = grow_tree("a", hops, "forward")
    assert [len(branch.hops) for branch in tree.branches] == [2]


def test_circle_ends() -> None:
    """Data that nobody has checked may go round; a tree of it must not."""
    hops = [make_hop("b", "a", "forward"), make_hop("a", "b", "forward")]
    assert outline(grow_tree("a", hops, "forward")) == [["a", ["b", ["a"]]]]


def test_neighbours_are_counted_once(dataset: EmbeddedStore) -> None:
    # 2.l.1 takes up a decision; a response answers it; four items of the motion speak of its resolution.
    assert count_neighbours(dataset, BASE + "document/pso-19-2023/2.l.1") == (1, 5)
    assert count_neighbours(dataset, BASE + "measure/mv-welcome-centres")[1] == 0


def test_lineage_of_a_thing_is_that_of_its_parts_too(dataset: EmbeddedStore) -> None:
    """Where this holds, the page of a thing leads to the explorer: there must be such a page."""
    starts = set(list_starts(dataset))
    units = {
        quad.subject.value
        for quad in dataset.find(None, PSOG.inDocument)
        if isinstance(quad.subject, NamedNode)
    }
    for iri in units | starts:
        assert has_lineage(dataset, iri) == (iri in starts), iri


def test_starts_are_in_natural_order(dataset: EmbeddedStore) -> None:
    starts = [shorten_iri(iri) for iri in list_starts(dataset)]
    assert starts.index("pso-19-2023/1.j.9") < starts.index("pso-19-2023/1.j.10")
