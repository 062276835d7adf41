"""Numbers of sections, letters and items, recognised by what has to come next.

Indentation and list dashes drift in conversions, so they say nothing about the level of an
item; the sequence does. ``b)`` follows ``a)`` however deep it is set, and ``(2)`` inside a
sentence is no item where ``(4)`` is due.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

# A number that a conversion lost may leave a hole of this size, if the next one stands out.
_LARGEST_HOLE = 2
_AFTER = r"\\?%s[*_]{0,3}(?:\s+|$)"

MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_BEGINS_WITH_MONTH = re.compile(MONTH + r"\b")


class Level(StrEnum):
    """The levels of a resolution, named as the unit types are."""

    SECTION = "section"
    LETTER = "letter"
    NUMBER = "number"


_FORMS = {
    Level.SECTION: re.compile(r"(\d{1,2})" + _AFTER % r"\."),
    Level.LETTER: re.compile(r"([a-z1])" + _AFTER % r"\)"),
    Level.NUMBER: re.compile(r"\\?\((\d{1,2})" + _AFTER % r"\)"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as it stands at the beginning of a line.

    Args:
        level: what it would number.
        value: the number or letter, without brackets.
        width: how many code points it and the white space after it take.
    """

    level: Level
    value: str
    width: int


def read_marker(words: str) -> Marker | None:
    """Return the number with which words begin, or None."""
    for level, form in _FORMS.items():
        found = form.match(words)
        if found:
            return Marker(level, found[1], found.end())
    return None


def begins_with_month(words: str) -> bool:
    """Return whether words go on after an ordinal as a date: "2. Mai" is no second section."""
    return _BEGINS_WITH_MONTH.match(words) is not None


@dataclass(slots=True)
class Numbering:
    """Where a reader stands in the numbers of a document, and what may come next.

    Args:
        section: number of the current section, 0 before the first.
        letter: current letter, empty before the first of a section.
        number: current number, 0 before the first of a letter.
        holes: ids after which numbers are missing.
    """

    section: int = 0
    letter: str = ""
    number: int = 0
    holes: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Local id of the place reached, such as ``2.l.1``."""
        parts = (str(self.section), self.letter, str(self.number) if self.number else "")
        return ".".join(part for part in parts if part)

    def enter_section(self, value: int) -> None:
        """Go on to a section."""
        if value > self.section + 1:
            self.holes.append(self.id)
        self.section, self.letter, self.number = value, "", 0

    def enter(self, marker: Marker, *, stands_out: bool, follows_end: bool) -> bool:
        """Go on to a letter or number if the sequence allows it.

        Args:
            marker: what stands at the beginning of a line.
            stands_out: True if a list dash or an empty line sets it off.
            follows_end: True if the words before it end a clause, with ``:`` or ``,`` for example.

        Returns:
            False if the marker is a piece of running text.
        """
        if marker.level is Level.SECTION:
            return False
        if marker.level is Level.LETTER:
            last = ord(self.letter) - ord("a") + 1 if self.letter else 0
            # Conversions read the letter l as the digit 1.
            value = 12 if marker.value == "1" and last == 11 else ord(marker.value) - ord("a") + 1  # noqa: PLR2004 - a letter's place
        else:
            last, value = self.number, int(marker.value)
        hole = value - last - 1
        first = last == 0
        if not 0 <= hole <= (_LARGEST_HOLE if stands_out and not first else 0):
            return False
        # "(1)" in running text is common; "a)" after a section head is what has to come.
        if first and marker.level is Level.NUMBER and not (stands_out or follows_end):
            return False
        if hole:
            self.holes.append(self.id)
        if marker.level is Level.LETTER:
            self.letter, self.number = chr(ord("a") + value - 1), 0
        else:
            self.number = value
        return True
