"""The vocabulary holds every agreed term and contradicts neither itself nor the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDFS, SDO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PSOG = "https://w3id.org/pso-graph/ontology#"
PSOC = "https://w3id.org/pso-graph/concept/"
ELI = "http://data.europa.eu/eli/ontology#"
ELI_DL = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"
OA = "http://www.w3.org/ns/oa#"
CITO = "http://purl.org/spar/cito/"

PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <{ELI}>
PREFIX eli-dl: <{ELI_DL}>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX psoc: <{PSOC}>
PREFIX psog: <{PSOG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def split_names(text: str, *more: str) -> list[str]:
    return [*text.split(), *more]


# The names of DESIGN §3 and §4, and those that the parts of the project agreed on besides.
BELOW = {
    "Actor": "Forum Parliament Government Ministry Agency Region MunicipalBody EUInstitution"
    " InternationalOrganisation Network Party ParliamentaryGroup CivilSocietyOrganisation WorkingGroup"
    " AdvisoryBody University ProfessionalBody State",
    "Document": "Resolution Motion GovernmentStatement PartyDecision Report ParliamentaryPaper",
    "Unit": "Clause Response",
    "Clause": "BSPCDecision Recommendation",
    "Instrument": "EUInstrument InternationalInstrument NationalInstrument RegionalInstrument Programme Fund",
}
CLASSES = split_names(
    "Actor Conference Document Unit ReportRequest Instrument Provision Measure MeasureReport Citation"
    " Quotation Link Membership Participation Search Anchor Segment File " + " ".join(BELOW.values())
)
LINEAGE = split_names(
    "takesUp answers namedIn approves welcomes supports requestsImplementationOf requestedIn fulfils"
)
OBJECT_PROPERTIES = split_names(
    "tracesTo tracesBackTo tracesBackToDocument cites mentions reportsOn basedOn relatesTo seeAlsoClause"
    " addresses addressesMainly inDocument from relation to claimedIn basis degree strength position"
    " documentStatus proposedBy adoptedBy unitType mode topic addressee conferenceOf host chair signatory"
    " adoptedAt requestedBy requestedFrom requestsReportOn recurrence respondent responseType stance"
    " stanceEvidence measure inResponse mention measureStatus responsibleActor fundedBy currency amountPer"
    " citedIn citedThing mentionKind quotes quotedIn change searchedFor searchedIn evidence segment"
    " namedGraph file anchoredIn level issuedBy member organization event role",
    *LINEAGE,
)
DATATYPE_PROPERTIES = split_names(
    "rationale clauseNumber order lineFrom lineTo dueDate targetGroup amount asWritten misspelt equal"
    " startDate endDate dateText searchedOn found fileHash segmentOrder startOffset endOffset firstWords"
    " lastWords exactHash textHash occurrence place theme country"
)
CONCEPTS = {
    "unit": "preamble recipient chapeau section letter number paragraph bullet demand statement",
    "mode": "finds urgent-need deems-necessary expects thanks welcomes agrees supports takes-up"
    " requests-implementation requests-report demands pledges states",
    "response": "acknowledgement substantive empty omitted",
    "stance": "accept partly declined-or-different refers-to-federal-law informational",
    "measure": "planned ongoing existing completed reduced",
    "position": "same opposed",
    "strength": "strong weak",
    "status": "proposed adopted rejected published unknown",
    "basis": "explicit inferred",
    "degree": "verbatim paraphrase narrowed widened partial",
    "kind": "text quotation crossreference",
    "mention": "main repeat",
    "change": "range-dash comma case word-added word-dropped word-changed",
    "per": "project year once",
    "level": "international eu national regional local",
    "role": "adopts hosts chairs signs is-addressed asks answers is-responsible member associate-member"
    " observer",
    "recurrence": "once yearly standing",
}

# What the other vocabularies say of the terms that ours are mapped to (ELI 1.5, ELI-DL 3, PROV-O, ORG, FOAF).
FOREIGN_AXIOMS = (
    PREFIXES
    + """
eli:WorkSubdivision rdfs:subClassOf eli:Work .
eli-dl:answers_to rdfs:domain eli:Work ; rdfs:range eli:Work .
org:Organization rdfs:subClassOf foaf:Agent .
org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization rdfs:domain org:Membership ; rdfs:range org:Organization .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:Entity owl:disjointWith prov:Activity .
foaf:Document owl:disjointWith org:Organization .
eli:Work owl:disjointWith foaf:Agent , eli-dl:Activity .
"""
)

SAMPLE = (
    "@base <https://w3id.org/pso-graph/id/> ."
    + PREFIXES
    + """
