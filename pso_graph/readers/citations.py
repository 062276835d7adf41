"""Mentions of documents and provisions by their official numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pso_graph.evidence.flow import find_gaps
from pso_graph.model import Citation, Passage
from pso_graph.readers.numbering import MONTH
from pso_graph.readers.provisions import find_provisions
from pso_graph.readers.reading import Reading, by_start, read_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.model import Quotation

_BSPC = re.compile(
    r"\b(?P<session>\d{1,2})\.\s{0,3}(?:BSPC|Ostseeparlamentarierkonferenz)\b"
    rf"(?:(?:\s{{1,3}}aus\s{{1,3}}dem(?:\s{{1,3}}Jahre?)?)?(?:\s{{1,3}}{MONTH})?\s{{1,3}}(?P<year>(?:19|20)\d\d)\b)?"
)
# "… in Berlin vom 27. bis 29. August 2023": the year counts, the words up to it are no part of the name.
_LATER_YEAR = re.compile(
    rf"\s{{1,3}}in\s{{1,3}}[^()„“\n]{{1,40}}?\s{{1,3}}{MONTH}\s{{1,3}}(?P<year>(?:19|20)\d\d)\b"
)
_PAPER = re.compile(r"\b(?:Drucksache|Drucks\.|(?:LT-|BT-)?Drs\.)\s{0,3}(?P<number>\d{1,2}/\d{1,6})\b")
_COM = re.compile(
    r"\b[CK]OM\s{0,3}\(\s?(?P<year>\d{4})\s?\)\s{0,3}(?P<number>\d{1,4})(?P<final>\s{1,3}(?:final|endg\.|endgültig))?"
)
_COUNCIL = re.compile(
    r"(?<=\()(?P<number>\d{4,5}/\d{2})(?=\))|\bRatsdok(?:ument|\.)\s{0,3}(?P<named>\d{4,5}/\d{2})\b"
)
_CROSS = re.compile(
    r"(?:(?:[Ss]iehe(?:\s{1,3}auch)?\s{1,3})?(?:[Aa]uf\s{1,3})?(?:[Zz]u\s{1,3})?(?:[Dd]ie\s{1,3}|[Dd]er\s{1,3})?"
    r"(?:Antwort|Stellungnahme|Ausführungen)\s{1,3}(?:zu|unter)\s{1,3}(?:(?:Ziffer|Nummer|Nr\.|Punkt|Buchstabe)\s{1,3})?"
    r"|[Ss]iehe(?:\s{1,3}auch)?\s{1,3}(?:(?:unter|zu)\s{1,3})?(?:(?:Ziffer|Nummer|Nr\.|Punkt)\s{1,3})?"
    r"|(?:Ziffer|Nummer|Nr\.|Punkt)\s{1,3})"
    r"(?P<section>\d{1,2})\.?\s{0,3}(?P<letter>[a-z1])\)(?:\s{0,3}\((?P<number>\d{1,2})\))?"
)


def find_citations(
    text: str,
    passages: Mapping[str, Passage],
    quotations: Iterable[Quotation] = (),
    *,
    cross_references: bool = False,
) -> tuple[Citation, ...]:
    """Return the mentions in a text, in document order.

    A mention may run over a page break within its passage. A session of the BSPC that is named
    without its year gets the year with which the same text names it elsewhere.

    Args:
        text: the whole text.
        passages: own words of each unit or answer by local id.
        quotations: what the text quotes of another document; mentions there are marked as quoted.
        cross_references: whether to look in the passages for references to other answers too.
    """
    quoted = [(quotation.clause, quotation.passage) for quotation in quotations]
    own = by_start(passages)
    found: list[Citation] = []
    for unit, passage in own:
        found += _find(read_on(text, passage), unit, quoted=False, cross_references=cross_references)
    for unit, passage in quoted:
        found += _find(read_on(text, passage), unit, quoted=True, cross_references=False)
    for passage in find_gaps(len(text), [passage for _, passage in own + quoted]):
        found += _find(read_on(text, passage), None, quoted=False, cross_references=False)
    return tuple(sorted(_date(found), key=lambda citation: citation.passage.spans))


def _find(reading: Reading, unit: str | None, *, quoted: bool, cross_references: bool) -> Iterator[Citation]:
    for kind, start, end, number in _scan(reading.words):
        yield Citation(unit, kind, number, reading.locate(start, end), quoted=quoted)
    if cross_references:
        for found in _CROSS.finditer(reading.words):
            # Conversions read the letter l as the digit 1.
            parts = (found["section"], found["letter"].replace("1", "l"), found["number"])
            number = ".".join(part for part in parts if part)
            yield Citation(unit, "crossreference", number, reading.locate(*found.span()))


def _scan(words: str) -> Iterator[tuple[str, int, int, str]]:
    for found in _BSPC.finditer(words):
        later = None if found["year"] else _LATER_YEAR.match(words, found.end())
        year = found["year"] or (later["year"] if later else None)
        number = f"{found['session']}. BSPC" + (f" {year}" if year else "")
        yield "bspc", *found.span(), number
    for found in _PAPER.finditer(words):
        yield "drucksache", *found.span(), found["number"]
    for found in _COM.finditer(words):
        final = " final" if found["final"] else ""
        yield "com", *found.span(), f"COM({found['year']}) {found['number']}{final}"
    for found in _COUNCIL.finditer(words):
        yield "council", *found.span(), found["number"] or found["named"]
    for start, end, number in find_provisions(words):
        yield "provision", start, end, number


def _date(citations: list[Citation]) -> list[Citation]:
    """Complete sessions without a year from the one year that the text gives them, if it gives one."""
    years: dict[str, set[str]] = {}
    for citation in citations:
        session, _, year = citation.number.partition(" BSPC ")
        if citation.kind == "bspc" and year:
            years.setdefault(f"{session} BSPC", set()).add(year)
    return [
        replace(citation, number=f"{citation.number} {min(years[citation.number])}")
        if citation.kind == "bspc" and len(years.get(citation.number, ())) == 1
        else citation
        for citation in citations
    ]
