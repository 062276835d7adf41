"""The facts about a thing, in an order that readers can follow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from pso_graph.publish.cells import name_iri
from pso_graph.publish.things.dates import write_time
from pso_graph.publish.things.headings import choose_texts
from pso_graph.publish.things.layout import ELSEWHERE, ORDER
from pso_graph.publish.things.numbers import write_number
from pso_graph.publish.wording import read_texts
from pso_graph.rdf.namespaces import GRAPHS, XSD
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.headings import Headings
    from pso_graph.rdf.terms import Term

ALIGNED = NamedNode(GRAPHS + "aligned")
"""The graph that says the same in other vocabularies; it is left to the data."""

_PLACES = {
    name: (index, place) for index, names in enumerate(ORDER.values()) for place, name in enumerate(names)
}
_LAST = (len(ORDER), 0)
_DATES = {XSD + "date", XSD + "gYear", XSD + "gYearMonth"}
_INEXACT = frozenset(("psog:startDate", "psog:endDate"))
_HEADING = frozenset(("dcterms:title",))  # where there is no shorter name
_LANGUAGES = {
    f"http://publications.europa.eu/resource/authority/language/{code}": key
    for code, key in (("DEU", "german"), ("ENG", "english"), ("POL", "polish"))
}
_TRUE = ("true", "1")  # XML Schema 1.1, part 2, section 3.3.2
_EURO = "http://publications.europa.eu/resource/authority/currency/EUR"


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values.

    Args:
        label: of the property.
        values: as they stand on the page.
        name: of the property, with a prefix.
    """

    label: str
    values: tuple[Markup, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that belong together.

    Args:
        key: of ``ORDER``; ``more`` for the rest.
        facts: in order.
    """

    key: str
    facts: tuple[Fact, ...]


def list_facts(visit: Visit, headings: Headings, iri: str, hidden: Iterable[str] = ()) -> list[Group]:
    """Return the facts about a thing, grouped.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        iri: of the thing.
        hidden: names of properties that the page shows elsewhere, beside those of ``ELSEWHERE``.
    """
    found: dict[str, list[Term]] = defaultdict(list)
    for quad in visit.store.find(NamedNode(iri)):
        if quad.graph_name != ALIGNED and quad.object not in found[quad.predicate.value]:
            found[quad.predicate.value].append(quad.object)
    named = {name_iri(predicate): predicate for predicate in found}
    left_out = ELSEWHERE.union(hidden)
    left_out |= _INEXACT if "psog:dateText" in named else frozenset()
    left_out |= _HEADING if "skos:prefLabel" not in named else frozenset()
    groups: dict[int, list[Fact]] = defaultdict(list)
    for name in sorted(named.keys() - left_out, key=lambda name: (*_PLACES.get(name, _LAST), name)):
        values = _write_values(visit, headings, name, {key: found[named[key]] for key in named})
        fact = Fact(headings.property(named[name]), tuple(values), name)
        groups[_PLACES.get(name, _LAST)[0]].append(fact)
    keys = (*ORDER, "more")
    return [Group(keys[index], tuple(facts)) for index, facts in sorted(groups.items())]


def _write_values(
    visit: Visit, headings: Headings, name: str, found: Mapping[str, Sequence[Term]]
) -> Iterable[Markup]:
    if name == "psog:amount":
        return _write_amounts(visit, headings, found)
    values = found[name]
    literals = [value for value in values if isinstance(value, Literal)]
    written = [write_literal(visit, name, text) for text in choose_texts(visit, literals)]
    nodes = [value.value for value in values if isinstance(value, NamedNode)]
    links = [write_node(visit, headings, node) for node in nodes]
    return [*written, *sorted(links, key=lambda link: natural_key(link.striptags().casefold()))]


def write_literal(visit: Visit, name: str, literal: Literal) -> Markup:
    """Return a text, date, number or truth value for readers.

    Args:
        visit: that the page is rendered for.
        name: of the property that it is a value of, with a prefix.
        literal: the value.
    """
    if literal.datatype.value in _DATES or name == "psog:dateText":
        words = Markup('<time datetime="{}">{}</time>') if literal.datatype.value in _DATES else Markup("{1}")
        return words.format(literal.value, write_time(literal.value, visit.language))
    if literal.datatype.value == XSD + "boolean":
        return Markup("{}").format(visit.say("things.true" if literal.value in _TRUE else "things.false"))
    if name == "psog:country":
        country = read_texts().get(f"countries.{literal.value}", {})
        return Markup("{}").format(country.get(visit.language, literal.value))
    if literal.language not in (None, visit.language):
        return Markup('<span lang="{}">{}</span>').format(literal.language, literal.value)
    return Markup("{}").format(literal.value)


def write_node(visit: Visit, headings: Headings, iri: str) -> Markup:
    """Return a thing as a link: ours by its name, a foreign one by its address.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        iri: of the thing.
    """
    if iri in _LANGUAGES:
        return Markup("{}").format(visit.say(f"things.{_LANGUAGES[iri]}"))
    if visit.links.of(iri) != iri:
        return headings.link(iri)
    parts = urlsplit(iri)
    shown = name_iri(iri)
    if shown == iri:
        shown = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    if parts.scheme not in ("http", "https"):
        return Markup("{}").format(iri)
    return Markup('<a href="{}" rel="external">{}</a>').format(iri, shown)


def _write_amounts(visit: Visit, headings: Headings, found: Mapping[str, Sequence[Term]]) -> list[Markup]:
    """Return sums of money, each with its currency and what it is for."""
    units = [node.value for node in found.get("psog:currency", ()) if isinstance(node, NamedNode)]
    unit = "€" if units == [_EURO] else " ".join(map(name_iri, units))
    bases = [node.value for node in found.get("psog:amountPer", ()) if isinstance(node, NamedNode)]
    numbers = (
        write_number(amount.value, visit.language)
        for amount in found["psog:amount"]
        if isinstance(amount, Literal)
    )
    sums = (f"{number}\N{NO-BREAK SPACE}{unit}".strip() for number in numbers)
    return [Markup("{}").format(" ".join((sum_, *map(headings.title, bases)))) for sum_ in sums]
