"""The addresses of things and of what is said of them: what one asks for, and the ways from it.

All ways are relative references, which hold on any host and behind any path of a proxy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.description import DATA_FORMS
from pso_graph.publish.links import ONTOLOGY, SPACES, find_iri, find_page, quote_path
from pso_graph.rdf.namespaces import ROOT
from pso_graph.web.endpoint.graph_store import DIRECT
from pso_graph.web.http.formats import DATA, GRAPHS, PAGES
from pso_graph.web.http.negotiation import choose_offer
from pso_graph.web.http.pages import find_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope

_DATA = "/data/"
_ID, _CONCEPT, _ = (f"/{space}" for space in SPACES)
_ONTOLOGY = f"/{ONTOLOGY}"
_FORMS = {**DATA_FORMS, "html": "html"}
_TYPES = dict(zip(DATA_FORMS, (offer.media_type for offer in DATA), strict=True))


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for.

    Args:
        thing: path of the thing, as after ``page/`` or ``data/``.
        form: name of the format that its extension asks for; None if it has none.
        is_data: whether it is of what is said of the thing, not of the thing itself.
    """

    thing: str
    form: str | None = None
    is_data: bool = False

    def find_iri(self, base: str = ROOT) -> str:
        """Return the IRI of the thing.

        Args:
            base: what our IRIs begin with.
        """
        return find_iri(self.thing, base)

    def find_page(self, base: str = ROOT) -> str:
        """Return the address of the page, below the root of the site; it may name a place on it.

        Args:
            base: what our IRIs begin with.
        """
        page, mark, place = (find_page(self.find_iri(base), base) or "").partition("#")
        return quote_path(page) + mark + quote_path(place)

    def find_data(self, form: str = "") -> str:
        """Return the address of the data, below the root of the site.

        Args:
            form: as an extension; empty for the one that negotiates.
        """
        return quote_path(_DATA[1:] + self.thing) + (f".{form}" if form else "")


def is_thing_path(path: str) -> bool:
    """Return whether an address is of a thing or of its data.

    Args:
        path: of a request.
    """
    return path.startswith((_ID, _CONCEPT, _DATA, _ONTOLOGY + "/", _ONTOLOGY + ".")) or path == _ONTOLOGY


def wants_graph_page(scope: Scope) -> bool:
    """Return whether the address of a graph is asked for by somebody who would rather have its page.

    Args:
        scope: of the request.
    """
    is_plain = scope["method"] in ("GET", "HEAD") and not scope["query_string"]
    if not (is_plain and scope["path"].startswith(DIRECT)):
        return False
    accept = b", ".join(value for name, value in scope["headers"] if name == b"accept")
    return choose_offer(accept.decode("latin-1"), GRAPHS) in PAGES


def read_address(path: str) -> Address:
    """Return what an address asks for.

    Args:
        path: of a request, one of ``is_thing_path`` or of a graph.

    Raises:
        UnknownThingError: if nothing can have it.
    """
    stem, _, extension = path.rpartition(".")
    form = _FORMS.get(extension) if stem else None
    named = path if form is None else stem
    if named.startswith(_DATA):
        return Address(named.removeprefix(_DATA), form, is_data=True)
    thing = named.removeprefix(_ID)
    if thing != named and find_iri(thing) != ROOT + SPACES[0] + thing:
        raise UnknownThingError("Nothing has this address.", where=path, fix="Look for it by search.")
    return Address(thing.removeprefix("/"), form)


def find_way_up(scope: Scope) -> str:
    """Return the way from an address to the root of the site.

    Args:
        scope: of the request; what counts is the address as it was written.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return find_root(raw.partition(b"?")[0].decode("latin-1"))


def write_links(address: Address, up: str, base: str, canonical: str, licences: Iterable[str]) -> str:
    """Return the Link header of an answer about a thing (RFC 8288, section 3).

    Args:
        address: of the thing.
        up: the way to the root of the site.
        base: what our IRIs begin with.
        canonical: the address below the root that is preferred to this one; empty if there is none.
        licences: of the data.
    """
    links = [f'<{up}{address.find_page(base)}>; rel="alternate"; type="text/html"']
    links += [
        f'<{up}{address.find_data(form)}>; rel="alternate"; type="{kind}"' for form, kind in _TYPES.items()
    ]
    if address.is_data:
        links.append(f'<{quote_path(address.find_iri(base))}>; rel="describes"')  # RFC 6892
    else:
        links.append(f'<{up}{address.find_data()}>; rel="describedby"')
    if canonical:
        links.append(f'<{up}{canonical}>; rel="canonical"')
    links += [f'<{licence}>; rel="license"' for licence in licences]
    return ", ".join(links)
