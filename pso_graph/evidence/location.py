"""Finding the passage that a curator's first and last words mean, or saying why it is not clear."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.core.errors import AnchorError
from pso_graph.evidence.flow import Flow, Flows, find_gaps
from pso_graph.evidence.normalisation import MARKUP, hash_exactly, hash_text
from pso_graph.model import Anchor, AnchorRequest, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 6
_WORDS = 6
_GAPS = re.compile(rf"(?:\s|{MARKUP})+")


class SourceText:
    """A document's text, ready for finding passages in it.

    Args:
        name: what to call the file in an error.
        text: the file, decoded as UTF-8.
        passages: passages that read on, by key (units by local id, quoted cells by
            ``quotation/<id>``); empty if the document has no reader.
    """

    def __init__(self, name: str, text: str, passages: Mapping[str, Passage]) -> None:
        self.name = name
        self.text = text
        self._flows = {key: Flow(text, passage) for key, passage in passages.items()}
        gaps = [Flow(text, gap) for gap in find_gaps(len(text), passages.values())]
        self._all = Flows(sorted([*self._flows.values(), *gaps], key=lambda flow: flow.passage.start))

    def locate(self, request: AnchorRequest) -> Anchor:
        """Return the anchor that a curator's words mean.

        The words are searched in the unit that the request names; if they are not there, in
        every unit and in what lies between; if they run over the end of a unit, in the whole file.

        Args:
            request: the words, and where to look first.

        Raises:
            AnchorError: if there are no words, or they are nowhere, or in several places; then with
                the candidates.
        """
        require_words(request)
        everywhere = self._find_everywhere(request)
        candidates = self._find_near(request) or everywhere
        if request.occurrence is not None:
            equal = everywhere if len(everywhere) >= request.occurrence else candidates
            if not 1 <= request.occurrence <= len(equal):
                raise self._refuse(request, equal, f"There is no occurrence {request.occurrence}.")
            return self._make(request, equal[request.occurrence - 1], everywhere)
        if len(candidates) != 1:
            problem = "These words are not in the document." if not candidates else ""
            problem = problem or f"These words stand in {len(candidates)} places."
            raise self._refuse(request, candidates, problem)
        return self._make(request, candidates[0], everywhere)

    def describe(self, iri: str, passage: Passage, within: str | None) -> Anchor:
        """Return the anchor of a passage that a reader found, with words that lead back to it.

        Args:
            iri: of the anchor.
            passage: in this file.
            within: key of the passage that holds it; None if none does.
        """
        runs = [run for span in passage.spans for run in _GAPS.split(self.text[span.start : span.end]) if run]
        words = " ".join(runs[:_WORDS]), " ".join(runs[-_WORDS:])
        request = AnchorRequest(iri, *words, within=(within,) if within else ())
        near = self._find_near(request)
        everywhere = self._find_everywhere(request)
        if near != [passage] and everywhere != [passage] and passage in everywhere:
            rank = everywhere.index(passage) + 1
            request = AnchorRequest(iri, *words, within=request.within, occurrence=rank)
        return self._make(request, passage, everywhere)

    def _find_near(self, request: AnchorRequest) -> list[Passage]:
        flows = (self._flows[key] for key in request.within if key in self._flows)
        found = (list(flow.find(request.first_words, request.last_words)) for flow in flows)
        return next((passages for passages in found if passages), [])

    def _find_everywhere(self, request: AnchorRequest) -> list[Passage]:
        words = request.first_words, request.last_words
        return list(self._all.find(*words)) or list(self._whole.find(*words))

    @cached_property
    def _whole(self) -> Flows:
        """The file as one passage; none if it is empty."""
        return Flows(Flow(self.text, gap) for gap in find_gaps(len(self.text), ()))

    def _make(self, request: AnchorRequest, passage: Passage, everywhere: list[Passage]) -> Anchor:
        words = passage.read(self.text)
        digest = hash_text(words)
        equal = [other for other in everywhere if hash_text(other.read(self.text)) == digest]
        rank = equal.index(passage) + 1 if len(equal) > 1 and passage in equal else None
        return Anchor(request, passage, hash_exactly(words), digest, rank)

    def _refuse(self, request: AnchorRequest, found: list[Passage], problem: str) -> AnchorError:
        places = [self._describe(number, passage) for number, passage in enumerate(found[:_SHOWN], start=1)]
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        listing = f" Candidates: {'; '.join(places)}{more}." if places else ""
        fix = "Write longer words, or psog:occurrence." if found else "Compare the words with the document."
        words = f"„{request.first_words}“ … „{request.last_words}“"
        return AnchorError(f"{problem} {words}{listing}", where=f"{request.iri} in {self.name}", fix=fix)

    def _describe(self, number: int, passage: Passage) -> str:
        line = self.text.count("\n", 0, passage.start) + 1
        return f"({number}) {passage.start}–{passage.end}, line {line}"


def require_words(request: AnchorRequest) -> None:
    """Return if a curator has said where an anchor begins and ends.

    Args:
        request: what the curator says of it.

    Raises:
        AnchorError: if its first or last words are missing.
    """
    for name, words in (("firstWords", request.first_words), ("lastWords", request.last_words)):
        if not words.split():
            raise AnchorError(
                f"This anchor has no psog:{name}.",
                where=request.iri,
                fix="Write at most six words, as they stand in the document.",
            )
