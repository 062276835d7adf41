"""Reading a document's text into the Turtle that a curator goes on with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.build.scaffold import Scaffold, SourceFile, make_scaffold
from pso_graph.core.errors import NotThisGenreError, ParameterError
from pso_graph.core.files import write_atomically
from pso_graph.core.resources import read_text
from pso_graph.evidence.location import SourceText
from pso_graph.evidence.normalisation import hash_exactly
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.turtle import TurtleWriter
from pso_graph.readers import read_document
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.model import Genre

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STEM = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")


def read_scaffold(
    root: Path, file: Path, slug: str, *, genre: Genre | None = None, answers: str | None = None
) -> Scaffold:
    """Return the data of a document as far as its reader can tell.

    Args:
        root: the folder that holds ``ontology`` and ``data``, in which citations are looked up.
        file: the document's text, named *.txt; the rest of its name goes into the data.
        slug: to give it.
        genre: of the document; recognised if None.
        answers: slug of the document that a statement answers.

    Raises:
        ParameterError: if a slug is not lower-case letters, digits and single hyphens, or the
            file's name cannot stand in the data.
        UnreadableError: if the file cannot be read.
        NotThisGenreError: if the text is no such document; with what was looked for in vain.
    """
    for name in (slug, answers):
        if name is not None and not _SLUG.fullmatch(name):
            raise ParameterError(
                f"{name!r} is no slug.", fix="Use lower-case letters, digits and single hyphens."
            )
    text = read_text(file)
    try:
        document = read_document(text, genre)
    except NotThisGenreError as error:
        error.where = str(file)
        raise
    if file.suffix != ".txt" or not _STEM.fullmatch(file.stem):
        raise ParameterError(
            "The name of this file cannot stand in the data.",
            where=str(file),
            fix="Use ASCII letters, digits, '.', '_' and '-', and the suffix .txt.",
        )
    source = SourceFile(file.stem, hash_exactly(text), SourceText(file.name, text, document.passages))
    known = EmbeddedStore.in_memory(read_dataset(root))
    return make_scaffold(document, slug, source, known, answers)


def write_scaffold(scaffold: Scaffold) -> str:
    """Return a scaffold as one Turtle document, with the recorded places of its anchors.

    Args:
        scaffold: of a document.
    """
    return TurtleWriter(read_prefixes()).write([*scaffold.statements, *scaffold.places])


def save_scaffold(scaffold: Scaffold, slug: str, file: Path, *, force: bool = False) -> list[Path]:
    """Write a scaffold, and return the files written.

    In a folder ``documents`` the places of its anchors go where the project keeps them, into
    ``../anchors/<slug>.ttl``; anywhere else all is in the one file.

    Args:
        scaffold: of a document.
        slug: of the document.
        file: to write.
        force: whether to replace files that exist, with what a curator wrote into them.

    Raises:
        ParameterError: if a file exists and is not to be replaced; then nothing is written.
        UnreadableError: if a file cannot be written.
    """
    contents = {file: write_scaffold(scaffold)}
    if file.absolute().parent.name == "documents":
        writer = TurtleWriter(read_prefixes())
        places = file.absolute().parent.parent / "anchors" / f"{slug}.ttl"
        contents = {file: writer.write(scaffold.statements), places: writer.write(scaffold.places)}
    for path in contents:
        if path.exists() and not force:
            raise ParameterError(
                "This file exists already.", where=str(path), fix="Name another, or replace it with --force."
            )
    for path, content in contents.items():
        write_atomically(path, content)
    return list(contents)
