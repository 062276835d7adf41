"""How fast ours and pyshacl check the same file, and how much memory they take.

Run it with ``make bench-validate``. A synthetic lineage graph, in which one unit in a hundred has a
mistake planted, is written to a Turtle file and checked against 16 shapes, three of them with SPARQL: by
our compiled engine, by pyshacl as it is published, on graphs that rdflib reads (what ``pyshacl -s
shapes.ttl data.ttl`` does), and by our reference engine, which is pyshacl with queries parsed once. Each
run is a process of its own; reading the file counts, loading the program does not. What is stopped at a
cut-off counts as "more than". All must find equally many, ours and the reference the very same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.namespaces import DCTERMS, PSOG, RDF_TYPE, SKOS
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.validate.shacl import check
from tests.benchmarks.synthetic import make_lineage_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.rdf.terms import Term

ENGINES = ("compiled", "pyshacl", "reference")
FILES = ("data.ttl", "shapes.ttl")
PROGRAM = (sys.executable, "-m", "tests.benchmarks.validate")
PLANTED = 100  # one unit in so many has a mistake
SHAPES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix psoc: <https://w3id.org/pso-graph/concept/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/shape/> .

:prefixes sh:declare [ sh:prefix "psog" ; sh:namespace "https://w3id.org/pso-graph/ontology#" ] ,
  [ sh:prefix "dcterms" ; sh:namespace "http://purl.org/dc/terms/" ] .

:Label sh:targetClass UNIT ; sh:path skos:prefLabel ;
  sh:minCount 2 ; sh:uniqueLang true ; sh:languageIn ( "de" "en" ) .
:Number sh:targetClass UNIT ; sh:path psog:clauseNumber ;
  sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:pattern "^[0-9]+([.][0-9]+)*$" .
:Order sh:targetClass UNIT ; sh:path psog:order ;
  sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 .
:Type sh:targetClass UNIT ; sh:path psog:unitType ;
  sh:in ( psoc:unit-letter psoc:unit-number ) .
:Mode sh:targetClass UNIT ; sh:path psog:mode ;
  sh:maxCount 1 ; sh:nodeKind sh:IRI .
:PartOf sh:targetClass UNIT ; sh:path dcterms:isPartOf ;
  sh:minCount 1 ; sh:class psog:Document .
:TakesUp sh:targetSubjectsOf psog:takesUp ; sh:path psog:takesUp ;
  sh:or ( [ sh:class psog:BSPCDecision ] [ sh:class psog:Clause ] ) .
:Answers sh:targetClass psog:Response ; sh:path psog:answers ; sh:minCount 1 ; sh:class psog:Clause .
:Lines sh:targetClass UNIT ; sh:path psog:lineFrom ; sh:lessThanOrEquals psog:lineTo .
:Evidence sh:targetClass UNIT ; sh:path psog:evidence ; sh:minCount 1 ; sh:node :Anchored .
:Anchored sh:property [ sh:path psog:exactHash ; sh:minCount 1 ; sh:minLength 64 ; sh:maxLength 64 ] .
:Anchor sh:targetClass psog:Anchor ; sh:property
  [ sh:path psog:firstWords ; sh:minCount 1 ] ,
  [ sh:path psog:startOffset ; sh:datatype xsd:integer ; sh:lessThan psog:endOffset ] .
:Measure sh:targetClass psog:Measure ; sh:property
  [ sh:path psog:namedIn ; sh:qualifiedValueShape [ sh:class psog:Response ] ; sh:qualifiedMinCount 1 ] .
:Traced sh:targetClass psog:Response ; sh:path ( psog:answers psog:tracesTo ) ; sh:minCount 1 .
:Offsets sh:targetClass psog:Anchor ; sh:sparql [ sh:prefixes :prefixes ; sh:select '''
  SELECT $this ?value
  WHERE { $this psog:startOffset ?value . $this psog:endOffset ?end . FILTER (?value > ?end) }''' ] .
:SameOrder sh:targetClass UNIT ; sh:sparql [ sh:prefixes :prefixes ; sh:select '''
  SELECT $this ?value
  WHERE {
    $this dcterms:isPartOf ?whole . $this psog:order ?order .
    ?value dcterms:isPartOf ?whole . ?value psog:order ?order . FILTER (STR(?value) < STR($this))
  }''' ] .
:Closure sh:targetClass psog:Response ; sh:sparql [ sh:prefixes :prefixes ; sh:select '''
  SELECT $this ?value
  WHERE { $this psog:tracesTo ?value . FILTER NOT EXISTS { $this psog:tracesBackTo ?value } }''' ] .
""".replace("UNIT", "psog:BSPCDecision , psog:Clause , psog:Response")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took and found.

    Args:
        seconds: from the files to the findings.
        cpu: seconds of processor time in that.
        peak: the most memory of the process, in MiB.
        findings: how many.
        digest: of all of them; empty for pyshacl as published.
    """

    seconds: float
    cpu: float
    peak: float
    findings: int
    digest: str


def main() -> None:
    """Measure the engines on graphs of one or more sizes and print a table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000], help="in triples")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--runs", type=int, default=3, help="of the compiled engine, for the median")
    parser.add_argument("--cut-off", type=float, default=1200, help="seconds until an engine is stopped")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write_files(options.folder, options.write)
        return
    if options.folder:
        print(json.dumps(asdict(measure(options.engines[0], options.folder))))
        return
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "pyshacl", "rdflib"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {packages}")
    print(f"load before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    names = ("triples", "engine", "seconds", "ratio", "cpu s", "ratio", "peak MB", "ratio", "findings")
    print("{:>9} {:<10}{:>9}{:>8}{:>9}{:>8}{:>9}{:>7}{:>9}".format(*names))
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            # Not here: a process starts with the peak of the one that starts it.
            subprocess.run([*PROGRAM, "--write", str(size), "--folder", folder], check=True)
            compare(Path(folder), size, options.engines, options.runs, options.cut_off)


def write_files(folder: Path, size: int) -> None:
    """Write data and shapes as people have them."""
    quads = plant(make_lineage_graph(size).quads)
    triples = dict.fromkeys(quad.triple for quad in quads)
    ox.serialize(triples, str(folder / "data.ttl"), format=ox.RdfFormat.TURTLE)
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")


def compare(folder: Path, size: int, engines: Sequence[str], runs: int, cut_off: float) -> None:
    """Print what the engines take for a graph of one size, also as multiples of what ours takes.

    Raises:
        SystemExit: if they do not find the same.
    """
    tries = [run("compiled", folder, cut_off) for _ in range(runs)]
    done = [taken for taken in tries if taken is not None]
    if not done:
        raise SystemExit("The compiled engine took too long.")
    ours = Taken(
        statistics.median(taken.seconds for taken in done),
        statistics.median(taken.cpu for taken in done),
        max(taken.peak for taken in done),
        done[0].findings,
        done[0].digest,
    )
    print_row(size, "compiled", ours, ours)
    for engine in engines:
        if engine == "compiled":
            continue
        theirs = run(engine, folder, cut_off)
        if theirs is None:
            print(f"{size:>9} {engine:<10}{f'> {cut_off:.0f}':>9}{f'> {cut_off / ours.seconds:.0f}':>8}")
            continue
        print_row(size, engine, theirs, ours)
        if theirs.findings != ours.findings or theirs.digest not in {"", ours.digest}:
            raise SystemExit("The findings differ.")


def print_row(size: int, engine: str, taken: Taken, ours: Taken) -> None:
    """Print what one engine took."""
    print(
        f"{size:>9} {engine:<10}{taken.seconds:>9.2f}{taken.seconds / ours.seconds:>8.1f}"
        f"{taken.cpu:>9.2f}{taken.cpu / ours.cpu:>8.1f}"
        f"{taken.peak:>9.0f}{taken.peak / ours.peak:>7.1f}{taken.findings:>9}",
        flush=True,
    )


def run(engine: str, folder: Path, cut_off: float) -> Taken | None:
    """Return what a process of its own took, or None if it took longer than the cut-off."""
    command = [*PROGRAM, "--engines", engine, "--folder", str(folder)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=cut_off)
    except subprocess.TimeoutExpired:
        return None
    return Taken(**json.loads(done.stdout))


def measure(engine: str, folder: Path) -> Taken:
    """Return what an engine takes in this process."""
    if engine == "compiled":
        check([], ox.parse(SHAPES, ox.RdfFormat.TURTLE))  # loads what is loaded late
    else:
        import pyshacl  # noqa: F401, PLC0415 - ours would not need it
    begin, begin_cpu = time.perf_counter(), time.process_time()
    findings, digest = run_published(folder) if engine == "pyshacl" else run_ours(engine, folder)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Taken(seconds, cpu, peak, findings, digest)


def run_ours(engine: str, folder: Path) -> tuple[int, str]:
    """Return how many findings one of our engines has, and their digest."""
    data, shapes = (ox.parse(path=str(folder / name), format=ox.RdfFormat.TURTLE) for name in FILES)
    findings = check(data, shapes, "compiled" if engine == "compiled" else "reference").findings
    lines = sorted(f"{found.focus} {found.path} {found.value} {found.component}" for found in findings)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def run_published(folder: Path) -> tuple[int, str]:
    """Return how many results pyshacl has, used as its documentation says."""
    import pyshacl  # noqa: PLC0415 - ours would not need it
    import rdflib  # noqa: PLC0415

    data, shapes = (rdflib.Graph().parse(folder / name) for name in FILES)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return len(list(report.objects(None, rdflib.SH.result))), ""


def plant(quads: list[Quad]) -> list[Quad]:
    """Return a graph in which one clause in a hundred has a mistake, of several kinds in turn."""
    clauses = [quad.subject for quad in quads if quad.predicate == RDF_TYPE and quad.object == PSOG.Clause]
    marked = {clause: turn for turn, clause in enumerate(clauses[::PLANTED])}
    kinds = (PSOG.clauseNumber, PSOG.order, SKOS.prefLabel, DCTERMS.isPartOf, PSOG.lineFrom, PSOG.unitType)
    wrong: dict[NamedNode, Term] = {
        PSOG.clauseNumber: Literal("1."),
        PSOG.order: Literal("-1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        SKOS.prefLabel: Literal("?", language="pl"),
        DCTERMS.isPartOf: NamedNode("https://example.org/nowhere"),
        PSOG.lineFrom: Literal("first"),
        PSOG.unitType: NamedNode("https://example.org/unit"),
    }
    return [
        Quad(quad.subject, quad.predicate, wrong[quad.predicate], quad.graph_name)
        if quad.subject in marked and kinds[marked[quad.subject] % len(kinds)] == quad.predicate
        else quad
        for quad in quads
    ]


if __name__ == "__main__":
    main()
