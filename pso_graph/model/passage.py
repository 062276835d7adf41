"""Places in a text file, counted as DESIGN does: Unicode code points from 0, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One unbroken range of a file.

    Args:
        start: offset of the first code point, from 0.
        end: offset after the last code point.

    Raises:
        ValueError: if the range is empty or begins before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}-{self.end}")

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that reads on through one or more spans of a file.

    A table row that a page break cuts is one passage of several spans: the repeated
    head and the other columns lie between them and do not belong to it.

    Args:
        spans: the ranges in reading order; they do not overlap.

    Raises:
        ValueError: if there is no span, or two overlap or are out of order.
    """

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a passage needs at least one span")
        for left, right in zip(self.spans, self.spans[1:], strict=False):
            if right.start < left.end:
                raise ValueError(f"spans overlap or are out of order at {right.start}")

    @classmethod
    def of(cls, start: int, end: int) -> Passage:
        """Return the passage that is the single span from start to end (offsets in code points)."""
        return cls((Span(start, end),))

    @property
    def start(self) -> int:
        """Offset of the first code point of the first span."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset after the last code point of the last span."""
        return self.spans[-1].end

    def read(self, text: str) -> str:
        """Return the words of the passage: its spans of the file's text, joined without separator."""
        return "".join(text[span.start : span.end] for span in self.spans)
