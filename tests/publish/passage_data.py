"""A document of our own words with one clause in two pieces, its data, and what reads on through both."""

from __future__ import annotations

import hashlib

TEXT = "Kopf\nDie Häfen sollen <b>gemeinsam</b> entscheiden,\nund zwar\n\fFuß\nbald & gut. Ende"
FILE = "001_ab.txt"
WORDS = "Die Häfen sollen <b>gemeinsam</b> entscheiden, und zwar bald & gut."

_SPANS = (("Die Häfen", "und zwar\n"), ("bald", "gut."))
_DATA = """
@base <https://w3id.org/pso-graph/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<document/x> a psog:Resolution ; skos:prefLabel "Beschluss"@de ; psog:file <file/x/001_ab> .
<document/x/1> a psog:Clause ; skos:prefLabel "Klausel"@de ; psog:inDocument <document/x> ;
  psog:evidence <document/x/1/evidence> .
<document/x/1/evidence> a psog:Anchor ; oa:hasSource <file/x/001_ab> ;
  psog:firstWords "Die Häfen sollen" ; psog:lastWords "bald & gut." ;
  psog:startOffset {start} ; psog:endOffset {end} ; psog:anchoredIn <document/x/1> ;
  psog:exactHash "{exact}" ; psog:textHash "" ;
  psog:segment <document/x/1/evidence/segment/1> , <document/x/1/evidence/segment/2> .
<document/x/1/evidence/segment/1> psog:segmentOrder 1 ; psog:startOffset {start} ; psog:endOffset {cut} .
<document/x/1/evidence/segment/2> psog:segmentOrder 2 ; psog:startOffset {resumed} ; psog:endOffset {end} .
<document/y/1> a psog:Response ; skos:prefLabel "Antwort"@de ; psog:answers <document/x/1> ;
  psog:tracesTo <document/x/1> .
psog:answers <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> psog:tracesTo .
<link/y> psog:from <document/y/1> ; psog:relation psog:answers ; psog:to <document/x/1> ;
  psog:evidence <document/x/1/evidence> .
"""


def write_data() -> str:
    """The data as Turtle."""
    (first, cut), (second, last) = _SPANS
    start, resumed = TEXT.index(first), TEXT.index(second)
    cut_at, end = TEXT.index(cut) + len(cut), TEXT.index(last) + len(last)
    exact = hashlib.sha256((TEXT[start:cut_at] + TEXT[resumed:end]).encode()).hexdigest()
    return _DATA.format(start=start, cut=cut_at, resumed=resumed, end=end, exact=exact)
