"""Constraints on each value by itself (SHACL, sections 4.1, 4.3, 4.4 and parts of 4.8).

A query leaves out what surely conforms. Where terms and what the store makes of them can differ, the
rest is judged in Python, from the literal as it is written.
"""

from __future__ import annotations

import operator
import re
from functools import partial
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH, XSD
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.engine import literals
from pso_graph.validate.engine.checks import Check, check_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.checks import Parameters, Rejection, Scope

_KINDS = {
    SH.IRI: ("ISIRI",),
    SH.BlankNode: ("ISBLANK",),
    SH.Literal: ("ISLITERAL",),
    SH.BlankNodeOrIRI: ("ISIRI", "ISBLANK"),
    SH.BlankNodeOrLiteral: ("ISLITERAL", "ISBLANK"),
    SH.IRIOrLiteral: ("ISIRI", "ISLITERAL"),
}
_TIMES = {"date", "time", "dateTime"}
_LANGUAGE_TAGGED = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_RANGES: dict[str, tuple[str, Callable[[int, int], bool]]] = {
    "minExclusive": (">", operator.gt),
    "minInclusive": (">=", operator.ge),
    "maxExclusive": ("<", operator.lt),
    "maxInclusive": ("<=", operator.le),
}
# What regular expressions here and in the store mean alike, but for a line end before the end of the text.
_PLAIN_PATTERN = re.compile(
    r"(?!.*--)\^?"
    r"(?:[\w /:;,@%&=~#!\"'<>-]|\\[.+*?()\[\]{}|^$/-]|\[\^?[\w /:.,-]+\]|[.+*?()|]|\{\d+(?:,\d*)?\})*"
    r"\$?",
    re.ASCII,
)


