"""Checking recorded anchors against a file: the same places, the same words, to the character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.evidence.flow import Flow
from pso_graph.evidence.location import require_words
from pso_graph.evidence.normalisation import hash_exactly, hash_text
from pso_graph.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.model import Anchor


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An anchor that a file does not bear out.

    Args:
        iri: of the anchor.
        start: offset at which it should stand, in code points.
        line: line of that offset, from 1 (the last line if the file is shorter).
        problem: what is different, one sentence.
        now_at: where the same text stands now, if it was found again.
    """

    iri: str
    start: int
    line: int
    problem: str
    now_at: Passage | None = None


def verify_anchors(text: str, anchors: Iterable[Anchor]) -> list[Mismatch]:
    """Return the anchors that do not stand where they are recorded, with what is different.

    Args:
        text: the file, decoded as UTF-8.
        anchors: the recorded anchors of that file.

    Raises:
        AnchorError: if an anchor has no first or last words.
    """
    return [mismatch for anchor in anchors if (mismatch := _verify(text, anchor)) is not None]


def _verify(text: str, anchor: Anchor) -> Mismatch | None:
    passage, request = anchor.passage, anchor.request
    require_words(request)
    if passage.end > len(text):
        problem = f"The file ends at {len(text)}, before the recorded end {passage.end}."
    elif hash_text(words := passage.read(text)) != anchor.text_hash:
        problem = f"The words at {passage.start}–{passage.end} are not the recorded ones."
    elif hash_exactly(words) != anchor.exact_hash:
        problem = f"The words at {passage.start}–{passage.end} differ in spacing, punctuation or markup."
    elif passage not in _find(text, anchor):
        problem = (
            f"The passage does not begin with „{request.first_words}“ and end with „{request.last_words}“."
        )
    else:
        return None
    line = text.count("\n", 0, passage.start) + 1
    return Mismatch(request.iri, passage.start, line, problem, find_again(text, anchor))


def _find(text: str, anchor: Anchor) -> list[Passage]:
    """Return the recorded passage if its own words begin and end as the curator says."""
    flow = Flow(text, anchor.passage)
    return list(flow.find(anchor.request.first_words, anchor.request.last_words))


def find_again(text: str, anchor: Anchor) -> Passage | None:
    """Return where an anchor's text stands in another conversion of its document, if it does.

    The places that begin and end with its words are compared by text hash. Of several equal ones
    the curator's occurrence decides, which counts all those places; else the recorded one, which
    counts the equal ones.

    Args:
        text: the other conversion.
        anchor: recorded from the first one.
    """
    if not text:
        return None
    found = list(
        Flow(text, Passage.of(0, len(text))).find(anchor.request.first_words, anchor.request.last_words)
    )
    equal = [passage for passage in found if hash_text(passage.read(text)) == anchor.text_hash]
    if len(equal) == 1:
        return equal[0]
    curated = anchor.request.occurrence
    ranked, rank = (found, curated) if curated else (equal, anchor.occurrence or 1)
    return next((passage for passage in ranked[rank - 1 : rank] if passage in equal), None)
