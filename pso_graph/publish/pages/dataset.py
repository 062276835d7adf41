"""The dataset: what it is and holds, its licence, its files, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from markupsafe import Markup

from pso_graph.catalogue import bind_text, find_query
from pso_graph.publish.authorities import name_authority
from pso_graph.publish.catalog import Catalog, read_catalog, read_changes, read_citation
from pso_graph.publish.cells import name_iri
from pso_graph.publish.contents import group_contents, write_contents
from pso_graph.publish.downloads import CHECKSUMS, DUMPS, FOLDER
from pso_graph.publish.embedding import write_embedded
from pso_graph.publish.page import Content, Page
from pso_graph.publish.partitions import ask, read_partitions
from pso_graph.publish.prose import write_number, write_prose
from pso_graph.publish.rendering import render
from pso_graph.rdf.namespaces import ROOT
from pso_graph.validate.rules import list_rules

if TYPE_CHECKING:
    from pso_graph.publish.page import Form, Visit

_CONVENTIONS = "shapes/catalog.ttl"
_LICENCES = (
    ("data", "data/", "CC BY 4.0"),
    ("ontology", "ontology/", "CC BY 4.0"),
    ("shapes", "shapes/", "CC BY 4.0"),
    ("queries", "queries/", "CC BY 4.0"),
    ("code", "pso_graph/", "Apache-2.0"),
)


class DatasetPage(Page):
    """What there is to know of the dataset as a whole; as CSV what it holds."""

    pattern: ClassVar[str] = "dataset"
    forms: ClassVar[tuple[Form, ...]] = ("html", "csv")

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page, or its counts; see ``Page.render``."""
        del parts
        partitions = read_partitions(visit.store)
        if visit.form == "csv":
            return Content(write_contents(partitions.contents), "csv")
        catalog = read_catalog(visit.store)
        return render(
            "dataset.html",
            visit,
            visit.say("dataset.title"),
            catalog=catalog,
            names_of=lambda name: _name_all(catalog, name, visit),
            contents=group_contents(partitions.contents, visit),
            contents_text=bind_text(find_query("dataset-counts", "site"), {}),
            graphs=ask(visit.store, "list-graphs"),
            graphs_text=bind_text(find_query("list-graphs"), {}),
            partitions=partitions,
            total=write_number(partitions.triples, visit.language),
            shorten=name_iri,
            licences=_LICENCES,
            dumps=DUMPS,
            checksums=CHECKSUMS,
            folder=FOLDER,
            conventions=[rule for rule in list_rules() if rule.source == _CONVENTIONS],
            changes=[
                (name, [write_prose(change, visit.links) for change in changes])
                for name, changes in read_changes()
            ],
            citation=read_citation(),
            address=ROOT,
            described=_describe(catalog, visit),
        )


def _name_all(catalog: Catalog | None, name: str, visit: Visit) -> list[str]:
    """Return the names of the values of a property of the dataset, each once, sorted."""
    values = catalog.lists.get(name, ()) if catalog else ()
    return sorted({name_authority(value, visit.language) for value in values})


def _describe(catalog: Catalog | None, visit: Visit) -> Markup:
    """Return what search engines read of the dataset (schema.org); nothing if it is not described."""
    if catalog is None:
        return Markup()
    facts = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": catalog.iri,
        "name": catalog.title.get(visit.language, ""),
        "description": catalog.description.get(visit.language, ""),
        "inLanguage": visit.language,
        "version": catalog.facts["version"],
        "dateModified": catalog.facts["modified"],
        "license": catalog.facts["licence"],
        "isAccessibleForFree": True,
        "temporalCoverage": f"{catalog.facts['start']}/{catalog.facts['end']}",
        "spatialCoverage": _name_all(catalog, "spatial", visit),
        "creator": {"@type": "Organization", "name": catalog.facts["publisher"]},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{ROOT}{FOLDER}/{name}"}
            for name, kind in DUMPS.items()
        ],
    }
    return Markup('<script type="application/ld+json">{}</script>').format(write_embedded(facts))
