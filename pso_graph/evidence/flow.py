"""A document as the passages that read on, in which words are searched."""

from __future__ import annotations

import bisect
import re
from itertools import islice
from typing import TYPE_CHECKING

from pso_graph.evidence.normalisation import MARKUP
from pso_graph.model import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GAP = rf"(?:\s|{MARKUP})+"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # marks of footnotes: they follow a word and are no part of it
_LETTER = r"[^\W_]"
_WORD_AFTER = rf"(?![^\W_{_SUPERSCRIPTS}])"
_WORD = re.compile(rf"[^\W_{_SUPERSCRIPTS}]+")


class Flow:
    """One passage of a file, searchable across its spans.

    Args:
        text: the whole file.
        passage: the part that reads on.
    """

    def __init__(self, text: str, passage: Passage) -> None:
        self.passage = passage
        self._starts: list[int] = []
        parts: list[str] = []
        length = 0
        for span in passage.spans:
            self._starts.append(length)
            parts.append(text[span.start : span.end])
            length += span.end - span.start + 1
        # Spans join with a line break: words on either side of a page break are two words.
        self._joined = "\n".join(parts)

    def list_words(self) -> set[str]:
        """Return the runs of letters and digits that stand in the passage."""
        return set(_WORD.findall(self._joined))

    def find(self, first_words: str, last_words: str) -> Iterator[Passage]:
        """Yield each shortest passage that begins and ends with the given words.

        Between words may stand any white space and markup. A passage is shortest when it holds no
        other that begins and ends so.

        Args:
            first_words: runs without white space, separated by blanks.
            last_words: likewise.
        """
        starts = [match.span() for match in _compile_words(first_words).finditer(self._joined)]
        ends = [match.span() for match in _compile_words(last_words).finditer(self._joined)]
        for index, (start, start_end) in enumerate(starts):
            later = starts[index + 1] if index + 1 < len(starts) else None
            following = islice(ends, bisect.bisect_left(ends, (start, start_end)), None)
            end = next((e for e in following if e[1] >= start_end), None)
            if end is None or (later and later[0] <= end[0] and later[1] <= end[1]):
                continue
            yield self._locate(start, end[1])

    def _locate(self, start: int, end: int) -> Passage:
        """Return the passage of the file that a range of the joined text stands for."""
        spans = []
        first = bisect.bisect_right(self._starts, start) - 1
        for origin, span in zip(self._starts[first:], self.passage.spans[first:], strict=True):
            if origin >= end:
                break
            low = span.start + max(0, start - origin)
            high = min(span.end, span.start + end - origin)
            spans.append(Span(low, high))
        return Passage(tuple(spans))


class Flows:
    """Passages of a file, of which a search looks only at those that hold every word.

    Args:
        flows: in the order in which they are searched.
    """

    def __init__(self, flows: Iterable[Flow]) -> None:
        self._flows = list(flows)
        self._holders: dict[str, set[int]] = {}
        for number, flow in enumerate(self._flows):
            for word in flow.list_words():
                self._holders.setdefault(word, set()).add(number)

    def find(self, first_words: str, last_words: str) -> Iterator[Passage]:
        """Yield each shortest passage that begins and ends with the given words; see ``Flow.find``."""
        words = _WORD.findall(f"{first_words} {last_words}")
        holders = sorted((self._holders.get(word, set()) for word in words), key=len)
        for number in sorted(set.intersection(*holders)) if holders else range(len(self._flows)):
            yield from self._flows[number].find(first_words, last_words)


def _compile_words(words: str) -> re.Pattern[str]:
    runs = words.split()
    first = re.escape(runs[0])
    # What may not stand before the words is looked for behind their first run: an expression that
    # begins with plain characters is searched many times faster.
    before = f"(?<!{_LETTER}{first})" if runs[0][0].isalnum() else ""
    after = _WORD_AFTER if runs[-1][-1].isalnum() else ""
    return re.compile(first + before + "".join(_GAP + re.escape(run) for run in runs[1:]) + after)


def find_gaps(length: int, passages: Iterable[Passage]) -> list[Passage]:
    """Return what the passages leave over of a file, as passages of one span each.

    Args:
        length: of the file, in code points.
        passages: the parts taken, in any order.
    """
    spans = sorted(span for passage in passages for span in passage.spans)
    gaps, at = [], 0
    for span in spans:
        if span.start > at:
            gaps.append(Passage.of(at, span.start))
        at = max(at, span.end)
    if at < length:
        gaps.append(Passage.of(at, length))
    return gaps
