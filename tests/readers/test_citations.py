from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.model import Passage, Quotation, Span
from pso_graph.readers import find_citations, read_motion, read_resolution, read_statement

if TYPE_CHECKING:
    from tests.readers.conftest import ReadFixture, ReadSource


@pytest.mark.parametrize(
    ("words", "kind", "number", "as_written"),
    [
        ("erwägen (28. BSPC 2019),", "bspc", "28. BSPC 2019", "28. BSPC 2019"),
        ("die Resolution der 30. BSPC ist", "bspc", "30. BSPC", "30. BSPC"),
        (
            "Resolution der 29. BSPC aus dem August 2020 und",
            "bspc",
            "29. BSPC 2020",
            "29. BSPC aus dem August 2020",
        ),
        ("(Entschließung 29. BSPC August 2020).", "bspc", "29. BSPC 2020", "29. BSPC August 2020"),
        (
            "der 32. Ostseeparlamentarierkonferenz in Berlin vom 27. bis 29. August 2023 (so)",
            "bspc",
            "32. BSPC 2023",
            "32. Ostseeparlamentarierkonferenz",
        ),
        ("siehe Drucksache 8/3400 vom", "drucksache", "8/3400", "Drucksache 8/3400"),
        ("vorgelegt. (COM (2020) 758 final)", "com", "COM(2020) 758 final", "COM (2020) 758 final"),
        ("KOM(2008) 12 endgültig", "com", "COM(2008) 12 final", "KOM(2008) 12 endgültig"),
        ("beschlossen hat. (15312/16)", "council", "15312/16", "15312/16"),
        ("nach § 34 SGB VIII untergebracht", "provision", "SGB VIII § 34", "§ 34 SGB VIII"),
        ("nach § 89d\nSGB VIII zu", "provision", "SGB VIII § 89d", "§ 89d\nSGB VIII"),
        (
            "so § 6 Absatz 1 des Kindertagesförderungsgesetzes (KiföG M-V) und",
            "provision",
            "KiföG M-V § 6 Absatz 1",
            "§ 6 Absatz 1 des Kindertagesförderungsgesetzes (KiföG M-V)",
        ),
        ("Nach § 3 Abs. 8 KiföG M-V sind", "provision", "KiföG M-V § 3 Absatz 8", "§ 3 Abs. 8 KiföG M-V"),
        (
            "was § 50 des Aufenthaltsgesetzes verlangt",
            "provision",
            "Aufenthaltsgesetz § 50",
            "§ 50 des Aufenthaltsgesetzes",
        ),
        (
            "aus Artikel 3 Absatz 2 des Grundgesetzes (GG) und",
            "provision",
            "GG Artikel 3 Absatz 2",
            "Artikel 3 Absatz 2 des Grundgesetzes (GG)",
        ),
        (
            "aus Artikel 13 der Verfassung des Landes Musterland ergibt",
            "provision",
            "Verfassung des Landes Musterland Artikel 13",
            "Artikel 13 der Verfassung des Landes Musterland",
        ),
    ],
)
def test_finds_official_numbers(words: str, kind: str, number: str, as_written: str) -> None:
    (citation,) = find_citations(words, {"1.a": Passage.of(0, len(words))})
    assert (citation.unit, citation.kind, citation.number) == ("1.a", kind, number)
    assert citation.passage.read(words) == as_written
    assert not citation.quoted


@pytest.mark.parametrize(
    "words",
    [
        "was § 50 im Hafen verlangt",
        "am 28. August 2019",
        "in den Jahren 2015/16",
        "Ziffer 26 der Resolution",
        "Artikel 5 der Tagesordnungspunkte",
        "siehe Ziffer 2 b)",
    ],
)
def test_other_numbers_are_no_citations(words: str) -> None:
    found = find_citations(words, {"1.a": Passage.of(0, len(words))})
    assert [citation.number for citation in found if "Tagesordnung" not in citation.number] == []


def test_a_session_without_year_gets_the_one_named_elsewhere() -> None:
    text = "Die 28. BSPC 2019 tagte. Die 28. BSPC sagt, die 27. BSPC schweigt."
    assert [citation.number for citation in find_citations(text, {})] == [
        "28. BSPC 2019",
        "28. BSPC 2019",
        "27. BSPC",
    ]
    two = "Die 28. BSPC 2019, die 28. BSPC 2020 und die 28. BSPC."
    assert find_citations(two, {})[-1].number == "28. BSPC"


def test_a_citation_may_run_over_a_page_break() -> None:
    text = "so die 28. BSPC\n\nKopf\n\n2019 in Oslo, Drucksache 1/2"
    passage = Passage((Span(0, 15), Span(23, 35)))
    first, second = find_citations(text, {"2.a": passage})
    assert first.number == "28. BSPC 2019"
    assert first.passage == Passage((Span(7, 15), Span(23, 27)))
    assert (second.unit, second.number) == (None, "1/2")


