"""The numbered part of a resolution: sections, letters, numbers, closing paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pso_graph.readers.blocks import group_blocks, join_sentences, tail_of, words_of
from pso_graph.readers.lines import ends_sentence
from pso_graph.readers.modes import find_mode
from pso_graph.readers.numbering import Level, Marker, Numbering, begins_with_month, read_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.readers.lines import Line

_FORUM = re.compile(r"(?:Das|Die|Der)\b[^.]{0,60}(?:forum|konferenz)", re.IGNORECASE)
# Within so many lines after a section head its first letter stands.
_HEAD_LINES = 6
# So many lines a numbered item takes at most where only the next number shows that it is one.
_ITEM_LINES = 30
# Missing numbers of this many sections are bridged if the next head is set as a head.
_LARGEST_HOLE = 2


def names_forum(words: str) -> bool:
    """Return whether words begin with the name of the forum that adopts the resolution."""
    return _FORUM.match(words) is not None


@dataclass(slots=True)
class Draft:
    """A unit while its lines are being gathered.

    Args:
        id: local id.
        type: value of the unit scheme.
        lines: its own lines, the first without its number.
    """

    id: str
    type: str
    lines: list[Line] = field(default_factory=list)

    @property
    def parent(self) -> str | None:
        """Local id one level up; None of a section."""
        above, dot, _ = self.id.rpartition(".")
        return above if dot else None


@dataclass(slots=True)
class Body:
    """What stands from the first section on.

    Args:
        first: index of the line with the first section head.
        drafts: the units in document order.
        holes: ids after which a number is missing.
        strays: ids of units in which a number stands that the sequence does not allow.
        closing: True if an unnumbered paragraph of the forum follows the last section.
    """

    first: int
    drafts: list[Draft]
    holes: list[str]
    strays: list[str]
    closing: bool = False


class _Gatherer:
    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.numbering = Numbering()
        self.drafts: list[Draft] = []
        self.strays: list[str] = []

    def gather(self) -> Body | None:
        first = None
        for index, line in enumerate(self.lines):
            self._read(index, line)
            if self.drafts and first is None:
                first = index
        if first is None:
            return None
        return Body(first, self.drafts, self.numbering.holes, self.strays)

    def _read(self, index: int, line: Line) -> None:
        rest: Line | None = line
        # A letter and its first number may stand on one line.
        while rest and (marker := read_marker(self.text[rest.start : rest.end])):
            if not self._enter(index, rest, marker):
                if self.drafts and (rest.dash or marker.level is not Level.SECTION):
                    self.strays.append(self.drafts[-1].id)
                break
            self.drafts.append(Draft(self.numbering.id, marker.level.value))
            start = rest.start + marker.width
            rest = replace(rest, start=start, after_gap=False, dash="") if start < rest.end else None
        if rest and self.drafts:
            self.drafts[-1].lines.append(rest)

    def _enter(self, index: int, line: Line, marker: Marker) -> bool:
        if marker.level is Level.SECTION:
            if not self._opens_section(index, line, marker):
                return False
            self.numbering.enter_section(int(marker.value))
            return True
        if not self.numbering.section:
            return False
        # The rest of a line whose first number has just been taken follows that number directly.
        after_number = not self.drafts[-1].lines
        before = self.text[self.lines[index - 1].end - 1]
        return self.numbering.enter(
            marker,
            stands_out=bool(line.dash) or line.after_gap or after_number,
            follows_end=before in ',.:;!?)“”"' or self._goes_on(index),
        )

    def _goes_on(self, index: int) -> bool:
        """Whether a line with (2) follows one with (1) before the next letter or section."""
        for line in self.lines[index + 1 : index + _ITEM_LINES]:
            marker = read_marker(self.text[line.start : line.end])
            if marker:
                return marker.level is Level.NUMBER and marker.value == "2"
        return False

    def _opens_section(self, index: int, line: Line, marker: Marker) -> bool:
        hole = int(marker.value) - self.numbering.section - 1
        rest = self.text[line.start + marker.width : line.end]
        largest = _LARGEST_HOLE if line.head and self.numbering.section else 0
        if not 0 <= hole <= largest or begins_with_month(rest):
            return False
        if self._leads_to_letters(index):
            return True
        operative = find_mode(words_of(self.text, self._head_lines(index))) is not None
        if not self.numbering.section:
            return operative
        if line.head:
            return True
        before = words_of(self.text, [self.lines[index - 1]])
        return line.after_gap and (operative or (ends_sentence(before) and not rest[:1].islower()))

    def _head_lines(self, index: int) -> list[Line]:
        """The lines of a section head up to the next gap or number."""
        head = [self.lines[index]]
        for line in self.lines[index + 1 : index + _HEAD_LINES]:
            if line.after_gap or read_marker(self.text[line.start : line.end]):
                break
            head.append(line)
        return head

    def _leads_to_letters(self, index: int) -> bool:
        for line in self.lines[index + 1 : index + 1 + _HEAD_LINES]:
            marker = read_marker(self.text[line.start : line.end])
            if marker:
                return marker.level is Level.LETTER and marker.value == "a"
        return False


def read_sections(text: str, lines: Sequence[Line]) -> Body | None:
    """Return the sections of a resolution and what is below them, or None if no section begins.

    Args:
        text: the whole text.
        lines: its lines, from the first.
    """
    body = _Gatherer(text, lines).gather()
    if body is None:
        return None
    parents = {draft.parent for draft in body.drafts}
    drafts: list[Draft] = []
    for draft in body.drafts:
        last = draft is body.drafts[-1]
        if not draft.lines:
            continue
        if draft.type == Level.SECTION and draft.id not in parents:
            drafts += _split_section(text, draft, last=last)
            continue
        if last:
            groups = join_sentences(text, group_blocks(draft.lines))
            forum = [k for k, group in enumerate(groups) if k and names_forum(words_of(text, group))]
            body.closing = bool(forum)
            draft.lines = _own_lines(text, groups[: forum[0]] if forum else groups)
        drafts.append(draft)
    body.drafts = drafts
    return body


def _own_lines(text: str, groups: list[list[Line]]) -> list[Line]:
    """The lines of a last item without the signatories, which are no sentences."""
    kept = [group for group in groups if ends_sentence(tail_of(text, group))]
    if groups[0] in kept:
        return [line for group in kept for line in group]
    return group_blocks(groups[0])[0]


def _split_section(text: str, draft: Draft, *, last: bool) -> list[Draft]:
    """A section without letters as its head and its paragraphs, without signatories."""
    head, *rest = group_blocks(draft.lines)
    if find_mode(words_of(text, head)) and not ends_sentence(tail_of(text, head)):
        whole = join_sentences(text, [head, *rest])
        if ends_sentence(tail_of(text, whole[0])):
            head, *rest = whole
    paragraphs = join_sentences(text, rest)
    if last and paragraphs and not ends_sentence(tail_of(text, paragraphs[-1])):
        paragraphs.pop()
    numbered = enumerate(paragraphs, start=1)
    return [
        Draft(draft.id, draft.type, head),
        *(Draft(f"{draft.id}.{number}", "paragraph", lines) for number, lines in numbered),
    ]
