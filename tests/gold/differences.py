"""Where the data differs from the hand-checked tables on purpose, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.gold.comparison import DATA

if TYPE_CHECKING:
    from tests.gold.comparison import Aspect, Pair

Place: TypeAlias = tuple[str, str, str]
"""Name of an aspect, id of a row, value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference that is meant.

    Args:
        name: of the difference.
        table: stem of the table's file.
        reason: why the data is right to differ.
        missing: what the table says and the data does not.
        extra: what the data says and the table does not.
    """

    name: str
    table: str
    reason: str
    missing: frozenset[Place] = frozenset()
    extra: frozenset[Place] = frozenset()


def _note(name: str, reason: str, aspect: str, values: dict[str, str]) -> Difference:
    """A cell of the measures whose words are no value of its property."""
    places = frozenset((aspect, row, value) for row, value in values.items())
    return Difference(name, "measures_002_section2", reason, missing=places)


def _name_actor(actor: str, files: tuple[str, ...], reason: str) -> Difference:
    """An actor that the data names and the table of actors lacks."""
    extra = {
        ("ids", actor, "is there"),
        ("generic", actor, "no"),
        *(("files", actor, file) for file in files),
    }
    return Difference(actor, "actors", reason, extra=frozenset(extra))


def _class_actor(actor: str, expected: str, found: str, reason: str) -> Difference:
    """An actor that is generic in one telling only."""
    return Difference(
        f"class of {actor}",
        "actors",
        reason,
        missing=frozenset({("generic", actor, expected)}),
        extra=frozenset({("generic", actor, found)}),
    )


_CITED_BODY = (
    "The table of clauses lists it as cited, that of actors does not; it is a body of the facts, so an actor "
    "here, and the statement's quotation of the clause names it too."
)

DIFFERENCES = (
    Difference(
        "free movement of workers",
        "clauses_001",
        "The clauses name it, and the facts have it as an instrument (Article 45 TFEU); the table leaves it "
        "out.",
        extra=frozenset(
            ("cited things", clause, "instrument/eu-free-movement-workers")
            for clause in ("pre-2", "1.j.8", "1.m")
        ),
    ),
    Difference(
        "activating decision",
        "clauses_001",
        "The paragraph names the EU's decision of 4 March 2022, which is an act of its own beside the "
        "directive that it activates.",
        extra=frozenset({("cited things", "pre-4", "instrument/dec-2022-382")}),
    ),
    Difference(
        "meetings",
        "clauses_001",
        "The units name the forum's 19th or 20th meeting; the table lists documents and bodies, no meetings.",
        extra=frozenset(
            ("cited things", clause, f"conference/pso-{number}")
            for number, clauses in ((19, ("pre-1", "pre-6")), (20, ("5", "5.1")))
            for clause in clauses
        ),
    ),
    _note(
        "basis without a name",
        "No instrument is named: the words stand in the report's note.",
        "legal basis",
        {"M006": "?tender criteria", "M015": "?not mandatory", "M019": "?compulsory schooling"},
    ),
    Difference(
        "state funding of the multilingualism centre",
        "measures_002_section2",
        "The statement says that the state funds the centre, as it does of M055, where the table has it.",
        extra=frozenset({("funding", "M022", "actor/region-mv")}),
    ),
    _note(
        "counts",
        "Numbers of pools, members and measures are no sums of money: they stand in the report's note.",
        "amount",
        {
            "M046": "4 until 2023, 3 from January 2024",
            "M055": "over 70 member organisations",
            "M071": "about 200 measures",
        },
    ),
    _note(
        "no dates",
        "Words that name no date: how often is in the measure's label, for how long in the report's note.",
        "date",
        {
            "M024": "twice a year",
            "M037": "regular",
            "M065": "currently",
            "M067": "long-standing",
            "M068": "long-standing",
        },
    ),
    Difference(
        "words across a page break",
        "measures_002_section2",
        "The table's bounds hold the repeated table head; the graph's words are those of the segments, as "
        "the tables' own conventions ask.",
        missing=frozenset(
            {
                ("first words", "M030", "der enge und regelmäßige Nummer Resolutionsinhalt"),
                ("last words", "M030", "der Landesregierung Austausch mit den JÄ"),
            }
        ),
        extra=frozenset(
            {
                ("first words", "M030", "der enge und regelmäßige"),
                ("last words", "M030", "Austausch mit den JÄ"),
            }
        ),
    ),
    _name_actor("CoR-CitiesRegionsIntegration", ("001", "002"), _CITED_BODY),
    _name_actor("EU-EIN", ("001", "002"), _CITED_BODY),
    _name_actor("EU-EWSI", ("001", "002"), _CITED_BODY),
    _name_actor("EU-ExpertGroup-Migrants", ("001", "002"), _CITED_BODY),
    _name_actor("EU-MigrationForum", ("001", "002"), _CITED_BODY),
    _name_actor(
        "actor/eae-stern-buchholz",
        ("002",),
        "The facts have this site; it is a part of the state's reception facility, and the table counts both "
        "as one.",
    ),
    _class_actor(
        "MV-Land",
        "yes",
        "no",
        "The table speaks of the state as a class; the facts have the state itself, so both are one thing, a "
        "region.",
    ),
    _class_actor(
        "Dem-Parteien-LT",
        "no",
        "yes",
        "Parties in the plural, none of them named: no single party, so of no narrower class.",
    ),
    _class_actor(
        "IFD-Migration",
        "no",
        "yes",
        "A service, not a body: none of the classes below actor fits.",
    ),
    _class_actor(
        "Welcome-Center",
        "no",
        "yes",
        "A service, not a body: none of the classes below actor fits.",
    ),
    Difference(
        "schools in the quoted clause",
        "actors",
        "The first place is within the quoted clause 2.c, which lists schools as a system to integrate into; "
        "the table does not count these same words as naming an actor in the resolution itself.",
        missing=frozenset({("first mention", "Schulen", "document/mv-statement-pso-19-2024/quotation/2.c")}),
    ),
)


def explain(aspect: Aspect, sign: str, pair: Pair) -> str:
    """Return why the data differs here; nothing if it is not meant to.

    Args:
        aspect: the comparison.
        sign: "-" if only the table says so, "+" if the table does not.
        pair: row and value.
    """
    if aspect.side != DATA:
        return ""
    place = (aspect.name, *pair)
    for difference in DIFFERENCES:
        if difference.table == aspect.table and place in (
            difference.missing if sign == "-" else difference.extra
        ):
            return difference.reason
    return ""