def test_citations_in_quotations_are_marked() -> None:
    text = "„28. BSPC 2019“ 29. BSPC 2020"
    found = find_citations(text, {"1.a": Passage.of(16, len(text))}, [Quotation("1.b", Passage.of(0, 15))])
    assert [(c.unit, c.number, c.quoted) for c in found] == [
        ("1.b", "28. BSPC 2019", True),
        ("1.a", "29. BSPC 2020", False),
    ]


@pytest.mark.parametrize(
    ("words", "number", "as_written"),
    [
        ("auf die Stellungnahme unter 2 b) verwiesen", "2.b", "auf die Stellungnahme unter 2 b)"),
        ("auf die Richtlinie und die Stellungnahme unter 2 b)", "2.b", "die Stellungnahme unter 2 b)"),
        ("siehe auch Ziffer 2 1) (4)", "2.l.4", "siehe auch Ziffer 2 1) (4)"),
        ("siehe Antwort zu Ziffer 3 e) (5)", "3.e.5", "siehe Antwort zu Ziffer 3 e) (5)"),
        ("Auf die Antwort zu 3. e) (2) wird", "3.e.2", "Auf die Antwort zu 3. e) (2)"),
    ],
)
def test_finds_cross_references(words: str, number: str, as_written: str) -> None:
    (found,) = find_citations(words, {"4.d": Passage.of(0, len(words))}, cross_references=True)
    assert (found.kind, found.number, found.passage.read(words)) == ("crossreference", number, as_written)


def test_fixture_statement(fixture: ReadFixture) -> None:
    citations = read_statement(fixture("statement_split.txt")).citations
    assert [(c.unit, c.kind, c.number, c.quoted) for c in citations] == [
        (None, "drucksache", "9/2000", False),
        ("1.c.1", "provision", "HafG ML § 7 Absatz 2", False),
        ("1.c.1", "crossreference", "2.b", False),
        ("1.c.2", "bspc", "31. BSPC 2022", True),
        ("1.c.2", "crossreference", "1.c.1", False),
    ]


def test_fixture_resolutions_and_motion(fixture: ReadFixture) -> None:
    plain = read_resolution(fixture("resolution_plain.txt"))
    bold = read_resolution(fixture("resolution_bold.txt"))
    motion = read_motion(fixture("motion_points.txt"))
    assert [(c.unit, c.number) for c in plain.citations] == [("1.c.2", "31. BSPC 2022")]
    assert [(c.unit, c.number) for c in bold.citations] == [("1.c.2", "Waldgesetz § 12 Absatz 2")]
    assert [(c.unit, c.number) for c in motion.citations] == [(None, "9/1234"), ("m-1a", "9/987")]


@pytest.mark.sources
def test_source_cross_references(source: ReadSource) -> None:
    citations = read_statement(source("002")).citations
    assert [(c.unit, c.number, c.passage.start) for c in citations if c.kind == "crossreference"] == [
        ("2.l.2", "2.b", 31015),
        ("2.l.5", "2.b", 37288),
        ("2.l.5", "2.l.4", 37335),
        ("3.e.6", "3.e.5", 50280),
        ("4.d", "3.e.2", 64872),
    ]


@pytest.mark.sources
def test_source_statement_names_papers_provisions_and_sessions(source: ReadSource) -> None:
    citations = [
        c for c in read_statement(source("002")).citations if not c.quoted and c.kind != "crossreference"
    ]
    assert [(c.unit, c.number) for c in citations] == [
        (None, "8/3400"),
        (None, "6/4498"),
        ("2.c", "KiföG M-V § 6 Absatz 1"),
        ("2.c", "KiföG M-V § 3"),
        ("2.c", "KiföG M-V § 3 Absatz 8"),
        ("2.g", "SGB VIII § 34"),
        ("2.g", "SGB VIII § 89d"),
        ("2.l.1", "28. BSPC 2019"),
        ("2.l.1", "28. BSPC 2019"),
        ("3.h", "GG Artikel 3 Absatz 2"),
        ("3.h", "Verfassung des Landes Mecklenburg-Vorpommern Artikel 13"),
        ("4.e", "32. BSPC 2023"),
        ("4.e", "8/2816"),
        ("4.e", "32. BSPC 2023"),
        ("4.f", "Aufenthaltsgesetz § 50"),
    ]


@pytest.mark.sources
@pytest.mark.parametrize(
    ("session", "clauses"),
    [
        ("28. BSPC 2019", ["2.l.1", "2.l.2", "2.l.3", "2.l.4", "2.l.5", "4.e.2"]),
        ("29. BSPC 2020", ["1.j", "1.j.10", "2.l.6", "4.e.1"]),
    ],
)
def test_source_resolution_names_sessions_as_its_quotation_does(
    source: ReadSource, session: str, clauses: list[str]
) -> None:
    own = read_resolution(source("001")).citations
    quoted = [c for c in read_statement(source("002")).citations if c.quoted]
    assert [c.unit for c in own if c.number == session] == clauses
    assert [c.unit for c in quoted if c.number == session] == clauses
