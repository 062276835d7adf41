"""A motion after its formula, as paragraphs, points, letters and bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pso_graph.readers.blocks import is_unfinished, tail_of
from pso_graph.readers.genre import find_formula
from pso_graph.readers.lines import ends_sentence, read_lines
from pso_graph.readers.numbering import begins_with_month

if TYPE_CHECKING:
    from pso_graph.readers.lines import Line

_REASONS = re.compile(r"(?:Zur\s)?(?:Begründung|Erläuterung)\b", re.IGNORECASE)
_POINT = re.compile(
    r"(?:(?P<roman>[IVX]{1,5})\\?\.|(?P<point>\d{1,2})\\?[.)]|(?P<letter>[a-z])\\?\))[*_]{0,3}(?:\s+|$)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(slots=True)
class Element:
    """A paragraph, point, letter or bullet.

    Args:
        kind: ``paragraph``, ``roman``, ``point``, ``letter`` or ``bullet``.
        value: its number from 1; 0 of paragraphs and bullets.
        lines: its lines, the first without number or dash.
    """

    kind: str
    value: int
    lines: list[Line]

    @property
    def start(self) -> int:
        """Offset of its first code point."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset after its last code point."""
        return self.lines[-1].end


class _Sequence:
    """The numbers that may come next at each level."""

    def __init__(self) -> None:
        self.last = {"roman": 0, "point": 0, "letter": 0}

    def allows(self, kind: str, value: int, *, stands_out: bool) -> bool:
        # A series of points begins again below each lead-in, and one of letters below each point.
        fits = value == self.last[kind] + 1 or value == 1
        return fits and (stands_out or value == self.last[kind] + 1 > 1)

    def enter(self, kind: str, value: int) -> None:
        self.last[kind] = value
        if kind == "roman":
            self.last["point"] = 0
        if kind != "letter":
            self.last["letter"] = 0


def read_elements(text: str) -> list[Element]:
    """Return what stands between the formula and the reasons of a motion."""
    formula = find_formula(text)
    if not formula:
        return []
    elements: list[Element] = []
    sequence = _Sequence()
    for line in read_lines(text):
        if line.end <= formula.end():
            continue
        if line.start < formula.end():
            # Words after the formula on its own line.
            begin = (
                formula.end()
                + len(text[formula.end() : line.end])
                - len(text[formula.end() : line.end].lstrip())
            )
            line = replace(line, start=begin)  # noqa: PLW2901 - the line is cut, not another one
        words = text[line.start : line.end]
        if _REASONS.match(words):
            break
        _add(text, elements, sequence, line)
    return elements


def _add(text: str, elements: list[Element], sequence: _Sequence, line: Line) -> None:
    last = tail_of(text, elements[-1].lines) if elements else ""
    marker = _POINT.match(text, line.start, line.end)
    stands_out = line.after_gap or bool(line.dash) or not last or last[-1] in ".,:;!?"
    if marker and not begins_with_month(text[marker.end() : line.end]) and marker.end() < line.end:
        kind = marker.lastgroup or ""
        value = _value(kind, marker[kind])
        if sequence.allows(kind, value, stands_out=stands_out):
            sequence.enter(kind, value)
            elements.append(Element(kind, value, [replace(line, start=marker.end())]))
            return
    if line.dash and not (line.after_gap and is_unfinished(last)):
        elements.append(Element("bullet", 0, [line]))
    elif not elements or (line.after_gap and not _carries_on(text, elements[-1], line)):
        elements.append(Element("paragraph", 0, [line]))
    else:
        elements[-1].lines.append(line)


def _carries_on(text: str, last: Element, line: Line) -> bool:
    """Whether a page break, not the end of a paragraph, stands before a line."""
    words = tail_of(text, last.lines)
    if ends_sentence(words):
        return False
    in_sentence = last.kind == "paragraph" and words.endswith(",")
    return text[line.start].islower() or is_unfinished(words) or in_sentence


def _value(kind: str, sign: str) -> int:
    if kind == "letter":
        return ord(sign) - ord("a") + 1
    if kind == "point":
        return int(sign)
    digits = [_ROMAN[letter] for letter in sign]
    return sum(-digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits))