<document/a> a psog:Resolution ; psog:adoptedAt <conference/a> ; psog:file <file/a/1> .
<conference/a> a psog:Conference ; psog:conferenceOf <actor/forum> .
<actor/forum> a psog:Forum .
<document/a/1> a psog:Clause ; dcterms:isPartOf <document/a> ; psog:takesUp <document/old/26> .
<document/a/1/evidence> a psog:Anchor ; psog:segment <document/a/1/evidence/segment/1> .
<document/old/26> a psog:BSPCDecision ; dcterms:isPartOf <document/old> ; psog:takesUp <instrument/act> .
<instrument/act> a psog:EUInstrument .
<document/b/1> a psog:Response ; psog:answers <document/a/1> ; psog:respondent <actor/government> .
<measure/m> a psog:Measure ; psog:namedIn <document/b/1> ; psog:addressesMainly <document/a/1> .
<document/b/1/report/m> a psog:MeasureReport ; psog:measure <measure/m> ; psog:inResponse <document/b/1> .
<conference/a/participation/x-hosts> a psog:Participation ; psog:member <actor/x> ;
  psog:event <conference/a> .
<link/l> a psog:Link ; psog:from <document/a/1> ; psog:relation psog:takesUp ; psog:to <document/old/26> ;
  psog:claimedIn <document/b> .
"""
)


def load(paths: Iterable[Path]) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def select(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    rows = store.query(PREFIXES + query)
    assert isinstance(rows, ox.QuerySolutions)
    return [tuple(getattr(value, "value", "") for value in row) for row in rows]


def ask(store: ox.Store, query: str) -> bool:
    return bool(store.query(PREFIXES + query))


def find_contradictions(store: ox.Store) -> set[tuple[str, str, str]]:
    """Return what falls into two disjoint classes, by its types and by domains and ranges.

    The entailed types are written first, step by step: a path joined with a type would take long.
    """
    store.load(FOREIGN_AXIOMS.encode(), format=ox.RdfFormat.TURTLE)
    for step in (
        "INSERT { ?s ?super ?o } WHERE { ?p rdfs:subPropertyOf+ ?super . ?s ?p ?o }",
        "INSERT { ?s a ?class } WHERE { ?p rdfs:domain ?class . ?s ?p ?o }",
        "INSERT { ?o a ?class } WHERE { ?p rdfs:range ?class . ?s ?p ?o . FILTER (ISIRI(?o)) }",
        "INSERT { ?s a ?super } WHERE { ?class rdfs:subClassOf+ ?super . ?s a ?class }",
    ):
        store.update(PREFIXES + step)
    rows = select(
        store,
        "SELECT ?s ?left ?right WHERE { ?left owl:disjointWith ?right . ?s a ?left . ?s a ?right }",
    )
    return {(thing, left, right) for thing, left, right in rows}


@pytest.fixture(scope="session")
def vocabulary(root: Path) -> ox.Store:
    return load((root / "ontology").rglob("*.ttl"))


@pytest.mark.parametrize("name", CLASSES)
def test_has_every_class(vocabulary: ox.Store, name: str) -> None:
    assert ask(vocabulary, f"ASK {{ psog:{name} a owl:Class }}")


@pytest.mark.parametrize("name", OBJECT_PROPERTIES)
def test_has_every_object_property(vocabulary: ox.Store, name: str) -> None:
    assert ask(vocabulary, f"ASK {{ psog:{name} a owl:ObjectProperty }}")


@pytest.mark.parametrize("name", DATATYPE_PROPERTIES)
def test_has_every_datatype_property(vocabulary: ox.Store, name: str) -> None:
    assert ask(vocabulary, f"ASK {{ psog:{name} a owl:DatatypeProperty }}")


@pytest.mark.parametrize(("name", "expected"), BELOW.items())
def test_puts_classes_below_their_class(vocabulary: ox.Store, name: str, expected: str) -> None:
    rows = select(vocabulary, f"SELECT ?sub WHERE {{ ?sub rdfs:subClassOf psog:{name} }}")
    assert {iri for (iri,) in rows} == {PSOG + sub for sub in expected.split()}


def test_counts_as_lineage_what_the_design_lists_and_nothing_else(vocabulary: ox.Store) -> None:
    rows = select(vocabulary, "SELECT ?sub WHERE { ?sub rdfs:subPropertyOf+ psog:tracesTo }")
    assert {iri for (iri,) in rows} == {PSOG + name for name in LINEAGE}


def test_calls_only_the_closure_of_lineage_transitive(vocabulary: ox.Store) -> None:
    rows = select(vocabulary, "SELECT ?p WHERE { ?p a owl:TransitiveProperty }")
    assert rows == [(PSOG + "tracesBackTo",)]


@pytest.mark.parametrize(("scheme", "expected"), CONCEPTS.items())
def test_closes_the_agreed_lists(vocabulary: ox.Store, scheme: str, expected: str) -> None:
    rows = select(
        vocabulary,
        f"""SELECT ?concept ?notation WHERE {{
          ?concept skos:inScheme psoc:{scheme} .
          ?concept skos:topConceptOf psoc:{scheme} .
          ?concept skos:notation ?notation .
        }}""",
    )
    assert set(rows) == {(f"{PSOC}{scheme}-{value}", value) for value in expected.split()}


def test_says_version_licence_and_how_to_cite(vocabulary: ox.Store) -> None:
    assert ask(
        vocabulary,
        """ASK {
          <https://w3id.org/pso-graph/ontology> a owl:Ontology ;
            owl:versionIRI <https://w3id.org/pso-graph/ontology/1.0.0> ;
            owl:versionInfo "1.0.0" ;
            dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
            dcterms:creator "the pso-graph contributors" ;
            dcterms:bibliographicCitation ?citation .
          FILTER (CONTAINS(?citation, "1.0.0"))
        }""",
    )


def test_keeps_its_terms_in_its_own_namespace(vocabulary: ox.Store) -> None:
    rows = select(
        vocabulary,
        "SELECT DISTINCT ?term WHERE { ?term a ?kind . VALUES ?kind"
        " { owl:Class owl:ObjectProperty owl:DatatypeProperty } }",
    )
    assert {iri for (iri,) in rows if not iri.startswith(PSOG)} == set()
    assert {iri.removeprefix(PSOG) for (iri,) in rows} >= {*CLASSES, *OBJECT_PROPERTIES, *DATATYPE_PROPERTIES}


def test_has_no_blank_node(vocabulary: ox.Store) -> None:
    assert not ask(vocabulary, "ASK { ?s ?p ?o . FILTER (ISBLANK(?s) || ISBLANK(?o)) }")


def test_aligns_only_its_own_terms(root: Path) -> None:
    store = load([root / "ontology" / "alignments.ttl"])
    rows = select(
        store,
        "SELECT ?s ?o WHERE { ?s ?p ?o . VALUES ?p { rdfs:subClassOf rdfs:subPropertyOf } }",
    )
    assert len(rows) > 50
    assert {subject for subject, _ in rows if not subject.startswith(PSOG)} == set()
    assert {target for _, target in rows if target.startswith(PSOG)} == set()
    others = select(store, "SELECT DISTINCT ?s WHERE { ?s ?p ?o . FILTER (!STRSTARTS(STR(?s), STR(psog:))) }")
    assert others == [("https://w3id.org/pso-graph/ontology/alignments",)]


def test_aligns_to_terms_that_exist(root: Path) -> None:
    """Checks against rdflib's closed namespaces, and against a list for those that it lacks."""
    listed = {
        *(ELI + name for name in ("Work", "WorkSubdivision", "number", "refers_to")),
        *(ELI_DL + name for name in ("Activity", "answers_to")),
        *(OA + name for name in ("SpecificResource", "TextPositionSelector", "start", "end")),
        *(CITO + name for name in ("cites", "agreesWith")),
        str(SDO) + "PoliticalParty",  # newer than rdflib's copy
    }
    closed = (FOAF, ORG, PROV, SDO, DCTERMS, RDFS)
    rows = select(
        load([root / "ontology" / "alignments.ttl"]),
        "SELECT ?o WHERE { ?s ?p ?o . VALUES ?p { rdfs:subClassOf rdfs:subPropertyOf } }",
    )
    unknown = {iri for (iri,) in rows if iri not in listed and not any(iri in names for names in closed)}
    assert unknown == set()


