"""What to add where something is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.location.paths import write_path
from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.choosing import Case

_COUNTS = {"MinCount": "minCount", "QualifiedMinCount": "qualifiedMinCount"}


def advise(case: Case, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return what to add, by language; nothing if nothing is missing, or the message names it.

    Args:
        case: the finding.
        prefixes: of the file in which it is to be added.
    """
    path = write_path(case.path, prefixes) if case.path else ""
    if any(path in message for message in case.finding.messages.values()):
        return {}
    if case.component in _COUNTS and path:
        least = case.shape.count(_COUNTS[case.component])
        return {
            "de": f"Ergänzen Sie {path}, mindestens {least}-mal.",
            "en": f"Add {path}, at least {'once' if least == 1 else f'{least} values'}.",
        }
    required = case.shape.list_values("hasValue")
    if case.component == "HasValue" and path and required:
        value = _write(required[0], prefixes)
        return {"de": f"Schreiben Sie {path} {value}.", "en": f"Write {path} {value}."}
    return {}


def _write(term: Term, prefixes: Mapping[str, str]) -> str:
    return shorten(term.value, prefixes) if isinstance(term, NamedNode) else str(term)
