"""What literals mean: which are well-formed, and which of two is the smaller.

Only those that queries leave undecided come here, in the form in which they are written. Lexical forms
are those of XML Schema 1.1, Part 2; the order is that of the operators of SPARQL 1.1 (section 17.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.terms import Literal, NamedNode


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time of one datatype: those with and without a time zone are not compared.

    Args:
        kind: local name of the datatype.
        zoned: whether it says its time zone.
        instant: comparable within kind and ``zoned``: days and microseconds since year 0.
    """

    kind: str
    zoned: bool
    instant: tuple[int, int]


Value: TypeAlias = Decimal | float | bool | str | Moment

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_ZONE = r"(?P<zone>Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_DATE = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
_TIME = (
    r"(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?P<fraction>\.\d+)?"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_MOMENTS = {
    "date": re.compile(_DATE + _ZONE, re.ASCII),
    "time": re.compile(_TIME + _ZONE, re.ASCII),
    "dateTime": re.compile(f"{_DATE}T{_TIME}{_ZONE}", re.ASCII),
}
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|INF)|NaN", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_DAY_TIME = r"(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_OTHER_FORMS = {  # not supported by SPARQL 1.1, but checked by the reference engine too
    "gYear": _YEAR + _ZONE,
    "gYearMonth": _YEAR + r"-(?:0[1-9]|1[0-2])" + _ZONE,
    "dayTimeDuration": f"-?P{_DAY_TIME}",
    "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
    "duration": rf"-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:{_DAY_TIME})?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
}
NUMERIC = {*_INTEGERS, "decimal", "float", "double"}
"""Local names of the datatypes of numbers."""
JUDGED = {*NUMERIC, *_MOMENTS, "boolean", "string"}
"""Local names of the datatypes whose values are known here: those of SPARQL 1.1 (section 17.1)."""


def name_datatype(literal: Literal) -> str:
    """Return the local name of a literal's datatype if XML Schema defines it, else nothing."""
    iri = literal.datatype.value
    return iri[len(XSD) :] if iri.startswith(XSD) else ""


def write_datatype(name: str) -> NamedNode:
    """Return the IRI of a datatype of XML Schema by its local name."""
    return NamedNode(XSD + name)


@lru_cache(maxsize=65536)
def read_value(literal: Literal) -> Value | None:
    """Return what a literal means; None if its datatype is not judged or the form is not of it."""
    name, form = name_datatype(literal), literal.value
    if name in _INTEGERS:
        return _read_integer(form, *_INTEGERS[name])
    if name == "decimal":
        return Decimal(form) if _DECIMAL.fullmatch(form) else None
    if name in {"float", "double"}:
        return float(form.replace("INF", "inf")) if _DOUBLE.fullmatch(form) else None
    if name == "boolean":
        return _BOOLEANS.get(form)
    if name in _MOMENTS:
        return _read_moment(name, form)
    return form if name == "string" else None


def is_well_formed(literal: Literal) -> bool:
    """Return whether a literal's text is of its datatype; of datatypes not known here, all are."""
    name = name_datatype(literal)
    if name in JUDGED:
        return read_value(literal) is not None
    form = _OTHER_FORMS.get(name)
    return form is None or re.fullmatch(form, literal.value, re.ASCII) is not None


def _read_integer(form: str, least: int | None, most: int | None) -> Decimal | None:
    if not _INTEGER.fullmatch(form):
        return None
    number = Decimal(form)
    fits = (least is None or number >= least) and (most is None or number <= most)
    return number if fits else None


def _read_moment(name: str, form: str) -> Moment | None:
    match = _MOMENTS[name].fullmatch(form)
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts.get("year") or 1)
    cycles, year_of_cycle = divmod(year, 400)  # the calendar repeats itself after so many years
    try:
        moment = datetime(
            year_of_cycle + 400,
            int(parts.get("month") or 1),
            int(parts.get("day") or 1),
            int(parts.get("hour") or 0),
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
            tzinfo=_read_zone(parts["zone"]),
        )
    except ValueError:  # no such day
        return None
    if parts.get("midnight") and name == "dateTime":
        moment += timedelta(days=1)
    since = moment - datetime(400, 1, 1, tzinfo=UTC)
    fraction = (parts.get("fraction") or ".0")[1:7].ljust(6, "0")
    days = since.days + cycles * 146_097
    return Moment(name, parts["zone"] is not None, (days, since.seconds * 1_000_000 + int(fraction)))


def _read_zone(zone: str | None) -> timezone:
    if zone is None or zone == "Z":
        return UTC
    sign = -1 if zone[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])))


def compare(left: object, right: object) -> int | None:
    """Return -1, 0 or 1 as a literal is less than, equal to or greater than another.

    None if they cannot be compared: SPARQL's operators would raise an error.

    Args:
        left: a term.
        right: a term.
    """
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    first, second = read_value(left), read_value(right)
    if first is None or second is None or _name_kind(first) != _name_kind(second):
        return None
    if isinstance(first, Moment) and isinstance(second, Moment):
        return _order(first.instant, second.instant)
    return _order(first, second)


def _name_kind(value: Value) -> tuple[object, ...]:
    if isinstance(value, Moment):
        return value.kind, value.zoned
    if isinstance(value, bool | str):
        return (type(value),)
    return (Decimal,)


def _order(first: object, second: object) -> int | None:
    if first == second:
        return 0
    if first < second:  # type: ignore[operator]
        return -1
    return 1 if first > second else None  # type: ignore[operator]  # NaN is neither
