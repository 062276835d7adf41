"""The documents' sentences are not in the repository: only names, titles, and up to six words of a place."""

from __future__ import annotations

import re
import subprocess
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import DCTERMS, PSOG, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.rdf.terms import Quad

Run = tuple[str, ...]

SENTENCE = 16
"""A run of so many words is a sentence, or a good part of one."""
PHRASE = 9
"""A run of so many words in one value is copied, unless it is a name."""
WORDS_OF_A_PLACE = 6

# Official names and titles, which may stand as they are.
NAMES = {
    ("mso-mv-resolution-2015", DCTERMS.title),
    ("mv-statement-pso-19-2024", DCTERMS.title),
    ("sh-motion-pso-19", DCTERMS.title),
    ("actor/landesvertretung-mv-bruessel", SKOS.prefLabel),
    ("instrument/betreuungsrichtlinie", SKOS.prefLabel),
    ("instrument/landeskonzeption-2019", SKOS.altLabel),
}
# A web address is one word of a place, and many words to this test.
PLACES = {PSOG.firstWords, PSOG.lastWords, PSOG.asWritten}


def list_runs(text: str, length: int) -> Iterator[Run]:
    words = [word.lower() for word in re.findall(r"\w+", text)]
    return zip(*(islice(words, start, None) for start in range(length)), strict=False)


@pytest.fixture(scope="module")
def sources(shared: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((shared / "sources").glob("*.txt"))]


@pytest.mark.sources
def test_no_file_of_the_project_holds_a_sentence_of_a_document(root: Path, sources: list[str]) -> None:
    known = {run for text in sources for run in list_runs(text, SENTENCE)}
    assert len(known) > 10_000
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        cwd=root,
        capture_output=True,
        text=True,
    )
    paths = [root / name for name in listing.stdout.split("\0") if name and (root / name).is_file()]
    assert len(paths) > 100
    found = {
        path.relative_to(root).as_posix(): " ".join(run)
        for path in paths
        for run in list_runs(path.read_bytes().decode("utf-8", errors="replace"), SENTENCE)
        if run in known
    }
    assert found == {}


@pytest.mark.sources
def test_no_value_copies_a_phrase_unless_it_is_a_name(sources: list[str], written: list[Quad]) -> None:
    known = {run for text in sources for run in list_runs(text, PHRASE)}
    copied = {
        (shorten_iri(quad.subject.value), quad.predicate)
        for quad in written
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode)
        if quad.predicate not in PLACES
        if not known.isdisjoint(list_runs(quad.object.value, PHRASE))
    }
    assert copied == NAMES


def test_a_place_is_named_by_six_words_at_most(written: list[Quad]) -> None:
    values = [
        quad.object.value for quad in written if quad.predicate in PLACES if isinstance(quad.object, Literal)
    ]
    assert len(values) > 1000
    assert [value for value in values if len(value.split()) > WORDS_OF_A_PLACE] == []


def test_a_copied_sentence_would_be_noticed() -> None:
    sentence = (
        "Der Landtag und die Regierung haben heute, wie vor einem Jahr, über elf neue Häfen geredet – gern."
    )
    assert len(list(list_runs(sentence, SENTENCE))) == 2
    assert set(list_runs(f"davor {sentence.upper()} danach", SENTENCE)) > set(list_runs(sentence, SENTENCE))
    assert list(list_runs("zu kurz", SENTENCE)) == []
