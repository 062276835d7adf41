"""Findings to write reports of: ordinary ones, and ones that try to break out of their format."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.finding import Finding, LocatedFinding, RelatedPlace
from pso_graph.validate.fingerprint import compute_fingerprints
from pso_graph.validate.lines import SourceLines
from pso_graph.validate.reports import Report

EX = "http://example.org/"
SH = "http://www.w3.org/ns/shacl#"
BOOK = Finding(
    rule="PSO-S012",
    severity="violation",
    focus=EX + "book",
    path=EX + "pages",
    value='"many"@en',
    shape=EX + "PagesShape",
    component=SH + "DatatypeConstraintComponent",
    messages={"de": "Keine Zahl.", "en": "No number."},
)


def locate(
    finding: Finding = BOOK, path: Path | None = None, line: int = 2, column: int = 3
) -> LocatedFinding:
    """A finding in a file, with a hint, a note and related places."""
    return LocatedFinding(
        finding=finding,
        path=path or Path.cwd() / "data" / "books.ttl",
        line=line,
        column=column,
        end_line=line,
        end_column=column + 4,
        hint={"de": "Schreiben Sie eine Zahl.", "en": "Write a number."},
        note={"de": "Nur die Zeile.", "en": "Only the line."},
        related=(
            RelatedPlace(
                messages={"en": "shape ex:PagesShape"}, path=Path.cwd() / "shapes.ttl", line=7, column=1
            ),
            RelatedPlace(messages={"en": "document d, characters 1-9"}),
        ),
    )


def report(*findings: LocatedFinding, language: str = "en", fail_on: str = "violation") -> Report:
    """A report of findings, of files that need not exist."""
    lines = SourceLines()
    return Report(
        findings=findings,
        fingerprints=compute_fingerprints(findings, lines, Path.cwd()),
        language=language,
        fail_on=fail_on,
        lines=lines,
    )


_HOSTILE = "\x00\x07\x1b[31m\r\n\t\x85\u2028\u202e\ufeff\uffff%:,;|\"'<>&]]>{}\\😀é"
_ATTACKS = ("\n::error::x", "\n::endgroup::", "</failure>", "]]>", '"}', '" .\n', "\x1b[31m", "%0A")
_characters = st.one_of(st.sampled_from(_HOSTILE), st.characters(exclude_categories=["Cs"]))
_texts = st.one_of(st.text(_characters, max_size=12), st.sampled_from(_ATTACKS))


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _write_iri(text: str) -> str:
    return EX + "".join(character for character in text if _is_iri(EX + character))


_iris = st.one_of(_texts.map(_write_iri), st.just(EX + "%0A::error::x,y'*"))
_literals = st.builds(lambda text: str(Literal(text)), _texts)
_messages = st.fixed_dictionaries({"de": _texts, "en": _texts})
_findings = st.builds(
    Finding,
    rule=st.one_of(st.just("PSO-S012"), _iris),
    severity=st.sampled_from(["violation", "warning", "info"]),
    focus=st.one_of(st.just(""), st.just("_:b"), _iris, _literals),
    path=st.one_of(st.just(""), _iris),
    value=st.one_of(st.just(""), _literals),
    shape=st.one_of(st.just(""), _iris),
    component=st.one_of(st.just(""), _iris),
    messages=_messages,
)
_paths = st.one_of(
    st.none(),
    st.sampled_from(["a.ttl", "ein Ordner/ä%,:\n.ttl", "/elsewhere/\x1b&<\udcff.ttl"]).map(
        lambda name: Path.cwd() / name
    ),
)
_numbers = st.integers(1, 9)
located = st.one_of(
    st.builds(LocatedFinding, finding=_findings, path=_paths, hint=st.one_of(st.just({}), _messages)),
    st.builds(
        LocatedFinding,
        finding=_findings,
        path=_paths.filter(bool),
        line=_numbers,
        column=_numbers,
        end_line=st.just(9),
        end_column=st.just(10),
        note=_messages,
        related=st.tuples(st.builds(RelatedPlace, messages=_messages, path=_paths)),
    ),
)
"""Findings with any texts, IRIs, literals and names of files."""
