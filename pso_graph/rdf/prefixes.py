"""The prefixes that the project's files use, from the one file that declares them."""

from __future__ import annotations

import re
from functools import cache

from pso_graph.core.resources import find_resource_root, read_text

_PREFIX = re.compile(r"^@prefix\s+([\w-]*):\s+<([^>]+)>\s*\.", re.MULTILINE)


@cache
def read_prefixes() -> dict[str, str]:
    """Return the namespace of each prefix, from ``ontology/prefixes.ttl``."""
    text = read_text(find_resource_root() / "ontology" / "prefixes.ttl")
    return dict(_PREFIX.findall(text))
