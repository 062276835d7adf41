"""What a page is: a kind that knows its addresses, and the visit that it is rendered for."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from pso_graph.publish.links import Links
from pso_graph.publish.names import Names
from pso_graph.publish.wording import write_text
from pso_graph.rdf.namespaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from pso_graph.publish.languages import Language
    from pso_graph.store import Store

Form = Literal["html", "csv", "svg", "json", "txt", "xml"]
"""What a page comes in: its extension."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site share.

    Args:
        base: what the IRIs of the data begin with.
        is_static: whether pages are files, and no server answers.
        endpoint: address of the SPARQL endpoint, a relative one from the root; empty if there is none.
        sources: folder with the reader's own copy of the documents; None if passages are not shown.
        has_editor: whether the editor of the SPARQL page has been built.
    """

    base: str = ROOT
    is_static: bool = False
    endpoint: str = "sparql"
    sources: Path | None = None
    has_editor: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a page answers.

    Args:
        body: of the answer, as UTF-8 where it is text.
        form: that it is in.
    """

    body: bytes
    form: Form = "html"


@dataclass(frozen=True)
class Visit:
    """One rendering of a page: for whom, from what.

    Args:
        store: that holds the data.
        site: that the page belongs to.
        language: of the page.
        is_chosen: whether its address has no language; see ``Links``.
        path: of the page below its tree.
        form: that is wanted.
        fields: of the address.
    """

    store: Store
    site: Site
    language: Language
    is_chosen: bool = False
    path: str = ""
    form: Form = "html"
    fields: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def links(self) -> Links:
        """The addresses that the page links to."""
        fields = tuple(self.fields.items())
        return Links(self.path, self.language, self.is_chosen, self.site.is_static, self.site.base, fields)

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.store, self.language)

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of the page; see ``write_text``."""
        return write_text(key, self.language, **values)


class Page(ABC):
    """A kind of page.

    Its pattern is the path of its pages below the language, where ``{name}`` stands for what has no slash and
    ``{name:path}`` for anything.
    """

    pattern: ClassVar[str]
    forms: ClassVar[tuple[Form, ...]] = ("html",)
    fields: ClassVar[Container[str]] = ()
    """Names of the fields that an address may have; others make no other page."""

    @abstractmethod
    def render(self, visit: Visit, **parts: str) -> Content:
        """Return a page, or another form of it.

        Args:
            visit: that it is for; its form is one of the kind's.
            parts: of the path, by the names in the pattern.

        Raises:
            UnknownThingError: if there is no such page.
        """

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the paths of all pages of the kind, for a static copy; none if they are no fixed set.

        Args:
            store: that holds the data.
        """
        del store
        return () if "{" in self.pattern else (self.pattern,)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern as a regular expression."""
        parts = re.split(r"\{(\w+)(:path)?\}", self.pattern)
        written = [re.escape(parts[0])]
        for name, whole, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            written.append(f"(?P<{name}>{'.+' if whole else '[^/]+'}){re.escape(rest)}")
        return re.compile("".join(written))
