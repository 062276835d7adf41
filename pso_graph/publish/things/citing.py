"""How to cite what the graph says of a thing: as text, for BibTeX, and in the RIS format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, ROOT
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit

_AUTHOR = "The pso-graph contributors"
_WORK = "pso-graph"
_VERSION = version(_WORK)
_DATASET = NamedNode(f"{ROOT}id/dataset/pso-graph")
_UNFIT = re.compile(r"[^a-z0-9]+")
_SPECIAL: dict[str, str | int | None] = {
    "\\": r"\textbackslash{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of a thing.

    Args:
        text: in words.
        bibtex: an entry for BibTeX.
        ris: an entry in the format of reference managers.
    """

    text: str
    bibtex: str
    ris: str


def cite(visit: Visit, iri: str, title: str) -> Citation:
    """Return how to cite a thing.

    Args:
        visit: that the page is rendered for.
        iri: of the thing.
        title: of the thing.
    """
    year = _find_year(visit)
    edition = visit.say("site.version", version=_VERSION)
    key = _UNFIT.sub("-", iri.removeprefix(ROOT).removeprefix("id/").lower()).strip("-")
    fields = {
        "author": "{" + _AUTHOR + "}",
        "title": "{" + title.translate(str.maketrans(_SPECIAL)) + "}",
        "year": year,
        "howpublished": _WORK,
        "version": _VERSION,
        "url": iri,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    when = f" ({year})" if year else ""
    ris = [("TY", "DATA"), ("AU", _AUTHOR), ("TI", title), ("T2", _WORK), ("ET", _VERSION)]
    ris += [("PY", year)] * bool(year) + [("UR", iri), ("ER", "")]
    return Citation(
        text=f"{_AUTHOR}{when}: {title.rstrip('.')}. {_WORK}, {edition}. {iri}",
        bibtex=f"@misc{{pso-graph-{key},\n{lines}\n}}",
        ris="\n".join(f"{tag}  - {' '.join(value.split())}" for tag, value in ris),
    )


def _find_year(visit: Visit) -> str:
    """Return the year in which the data was last changed, as it says itself."""
    for predicate in (DCTERMS.modified, DCTERMS.issued):
        for quad in visit.store.find(_DATASET, predicate):
            if isinstance(quad.object, Literal):
                return quad.object.value[:4]
    return ""
