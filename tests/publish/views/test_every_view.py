"""What holds of each view: picture, table, CSV and query say the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.pages.comparison import ComparisonPage, DocumentComparisonPage
from pso_graph.publish.pages.flow import FlowPage
from pso_graph.publish.pages.matrix import DocumentMatrixPage, MatrixPage, ReplyMatrixPage
from pso_graph.publish.pages.requests import RequestsPage
from pso_graph.publish.pages.timeline import KindTimelinePage, TimelinePage
from pso_graph.publish.pages.topics import TopicPage, TopicsPage
from pso_graph.publish.task import find_page_kind
from pso_graph.publish.wording import read_texts
from pso_graph.query.running import run_text, serialize_result
from tests.publish.visiting import HTML, SVG, read_page, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.publish.languages import Language
    from pso_graph.publish.pages.view import View
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

PATHS = [
    "views/matrix",
    "views/matrix/pso-19-2023",
    "views/matrix/pso-19-2023/partly",
    "views/matrix/pso-19-2023/none",
    "views/comparison",
    "views/comparison/pso-19-2023",
    "views/comparison/bspc-28-2019",
    "views/requests",
    "views/topics",
    "views/topics/recognition",
    "views/flow",
    "views/flow/volunteering",
    "views/timeline",
    "views/timeline/measure",
]
every_view = pytest.mark.parametrize(
    ("path", "language"), [(path, language) for path in PATHS for language in ("de", "en")]
)


def find_all(page: ET.Element, name: str) -> Iterator[ET.Element]:
    return page.iter(HTML + name)


@every_view
def test_query_on_the_page_gives_the_rows_of_the_csv_file(
    dataset: EmbeddedStore, show: Show, path: str, language: Language
) -> None:
    page = read_page(show(path, language))
    (shown,) = (code for code in find_all(page, "code") if code.get("class") == "sparql")
    rows = serialize_result(run_text(dataset, shown.text or ""), "csv")
    assert rows.count(b"\n") > 1
    assert rows == show(f"{path}.csv", language).body


@every_view
def test_page_is_in_order(show: Show, path: str, language: Language) -> None:
    page = read_page(show(path, language))
    assert page.get("lang") == language
    headings = [
        int(element.tag[-1])
        for element in page.iter()
        if element.tag in {HTML + f"h{n}" for n in range(1, 7)}
    ]
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    tables = list(find_all(page, "table"))
    assert all(read_text(next(iter(find_all(table, "caption")))) for table in tables)
    for table in tables:
        assert all(cell.get("scope") for cell in find_all(table, "th"))
        widths = {len(row) for row in find_all(table, "tr")}
        assert len(widths) == 1, "each row has a cell for each column"
    assert all(read_text(link) for link in find_all(page, "a") if "brand" not in link.get("class", ""))
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))


def test_titles_tell_pages_apart(show: Show) -> None:
    titles = [read_text(next(find_all(read_page(show(path)), "title"))) for path in PATHS]
    assert len(set(titles)) == len(titles)
    assert titles[2] == (
        "Response matrix: Resolution of the 19th Parliamentary Forum of the Southern Baltic Sea: "
        "accepts partly – pso-graph"
    )


@every_view
def test_picture_is_a_file_of_its_own(show: Show, path: str, language: Language) -> None:
    body = show(f"{path}.svg", language).body
    picture = ET.fromstring(body)  # noqa: S314 - our own
    assert picture.tag == SVG + "svg"
    title, description = (picture.find(SVG + name) for name in ("title", "desc"))
    assert title is not None
    assert title.text
    assert description is not None
    assert description.text
    assert b"var(" not in body, "a file has no stylesheet"
    width, height = (float(picture.get(name, "0")) for name in ("width", "height"))
    for box in picture.iter(SVG + "rect"):
        left, top = float(box.get("x", "0")), float(box.get("y", "0"))
        assert left >= 0
        assert top >= 0
        assert left + float(box.get("width", "0")) <= width + 0.5
        assert top + float(box.get("height", "0")) <= height + 0.5


@every_view
def test_picture_in_the_page_has_the_colours_of_the_page(show: Show, path: str, language: Language) -> None:
    """What is drawn in the page must follow the reader's dark mode."""
    page = read_page(show(path, language))
    (picture,) = (svg for svg in page.iter(HTML + "svg") if svg.get("class") == "drawing")
    painted = {element.get(kind) for element in picture.iter() for kind in ("fill", "stroke")} - {
        None,
        "none",
    }
    assert painted
    assert all(str(colour).startswith("var(--") for colour in painted)


