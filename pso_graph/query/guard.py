r"""Refusing, before anything runs, what a read-only endpoint never does.

A refusal costs no more than the length of the text: nothing is parsed into a tree. The engine's parser
has the last word, inside a worker.
"""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from pso_graph.core.errors import Limit, Position, RefusedQueryError
from pso_graph.query.scan import (
    MAX_BRANCHES,
    MAX_CLAUSES,
    MAX_DEPTH,
    MAX_OPERATORS,
    MAX_ROWS,
    Refusal,
    is_plain,
    scan_query,
)
from pso_graph.query.updates import scan_update

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 100_000
"""Length of a query that is let through, in code points."""

LIMITS = {
    "query_length": MAX_LENGTH,
    "query_depth": MAX_DEPTH,
    "query_branches": MAX_BRANCHES,
    "query_clauses": MAX_CLAUSES,
    "query_operators": MAX_OPERATORS,
    "query_rows": MAX_ROWS,
}
"""Every limit on the text of a query by the name that a refusal gives it."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REMEMBERED = 4096


def check_query(text: str, is_known_graph: Callable[[str], bool]) -> None:
    r"""Let a query pass, or say why it may not run.

    A text with code point escapes is read twice, decoded and as it stands (SPARQL 1.1, section
    19.2): whichever way an engine reads ``"\u005C"``, nothing hides in it. What has been decided of a
    text is remembered by its hash.

    Args:
        text: the query.
        is_known_graph: whether an IRI names a graph of the store, for FROM; hashable.

    Raises:
        RefusedQueryError: for SERVICE, updates, FROM outside the store's graphs, or a text that is
            too long, too deep or has too many parts; with line and column.
    """
    if len(text) > MAX_LENGTH:
        raise RefusedQueryError(
            f"The query has {len(text)} characters; {MAX_LENGTH} are allowed.",
            fix="Shorten it.",
            limit=Limit("query_length", MAX_LENGTH),
        )
    if not is_plain(text):
        _raise_refusal(text, _decisions.decide(text, is_known_graph))


def check_update(text: str) -> None:
    """Let an update pass, or say why it may not run; see ``check_query``.

    It may be as long as the body of a request: ten megabytes take some seconds.

    Args:
        text: the update.

    Raises:
        RefusedQueryError: for SERVICE, LOAD, or a text that is too deep or has too many parts; with line
            and column.
    """
    _raise_refusal(text, _decide(text, scan_update, scan_update))


def _raise_refusal(text: str, refusal: Refusal | None) -> None:
    if refusal is not None:
        raise RefusedQueryError(
            refusal.problem,
            fix=refusal.fix,
            position=_find_position(text, refusal.start),
            limit=Limit(refusal.limit, LIMITS[refusal.limit]) if refusal.limit else None,
        )


class _Decisions:
    """What has been decided of texts; those not asked about for longest are forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[bytes, Callable[[str], bool]], Refusal | None] = OrderedDict()
        self._lock = Lock()

    def decide(self, text: str, is_known_graph: Callable[[str], bool]) -> Refusal | None:
        key = (sha256(text.encode("utf-8", "surrogatepass")).digest(), is_known_graph)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        # Names of graphs count decoded.
        refusal = _decide(
            text,
            lambda written: scan_query(written, _know_all),
            lambda read: scan_query(read, is_known_graph),
        )
        with self._lock:
            self._known[key] = refusal
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return refusal


_decisions = _Decisions()


def _know_all(_: str) -> bool:
    return True


def _decide(
    text: str, scan_written: Callable[[str], Refusal | None], scan_decoded: Callable[[str], Refusal | None]
) -> Refusal | None:
    """Return the refusal of a text with the place in it as it stands, or None."""
    decoded = _ESCAPE.sub(_decode, text)
    refusal = scan_decoded(decoded)
    if refusal is not None:
        return refusal._replace(start=_undo_decoding(text, refusal.start))
    return None if decoded == text else scan_written(text)


def _decode(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates are no characters
        return escape.group()
    return chr(code)


def _undo_decoding(text: str, start: int) -> int:
    """Return where in a text the character stands that is at ``start`` once escapes are decoded."""
    for escape in _ESCAPE.finditer(text):
        if escape.start() >= start:
            break
        start += len(escape.group()) - len(_decode(escape))
    return start


def _find_position(text: str, start: int) -> Position:
    line = text.count("\n", 0, start) + 1
    return Position(line, start - text.rfind("\n", 0, start))
