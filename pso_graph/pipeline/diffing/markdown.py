"""A comparison as Markdown for the comment of a pull request: bounded, and with nothing of the data alive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.pipeline.diffing.steps import REASONS
from pso_graph.pipeline.diffing.wording import (
    WORDS,
    choose_label,
    clean,
    count_things,
    list_notable,
    list_places,
    write_name,
    write_property,
    write_values,
)

if TYPE_CHECKING:
    from pso_graph.pipeline.diffing.comparing import Comparison
    from pso_graph.pipeline.diffing.steps import Verdict
    from pso_graph.pipeline.diffing.things import PropertyChange, ThingChange

LENGTH = 60_000
"""Characters that the text may have: a comment on GitHub has at most 65,536."""

_LONGEST = 300
_KINDS = ("changed", "added", "removed")


def write_markdown(comparison: Comparison, language: str, *, length: int = LENGTH) -> str:
    """Return a comparison as GitHub Flavored Markdown; what does not fit is counted.

    All that comes from data stands in code spans, where neither Markdown nor HTML, mentions nor links work.

    Args:
        comparison: what has changed.
        language: ``de`` or ``en``, for labels and words.
        length: characters that the text may have, at least 1,000.
    """
    words = WORDS[language]
    page = _Page(length - 500)  # what is left out, and the ends of sections, need room too
    page.add(f"### {_code(comparison.old)} → {_code(comparison.new)}\n\n")
    if not comparison.difference:
        page.add(f"{words['nothing']}\n")
        return page.text
    step = comparison.step.name.lower() if comparison.step else ""
    page.add(f"**{words['step']}: {step}**\n\n{count_things(comparison, language)}\n")
    if notable := list_notable(comparison):
        page.add(f"\n| | {words['term']} | {words['change']} |\n|---|---|---|\n")
        for verdict in notable:
            page.add(_write_row(verdict, language))
    for kind in _KINDS:
        changes = [change for change in comparison.things if change.kind == kind]
        if changes and page.add(f"\n<details><summary>{words[kind]}: {len(changes)}</summary>\n\n"):
            for change in changes:
                page.add(_write_thing(change, language))
            page.close("\n</details>\n")
    if page.left_out:
        page.close(f"\n{words['left out']}: {page.left_out}.\n")
    return page.text


class _Page:
    """A text that grows piece by piece up to a length.

    Args:
        length: characters that it may have.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self.text = ""
        self.left_out = 0

    def add(self, piece: str) -> bool:
        """Add a piece and return true, or count it as left out if it does not fit."""
        fits = len(self.text) + len(piece) <= self._length
        self.text += piece if fits else ""
        self.left_out += not fits
        return fits

    def close(self, piece: str) -> None:
        """Add what must not be missing."""
        self.text += piece


def _write_row(verdict: Verdict, language: str) -> str:
    """Return a row of a table; neither IRIs nor labels of blank nodes have the bar that ends a cell."""
    predicate = f"{_code(write_name(verdict.predicate))}: " if verdict.predicate else ""
    reason = REASONS[verdict.reason][language]
    return f"| {verdict.step.name.lower()} | {_code(write_name(verdict.thing))} | {predicate}{reason} |\n"


def _write_thing(change: ThingChange, language: str) -> str:
    label = choose_label(change.labels, language)
    types = " ".join(_code(write_name(type_)) for type_ in change.types)
    head = " · ".join(
        part for part in (_code(write_name(change.thing)), label and _code(label), types) if part
    )
    places = list_places(change)
    lines = [
        line
        for part in change.properties
        for line in _write_property(part, places.get(part.graph, ""), language)
    ]
    return "\n".join([f"- {head}", *lines]) + "\n"


def _write_property(part: PropertyChange, place: str, language: str) -> list[str]:
    name = _code(write_property(part))
    where = f" ({WORDS[language]['in']} {_code(place)})" if place else ""
    removed, added = ([_code(value) for value in values] for values in write_values(part))
    if len(removed) == len(added) == 1:
        return [f"  - {name}: {removed[0]} → {added[0]}{where}"]
    return [
        f"  - {sign} {name}: {value}{where}"
        for sign, values in (("−", removed), ("+", added))
        for value in values
    ]


def _code(text: str) -> str:
    """Return a text as a code span (CommonMark 0.31.2, section 6.1); a long one is cut."""
    shown = clean(text)
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + " …"
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    pad = " " if "`" in shown or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
