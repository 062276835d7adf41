"""Reading the tokens of a query once, for what may not be asked and for what would exhaust the engine.

Tokens are read outside strings, IRIs and comments. The engine's grammar needs no space between a keyword
and what follows (``SERVICESILENT<…>``, ``trueSERVICE:x``), so a forbidden word is refused wherever it
could begin, also inside a longer word or a prefix. Local names may hold it (``dcat:DataService``): they
end where the engine ends them.

Brackets, operators and clauses are counted since the engine works on a tree with recursion: some
thousands of levels end its process, however they come about.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from pso_graph.rdf.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_DEPTH = 200
"""How deep brackets may nest."""

MAX_BRANCHES = 200
"""How many UNION a query may have."""

MAX_CLAUSES = 500
"""How many OPTIONAL, MINUS, FILTER, EXISTS, BIND, AS, GRAPH, VALUES and BASE, together, a query may have."""

MAX_OPERATORS = 1000
"""How many operators the expressions and property paths of a query may have."""

MAX_ROWS = 10_000
"""How many rows of VALUES a query may have."""

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_SERVICE = "SERVICE"
_SUSPECT = re.compile("|".join(sorted({*_UPDATES, _SERVICE, "FROM"})))
_SHORT = min(MAX_OPERATORS, 2 * MAX_CLAUSES, 5 * MAX_BRANCHES)  # AS has two letters, UNION five
_FORMS = {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}
_CLAUSES = ("OPTIONAL", "MINUS", "FILTER", "EXISTS", "BIND", "AS", "GRAPH", "VALUES", "BASE")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")  # after which no expression can go on
_OPENING = re.compile(r"['#]")  # what begins a string or a comment; IRIs have no double quotes
_BEFORE_IRIS = ("PREFIX-IRI", "BASE", "FROM")
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_NAME = r"[^\W\d_][\w.\-]*+"
# Possessive quantifiers, and names that are taken as a whole, keep the reading linear.
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+')"
    r'|<(?P<iri>[^<>"{}|^`\\\x00-\x20]*+)>'
    r"|#[^\n\r]*+"
    r"|[?$@]\w++"
    r"|(?P<blank>_:[\w.\-]*+)"
    rf"|(?P<prefixed>(?:{_NAME})?+:(?:[\w.:\-]|%[0-9A-Fa-f]{{2}}|\\.)*+)"
    rf"|(?P<run>{_NAME})"
    r"|\\."
    r"|(?P<number>(?<![0-9.])[0-9]++)"
    r"|(?P<open>[({\[])"
    r"|(?P<close>[)}\]])"
    r"|(?P<datatype>\^\^)"
    r"|(?P<operator>\|\||&&|[!|+\-*/^])"
    r"|\s++|.",
    re.DOTALL,
)
_PART = re.compile(r"(?P<word>[^\W\d_]\w*+)|(?P<operator>-)")


def find_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query or an update, without white space, comments and variables.

    The last group of each is its kind: ``string``, ``iri``, ``blank``, ``prefixed``, ``word``, ``number``,
    ``open``, ``close``, ``datatype`` or ``operator``.

    Args:
        text: to read.
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "run":  # no name, since no colon follows: words, with dots and signs between
            yield from _PART.finditer(text, match.start(), match.end())
        elif match.lastgroup is not None:
            yield match


def is_plain(text: str) -> bool:
    """Return whether a short text holds nothing that a scan could refuse, wherever its tokens begin and end.

    Most queries are such, and looking for words costs a tenth of reading tokens. The counts of a text of this
    length cannot meet their limits, but for the depth, which is no more than the number of opening brackets.

    Args:
        text: of a query.
    """
    return (
        len(text) <= _SHORT
        and sum(map(text.count, "({[")) <= MAX_DEPTH
        and "\\" not in text
        and _SUSPECT.search(text.upper()) is None
    )


class Refusal(NamedTuple):
    """Why a query may not run.

    Args:
        problem: what is wrong.
        fix: what to do about it.
        start: where it stands, in code points from the beginning.
        limit: name of the limit that is met; empty if none is.
    """

    problem: str
    fix: str
    start: int
    limit: str = ""


def scan_query(text: str, is_known_graph: Callable[[str], bool]) -> Refusal | None:
    """Return why a query may not run; None if nothing speaks against it.

    Args:
        text: the query.
        is_known_graph: whether an IRI names a graph of the store, for FROM.
    """
    return Scan(text, is_known_graph).find_refusal()


class _RefusedError(Exception):
    """Ends a scan."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem)
        self.refusal = refusal


