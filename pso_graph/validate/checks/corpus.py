"""The files that are checked together, and quick ways to what they say."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pso_graph.rdf.terms import Quad, Subject
    from pso_graph.validate.sources import SourceFile

LANGUAGES = ("de", "en")
"""Those in which texts are to be given."""

Said = tuple["SourceFile", "Quad"]
"""A quad with the file that says it."""


class Corpus:
    """The RDF files of one run: data and vocabulary.

    Args:
        files: in the order in which findings are to be told.
        told: those in which findings are wanted, where there is a choice; left out, all.
    """

    def __init__(self, files: Sequence[SourceFile], told: Collection[SourceFile] = ()) -> None:
        self.files = tuple(files)
        self.told = frozenset(told or files)
        self.statements: tuple[Said, ...] = tuple((file, quad) for file in files for quad in file.quads)

    @cached_property
    def store(self) -> EmbeddedStore:
        """All files in a store in memory."""
        return EmbeddedStore.in_memory(quad for _, quad in self.statements)

    @cached_property
    def _about(self) -> dict[Subject, list[Said]]:
        about: dict[Subject, list[Said]] = defaultdict(list)
        for said in self.statements:
            about[said[1].subject].append(said)
        return dict(about)

    @cached_property
    def _with(self) -> dict[NamedNode, list[Said]]:
        found: dict[NamedNode, list[Said]] = defaultdict(list)
        for said in self.statements:
            found[said[1].predicate].append(said)
        return dict(found)

    @cached_property
    def texts(self) -> tuple[tuple[SourceFile, Quad, str], ...]:
        """What is said in German or English, with the tag without its region, in small letters."""
        tagged = (
            (file, quad, quad.object.language.partition("-")[0].lower())
            for file, quad in self.statements
            if isinstance(quad.object, Literal) and quad.object.language
        )
        return tuple(said for said in tagged if said[2] in LANGUAGES)

    def list_quads(self) -> list[Quad]:
        """Return all that is said."""
        return [quad for _, quad in self.statements]

    def list_with(self, predicate: NamedNode) -> list[Said]:
        """Return all that is said with a property."""
        return self._with.get(predicate, [])

    def describes(self, thing: Subject) -> bool:
        """Return whether anything is said of a thing."""
        return thing in self._about

    def list_about(self, thing: Subject) -> list[Said]:
        """Return all that is said of a thing."""
        return self._about.get(thing, [])

    def list_things(self) -> list[NamedNode]:
        """Return the IRIs of which something is said, in the order of the files."""
        return [thing for thing in self._about if isinstance(thing, NamedNode)]

    def list_objects(self, thing: Subject, predicate: NamedNode) -> list[NamedNode]:
        """Return the IRIs that a thing has at a property."""
        objects = (quad.object for _, quad in self.list_about(thing) if quad.predicate == predicate)
        return [item for item in objects if isinstance(item, NamedNode)]

    def list_texts(self, thing: Subject, predicate: NamedNode) -> list[str]:
        """Return the literals that a thing has at a property, without language and datatype."""
        objects = (quad.object for _, quad in self.list_about(thing) if quad.predicate == predicate)
        return [item.value for item in objects if isinstance(item, Literal)]

    def list_kinds(self, thing: Subject) -> list[NamedNode]:
        """Return the classes that a thing is said to have."""
        return self.list_objects(thing, RDF_TYPE)
