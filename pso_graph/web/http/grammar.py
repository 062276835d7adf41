"""The small grammar that header fields share (RFC 9110, section 5.6)."""

from __future__ import annotations

import re

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - RFC 9110's name for it, no secret
"""Pattern of a name, section 5.6.2."""

QUOTED = r'"(?:[^"\\]|\\.)*+"'
"""Pattern of a quoted string, section 5.6.4."""

PARAMETER = rf"\s*+;\s*+(?:({TOKEN})\s*+=\s*+({TOKEN}|{QUOTED}))?"
"""Pattern of a parameter after its semicolon, section 5.6.6; both groups are empty where there is none."""

_PARAMETER = re.compile(PARAMETER)


def read_parameters(written: str) -> list[tuple[str, str]]:
    """Return names and values of parameters in lower case; none of ours knows a case.

    Args:
        written: what stands after the value that they belong to, well-formed.
    """
    found = _PARAMETER.findall(written)
    return [(name.lower(), _unquote(value).lower()) for name, value in found if name]


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
