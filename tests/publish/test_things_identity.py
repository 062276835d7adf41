"""Which things have pages, and where those without are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.identity import find_owner
from pso_graph.publish.inventory import list_things
from pso_graph.publish.links import find_iri, find_page
from pso_graph.rdf.namespaces import BASE, ROOT
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore

# Address of a thing, the one whose page shows it, and the place on that page (DESIGN, section 3).
OWNERS = [
    ("document/pso-19-2023", "document/pso-19-2023", ""),
    ("document/pso-19-2023/2.l.1", "document/pso-19-2023/2.l.1", ""),
    ("document/pso-19-2023/2.l.1/evidence", "document/pso-19-2023/2.l.1", "evidence"),
    ("document/pso-19-2023/2.l.1/evidence/segment/2", "document/pso-19-2023/2.l.1", "evidence"),
    ("document/pso-19-2023/evidence/chair", "document/pso-19-2023", "evidence/chair"),
    ("document/x/1.a/citation/gcm-2", "document/x/1.a", "citation/gcm-2"),
    ("document/x/1.a/citation/gcm/evidence/segment/1", "document/x/1.a", "citation/gcm"),
    ("document/x/2.a/report/mv-y/evidence", "document/x/2.a", "report/mv-y"),
    ("document/x/request", "document/x/request", ""),
    ("document/x/request-2/evidence", "document/x/request-2", "evidence"),
    ("document/x/quotation/4.f", "document/x/quotation/4.f", ""),
    ("actor/landtag-mv/membership/pso", "actor/landtag-mv", "membership/pso"),
    ("conference/pso-19/participation/y-hosts", "conference/pso-19", "participation/y-hosts"),
    ("file/pso-19-2023/001_ab", "document/pso-19-2023", "file/pso-19-2023/001_ab"),
    ("link/x/1--takesUp--y/2/evidence", "link/x/1--takesUp--y/2", "evidence"),
    ("link/x/1--takesUp--y/2", "link/x/1--takesUp--y/2", ""),
    ("search/evidence", "search/evidence", ""),
    ("document/report", "document/report", ""),
]


@pytest.mark.parametrize(("path", "owner", "place"), OWNERS)
def test_a_part_is_shown_where_it_belongs(path: str, owner: str, place: str) -> None:
    assert find_owner(path) == (owner, place)


@given(st.from_regex(r"[a-z]{1,8}(/[a-z0-9.-]{1,8}){0,6}", fullmatch=True))
def test_what_shows_a_part_is_no_part(path: str) -> None:
    owner, place = find_owner(path)
    assert find_owner(owner) == (owner, "")
    assert path.startswith((owner, "file/"))
    assert bool(place) == (owner != path)


@given(
    st.sampled_from(["id/", "concept/", "graph/"]),
    st.from_regex(r"[a-z]{9}(/[a-z0-9.-]{1,8}){0,2}", fullmatch=True),
)
def test_a_page_tells_what_it_is_about(space: str, name: str) -> None:
    page = find_page(ROOT + space + name)
    assert page is not None
    if "#" not in page:
        assert find_iri(page.removeprefix("page/")) == ROOT + space + name


@pytest.mark.parametrize(
    ("iri", "page"),
    [
        (ROOT + "ontology#stance", "ontology#stance"),
        (ROOT + "ontology/1.0.0", "ontology"),
        (ROOT + "concept/stance", "page/concept/stance"),
        (ROOT + "sparql", None),
        ("https://example.org/id/x", None),
    ],
)
def test_pages_of_what_is_no_thing(iri: str, page: str | None) -> None:
    assert find_page(iri) == page


def test_every_thing_of_the_data_is_shown_on_a_page(dataset: EmbeddedStore) -> None:
    pages = set(list_things(dataset))
    subjects = {quad.subject.value for quad in dataset.find() if isinstance(quad.subject, NamedNode)}
    for subject in subjects:
        if subject.startswith(BASE):
            assert (find_page(subject) or "").removeprefix("page/").partition("#")[0] in pages, subject