def compile_values(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks of each value by itself.

    Raises:
        NotCompiledError: if a parameter is not as it must be.
    """
    for compile_part in _PARTS:
        yield from compile_part(parameters)


def check_values(
    component: str, sure: Callable[[str], str], conforms: Callable[[Term], bool] | None = None
) -> Check:
    """Return a check that finds the values for which an expression does not hold.

    Args:
        component: local name of the constraint component.
        sure: returns an expression about the variable that holds the value; an error counts as false.
        conforms: of the values left, which conform nevertheless.
    """

    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        return scope.select_values(f"FILTER (!COALESCE({sure(scope.value)}, false))")

    if conforms is None:
        return Check(component, query)
    return Check(component, query, lambda row: conforms(row["value"]))


def _compile_classes(parameters: Parameters) -> Iterator[Check]:
    for wanted in parameters.list_iris("class"):
        classes = parameters.classes(wanted)
        yield check_values("Class", partial(_test_class, classes))


def _test_class(classes: Sequence[Term], variable: str) -> str:
    return f"EXISTS {{ {match_class(classes, variable)} }}"


def match_class(classes: Sequence[Term], variable: str) -> str:
    """Return a pattern that holds if what a variable holds is of one of some classes.

    Args:
        classes: a class and all below it.
        variable: as a query writes it.
    """
    names = [str(term) for term in classes if isinstance(term, NamedNode)]
    if len(names) < len(classes):  # a class below has no name, so the query must go there itself
        return f"{variable} {RDF_TYPE}/{RDFS.subClassOf}* {classes[0]}"
    if len(names) == 1:
        return f"{variable} {RDF_TYPE} {names[0]}"
    return f"{variable} {RDF_TYPE} ?type FILTER (?type IN ({', '.join(names)}))"


def _compile_datatype(parameters: Parameters) -> Iterator[Check]:
    datatype = parameters.find_one("datatype")
    if datatype is None:
        return
    if not isinstance(datatype, NamedNode) or datatype in {RDFS.Literal, RDFS.Datatype}:
        raise NotCompiledError(f"{datatype} is no datatype")

    def conforms(value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == datatype and literals.is_well_formed(value)

    yield check_values("Datatype", partial(_test_datatype, datatype), conforms)


def _test_datatype(datatype: NamedNode, variable: str) -> str:
    name = literals.name_datatype(Literal("", datatype=datatype))
    well_formed = "false"
    if name in literals.NUMERIC:
        well_formed = f"ISNUMERIC({variable})"
    elif name == "boolean":
        well_formed = f"({variable} = true || {variable} = false)"
    elif name in _TIMES:
        well_formed = f"ISLITERAL({datatype}({variable}))"
    elif name == "string" or datatype.value == _LANGUAGE_TAGGED:
        well_formed = "true"
    return f"DATATYPE({variable}) = {datatype} && {well_formed}"


def _compile_node_kind(parameters: Parameters) -> Iterator[Check]:
    kind = parameters.find_one("nodeKind")
    if kind is None:
        return
    if not isinstance(kind, NamedNode) or kind not in _KINDS:
        raise NotCompiledError(f"{kind} is no kind of node")
    tests = _KINDS[kind]
    yield check_values("NodeKind", lambda variable: " || ".join(f"{test}({variable})" for test in tests))


def _compile_ranges(parameters: Parameters) -> Iterator[Check]:
    for name, (sign, holds) in _RANGES.items():
        for limit in parameters.list_values(name):
            yield _compile_range(name, sign, holds, limit)


def _compile_range(name: str, sign: str, holds: Callable[[int, int], bool], limit: Term) -> Check:
    if not isinstance(limit, Literal) or literals.read_value(limit) is None:
        raise NotCompiledError(f"sh:{name} is {limit}, which has no order here")
    datatype = literals.name_datatype(limit)

    def sure(variable: str) -> str:
        same = f"DATATYPE({variable}) = <{XSD}{datatype}>"
        kind = f"ISNUMERIC({variable})" if datatype in literals.NUMERIC else same
        return f"{kind} && {variable} {sign} {limit}"

    def conforms(value: Term) -> bool:
        order = literals.compare(value, limit)
        return order is not None and holds(order, 0)

    return check_values(name_component(name), sure, conforms)


def name_component(parameter: str) -> str:
    """Return the local name of the component of a parameter, without its common ending."""
    return parameter[0].upper() + parameter[1:]


def _compile_lengths(parameters: Parameters) -> Iterator[Check]:
    for name, sign in (("minLength", ">="), ("maxLength", "<=")):
        length = parameters.find_count(name)
        if length is not None and not (name == "minLength" and length == 0):
            yield check_values(name_component(name), partial(_test_length, f"{sign} {length}"))


def _test_length(condition: str, variable: str) -> str:
    return f"STRLEN(STR({variable})) {condition}"


def _compile_patterns(parameters: Parameters) -> Iterator[Check]:
    given = parameters.find_one("flags")
    flags = given.value if isinstance(given, Literal) else ""
    if given is not None and not (isinstance(given, Literal) and set(flags) <= set("im")):
        raise NotCompiledError("sh:flags are other than i and m")
    options = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    for pattern in parameters.list_values("pattern"):
        if not isinstance(pattern, Literal):
            raise NotCompiledError("sh:pattern is no literal")
        try:
            expression = re.compile(pattern.value, options)
        except re.error as error:
            raise NotCompiledError(f"sh:pattern is no regular expression: {error}") from error
        plain = not flags and _PLAIN_PATTERN.fullmatch(pattern.value) is not None
        constant = str(Literal(pattern.value)) if plain else ""
        yield check_values("Pattern", partial(_test_pattern, constant), _match(expression))


def _test_pattern(constant: str, variable: str) -> str:
    return f"REGEX(STR({variable}), {constant})" if constant else "false"


def _match(expression: re.Pattern[str]) -> Callable[[Term], bool]:
    def conforms(value: Term) -> bool:
        return isinstance(value, NamedNode | Literal) and expression.search(value.value) is not None

    return conforms


def _compile_languages(parameters: Parameters) -> Iterator[Check]:
    head = parameters.find_one("languageIn")
    if head is None:
        return
    languages = parameters.graph.list_items(head)
    check_length(languages)
    if not all(isinstance(item, Literal) and item.datatype.value == XSD + "string" for item in languages):
        raise NotCompiledError("sh:languageIn lists something other than texts")
    yield check_values("LanguageIn", partial(_test_language, languages))


def _test_language(languages: Sequence[Term], variable: str) -> str:
    return " || ".join(f"LANGMATCHES(LANG({variable}), {item})" for item in languages) or "false"


def _compile_list(parameters: Parameters) -> Iterator[Check]:
    head = parameters.find_one("in")
    if head is None:
        return
    items = [parameters.write(item) for item in parameters.graph.list_items(head)]

    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        if not items:
            return scope.select_values("")
        return scope.select_values(f"MINUS {{ VALUES {scope.value} {{ {' '.join(items)} }} }}")

    yield Check("In", query)


_PARTS = (
    _compile_classes,
    _compile_datatype,
    _compile_node_kind,
    _compile_ranges,
    _compile_lengths,
    _compile_patterns,
    _compile_languages,
    _compile_list,
)
