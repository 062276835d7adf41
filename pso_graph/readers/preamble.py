"""What stands before the sections of a resolution: title block, preamble, recipients, chapeau."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.readers.blocks import group_blocks, is_unfinished, tail_of, words_of
from pso_graph.readers.lines import ends_sentence
from pso_graph.readers.sections import Draft, names_forum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.readers.lines import Line

_BEGINNING = re.compile(
    r"(?:Das|Die|Der|Dem|Den|Diese[rsmn]?|Im|In|Am|An|Auf|Aus|Seit|Mit|Nach|Vor|Wir)\b[^\n]{0,200}?"
    r"\b(?:hat|haben|ist|sind|war|waren|wird|werden|wurde|wurden|fand|fanden|tagte|trat|beriet|befasste"
    r"|beschäftigte|kam|kamen|traf|trafen)\b"
)
_PLACE_AND_DATE = re.compile(r"[A-ZÄÖÜ][\w-]{1,40},\s(?:den\s|vom\s)?\d")
_SENTENCE_WORDS = 6
_CHAPEAU_LENGTH = 200
_CHAPEAU_BLOCKS = 3


def read_preamble(text: str, lines: Sequence[Line]) -> list[tuple[Draft, str | None]]:
    """Return preamble paragraphs, recipients and chapeau in document order, each with its parent's id.

    Args:
        text: the whole text.
        lines: the lines before the first section head.
    """
    chapeau = find_chapeau(text, lines)
    before = group_blocks(lines[: len(lines) - len(chapeau)])
    begin = next((i for i, block in enumerate(before) if _begins_prose(text, block)), len(before))
    drafts = _read_paragraphs(text, before[begin:])
    if chapeau:
        drafts.append((Draft("chapeau", "chapeau", chapeau), None))
    return drafts


def find_chapeau(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the last lines before the first section if they name the forum and are no sentence."""
    blocks = group_blocks(lines)
    for size in range(1, min(_CHAPEAU_BLOCKS, len(blocks)) + 1):
        own = [line for block in blocks[-size:] for line in block]
        words = words_of(text, own)
        if own[0].dash or len(words) > _CHAPEAU_LENGTH:
            break
        if names_forum(words):
            return [] if ends_sentence(words.rstrip(":")) else own
    return []


def _begins_prose(text: str, block: list[Line]) -> bool:
    """Whether a block is the first of the preamble: a sentence, not a title, a motto, a place or a date."""
    words = words_of(text, block)
    if block[0].head or words[:1] in '„"“»' or _PLACE_AND_DATE.match(words):
        return False
    whole = ends_sentence(words) and len(words.split()) >= _SENTENCE_WORDS
    return whole or _BEGINNING.match(" ".join(words.split())) is not None


def _read_paragraphs(text: str, blocks: list[list[Line]]) -> list[tuple[Draft, str | None]]:
    drafts: list[tuple[Draft, str | None]] = []
    paragraphs = recipients = 0
    for block in blocks:
        last = drafts[-1][0] if drafts else None
        if last and _carries_on(text, last, block):
            last.lines.extend(block)
        elif block[0].dash:
            recipients += 1
            parent = f"pre-{paragraphs}" if paragraphs else None
            drafts.append((Draft(f"rec-{recipients}", "recipient", block), parent))
        else:
            paragraphs += 1
            drafts.append((Draft(f"pre-{paragraphs}", "preamble", block), None))
    return drafts


def _carries_on(text: str, last: Draft, block: list[Line]) -> bool:
    words = tail_of(text, last.lines)
    if block[0].dash:
        return block[0].after_gap and is_unfinished(words) and not words.endswith(("und", "sowie"))
    if ends_sentence(words):
        return False
    return last.type == "preamble" or not _BEGINNING.match(words_of(text, block))
