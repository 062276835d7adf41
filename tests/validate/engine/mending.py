"""pyshacl with its known mistakes mended: what it does otherwise than SHACL says, and we do not.

Each stands with the section of the specification that it goes against. Whatever else the engines find
differently is an error of ours.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

import rdflib
from pyshacl.constraints.core import value_range_constraints
from rdflib import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = {XSD.integer, XSD.decimal, XSD.byte, XSD.double, XSD.negativeInteger}


def name_kind(literal: rdflib.Literal) -> object:
    return XSD.decimal if literal.datatype in NUMBERS else (literal.datatype, literal.language)


def compare_one_kind(left: rdflib.Literal, right: rdflib.Literal) -> int:
    """SPARQL's operators compare values of one kind (4.3); rdflib orders those of all kinds."""
    if left.ill_typed or right.ill_typed or name_kind(left) != name_kind(right) or left.language:
        raise TypeError
    first, second = left.value, right.value
    if first != first or second != second:  # NaN  # noqa: PLR0124
        raise TypeError
    return int(first > second) - int(first < second)


@contextmanager
def mended() -> Iterator[None]:
    """Run pyshacl with its known mistakes mended."""
    with (
        patch.object(value_range_constraints, "compare_literal", compare_one_kind),
    ):
        yield
