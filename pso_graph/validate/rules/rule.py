"""One rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that a check can name.

    Args:
        id: stable for ever, such as ``PSO-S012``.
        severity: ``violation``, ``warning`` or ``info``.
        title: a few words, by language.
        message: what is wrong and what to do, by language; ``{…}`` stands for a value of the finding.
        reason: why the rule is there, by language.
        bad: an example that breaks it; prefixes of the project, and ``ex:``, are left out.
        good: the same, mended; empty if the rule forbids the thing altogether.
        syntax: of the examples: ``turtle``, ``trig``, ``ntriples`` or ``sparql``.
        source: where the rule is written, relative to the project's folder.
    """

    id: str
    severity: str
    title: Mapping[str, str]
    message: Mapping[str, str]
    reason: Mapping[str, str]
    bad: str
    good: str
    syntax: str = "turtle"
    source: str
