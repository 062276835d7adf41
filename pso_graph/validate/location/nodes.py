"""Where a node is named in JSON-LD (``@id``) and RDF/XML (``rdf:about``), which have no finer places."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.positions import LineTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.rdf.positions import Place

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]++')
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_NAMING = {_RDF + "about": "about", _RDF + "ID": "ID", _RDF + "resource": "resource"}


class _Mention(NamedTuple):
    """A node's name in a text: what it stands for, whether the node is described there, and offsets."""

    iri: str
    describes: bool
    start: int
    end: int


def find_node(path: Path, text: str, iri: str) -> Place | None:
    """Return where a file names a node, best where it describes it; nothing if it does not name it so.

    Args:
        path: a JSON-LD or RDF/XML file.
        text: what it holds, well-formed.
        iri: of the node.
    """
    return _index(text, is_json=path.suffix.lower() == ".jsonld").get(iri)


@lru_cache(maxsize=4)  # one file may have many findings
def _index(text: str, *, is_json: bool) -> dict[str, Place]:
    lines = LineTable(text)
    places: dict[str, Place] = {}
    mentions = _list_in_json(text) if is_json else _list_in_xml(text)
    for mention in sorted(mentions, key=lambda mention: not mention.describes):
        places.setdefault(mention.iri, lines.place(mention.start, mention.end))
    return places


def _list_in_json(text: str) -> Iterator[_Mention]:
    """Yield each ``@id``; names are expanded by the context in the file (JSON-LD 1.1, section 4.1.5)."""
    tokens = list(_TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    pairs = [
        (at, json.loads(words[at]), json.loads(words[at + 2]))
        for at in range(len(words) - 2)
        if words[at][0] == '"' and words[at + 1] == ":" and words[at + 2][0] == '"'
    ]
    ids = {"@id", *(key for _, key, value in pairs if value == "@id")}
    terms = {key: value for _, key, value in pairs if ":" in value}
    for at, key, value in pairs:
        if key in ids and value != "@id":
            describes = not (words[at - 1] == "{" and words[at + 3 : at + 4] == ["}"])
            yield _Mention(_expand(value, terms), describes, *tokens[at + 2].span())


def _expand(name: str, terms: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    if colon and not local.startswith("//") and prefix in terms:
        return terms[prefix] + local
    return urljoin(terms.get("@base", BASE), name)


def _list_in_xml(text: str) -> Iterator[_Mention]:
    """Yield each ``rdf:about``, ``rdf:ID`` and ``rdf:resource`` with its base (RDF/XML, section 2.14)."""
    data = text.encode()
    found: list[tuple[str, str, int]] = []
    bases = [BASE]
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def start(_: str, attributes: dict[str, str]) -> None:
        bases.append(urljoin(bases[-1], attributes.get(_XML_BASE, "")))
        for attribute in _NAMING.keys() & attributes.keys():
            name = _NAMING[attribute]
            value = ("#" if name == "ID" else "") + attributes[attribute]
            found.append((urljoin(bases[-1], value), name, parser.CurrentByteIndex))

    def end(_: str) -> None:
        bases.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    tag = read = 0
    for iri, name, index in found:
        tag += len(data[read:index].decode())
        read = index
        written = re.compile(rf":{name}\s*=\s*(\"[^\"]*\"|'[^']*')").search(text, tag)
        yield _Mention(iri, name != "resource", *(written.span(1) if written else (tag, tag)))
