"""Blocks of lines, and blocks joined to whole sentences over page breaks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pso_graph.model import Passage
from pso_graph.readers.lines import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.readers.lines import Line

# Words after which a clause cannot end: what follows, even a list dash, carries it on.
_CARRY_ON = frozenset(
    [
        "am",
        "an",
        "auf",
        "aus",
        "bei",
        "beim",
        "bis",
        "das",
        "dem",
        "den",
        "der",
        "des",
        "die",
        "durch",
        "ein",
        "eine",
        "einem",
        "einen",
        "einer",
        "eines",
        "für",
        "gegen",
        "im",
        "in",
        "ins",
        "mit",
        "nach",
        "ohne",
        "seit",
        "sowie",
        "um",
        "und",
        "unter",
        "von",
        "vom",
        "vor",
        "zu",
        "zum",
        "zur",
        "zwischen",
        "über",
    ]
)

_TAIL = 60


def group_blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines in blocks: a gap, a list dash or another style begins a new one."""
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or line.after_gap or line.dash or line.head != blocks[-1][-1].head:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def words_of(text: str, lines: Sequence[Line]) -> str:
    """Return the text from the first to the last of some lines."""
    return text[lines[0].start : lines[-1].end]


def tail_of(text: str, lines: Sequence[Line]) -> str:
    """Return the last words of some lines: enough to see how they end, however long they are."""
    return text[max(lines[0].start, lines[-1].end - _TAIL) : lines[-1].end]


def passage_of(lines: Sequence[Line]) -> Passage:
    """Return the single span from the first to the last of some lines, as this genre's units are counted."""
    return Passage.of(lines[0].start, lines[-1].end)


def is_cut(lines: Sequence[Line]) -> bool:
    """Return whether a page break or an empty line runs through some lines."""
    return any(line.after_gap for _, line in pairwise(lines))


def is_unfinished(words: str) -> bool:
    """Return whether words end in an article, a preposition or a conjunction, so that more must follow."""
    tail = words.split()
    return bool(tail) and tail[-1].lower() in _CARRY_ON


def join_sentences(text: str, blocks: Iterable[list[Line]]) -> list[list[Line]]:
    """Return blocks joined until each ends a sentence; the last one may not."""
    joined: list[list[Line]] = []
    for block in blocks:
        if joined and not ends_sentence(tail_of(text, joined[-1])):
            joined[-1].extend(block)
        else:
            joined.append(list(block))
    return joined