class Scan:
    """One reading of the tokens of a query; of an update, where a subclass says what is different.

    Args:
        text: the query.
        is_known_graph: whether an IRI names a graph of the store.
    """

    forbidden: tuple[str, ...] = (_SERVICE,)
    """Words that begin what is never done."""

    def __init__(self, text: str, is_known_graph: Callable[[str], bool]) -> None:
        self._text = text
        self._is_known_graph = is_known_graph
        self._depth = 0
        self._counts: Counter[str] = Counter()
        self._rows = _Rows()
        self._expected = ""  # what an IRI that comes next would be: FROM's, or a prefix's
        self._prefix = ""
        self._prefixes: dict[str, str] = {}
        self._base = BASE
        self._in_query = False
        self._readers = {
            "word": self._read_word,
            "open": self._open,
            "close": self._close,
            "operator": self._read_operator,
            "blank": self._check_name,
            "prefixed": self._read_prefixed,
            "iri": self._read_iri,
        }

    def find_refusal(self) -> Refusal | None:
        """Return why the text may not run; None if nothing speaks against it."""
        try:
            self._run()
        except _RefusedError as error:
            return error.refusal
        return None

    def _run(self) -> None:
        """Read all tokens, or raise at the first that is refused."""
        for match in find_tokens(self._text):
            kind = match.lastgroup or ""
            if (self._rows.is_open or kind == "word") and self._rows.take(kind, match.group()):
                self._count(match, "query_rows", MAX_ROWS, "rows of VALUES")
            reader = self._readers.get(kind)
            if reader is not None:
                reader(match)

    def _open(self, match: re.Match[str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            problem = f"Brackets nest deeper than {MAX_DEPTH}."
            raise refuse(match, problem, "Flatten the query.", "query_depth")

    def _close(self, _: re.Match[str]) -> None:
        self._depth -= 1

    def _read_operator(self, match: re.Match[str]) -> None:
        if not self._rows.is_inside:  # there it is the sign of a number
            self._count(match, "query_operators", MAX_OPERATORS, "operators")

    def _read_word(self, match: re.Match[str]) -> None:
        word = match.group().upper()
        self._in_query = self._in_query or word in _FORMS
        if _SERVICE in word:
            raise _refuse_service(match)
        if word in _UPDATES and not self._in_query:
            raise refuse(match, f"{word} changes data; this endpoint only reads.", "Edit data/ instead.")
        if word.startswith("UNION"):
            self._count(match, "query_branches", MAX_BRANCHES, "UNION")
        elif word.endswith(_CLAUSES):
            self._count(match, "query_clauses", MAX_CLAUSES, "clauses")
        if word in ("FROM", "FROMNAMED", "PREFIX", "BASE"):
            self._expected = word.removesuffix("NAMED")
        elif word != "NAMED":
            self._expected = ""

    def _count(self, match: re.Match[str], name: str, most: int, what: str) -> None:
        self._counts[name] += 1
        if self._counts[name] > most:
            raise refuse(match, f"The query has more than {most} {what}.", "Ask in parts.", name)

    def _check_name(self, match: re.Match[str]) -> None:
        """Refuse a prefix that holds a keyword, and a keyword after the dot that may end a name."""
        prefix, _, local = match.group().upper().partition(":")
        if _SERVICE in prefix or "." + _SERVICE in local:
            raise _refuse_service(match)
        if prefix.startswith("FROM") and self._expected != "PREFIX":
            raise refuse(match, "A prefix that begins with FROM can be read as FROM.", "Rename it.")

    def _read_prefixed(self, match: re.Match[str]) -> None:
        self._check_name(match)
        self._read_name(match)

    def _read_iri(self, match: re.Match[str]) -> None:
        """Read what looks like an IRI and may be a comparison: ``?x<?a&&?y='>'``.

        Only the engine's parser knows which. A comparison could open a string or a comment within it, and
        what follows would be read wrongly; so a forbidden word may then stand nowhere behind it.
        """
        iri = str(match["iri"])
        if not _ABSOLUTE.match(iri) and _OPENING.search(iri) and self._expected not in _BEFORE_IRIS:
            rest = self._text[match.start() :].upper()
            if any(word in rest for word in self.forbidden):
                problem = "This may be an IRI or a comparison, and a forbidden word stands behind it."
                raise refuse(match, problem, "Write the IRI as a whole, or a space after <.")
        self._read_name(match)

    def _read_name(self, match: re.Match[str]) -> None:
        iri = match["iri"]
        if self._expected == "PREFIX" and iri is None:
            self._prefix, self._expected = match.group(), "PREFIX-IRI"
            return
        if self._expected == "PREFIX-IRI" and iri is not None:
            self._prefixes[self._prefix] = urljoin(self._base, iri)
        elif self._expected == "BASE" and iri is not None:
            self._base = urljoin(self._base, iri)
        elif self._expected == "FROM":
            self._check_graph(match)
        self._expected = ""

    def _check_graph(self, match: re.Match[str]) -> None:
        graph = self._resolve(match)
        if not is_readable(graph, self._is_known_graph):
            problem = f"FROM names <{graph}>, which is no graph of this store."
            raise refuse(match, problem, "Name one of its graphs; nothing is fetched.")

    def _resolve(self, match: re.Match[str]) -> str:
        """Return the IRI that a token stands for (SPARQL 1.1, section 4.1.1)."""
        if match["iri"] is not None:
            return urljoin(self._base, str(match["iri"]))
        prefix, _, local = str(match.group()).partition(":")
        return self._prefixes.get(prefix + ":", "") + _LOCAL_ESCAPE.sub(r"\1", local)


def is_readable(graph: str, is_known_graph: Callable[[str], bool]) -> bool:
    """Return whether a request may name a graph: one of the store's, and never a file.

    Args:
        graph: its IRI.
        is_known_graph: whether an IRI names a graph of the store.
    """
    return is_known_graph(graph) and not graph.lower().startswith("file:")


class _Rows:
    """Tells where the rows of VALUES begin: at each bracket, or where there is one variable, each term."""

    def __init__(self) -> None:
        self._is_head = False  # between VALUES and its brace
        self._has_brackets = False
        self._is_typed = False  # after ^^, where an IRI belongs to the term before it
        self.is_inside = False

    @property
    def is_open(self) -> bool:
        """Whether VALUES has begun and not ended."""
        return self._is_head or self.is_inside

    def take(self, kind: str, written: str) -> bool:
        """Return whether a token begins a row.

        Args:
            kind: name of the token's group.
            written: the token.
        """
        if kind == "word" and written.upper().endswith("VALUES"):
            self._is_head, self._has_brackets = True, False
        elif self._is_head:
            self._has_brackets |= written == "("
            self.is_inside = written == "{"
            self._is_head = not self.is_inside
        elif self.is_inside:
            self.is_inside = written != "}"
            is_typed, self._is_typed = self._is_typed, kind == "datatype"
            if self._has_brackets:
                return written == "("
            return kind in _TERMS or (kind in _NAMES and not is_typed) or written.upper() in _WORDS
        return False


_TERMS = {"string", "number"}
_NAMES = {"iri", "prefixed"}
_WORDS = {"UNDEF", "TRUE", "FALSE"}


def refuse(match: re.Match[str], problem: str, fix: str, limit: str = "") -> Exception:
    """Return the exception that ends a scan.

    Args:
        match: the token that is refused.
        problem: see ``Refusal``.
        fix: likewise.
        limit: likewise.
    """
    return _RefusedError(Refusal(problem, fix, match.start(), limit))


def _refuse_service(match: re.Match[str]) -> Exception:
    return refuse(match, "SERVICE is switched off.", "Ask the other endpoint yourself.")
