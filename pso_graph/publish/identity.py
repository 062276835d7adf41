"""Which things are shown on the page of another, told by their addresses alone.

Evidence, its segments, citations, reports, memberships and the like have no pages of their own: each is a
part of the thing that its address begins with, and its page is that thing's, at a place of its own in it.
"""

from __future__ import annotations

PARTS = frozenset(("evidence", "segment", "citation", "report", "membership", "participation"))
"""Steps of an address with which a part begins."""

_FILE = "file"
_NAMED = 2  # steps of an address that name a thing before its parts can begin: document/pso-19-2023


def find_owner(path: str) -> tuple[str, str]:
    """Return the address of the thing that a part belongs to, and the place of the part on its page.

    A part of a part has the place of the first: the evidence of a citation is where the citation is.

    Args:
        path: address of a thing below ``id/``.

    Returns:
        The address as it is and an empty place if it is of no part.
    """
    steps = path.split("/")
    if steps[0] == _FILE and len(steps) > _NAMED:
        return f"document/{steps[1]}", path
    marks = [index for index, step in enumerate(steps) if index >= _NAMED and step in PARTS]
    if not marks:
        return path, ""
    first, end = marks[0], (*marks[1:], len(steps))[0]
    return "/".join(steps[:first]), "/".join(steps[first:end])