def test_calls_only_taking_up_a_derivation(vocabulary: ox.Store) -> None:
    rows = select(vocabulary, "SELECT ?p WHERE { ?p rdfs:subPropertyOf prov:wasDerivedFrom }")
    assert rows == [(PSOG + "takesUp",)]


def test_contradicts_neither_the_data_nor_the_way_they_are_written(root: Path) -> None:
    store = load([*(root / "ontology").rglob("*.ttl"), *(root / "data").rglob("*.ttl")])
    store.load(SAMPLE.encode(), format=ox.RdfFormat.TURTLE)
    assert find_contradictions(store) == set()


@pytest.mark.parametrize(
    ("turtle", "left", "right"),
    [
        ("<urn:x> a psog:Forum , psog:Resolution .", "psog:Actor", "psog:Document"),
        ("<urn:x> a psog:Measure , psog:MeasureReport .", "psog:Measure", "psog:MeasureReport"),
        ("<urn:x> a psog:Conference . <urn:y> psog:takesUp <urn:x> .", "prov:Entity", "prov:Activity"),
        ("<urn:x> a psog:Response . <urn:y> psog:answers <urn:x> .", "psog:Clause", "psog:Response"),
    ],
)
def test_finds_what_is_in_two_disjoint_classes(root: Path, turtle: str, left: str, right: str) -> None:
    store = load((root / "ontology").rglob("*.ttl"))
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    names = {"psog:": PSOG, "prov:": str(PROV)}
    pair = tuple(names[name[:5]] + name[5:] for name in (left, right))
    assert ("urn:x", *pair) in find_contradictions(store)
