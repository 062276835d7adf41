"""The terminals of Turtle, TriG, N-Triples and N-Quads as regular expressions.

They follow the EBNF of Turtle 1.1 section 6.5, whose names stand beside them; TriG section 4.4 has the
same terminals, N-Triples and N-Quads have some of them. Strings are read with any escape here, so that
a wrong one is reported at its own place. Possessive quantifiers keep all of them linear in time.
"""

from __future__ import annotations

import re

_BASE = (  # PN_CHARS_BASE
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_CHARS = _BASE + r"_0-9\-\u00B7\u0300-\u036F\u203F-\u2040"  # PN_CHARS
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PN_PREFIX = rf"[{_BASE}](?:[{_CHARS}]++|\.++(?=[{_CHARS}]))*+"
_PN_LOCAL = rf"(?:[{_BASE}_:0-9]|{_PLX})(?:[{_CHARS}:]++|{_PLX}|\.++(?=[{_CHARS}:]|{_PLX}))*+"
_EXPONENT = r"[eE][+-]?[0-9]++"

_TERMINALS = {
    "name": rf"(?:{_PN_PREFIX})?+:(?:{_PN_LOCAL})?+",  # PNAME_NS, PNAME_LN
    "iri": rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]++|{_UCHAR})*+>",  # IRIREF
    "long_string": (
        r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'  # STRING_LITERAL_LONG_QUOTE
        r"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''"  # STRING_LITERAL_LONG_SINGLE_QUOTE
    ),
    "string": (
        r'"(?!"")[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+"'  # STRING_LITERAL_QUOTE
        r"|'(?!'')[^'\\\r\n]*+(?:\\[^\r\n][^'\\\r\n]*+)*+'"  # STRING_LITERAL_SINGLE_QUOTE
    ),
    "double": rf"[+-]?(?:[0-9]++\.[0-9]*+|\.?[0-9]++){_EXPONENT}",  # DOUBLE
    "decimal": r"[+-]?[0-9]*\.[0-9]++",  # DECIMAL
    "integer": r"[+-]?[0-9]++",  # INTEGER
    "mark": r"\^\^|[.;,\[\]()]|\{(?!\|)|\}",
    "language": r"@[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+(?![\w-](?!:))",  # LANGTAG, @prefix, @base
    "blank": rf"_:[{_BASE}_0-9](?:[{_CHARS}]++|\.++(?=[{_CHARS}]))*+",  # BLANK_NODE_LABEL
    "word": rf"[{_BASE}][{_CHARS}]*+",  # a, true, false, PREFIX, BASE, GRAPH, and what has no meaning
    "end": r"\Z",
}

BLANK_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"  # WS and comments
TOKEN = re.compile(
    BLANK_SPACE + "(?:" + "|".join(f"(?P<{name}>{regex})" for name, regex in _TERMINALS.items()) + ")?+",
    re.DOTALL,
)
"""White space and comments, then one token in the group of its kind, or none where there is no token."""

BLOCK_START = re.compile(r"(?<=[\r\n])(?=[<\[(@}]|_:|[^\s\"'#.;,:]*+:|(?i:PREFIX|BASE|GRAPH)\s)")
"""The beginning of a line on which a statement may begin: what is not indented."""

# What ends a name or a number is blank space or the beginning of another token; a dot within them goes on.
_ENDS = r"\s<>\"'#.;,()\[\]{}^@"
_NAME_OR_NUMBER = rf"\.?+(?:[^{_ENDS}\\]|\\.)++(?:\.++(?=[^{_ENDS}])(?:[^{_ENDS}\\]|\\.)++)*+"
STATEMENT = re.compile(
    rf"(?:[\s;,()\[\]^]++|<[^>]*+>|{_TERMINALS['long_string']}|{_TERMINALS['string']}"
    rf"|#[^\r\n]*+|@[a-zA-Z0-9-]++|(?!\.[^0-9]){_NAME_OR_NUMBER})*+(?P<mark>[.{{}}]|\Z)",
    re.DOTALL,
)
"""Of a well-formed text all up to a statement's dot, a bracket of a graph or the end; fast, so coarse."""
