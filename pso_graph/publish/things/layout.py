"""Which property stands where on the page of a thing; properties are named with their prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


ORDER: Mapping[str, tuple[str, ...]] = {
    "what": _split("""
        dcterms:title dcterms:identifier psog:clauseNumber psog:unitType psog:mode psog:responseType
        psog:stance psog:documentStatus psog:measureStatus psog:mention psog:mentionKind psog:misspelt
        psog:level psog:country psog:place psog:theme psog:targetGroup psog:amount psog:equal psog:change
        psog:strength psog:position psog:degree psog:role skos:altLabel skos:definition dcterms:description
        psog:found
    """),
    "when": _split("""
        dcterms:date psog:dateText psog:startDate psog:endDate psog:dueDate psog:recurrence psog:searchedOn
        dcterms:issued dcterms:modified
    """),
    "who": _split("""
        psog:proposedBy psog:adoptedBy psog:adoptedAt psog:issuedBy psog:conferenceOf psog:host psog:chair
        psog:signatory psog:respondent psog:requestedBy psog:requestedFrom psog:addressee
        psog:responsibleActor psog:fundedBy psog:member psog:organization psog:event
    """),
    "about": _split("""
        psog:topic psog:from psog:relation psog:to psog:quotes psog:quotedIn psog:requestsReportOn
        psog:reportsOn psog:searchedFor psog:searchedIn psog:basedOn psog:relatesTo psog:seeAlsoClause
        psog:cites psog:mentions
    """),
    "where": _split(
        "psog:inDocument psog:lineFrom psog:lineTo dcterms:language skos:inScheme psog:namedGraph"
    ),
    "source": _split("""
        skos:note psog:rationale psog:basis psog:claimedIn dcterms:source rdfs:seeAlso foaf:homepage
        owl:sameAs skos:exactMatch skos:closeMatch skos:relatedMatch dcterms:license
    """),
}
"""Groups of facts; those of no group come last."""

_LINEAGE = _split("""
    psog:tracesTo psog:tracesBackTo psog:tracesBackToDocument psog:takesUp psog:answers psog:namedIn
    psog:approves psog:welcomes psog:supports psog:requestsImplementationOf psog:requestedIn psog:fulfils
    psog:addresses psog:addressesMainly
""")
_PARTS = _split("""
    psog:evidence psog:stanceEvidence psog:file psog:measure psog:inResponse psog:citedIn psog:citedThing
""")

ELSEWHERE = frozenset(
    (
        *_LINEAGE,
        *_PARTS,
        *_split("""
            rdf:type skos:notation skos:prefLabel rdfs:label psog:order psog:asWritten
            dcterms:isPartOf psog:currency psog:amountPer skos:topConceptOf
        """),
    )
)
"""What a thing has, and other places of its page show: heading, lineage, parts, contents."""

POINTED_ELSEWHERE = frozenset(
    (
        *_LINEAGE,
        *_PARTS,
        *_split("""
            psog:inDocument psog:anchoredIn psog:member psog:organization psog:event dcterms:isPartOf
            skos:inScheme skos:topConceptOf psog:mentionKind psog:mention
        """),
    )
)
"""What points at a thing, likewise, or would only count parts."""
