"""Entity tags, and the answers that are kept for those who ask the same again (RFC 9110, 9111)."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.query.workers import GraphTask, QueryTask

if TYPE_CHECKING:
    from pso_graph.query.workers import Task

Fields = list[tuple[bytes, bytes]]

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b")
_LARGEST = 1 << 4  # an answer is kept if it takes at most this part of the room
_OVERHEAD = 1 << 10  # bytes that an entry takes beside its body


def make_tag(digest: str, task: Task) -> str | None:
    """Return the entity tag of the answer to a task, without running it; None if that is not to be kept.

    That of a graph begins with the name of the generation that it is from; see ``read_generations``.

    Args:
        digest: of the data.
        task: whose answer it is.
    """
    if not task.is_public or (isinstance(task, QueryTask) and _CHANGING.search(task.text.upper())):
        return None
    prefix = f"{digest.partition(' ')[0]}." if isinstance(task, GraphTask) else ""
    return (
        f'"{prefix}{hashlib.sha256(f"{digest} {task!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'
    )


def read_generations(condition: str) -> tuple[str, ...]:
    """Return the generations that an ``If-Match`` condition names by the entity tags of graphs.

    Weak tags never match (RFC 9110, section 13.1.1).

    Args:
        condition: value of the header.
    """
    tags = re.findall(r'(W/)?"([^"]*)"', condition)
    return tuple(tag.partition(".")[0] for weak, tag in tags if not weak)


def is_matched(tag: str, condition: str | None) -> bool:
    """Return whether an ``If-None-Match`` condition names an entity tag (RFC 9110, section 13.1.2).

    Args:
        tag: of the answer.
        condition: value of the header; None if it is absent.
    """
    if condition is None:
        return False
    return condition.strip() == "*" or (tag in condition and tag in re.findall(r'"[^"]*"', condition))


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer.

    Args:
        fields: of the header that describe it, as they are sent.
        body: its bytes, compressed if the fields say so.
    """

    fields: Fields
    body: bytes


class ResultCache:
    """Answers by entity tag; those that have not been asked for longest make room for others.

    Args:
        room: for bodies, in bytes; 0 keeps nothing.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self.hits = 0
        self.misses = 0

    def find(self, tag: str | None) -> Kept | None:
        """Return the answer with an entity tag, if it is kept.

        Args:
            tag: None finds nothing.
        """
        kept = self._kept.get(tag) if tag is not None else None
        if kept is None or tag is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(tag)
        return kept

    def keep(self, tag: str | None, kept: Kept) -> None:
        """Keep an answer, if it is small enough.

        Args:
            tag: of the answer; None keeps nothing.
            kept: the answer.
        """
        size = len(kept.body) + _OVERHEAD
        if tag is None or tag in self._kept or size > self._room // _LARGEST:
            return
        self._kept[tag] = kept
        self._size += size
        while self._size > self._room:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body) + _OVERHEAD
