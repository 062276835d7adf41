"""What a check finds, and where it is to be mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import shorten_iri

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LEVELS = {"violation": "error", "warning": "warning", "info": "info"}
"""What compilers call each severity, the gravest first."""

_VALUE = {"de": "Wert", "en": "value"}


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Finding:
    """One place in the data that a rule does not like.

    Args:
        rule: stable id of the rule, such as ``PSO-S012``, or the shape's IRI where it has none, or the
            component's where the shape has none either.
        severity: ``violation``, ``warning`` or ``info``.
        focus: IRI of the thing concerned, ``_:`` and label of a blank node, or a literal in N-Triples
            form; empty if it concerns a file and no thing.
        path: IRI of the property concerned, or empty, as for a path of several steps.
        value: the value concerned in N-Triples form, or empty.
        shape: IRI of the shape, ``_:`` and label of a blank one, or empty if no shape says it.
        component: IRI of the constraint component that does not hold (SHACL, sh:sourceConstraintComponent).
        graph: IRI of the graph in which the thing is described, or empty.
        messages: what is wrong and what to do, by language.
    """

    rule: str
    severity: str
    focus: str = ""
    path: str = ""
    value: str = ""
    shape: str = ""
    component: str = ""
    graph: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)

    def describe(self, language: str = "en") -> str:
        """Return the finding as one line, without its place.

        Args:
            language: ``de`` or ``en``.
        """
        thing = f"{shorten_iri(self.focus)}: " if self.focus else ""
        value = f" ({_VALUE.get(language, 'value')}: {self.value})" if self.value else ""
        return f"{self.rule} {LEVELS[self.severity]}: {thing}{choose_text(self.messages, language)}{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPlace:
    """Another place that a finding has to do with: its shape, what it follows from, its document.

    Args:
        messages: what stands there, by language.
        path: the file; None if the place is in no file of this run, as in a source document.
        line: from 1; 0 if only the file is known.
        column: in code points from 1; 0 if only the file is known.
    """

    messages: Mapping[str, str]
    path: Path | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFinding:
    """A finding with the place where a person would mend it.

    Args:
        finding: what was found.
        path: the file to mend; None if no file is known.
        line: where the place begins, from 1; 0 if only the file is known.
        column: of its first character, in code points from 1; 0 if only the file is known.
        end_line: where it ends; 0 if that is not known.
        end_column: the column after its last character; 0 if that is not known.
        hint: what to add or change there, by language; empty if the message says it.
        note: what to know of the place, by language, such as that it is only the line of the node.
        related: other places that the finding has to do with.
    """

    finding: Finding
    path: Path | None = None
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    hint: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    related: tuple[RelatedPlace, ...] = ()


def choose_text(texts: Mapping[str, str], language: str) -> str:
    """Return a text on one line in a language, or in another if it does not have that one.

    Args:
        texts: by language.
        language: ``de`` or ``en``.
    """
    text = texts.get(language) or texts.get("en") or next(iter(texts.values()), "does not conform")
    return " ".join(text.split())


def reaches(severity: str, threshold: str) -> bool:
    """Return whether a severity is as grave as another, or graver.

    Args:
        severity: of a finding.
        threshold: ``violation``, ``warning`` or ``info``.
    """
    order = list(LEVELS)
    return order.index(severity) <= order.index(threshold)
