"""A text as lines without their margins: what stands on a line, and how the line was set."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What conversions put before the first word of a line: indentation, heading hashes, a list dash,
# emphasis. Each part is optional and bounded, so that no line can make the match slow.
_MARGIN = re.compile(
    r"[^\S\n]{0,200}(?P<hashes>#{1,6}[^\S\n]{1,20})?(?P<dash>\\?[-–—•·*+▪][^\S\n]{1,20})?(?P<emphasis>[*_]{1,3})?"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]{1,3}\s{0,5})?(?:Seite\s{1,5})?\d{1,3}(?:\s{0,5}(?:/|von)\s{0,5}\d{1,3})?(?:\s{0,5}[-–—]{1,3})?"
)
# Full stop, colon and so on, then at most closing quotes, brackets and emphasis.
_SENTENCE_END = re.compile(r"(?P<stop>[.!?:;…])[\"'”“»«’)\]*_]{0,6}$")
_NO_SENTENCE_END = re.compile(
    r"(?:(?:^|\D)\d{1,2}|(?:^|\W)[A-Za-zÄÖÜäöü]|(?:^|\W)(?:Abs|Art|Nr|Ziff|bzw|ca|Dr|Prof|vgl|inkl|evtl|ggf"
    r"|sog|Drs|Drucks|Buchst|lfd|Mio|Mrd))\.$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that holds words.

    Args:
        start: offset of its first word, after indentation, heading hashes, list dash and emphasis.
        end: offset after its last word, before emphasis and white space at its end.
        head: True if it is set as a heading, or wholly in bold or italics.
        dash: the list dash before it, or an empty string.
        after_gap: True if an empty line, a page break or a page number stands before it.
    """

    start: int
    end: int
    head: bool
    dash: str
    after_gap: bool


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that hold words; page numbers and empty lines only leave their gap."""
    lines: list[Line] = []
    offset, gap = 0, True
    for raw in text.splitlines(keepends=True):
        line = _read_line(raw, offset, after_gap=gap)
        if line is None:
            gap = True
        else:
            lines.append(line)
            # A form feed ends a line for Python and a page for the reader.
            gap = raw[-1:] == "\f"
        offset += len(raw)
    return lines


def _read_line(raw: str, offset: int, *, after_gap: bool) -> Line | None:
    content = raw.strip()
    if not content or _PAGE_NUMBER.fullmatch(content):
        return None
    margin = _MARGIN.match(raw)
    # The expression matches the empty string, so there is always a match.
    start = margin.end() if margin else 0
    end = len(raw.rstrip())
    while end > start and raw[end - 1] in "*_ \t":
        end -= 1
    if start >= end:
        return None
    hashes, dash, emphasis = (
        (margin.group(name) or "" for name in margin.groupdict()) if margin else ("", "", "")
    )
    head = bool(hashes) or (bool(emphasis) and content.endswith(emphasis))
    return Line(offset + start, offset + end, head, dash.strip(), after_gap)


def ends_sentence(words: str) -> bool:
    """Return whether words end like a sentence; an ordinal ("am 3."), an abbreviation, a letter does not."""
    tail = words.rstrip()[-40:]
    end = _SENTENCE_END.search(tail)
    if end is None:
        return False
    return end["stop"] != "." or not _NO_SENTENCE_END.search(tail[: end.start() + 1])
