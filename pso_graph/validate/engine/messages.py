"""What findings say where a shape has no message of its own; the same whichever engine found them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_FIRST, SH
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.graph import ShapesGraph

_SHOWN = 12  # members of a list
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
# By constraint component: its parameter and the texts, in which {} is the parameter's value.
_TEXTS: dict[str, tuple[str, str, str]] = {
    "Class": ("class", "Der Wert gehört nicht zur Klasse {}.", "The value is not of class {}."),
    "Datatype": (
        "datatype",
        "Der Wert ist kein gültiges Literal vom Typ {}.",
        "The value is no valid literal of type {}.",
    ),
    "NodeKind": ("nodeKind", "Der Wert ist nicht von der Art {}.", "The value is not of kind {}."),
    "MinCount": (
        "minCount",
        "Es fehlen Werte: Verlangt sind mindestens {}.",
        "Values are missing: at least {} are required.",
    ),
    "MaxCount": (
        "maxCount",
        "Es gibt zu viele Werte: Erlaubt sind höchstens {}.",
        "There are too many values: at most {} are allowed.",
    ),
    "MinExclusive": (
        "minExclusive",
        "Der Wert ist nicht größer als {}.",
        "The value is not greater than {}.",
    ),
    "MinInclusive": ("minInclusive", "Der Wert ist nicht mindestens {}.", "The value is not at least {}."),
    "MaxExclusive": ("maxExclusive", "Der Wert ist nicht kleiner als {}.", "The value is not less than {}."),
    "MaxInclusive": ("maxInclusive", "Der Wert ist nicht höchstens {}.", "The value is not at most {}."),
    "MinLength": (
        "minLength",
        "Der Wert hat weniger als {} Zeichen.",
        "The value has fewer than {} characters.",
    ),
    "MaxLength": ("maxLength", "Der Wert hat mehr als {} Zeichen.", "The value has more than {} characters."),
    "Pattern": (
        "pattern",
        "Der Wert passt nicht auf das Muster {}.",
        "The value does not match the pattern {}.",
    ),
    "LanguageIn": (
        "languageIn",
        "Der Wert ist kein Text in einer der Sprachen {}.",
        "The value is no text in one of the languages {}.",
    ),
    "UniqueLang": (
        "uniqueLang",
        "Mehrere Werte stehen in derselben Sprache.",
        "Several values are in the same language.",
    ),
    "Equals": (
        "equals",
        "Die Werte sind nicht dieselben wie die von {}.",
        "The values are not the same as those of {}.",
    ),
    "Disjoint": ("disjoint", "Der Wert steht auch bei {}.", "The value is also one of {}."),
    "LessThan": (
        "lessThan",
        "Der Wert ist nicht kleiner als der von {}.",
        "The value is not less than that of {}.",
    ),
    "LessThanOrEquals": (
        "lessThanOrEquals",
        "Der Wert ist größer als der von {}, oder beide sind nicht vergleichbar.",
        "The value is greater than that of {}, or the two cannot be compared.",
    ),
    "Not": ("not", "Der Wert entspricht {} und soll es nicht.", "The value conforms to {} and must not."),
    "And": ("and", "Der Wert entspricht nicht allen von {}.", "The value does not conform to all of {}."),
    "Or": ("or", "Der Wert entspricht keinem von {}.", "The value conforms to none of {}."),
    "Xone": (
        "xone",
        "Der Wert entspricht nicht genau einem von {}.",
        "The value does not conform to exactly one of {}.",
    ),
    "Node": ("node", "Der Wert entspricht {} nicht.", "The value does not conform to {}."),
    "QualifiedMinCount": (
        "qualifiedMinCount",
        "Es fehlen Werte der verlangten Art: mindestens {}.",
        "Values of the required kind are missing: at least {}.",
    ),
    "QualifiedMaxCount": (
        "qualifiedMaxCount",
        "Es gibt zu viele Werte dieser Art: höchstens {}.",
        "There are too many values of this kind: at most {}.",
    ),
    "Closed": (
        "ignoredProperties",
        "Diese Eigenschaft ist hier nicht vorgesehen.",
        "This property is not allowed here.",
    ),
    "HasValue": ("hasValue", "Der Wert {} fehlt.", "The value {} is missing."),
    "In": ("in", "Der Wert steht nicht auf der Liste {}.", "The value is not on the list {}."),
    "SPARQL": (
        "sparql",
        "Die Abfrage der Regel findet hier einen Fehler.",
        "The rule's query finds an error here.",
    ),
}
_UNKNOWN = ("", "Die Regel ist hier nicht erfüllt.", "The rule does not hold here.")


def write_messages(
    graph: ShapesGraph, shape: Term, component: str, constraint: Term | None = None
) -> dict[str, str]:
    """Return what a finding says, by language; for a query with its placeholders.

    The constraint's own messages come before the shape's (SHACL, section 5.2.1), and those before ours.

    Args:
        graph: the shapes.
        shape: that the finding comes from.
        component: local name of the constraint component, without its common ending.
        constraint: the node that holds the shape's query, if that found it.
    """
    own = graph.read_texts(constraint, SH.message) if constraint is not None else {}
    texts = own or graph.read_texts(shape, SH.message)
    if texts:
        return texts
    parameter, german, english = _TEXTS.get(component, _UNKNOWN)
    values = (
        sorted(_show(graph, value) for value in graph.list_values(shape, SH[parameter])) if parameter else []
    )
    shown = ", ".join(values)
    return {"de": german.replace("{}", shown), "en": english.replace("{}", shown)}


def fill(texts: Mapping[str, str], bindings: Mapping[str, Term]) -> dict[str, str]:
    """Return messages with the values of a query's variables in their places (SHACL, section 5.3.2).

    Args:
        texts: by language.
        bindings: what the variables of one solution hold; other placeholders stay.
    """

    def replace(match: re.Match[str]) -> str:
        term = bindings.get(match[1])
        return match.group() if term is None else show_value(term)

    return {language: _PLACEHOLDER.sub(replace, text) for language, text in texts.items()}


def show_value(term: Term) -> str:
    """Return a term as messages show it: an IRI or a literal's text alone."""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def _show(graph: ShapesGraph, value: Term) -> str:
    if not graph.list_values(value, RDF_FIRST):
        return _show_term(graph, value)
    try:
        items = graph.list_items(value)
    except NotCompiledError:  # no list after all
        return "[…]"
    more = ["…"] if len(items) > _SHOWN else []
    return ", ".join([_show_term(graph, item) for item in items[:_SHOWN]] + more)


def _show_term(graph: ShapesGraph, value: Term) -> str:
    if isinstance(value, BlankNode):
        names = graph.read_texts(value, SH.name)
        return f"“{names['en']}”" if "en" in names else "[…]"
    return value.value if isinstance(value, Literal) else graph.name(value)
