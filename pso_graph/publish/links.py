"""Addresses of pages and data, all relative: they hold on any host, behind any path, and in a static copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pso_graph.publish.identity import find_owner
from pso_graph.publish.languages import LANGUAGES
from pso_graph.rdf.namespaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.languages import Language

SPACES = ("id/", "concept/", "graph/")
"""Below the base IRI: what has pages."""

ONTOLOGY = "ontology"
"""Below the base IRI: the vocabulary, its modules and versions, which share one page."""

_REMEMBERED = 20_000  # addresses: pages link to the same things again and again
_SAFE = "/:@!$&'()*+,;=~"  # RFC 3986, section 3.3: pchar, and the slash


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that one page links to.

    Pages live below ``/de/`` and ``/en/``; some also at the same path without a language, where they come in
    the one that the reader's browser asks for. Links lead to pages of the language of the page.

    Args:
        path: of the page below its tree, without form: ``views/matrix/pso-19-2023``; empty for the home page.
        language: of the page.
        is_chosen: whether the page was asked for without a language in its address.
        is_static: whether addresses are those of files.
        base: what the IRIs of the data begin with.
        fields: of the page's address, which language links keep.
    """

    path: str
    language: Language
    is_chosen: bool = False
    is_static: bool = False
    base: str = ROOT
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def home(self) -> str:
        """The way to the home page of the language; it ends in a slash."""
        way = "../" * self.path.count("/")
        return f"{way}{self.language}/" if self.is_chosen else way or "./"

    @property
    def up(self) -> str:
        """The way to the root of the site; it ends in a slash."""
        return "../" * (self.path.count("/") + (not self.is_chosen)) or "./"

    def to(self, path: str, fields: Mapping[str, str] | None = None, form: str = "") -> str:
        """Return the address of a page of the same language.

        Args:
            path: below the tree; empty for the home page.
            fields: to add; a static copy has none.
            form: that it is wanted in, as an extension; empty for the page itself.
        """
        return self._write(self.home, path, fields, form)

    def of(self, iri: str) -> str:
        """Return the address of the page of a thing; of a foreign one its IRI.

        Args:
            iri: of the thing.
        """
        path = find_page(iri, self.base)
        return iri if path is None else self._with_fragment(path)

    def data(self, iri: str, form: str = "") -> str:
        """Return the address of the data of a thing.

        Args:
            iri: of the thing, which has a page.
            form: extension: ``ttl``, ``jsonld``, ``nt``, ``rdf``.
        """
        path = (find_page(iri, self.base) or iri).partition("#")[0].removeprefix("page/")
        return f"{self.up}data/{quote_path(path)}{'.' + form if form else ''}"

    def asset(self, name: str) -> str:
        """Return the address of a file of the front end.

        Args:
            name: of the file.
        """
        return f"{self.up}assets/{name}"

    def root(self, path: str) -> str:
        """Return the address of what has no language.

        Args:
            path: below the root of the site.
        """
        return self.up + path

    def translated(self, language: Language) -> str:
        """Return the address of this page in another language.

        Args:
            language: wanted.
        """
        return self._write(f"{self.up}{language}/", self.path, dict(self.fields), "")

    @property
    def canonical(self) -> dict[str, str]:
        """The address of this page in each language."""
        return {language: self.translated(language) for language in LANGUAGES}

    def _with_fragment(self, path: str) -> str:
        path, mark, fragment = path.partition("#")
        return self.to(path) + mark + quote_path(fragment)

    def _write(self, root: str, path: str, fields: Mapping[str, str] | None, form: str) -> str:
        if self.is_static:
            return root + quote_path(name_file(path, form or "html"))
        address = root + quote_path(path) + ("." + form if form else "")
        return address + ("?" + urlencode(fields) if fields else "")


@lru_cache(_REMEMBERED)
def quote_path(path: str) -> str:
    """Return a path as it stands in an address.

    Args:
        path: with slashes.
    """
    return quote(path, safe=_SAFE)


def name_file(path: str, form: str) -> str:
    """Return the name of the file of a page in a static copy, below its tree.

    Args:
        path: of the page; empty for the home page.
        form: that it is in, as an extension.
    """
    return f"{path or 'index'}.{form}"


@lru_cache(_REMEMBERED)
def find_page(iri: str, base: str = ROOT) -> str | None:
    """Return the path of the page of a thing, with the place on it if it is a part; None if it is not ours.

    Args:
        iri: of the thing; of a term of the ontology too.
        base: what our IRIs begin with.
    """
    if not iri.startswith(base):
        return None
    rest = iri.removeprefix(base)
    if rest.startswith(SPACES[0]):
        owner, place = find_owner(rest.removeprefix(SPACES[0]))
        return f"page/{owner}#{place}" if place else f"page/{owner}"
    if rest.startswith(SPACES):
        return "page/" + rest
    whole, mark, name = rest.partition("#")
    return ONTOLOGY + mark + name if whole.partition("/")[0] == ONTOLOGY else None


def find_iri(path: str, base: str = ROOT) -> str:
    """Return the IRI of the thing that a page or data is about.

    Args:
        path: of the address after ``page/`` or ``data/``.
        base: what our IRIs begin with.
    """
    is_spaced = path.startswith(SPACES[1:]) or path.partition("/")[0] == ONTOLOGY
    return base + (path if is_spaced else SPACES[0] + path)