@pytest.mark.parametrize(
    "path",
    [
        "views/matrix/nothing",
        "views/matrix/sh-motion-pso-19",  # nobody answers it
        "views/matrix/pso-19-2023/nonsense",
        "views/matrix/pso-19-2023/substantive",  # each says where it stands
        "views/comparison/mv-statement-pso-19-2024",  # nothing refers back to it
        "views/topics/nothing",
        'views/topics/"} DROP ALL',
        "views/flow/nothing",
        "views/flow/all",
        "views/timeline/nothing",
    ],
)
@pytest.mark.parametrize("form", ["", ".csv", ".svg"])
def test_what_there_is_not_is_not_found(show: Show, path: str, form: str) -> None:
    with pytest.raises(UnknownThingError):
        show(path + form)


@pytest.mark.parametrize(
    ("view", "paths"),
    [
        (MatrixPage(), ["views/matrix"]),
        (DocumentMatrixPage(), ["views/matrix/pso-19-2023"]),
        (ComparisonPage(), ["views/comparison"]),
        (
            DocumentComparisonPage(),
            [f"views/comparison/{slug}" for slug in ("bspc-28-2019", "bspc-29-2020", "pso-19-2023")],
        ),
        (RequestsPage(), ["views/requests"]),
        (TopicsPage(), ["views/topics"]),
        (FlowPage(), ["views/flow"]),
        (TimelinePage(), ["views/timeline"]),
        (
            KindTimelinePage(),
            [
                f"views/timeline/{kind}"
                for kind in ("conference", "document", "due-date", "measure", "instrument")
            ],
        ),
        (
            ReplyMatrixPage(),
            [
                f"views/matrix/pso-19-2023/{reply}"
                for reply in (
                    *("accept", "acknowledgement", "declined-or-different", "empty", "informational", "none"),
                    *("omitted", "partly", "refers-to-federal-law"),
                )
            ],
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list) else "",
)
def test_paths_of_a_static_copy(dataset: EmbeddedStore, view: View, paths: list[str]) -> None:
    assert list(view.list_paths(dataset)) == paths


def test_each_topic_has_a_page(dataset: EmbeddedStore, show: Show) -> None:
    paths = list(TopicPage().list_paths(dataset))
    assert len(paths) == len(set(paths))
    assert "views/topics/recognition" in paths
    for path in paths:
        assert show(f"{path}.csv").body.count(b"\n") > 1


def test_overview_leads_to_every_view(show: Show) -> None:
    page = read_page(show("views", "de"))
    cards = {
        (link.get("href") or "").removeprefix("./"): read_text(link)
        for heading in find_all(page, "h2")
        for link in find_all(heading, "a")
    }
    assert cards["views/matrix"] == "Antwortmatrix"
    assert {
        "views/comparison",
        "views/requests",
        "views/topics",
        "views/flow",
        "views/timeline",
        "explore",
    } <= set(cards)
    assert all(find_page_kind(path) for path in cards)


@pytest.mark.parametrize(
    "area",
    [
        "matrix",
        "comparison",
        "requests",
        "topics",
        "topic",
        "replies",
        "views",
        "flow",
        "timeline",
        "explorer",
        "lineage",
    ],
)
def test_texts_stand_in_both_languages(area: str) -> None:
    texts = {key: text for key, text in read_texts().items() if key.startswith(area + ".")}
    assert texts
    for text in texts.values():
        assert set(text) == {"de", "en"}
        assert all(text.values())
