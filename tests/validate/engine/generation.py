"""Random small graphs and random shapes over all components of SHACL core, as Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODES = ["ex:a", "ex:b", "ex:c", "ex:d", "_:x", "_:y"]
PROPERTIES = ["ex:p", "ex:q", "ex:r"]
CLASSES = ["ex:C", "ex:D", "ex:E"]
# Written forms that the store folds stand beside what it makes of them.
LITERALS = [
    *('"1"^^xsd:integer', '"01"^^xsd:integer', '"1.0"^^xsd:decimal', '"1"^^xsd:byte', '"300"^^xsd:byte'),
    *('"-5"^^xsd:negativeInteger', '"-5"^^xsd:integer', '"7"^^xsd:integer', '"1.5"^^xsd:decimal'),
    *('"1.50"^^xsd:decimal', '"1.5E0"^^xsd:double', '"INF"^^xsd:double', '"NaN"^^xsd:double'),
    *('"abc"^^xsd:integer', '"1"^^xsd:boolean', "true", "false", '"maybe"^^xsd:boolean'),
    *('"2020-01-01"^^xsd:date', '"2020-02-30"^^xsd:date', '"2021-06-01"^^xsd:date'),
    *('"2020-01-01T00:00:00"^^xsd:dateTime', '"2020-01-01T00:00:00+00:00"^^xsd:dateTime'),
    *('"2020-01-01T01:00:00Z"^^xsd:dateTime', '"x"', '"x"@en', '"y"@en', '"x"@de', '"x"@en-us', '""'),
    *('"Größe 12"', '"a\\nb"', '"x"^^ex:own', '"1"'),
]
DATATYPES = [
    "xsd:integer",
    "xsd:decimal",
    "xsd:byte",
    "xsd:double",
    "xsd:boolean",
    "xsd:date",
    "xsd:dateTime",
]
DATATYPES += ["xsd:string", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>", "ex:own"]
KINDS = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
PATTERNS = ["^x$", "[0-9]+", "x", "^.*$", "^[a-z]+$", "a$", "\\\\d", "(?i)X", "^(?!x)"]
TERMS = [node for node in NODES if node.startswith("ex:")] + LITERALS


def pick(items: list[str]) -> SearchStrategy[str]:
    return st.sampled_from(items)


def list_of(items: SearchStrategy[str], least: int = 0, most: int = 3) -> SearchStrategy[str]:
    return st.lists(items, min_size=least, max_size=most).map(lambda found: f"( {' '.join(found)} )")


@st.composite
def graphs(draw: DrawFn) -> str:
    """A graph of a few things, with classes below classes and circles."""
    triple = st.tuples(pick(NODES), pick(PROPERTIES), st.one_of(pick(NODES), pick(LITERALS)))
    typed = st.tuples(pick(NODES), st.just("a"), pick(CLASSES))
    lines = draw(st.lists(st.one_of(triple, triple, triple, typed), min_size=4, max_size=24))
    lines += draw(st.lists(st.tuples(pick(CLASSES), st.just("rdfs:subClassOf"), pick(CLASSES)), max_size=2))
    return PREFIXES + "".join(f"{' '.join(line)} .\n" for line in lines)


def paths() -> SearchStrategy[str]:
    """Paths of all kinds; no sequence is inverted, which pyshacl does wrongly."""
    single = st.one_of(pick(PROPERTIES), pick(PROPERTIES).map("[ sh:inversePath {} ]".format))
    joined = st.one_of(list_of(single, 2, 3), list_of(single, 2, 3).map("[ sh:alternativePath {} ]".format))
    step = st.one_of(single, joined)
    forms = [f"[ sh:{name} {{}} ]" for name in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")]
    repeated = st.tuples(pick(forms), step).map(lambda pair: pair[0].format(pair[1]))
    return st.one_of(pick(PROPERTIES), single, joined, repeated, list_of(st.one_of(single, repeated), 2, 2))


def any_constraints() -> list[SearchStrategy[str]]:
    """What a shape of either kind may demand."""
    limit = pick(
        ['"1"^^xsd:integer', '"1.5"^^xsd:decimal', '"2020-06-01"^^xsd:date', '"x"', '"1.0E0"^^xsd:double']
    )
    ranges = pick(["minExclusive", "minInclusive", "maxExclusive", "maxInclusive"])
    count = st.integers(0, 3).map(str)
    return [
        pick(CLASSES).map("sh:class {}".format),
        pick(DATATYPES).map("sh:datatype {}".format),
        pick(KINDS).map("sh:nodeKind sh:{}".format),
        st.tuples(ranges, limit).map(lambda pair: f"sh:{pair[0]} {pair[1]}"),
        st.tuples(pick(["minLength", "maxLength"]), count).map(lambda pair: f"sh:{pair[0]} {pair[1]}"),
        pick(PATTERNS).map('sh:pattern "{}"'.format),
        pick(["x", "X"]).map('sh:pattern "{}" ; sh:flags "i"'.format),
        list_of(pick(['"en"', '"de"', '"*"']), 0, 2).map("sh:languageIn {}".format),
        pick(PROPERTIES).map("sh:equals {}".format),
        pick(PROPERTIES).map("sh:disjoint {}".format),
        pick(TERMS).map("sh:hasValue {}".format),
        list_of(pick(TERMS), 0, 6).map("sh:in {}".format),
        list_of(pick(PROPERTIES), 0, 2).map("sh:closed true ; sh:ignoredProperties {}".format),
    ]


def value_constraints() -> list[SearchStrategy[str]]:
    """What only a property shape may demand."""
    count = st.integers(0, 3).map(str)
    return [
        st.tuples(pick(["minCount", "maxCount"]), count).map(lambda pair: f"sh:{pair[0]} {pair[1]}"),
        st.tuples(pick(["minCount", "maxCount"]), count).map(lambda pair: f"sh:{pair[0]} {pair[1]}"),
        st.just("sh:uniqueLang true"),
    ]


def nested_constraints(depth: int) -> list[SearchStrategy[str]]:
    """What asks other shapes."""
    node, either = node_shapes(depth - 1), st.one_of(node_shapes(depth - 1), property_shapes(depth - 1))
    return [
        node.map("sh:node {}".format),
        property_shapes(depth - 1).map("sh:property {}".format),
        either.map("sh:not {}".format),
        *(list_of(either, 1, 3).map(f"sh:{name} {{}}".format) for name in ("and", "or", "xone")),
    ]


def qualified_constraints(depth: int) -> SearchStrategy[str]:
    shape = st.one_of(node_shapes(depth - 1), property_shapes(depth - 1))
    disjoint = pick(["", " ; sh:qualifiedValueShapesDisjoint true"])
    number = st.tuples(pick(["Min", "Max"]), st.integers(0, 2)).map(
        lambda pair: f"sh:qualified{pair[0]}Count {pair[1]}"
    )
    return st.tuples(shape, number, disjoint).map(
        lambda parts: f"sh:qualifiedValueShape {parts[0]} ; {parts[1]}{parts[2]}"
    )


def join(parts: list[str]) -> str:
    """Join constraints; of those with the same parameter only the first, as most may be given once."""
    chosen = {part.split()[0]: part for part in reversed(parts)}
    if any("sh:flags" in part for part in chosen.values()):
        chosen = {name: part for name, part in chosen.items() if name != "sh:flags"}
    return " ; ".join(chosen.values())


def node_shapes(depth: int) -> SearchStrategy[str]:
    options = any_constraints() + (nested_constraints(depth) if depth > 0 else [])
    return st.lists(st.one_of(options), min_size=1, max_size=2).map(lambda parts: f"[ {join(parts)} ]")


def property_shapes(depth: int) -> SearchStrategy[str]:
    options = any_constraints() + value_constraints()
    if depth > 0:
        options += [*nested_constraints(depth), qualified_constraints(depth)]
    return st.tuples(paths(), st.lists(st.one_of(options), min_size=1, max_size=2)).map(
        lambda pair: f"[ sh:path {pair[0]} ; {join(pair[1])} ]"
    )


@st.composite
def shapes(draw: DrawFn) -> str:
    """A node shape or a property shape with targets, severity and now and then a message."""
    targets = st.one_of(
        pick(CLASSES).map("sh:targetClass {}".format),
        pick([term for term in TERMS if term != '""']).map("sh:targetNode {}".format),
        pick(PROPERTIES).map("sh:targetSubjectsOf {}".format),
        pick(PROPERTIES).map("sh:targetObjectsOf {}".format),
    )
    options = any_constraints() + nested_constraints(2)
    kind = draw(st.booleans())
    if kind:
        options += [*value_constraints(), qualified_constraints(2)]
    parts = [join(draw(st.lists(st.one_of(options), min_size=1, max_size=3)))]
    parts += draw(st.lists(targets, min_size=1, max_size=2))
    parts += draw(st.lists(pick(["sh:severity sh:Warning", 'sh:message "Nein."@de, "No."@en']), max_size=1))
    if kind:
        parts.append(f"sh:path {draw(paths())}")
    return f"{PREFIXES}ex:Shape a sh:{'PropertyShape' if kind else 'NodeShape'} ; {' ; '.join(parts)} .\n"
