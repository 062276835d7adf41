"""The pages of things: each kind shows what ``data/`` says of it, in the language of the page.

Expected values are read from the files in ``data/``.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pso_graph.catalogue import find_query
from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.page import Site
from pso_graph.publish.pages.things import ThingPage
from pso_graph.query.running import run_shipped
from pso_graph.rdf.terms import QuerySolutions
from tests.publish.reading import ReadPage, read_text, render_page

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import EmbeddedStore

STATEMENT = (
    "Statement of the Mecklenburg-Vorpommern government on the 19th Parliamentary Forum of the Southern "
    "Baltic Sea"
)

# A thing of each kind: language, heading, what stands below it, and some facts.
THINGS: list[tuple[str, Language, str, str, dict[str, list[str]]]] = [
    (
        "document/pso-19-2023",
        "de",
        "Resolution des 19. Parlamentsforums Südliche Ostsee",
        "Resolution",
        {
            "Nummer": ["20/1457"],
            "Datum": ["19. September 2023"],
            "Angenommen von": ["Parlamentsforum Südliche Ostsee"],
            "Sprache": ["Deutsch"],
            "Stand": ["angenommen"],
        },
    ),
    (
        "document/mv-statement-pso-19-2024",
        "en",
        STATEMENT,
        "government statement",
        {
            "Time": ["2024"],
            "Full title": [
                (
                    "Statement of the State Government of Mecklenburg-Vorpommern on the implementation of "
                    "the resolution of the 19th Parliamentary Forum of the Southern Baltic Sea"
                )
            ],
        },
    ),
    (
        "document/pso-19-2023/2.c",
        "de",
        (
            "Zugang zu Arbeit, Ausbildung, Schule und Kita ab dem ersten Tag öffnen und die Einrichtungen "
            "entsprechend ausstatten"
        ),
        "Klausel",
        {"Klauselnummer": ["2.c"], "Einheitsart": ["Buchstabe"]},
    ),
    (
        "document/bspc-28-2019/26",
        "en",
        "One-stop shops as good practice for migrants, and considering individual integration plans",
        "BSPC decision",
        {
            "Clause number": ["26"],
            "Adopted at": ["28th Baltic Sea Parliamentary Conference"],
            "Note": [
                (
                    "The number is given by the government statement; the text of the resolution itself was "
                    "not seen."
                )
            ],
        },
    ),
    (
        "document/mv-statement-pso-19-2024/2.l.1",
        "en",
        (
            "Says there is no one-stop shop; reception centre, advice services, language mediation and "
            "specialist services share the work instead."
        ),
        "response",
        {"Stance": ["declined or different"], "Response type": ["substantive response"]},
    ),
    (
        "measure/mv-welcome-portal",
        "de",
        "Willkommensportal mit Informationen zu Orientierung und Gesundheit",
        "Maßnahme",
        {"Nummer": ["M023"], "Zielgruppe": ["Migranten, Geflüchtete, ehrenamtliche Helfer"]},
    ),
    (
        "measure/mv-university-refugee-integration-money",
        "de",
        "",
        "Maßnahme",
        {"Betrag": ["100.000 € je Jahr"]},
    ),
    (
        "measure/mv-university-refugee-integration-money",
        "en",
        "",
        "measure",
        {"Amount": ["100,000 € per year"]},
    ),
    (
        "actor/bamf",
        "de",
        "Bundesamt für Migration und Flüchtlinge",
        "Behörde",
        {"Auch genannt": ["BAMF"], "Land": ["Deutschland"]},
    ),
    (
        "instrument/aufenthg/50",
        "en",
        "Residence Act, section 50 (obligation to leave)",
        "provision",
        {"Number": ["AufenthG § 50"]},
    ),
    (
        "instrument/esfplus-2021-1057",
        "de",
        "Europäischer Sozialfonds Plus (ESF+)",
        "Fonds",
        {"Auch genannt": ["ESF+"]},
    ),
    (
        "conference/pso-19",
        "en",
        "19th Parliamentary Forum of the Southern Baltic Sea",
        "conference",
        {
            "Time": ["17–19 September 2023"],
            "Place": ["Hamburg"],
            "Country": ["Germany"],
            "Host": ["Hamburg Parliament"],
        },
    ),
    (
        "document/mv-8-2816/request",
        "de",
        (
            "Ersuchen des Landtages, bis Ende März 2024 über die Umsetzung der Resolution der 32. BSPC zu "
            "unterrichten"
        ),
        "Berichtsersuchen",
        {"Fälligkeit": ["31. März 2024"], "Ersucht von": ["Landtag Mecklenburg-Vorpommern"]},
    ),
    (
        "document/mv-statement-pso-19-2024/quotation/1.c",
        "en",
        "Rendering of pso-19-2023/1.c in mv-statement-pso-19-2024/1.c",
        "quotation",
        {"Equal": ["no"]},
    ),
    (
        "link/pso-19-2023/1.j.1--takesUp--bspc-29-2020/high-priority",
        "de",
        "pso-19-2023/1.j.1 greift auf bspc-29-2020/high-priority",
        "Verknüpfung",
        {"Beziehung": ["greift auf"]},
    ),
    (
        "search/bspc-28-2019-baltic-wide-agreement-follow-up",
        "en",
        "What became of the Baltic-wide agreement that the 28th BSPC wanted explored",
        "search",
        {"Found": ["no"], "Searched on": ["21 November 2026"]},
    ),
    (
        "concept/stance-accept",
        "de",
        "folgt",
        "Begriff",
        {
            "Bedeutung": ["Eigenes Handeln oder Zustimmung ohne genannte Einschränkung."],
            "Liste": ["Haltungen"],
        },
    ),
    ("concept/stance", "en", "stances", "List of concepts", {}),
]


@pytest.mark.parametrize(
    ("thing", "language", "heading", "kind", "facts"), THINGS, ids=[f"{row[1]} {row[0]}" for row in THINGS]
)
def test_a_page_tells_what_the_data_says(
    dataset: EmbeddedStore,
    thing: str,
    language: Language,
    heading: str,
    kind: str,
    facts: dict[str, list[str]],
) -> None:
    page = ReadPage(render_page(dataset, f"page/{thing}", language))
    assert page.heading == heading or not heading
    (below,) = [read_text(part) for part in page.find("p") if part.get("class") == "kicker"]
    assert below.casefold().startswith(kind.casefold())
    for label, values in facts.items():
        assert page.facts[label] == values


def test_a_decision_leads_to_clause_response_and_measures_with_the_words(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/bspc-28-2019/26"))
    told = page.read_section("lineage").partition("Was daraus wurde")[2]
    steps = [
        "pso-19-2023/2.l.1 greift auf bspc-28-2019/26",
        "Ziffer 26 der Resolution der 28. … Resolution der 28. BSPC 2019",
        "mv-statement-pso-19-2024/2.l.1 beantwortet pso-19-2023/2.l.1",
        "In der Stellungnahme zur 28. BSPC … Angebote der Welcome Center zur Verfügung.",
        "measure/federal-adult-migration-advice genannt in mv-statement-pso-19-2024/2.l.1",
        "Migrationsberatung Erwachsene – MBE",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert (
        "laut Stellungnahme der Landesregierung M-V zum 19. Parlamentsforum Südliche Ostsee veröffentlicht"
        in told
    )
    links = page.list_links("lineage")
    assert links["Migrationsberatung des Bundes für Erwachsene"].endswith(
        "page/measure/federal-adult-migration-advice"
    )
    assert "<svg" in render_page(dataset, "page/document/bspc-28-2019/26")


def test_what_a_motion_says_is_shown_as_proposed(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/pso-19-2023", "en"))
    told = page.read_section("lineage").partition("explorer")[2]
    assert "sh-motion-pso-19/m-3b approves pso-19-2023" in told
    assert told.count("according to") == told.count("” proposed") == 4


def test_what_curators_infer_is_shown_with_their_reason(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/bspc-29-2020/high-priority", "en"))
    told = page.read_section("lineage")
    assert "pso-19-2023/1.j.1 takes up bspc-29-2020/high-priority" in told
    assert "inferred by the curators: Lead-in 1.j attributes the findings jointly to the 29th BSPC" in told


def test_a_document_shows_its_clauses_as_a_tree(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/pso-19-2023"))
    trees = [tree for tree in page.find("ol") if tree.get("class") == "tree"]
    tops = [read_text(item).split()[0] for item in trees[0]]
    assert tops[-5:] == ["1", "2", "3", "4", "5"]
    section = next(item for item in trees[0] if read_text(item).startswith("2 "))
    letters = [read_text(item).split()[0] for item in section[-1]]
    assert letters[:3] == ["2.a", "2.b", "2.c"]
    assert letters == sorted(letters)


def test_a_statement_shows_where_each_response_stands(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/mv-statement-pso-19-2024"))
    (item,) = [
        part
        for part in page.find("li")
        if read_text(part).startswith("2.l.1 Verneint eine zentrale Anlaufstelle")
    ]
    assert read_text(item).endswith("lehnt ab oder handelt anders")


def test_a_response_shows_what_is_reported_of_measures(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/document/mv-statement-pso-19-2024/2.l.1"))
    told = page.read_section("reports")
    assert "Genannte Maßnahmen (9)" in told
    assert "Vereinbarung von Bund und Land für wirksamere Asylverfahren Stand: bestehend" in told
    assert "Zeit: 9. April 2019" in told


def test_names_in_polish_are_shown_where_they_are_known(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/conference/pso-19", "en"))
    (polish,) = [part for part in page.find("span") if part.get("lang") == "pl"]
    assert read_text(polish) == "XIX Forum Parlamentów Południowego Bałtyku"


def test_relations_are_counted(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/actor/bspc", "en"))
    told = page.read_section("relations")
    assert "Addressed to it (1)" in told
    assert "Conferences (34) show all 34" in told


def test_what_can_be_cited_is_named_with_its_address(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/instrument/esfplus-2021-1057", "en"))
    told = page.read_section("use")
    iri = "https://w3id.org/pso-graph/id/instrument/esfplus-2021-1057"
    assert "The pso-graph contributors (2026): European Social Fund Plus. pso-graph, Version" in told
    assert "@misc{pso-graph-instrument-esfplus-2021-1057," in told
    assert f"url = {{{iri}}}" in told
    assert f"UR - {iri}" in told


@pytest.mark.parametrize("thing", ["document/bspc-28-2019/26", "measure/mv-welcome-portal"])
def test_the_queries_shown_give_what_the_page_shows(dataset: EmbeddedStore, thing: str) -> None:
    page = ReadPage(render_page(dataset, f"page/{thing}"))
    texts = ["".join(part.itertext()) for part in page.find("code") if part.get("class") == "sparql"]
    assert {_name(text) for text in texts} == {"description-of-thing", "lineage-forward", "lineage-backward"}
    for text in texts:
        shown, asked = dataset.query(text), run_shipped(dataset, find_query(_name(text)), {"thing": thing})
        assert isinstance(shown, QuerySolutions)
        assert isinstance(asked, QuerySolutions)
        assert list(map(tuple, shown)) == list(map(tuple, asked))


def _name(text: str) -> str:
    """The shipped query that a text is of, by what only it has."""
    if "?subject ?predicate ?object" in text:
        return "description-of-thing"
    return "lineage-forward" if "?to psog:tracesBackTo? ?origin" in text else "lineage-backward"


@pytest.mark.parametrize(
    ("thing", "type_", "values"),
    [
        ("document/pso-19-2023", "CreativeWork", {"identifier": "20/1457", "datePublished": "2023-09-19"}),
        ("document/pso-19-2023/2.c", "CreativeWork", {}),
        ("actor/landesregierung-mv", "GovernmentOrganization", {}),
        ("actor/landtag-mv", "Organization", {}),
        ("actor/bspc", "Organization", {}),
        ("conference/pso-19", "Event", {"startDate": "2023-09-17", "endDate": "2023-09-19"}),
        ("instrument/aufenthg/50", "Legislation", {"identifier": "AufenthG § 50"}),
        ("concept/stance-accept", "DefinedTerm", {"termCode": "accept"}),
        ("concept/stance", "DefinedTermSet", {}),
        ("measure/mv-welcome-portal", "Thing", {"identifier": "M023"}),
        ("search/bspc-28-2019-paragraph-numbers", "SearchAction", {}),
    ],
)
def test_search_engines_are_told_in_their_own_terms(
    dataset: EmbeddedStore, thing: str, type_: str, values: dict[str, str]
) -> None:
    page = ReadPage(render_page(dataset, f"page/{thing}", "en"))
    (script,) = [part for part in page.find("script") if part.get("type") == "application/ld+json"]
    told = json.loads(script.text or "")
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == type_
    assert told["@id"].endswith(thing)
    assert told["name"] == page.heading
    assert {key: told.get(key) for key in values} == values


def test_every_thing_has_a_page_that_is_well_formed_and_named(dataset: EmbeddedStore) -> None:
    paths = list(ThingPage().list_paths(dataset))
    assert len(paths) > 1000
    for path in paths[::17]:
        for language in ("de", "en"):
            page = ReadPage(render_page(dataset, path, language))
            assert page.heading
            assert not page.heading.startswith("http"), path
            levels = [int(part.tag[-1]) for part in page.root.iter() if part.tag[-2:] in ("h1", "h2", "h3")]
            assert levels[0] == 1
            assert all(after <= before + 1 for before, after in pairwise(levels)), path
            places = [part.get("id") for part in page.root.iter() if part.get("id")]
            assert len(places) == len(set(places)), path


@pytest.mark.parametrize(
    "path", ["page/nothing", "page/", "page/graph/nothing", "page/concept/", "page/ontology/x"]
)
def test_there_is_no_page_of_nothing(dataset: EmbeddedStore, path: str) -> None:
    with pytest.raises(UnknownThingError):
        render_page(dataset, path)


def test_graphs_tell_whose_claims_they_hold(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "page/graph/document/pso-19-2023", "en"))
    assert page.heading == "Graph document/pso-19-2023"
    assert page.facts["What this document claims"] == [
        "Resolution of the 19th Parliamentary Forum of the Southern Baltic Sea adopted"
    ]
    assert "graphs" in render_page(dataset, "graphs", "en").casefold()


def test_documents_are_listed_by_kind_with_status_and_counts(dataset: EmbeddedStore) -> None:
    page = ReadPage(render_page(dataset, "documents", "en"))
    rows = {
        read_text(row[0]): [read_text(cell) for cell in row[1:]]
        for row in page.find("tbody/tr")
        if len(row) > 1
    }
    assert rows[STATEMENT] == ["2024", "published", "–", "–", "67"]
    motion = (
        "Implementation of the PSO resolution “Strengthening social cohesion – migration and integration”"
    )
    assert rows[motion] == ["", "proposed", "13", "3", "–"]
    assert render_page(dataset, "documents.csv", "en").startswith("document,type,status,")


def test_nothing_in_a_static_copy_needs_a_server(dataset: EmbeddedStore) -> None:
    page = render_page(dataset, "page/document/pso-19-2023/2.l.1", "en", Site(is_static=True, endpoint=""))
    links = ReadPage(page).list_links()
    assert links["Turtle"] == "../../../../data/document/pso-19-2023/2.l.1.ttl"
    for address in links.values():
        assert "?" not in address
        assert address.startswith(("#", "http")) or "." in address.rpartition("/")[2], address
