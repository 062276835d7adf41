"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import shorten_iri

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place in the data that a rule does not like.

    Args:
        rule: stable id of the rule, such as ``PSO-S012``, or the shape's IRI where it has none, or the
            component's where the shape has none either.
        severity: ``violation``, ``warning`` or ``info``.
        focus: IRI of the thing concerned; if it is a literal, that in N-Triples form.
        path: IRI of the property concerned, or empty, as for a path of several steps.
        value: the value concerned in N-Triples form, or empty.
        shape: IRI of the shape.
        component: IRI of the constraint component that does not hold (SHACL, sh:sourceConstraintComponent).
        graph: IRI of the graph in which the thing is described, or empty.
        messages: what is wrong and what to do, by language.
    """

    rule: str
    severity: str
    focus: str
    path: str
    value: str
    shape: str
    component: str
    graph: str
    messages: Mapping[str, str]

    def describe(self, language: str = "en") -> str:
        """Return the finding as one line.

        Args:
            language: ``de`` or ``en``.
        """
        message = self.messages.get(language) or next(iter(self.messages.values()), "does not conform")
        value = f" (value: {self.value})" if self.value else ""
        return f"{shorten_iri(self.focus)}: {self.rule} {self.severity}: {' '.join(message.split())}{value}"
