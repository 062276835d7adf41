"""Anchors: the words of a document that prove a statement, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pso_graph.model.passage import Passage


@dataclass(frozen=True, slots=True)
class AnchorRequest:
    """What a curator says of an anchor: the words at its ends.

    Args:
        iri: IRI of the anchor.
        first_words: at most six words with which the passage begins, as they stand.
        last_words: at most six words with which it ends.
        within: keys of the passages to search first, in order (a unit's local id, or
            ``quotation/<id>``); if the words are in none of them, the whole document is searched.
        occurrence: which of several equal places is meant, from 1 in document order; None if
            the curator says nothing.
    """

    iri: str
    first_words: str
    last_words: str
    within: tuple[str, ...] = ()
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor as it was found in a file.

    Args:
        request: what the curator says of it.
        passage: where it stands, in code points of the file.
        exact_hash: SHA-256 of the spans' UTF-8, joined without separator, in lower-case hex.
        text_hash: the same of the normalised text (see ``evidence.normalisation``).
        occurrence: which of the places with the same text it is, from 1; None if there is one only.
    """

    request: AnchorRequest
    passage: Passage
    exact_hash: str
    text_hash: str
    occurrence: int | None
