"""Reading the tokens of an update once: for what may not be asked, and to give it the dataset of its request.

See ``pso_graph.query.scan``, which does it for queries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import ParameterError
from pso_graph.query.scan import Refusal, Scan, find_tokens, refuse
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_LOAD = "LOAD"
_KEYWORDS = {
    *("BASE", "PREFIX", "VERSION", "INSERT", "DELETE", "DATA", "WHERE"),
    *("CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "TO"),
    *("SILENT", "GRAPH", "DEFAULT", "NAMED", "ALL"),
}
_DATASET = ("USING", "WITH")


class UpdateScan(Scan):
    """One reading of an update's tokens.

    What stands in INSERT DATA and DELETE DATA is not counted: it may be long, and costs only its length.

    Args:
        text: the update.
    """

    forbidden = (*Scan.forbidden, _LOAD)

    def __init__(self, text: str) -> None:
        super().__init__(text, lambda _: True)
        self._in_query = True  # words that change data are what is expected here
        self._is_data_next = False
        self._in_data = False

    def _read_word(self, match: re.Match[str]) -> None:
        word = match.group().upper()
        if word.startswith(_LOAD):
            raise refuse(match, "LOAD is switched off.", "Send the graph itself: POST it to /store.")
        self._is_data_next = word.endswith("DATA")
        super()._read_word(match)

    def _open(self, match: re.Match[str]) -> None:
        self._in_data |= self._is_data_next and not self._depth
        super()._open(match)

    def _close(self, match: re.Match[str]) -> None:
        super()._close(match)
        self._in_data &= self._depth > 0

    def _count(self, match: re.Match[str], name: str, most: int, what: str) -> None:
        if not self._in_data:
            super()._count(match, name, most, what)

    def _check_name(self, match: re.Match[str]) -> None:
        super()._check_name(match)
        if not self._depth and self._expected != "PREFIX" and match.group().upper().startswith(_LOAD):
            raise refuse(match, "A prefix that begins with LOAD can be read as LOAD.", "Rename it.")


def scan_update(text: str) -> Refusal | None:
    """Return why an update may not run; None if nothing speaks against it.

    Args:
        text: the update.
    """
    return UpdateScan(text).find_refusal()


def restrict_update(text: str, graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return an update whose patterns see the dataset that its request names (SPARQL 1.1 Protocol, 2.2.3).

    Every operation with a pattern gets the USING clauses that say the same; what is written goes where it
    would have gone. The engine has no other way to be told.

    Args:
        text: the update.
        graphs: IRIs of ``using-graph-uri``.
        named_graphs: IRIs of ``using-named-graph-uri``.

    Raises:
        ParameterError: if the update names a dataset itself, as the protocol has it, or if it cannot be
            told where its keywords are.
    """
    if not graphs and not named_graphs:
        return text
    clauses = [f"USING {_write_iri(graph)}" for graph in graphs]
    clauses += [f"USING NAMED {_write_iri(graph)}" for graph in named_graphs]
    return _Restriction(text, " ".join(clauses) + " ").write()


class _Restriction:
    """Puts clauses before each WHERE that is not part of a pattern.

    Args:
        text: of the update.
        clauses: to put there.
    """

    def __init__(self, text: str, clauses: str) -> None:
        self._text = text
        self._clauses = clauses
        self._written: list[str] = []
        self._copied = 0
        self._depth = 0
        self._last = ""  # of what stands outside braces
        self._short = -1  # where the WHERE of a DELETE WHERE begins, until its pattern ends
        self._opened = 0

    def write(self) -> str:
        for match in find_tokens(self._text):
            if match.lastgroup == "open":
                if not self._depth:
                    self._opened = match.start()
                self._depth += 1
            elif match.lastgroup == "close":
                self._depth -= 1
                if not self._depth:
                    self._end_block(match.end())
            elif not self._depth and match.lastgroup in {"word", "prefixed"}:
                self._read(match)
        return "".join(self._written) + self._text[self._copied :]

    def _read(self, match: re.Match[str]) -> None:
        word = match.group().upper()
        is_name = match.lastgroup == "prefixed" and self._last != "PREFIX"
        if word.startswith(_DATASET) and (is_name or word in _DATASET):
            raise ParameterError(
                "The request and the update itself both name a dataset.",
                where="using-graph-uri, using-named-graph-uri",
                fix=f"Leave out the parameters, or what begins with {word}.",
            )
        if match.lastgroup == "word" and word not in _KEYWORDS:
            raise ParameterError(
                f"It cannot be told where {match.group()!r} ends, and so which dataset is meant.",
                where="using-graph-uri, using-named-graph-uri",
                fix="Write a space after each keyword of the update.",
            )
        if word == "WHERE" and self._last == "DELETE":
            self._short = match.start()
        elif word == "WHERE":
            self._put(match.start(), self._clauses)
        self._last = word

    def _end_block(self, end: int) -> None:
        if self._short >= 0:  # DELETE WHERE {…} is DELETE {…} WHERE {…}, which can have clauses
            self._put(self._short, f"{self._text[self._opened : end]} {self._clauses}")
            self._short = -1
        self._last = "}"

    def _put(self, place: int, added: str) -> None:
        self._written += [self._text[self._copied : place], added]
        self._copied = place


def _write_iri(iri: str) -> str:
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise ParameterError(
            f"{iri!r} is no IRI.", where="using-graph-uri, using-named-graph-uri", fix="Write a whole IRI."
        ) from error
