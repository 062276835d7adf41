"""A passage as one string in which words can be searched over page breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.model import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_DASHES = "-–—•·*"
# Longer stretches between angle brackets are text, not a tag.
_TAG_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a passage, its spans joined by one blank.

    Args:
        words: the joined text.
        spans: the spans that it was joined from.
    """

    words: str
    spans: tuple[Span, ...]

    def locate(self, start: int, end: int) -> Passage:
        """Return where a range of the joined text stands in the file (offsets in code points)."""
        found: list[Span] = []
        place = 0
        for span in self.spans:
            length = span.end - span.start
            left, right = max(start - place, 0), min(end - place, length)
            if left < right:
                found.append(Span(span.start + left, span.start + right))
            place += length + 1
        return Passage(tuple(found))


def read_on(text: str, passage: Passage) -> Reading:
    """Return a passage of a text as a reading."""
    return Reading(" ".join(text[span.start : span.end] for span in passage.spans), passage.spans)


def trim(text: str, start: int, end: int) -> Span | None:
    """Return a range of a text from its first to its last word.

    White space and markup tags at both ends and list dashes at the beginning are left off.

    Args:
        text: the whole text.
        start: offset of the range's first code point.
        end: offset after its last code point.

    Returns:
        None if no letter or digit remains.
    """
    while start < end:
        if text[start].isspace() or (text[start] in _DASHES and text[start + 1 : start + 2].isspace()):
            start += 1
        elif text[start] == "<" and (close := text.find(">", start, start + _TAG_LENGTH)) > 0:
            start = close + 1
        else:
            break
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == ">" and (opening := text.rfind("<", max(start, end - _TAG_LENGTH), end)) >= 0:
            end = opening
        else:
            break
    if not any(sign.isalnum() for sign in text[start:end]):
        return None
    return Span(start, end)


def by_start(passages: Mapping[str, Passage]) -> list[tuple[str, Passage]]:
    """Return ids and passages in document order."""
    return sorted(passages.items(), key=lambda pair: pair[1].start)
