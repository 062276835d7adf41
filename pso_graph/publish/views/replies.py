"""How a response comes out, in a word, a sign and a colour: what the column ``reply`` of queries says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOC

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pso_graph.publish.page import Visit

_STANCES = (
    ("accept", "+", "good"),
    ("partly", "±", "partly"),
    ("declined-or-different", "−", "no"),
    ("refers-to-federal-law", "§", "info"),
    ("informational", "i", "open"),
)
_TYPES = (
    ("substantive", "*", "open"),
    ("acknowledgement", "·", "open"),
    ("empty", "○", ""),
    ("omitted", "×", ""),
)
_WORDLESS = ("empty", "omitted", "none")
_NOTED = "acknowledgement"


@dataclass(frozen=True, slots=True)
class Reply:
    """A way in which a response comes out.

    Args:
        key: notation of a stance, or of a type of response where nothing is said in substance; ``none``.
        sign: that stands for it beside the colour.
        token: of its colour in the stylesheet; empty if nothing is said.
        concept: IRI of the stance or type; None for ``none``.
    """

    key: str
    sign: str
    token: str
    concept: str | None

    @property
    def is_worded(self) -> bool:
        """Whether anything is said, if only that the clause is noted."""
        return self.key not in _WORDLESS

    @property
    def is_substantive(self) -> bool:
        """Whether something is said in substance."""
        return self.is_worded and self.key != _NOTED

    def name(self, visit: Visit) -> str:
        """Return what it is called.

        Args:
            visit: that it is for.
        """
        return visit.names.label(self.concept) if self.concept else visit.say("replies.none")


REPLIES: Mapping[str, Reply] = {
    **{key: Reply(key, sign, token, PSOC[f"stance-{key}"].value) for key, sign, token in _STANCES},
    **{key: Reply(key, sign, token, PSOC[f"response-{key}"].value) for key, sign, token in _TYPES},
    "none": Reply("none", "–", "", None),
}
"""All ways by key, from agreement to nothing."""


def list_entries(visit: Visit, used: Collection[str]) -> list[tuple[str, str, str]]:
    """Return colour, sign and name of some ways, as a legend has them.

    Args:
        visit: that it is for.
        used: keys of the ways.
    """
    return [(reply.token, reply.sign, reply.name(visit)) for key, reply in REPLIES.items() if key in used]


def find_reply(key: str) -> Reply:
    """Return a way in which a response comes out; for a key that only other data uses, that of substance.

    Args:
        key: what the column ``reply`` says.
    """
    return REPLIES.get(key, REPLIES["substantive"])
