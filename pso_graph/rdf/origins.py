"""Where the terms of a result come from: from matching data, or from the query itself.

The text is read once as tokens, and what they leave in doubt counts as the query's own. It has
been parsed before, so it is well-formed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

QUERY_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\x00-\x20]*>'
    r"|[?$][\w\u00B7\u0300-\u036F]+"
    r"|@[\w\-]+"
    r"|(?:[^\W\d_][\w.\-]*)?:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*"
    r"|[^\W\d_]\w*|\d+|\^\^|\{\||\|\}|#[^\n\r]*|\s+|.",
    re.DOTALL,
)
"""Matches each token of a query that parses: white space and comments too, so that nothing is left out."""

_SURE_IRI = re.compile(r"<[A-Za-z][\w+.\-]*://|<[^?$'()#]*>")
_WORD = re.compile(r"[^\W\d_]\w*$")
_VALUE = re.compile(r"\d|\^\^|TRUE|FALSE", re.IGNORECASE)
_PATH_START = re.compile(r"<.|[^?$\"']*:|a$|\)$")


@dataclass(frozen=True, slots=True)
class Origins:
    """Which terms of a result can only come from matching data.

    Args:
        made: names of variables that the query or its caller may give a value.
        mixed: whether any term of the result may be the query's own.
    """

    made: frozenset[str]
    mixed: bool

    def is_from_data(self, name: str) -> bool:
        """Return whether a variable can only be bound by matching data."""
        return not self.mixed and name not in self.made


def trace_origins(text: str, given: Collection[str] = ()) -> Origins:
    """Return where the terms of a query's result come from.

    A variable is made if it follows AS or stands in a VALUES block, in any scope. All is mixed
    where values of the query may reach other variables or triples: by a path of length zero, from
    a CONSTRUCT template, from another endpoint.

    Args:
        text: of a query that parses.
        given: names of variables that the caller gives terms.
    """
    tokens = [
        token for token in QUERY_TOKEN.findall(text) if not token.startswith("#") and not token.isspace()
    ]
    made = frozenset(given) | _find_made(tokens)
    mixed = any(map(_is_doubtful, tokens)) or _mixes_paths(tokens, made) or _mixes_template(tokens, made)
    return Origins(made, mixed)


def _find_made(tokens: Sequence[str]) -> frozenset[str]:
    """Return the variables after AS and VALUES; both may be glued to what is before them (``1AS?x``)."""
    made = set()
    in_values = False
    for before, token in pairwise(tokens):
        word = before.upper() if _WORD.match(before) else ""
        in_values = word.endswith("VALUES") or (in_values and before != "{")
        if token[0] in "?$" and (in_values or word.endswith("AS")):
            made.add(token[1:])
    return frozenset(made)


def _is_doubtful(token: str) -> bool:
    """Return whether an IRI may be two comparisons (``?x<?a&&?b>?y``), or another endpoint is asked."""
    if len(token) > 1 and token[0] == "<":
        return not _SURE_IRI.match(token)
    return "SERVICE" in token.upper() and _WORD.match(token) is not None


def _mixes_paths(tokens: Sequence[str], made: Collection[str]) -> bool:
    """Return whether a path of length zero may carry a value of the query to another variable."""
    optional = any(token in {"*", "?"} and _PATH_START.match(before) for before, token in pairwise(tokens))
    return optional and (bool(made) or _has_own(_cut_group(tokens)))


def _mixes_template(tokens: Sequence[str], made: Collection[str]) -> bool:
    """Return whether a CONSTRUCT template holds values of the query."""
    form = next((at for at, token in enumerate(tokens) if token.upper() == "CONSTRUCT"), None)
    if form is None:
        return False
    opening = tokens.index("{", form)
    template = tokens[opening : tokens.index("}", opening)]
    return _has_own(template) or any(token[0] in "?$" and token[1:] in made for token in template)


def _cut_group(tokens: Sequence[str]) -> Sequence[str]:
    """Return what stands between the first brace and the last: no LIMIT, no ORDER BY."""
    last = len(tokens) - tokens[::-1].index("}") if "}" in tokens else 0
    return tokens[tokens.index("{") : last] if last else ()


def _has_own(tokens: Sequence[str]) -> bool:
    """Return whether a number, a boolean or another typed literal is written here."""
    return any(_VALUE.match(token) for token in tokens)
