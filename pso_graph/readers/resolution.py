"""The reader of resolutions of the Parlamentsforum Südliche Ostsee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.model import Document, Genre, Question, Unit
from pso_graph.readers.blocks import is_cut, passage_of, words_of
from pso_graph.readers.citations import find_citations
from pso_graph.readers.genre import refuse, require_marks
from pso_graph.readers.lines import read_lines
from pso_graph.readers.modes import find_mode
from pso_graph.readers.preamble import read_preamble
from pso_graph.readers.sections import Body, Draft, read_sections

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_resolution(text: str) -> Document:
    """Return a resolution's units: preamble, recipients, chapeau, sections, letters, numbers, paragraphs.

    Each unit is one span from its first to its last own word, also where a page break or a stray
    list dash runs through it. Numbers are recognised by sequence, not by indentation.

    Args:
        text: the decoded file, nothing removed.

    Raises:
        NotThisGenreError: if the text lacks a mark of the genre; the message names each.
    """
    require_marks(text, Genre.RESOLUTION)
    lines = read_lines(text)
    body = read_sections(text, lines)
    if body is None or not any(draft.type == "letter" for draft in body.drafts):
        raise refuse(Genre.RESOLUTION, ["a section 1. that is followed by an item a)"])
    drafts = read_preamble(text, lines[: body.first])
    drafts += [(draft, draft.parent) for draft in body.drafts]
    units = _make_units(text, drafts)
    citations = find_citations(text, {unit.id: unit.passage for unit in units})
    cut = [draft.id for draft, _ in drafts if is_cut(draft.lines)]
    return Document(
        Genre.RESOLUTION,
        units=units,
        citations=citations,
        questions=tuple(_ask(units, body, cut)),
    )


def _make_units(text: str, drafts: list[tuple[Draft, str | None]]) -> tuple[Unit, ...]:
    ids = {draft.id for draft, _ in drafts}
    modes = _find_modes(text, [draft for draft, _ in drafts])
    units = []
    for order, (draft, above) in enumerate(drafts, start=1):
        # A letter without words of its own gives no unit; its numbers then hang on the section.
        parent = above
        while parent and parent not in ids:
            parent = parent.rpartition(".")[0] or None
        units.append(
            Unit(
                draft.id, draft.type, order, passage_of(draft.lines), parent=parent, mode=modes.get(draft.id)
            )
        )
    return tuple(units)


def _find_modes(text: str, drafts: list[Draft]) -> dict[str, str]:
    """The mode of each section: from its head, else from its paragraphs."""
    modes: dict[str, str] = {}
    for draft in drafts:
        section = draft.id if draft.type == "section" else draft.parent
        if draft.type in ("section", "paragraph") and section and section not in modes:
            mode = find_mode(words_of(text, draft.lines))
            if mode:
                modes[section] = mode
    return modes


def _ask(units: tuple[Unit, ...], body: Body, cut: list[str]) -> Iterable[Question]:
    yield Question(
        None, "State title, official number, date, place, host, chair, signatories and the meeting."
    )
    yield Question(None, f"Write a gloss in German and English for each of the {len(units)} units.")
    yield Question(None, "State the topics, the actors and instruments named, and who is addressed.")
    if not any(unit.type == "chapeau" for unit in units):
        yield Question(None, "No chapeau was found: state who speaks in the sections.")
    if not any(unit.type == "recipient" for unit in units):
        yield Question(None, "No list of recipients was found: state who is addressed.")
    for unit in units:
        if unit.type == "section" and unit.mode is None:
            yield Question(unit.id, "No known operative verb was found: state the section's mode.")
    found = (
        (cut, "Check the ends of the units that a page break or an empty line cuts"),
        (body.holes, "Numbers are missing in the sequence after these units"),
        (body.strays, "A number stands out of sequence in these units: check whether it begins another"),
    )
    for ids, words in found:
        if ids:
            yield Question(None, f"{words}: {', '.join(dict.fromkeys(ids))}.")
    if body.closing:
        yield Question(None, "An unnumbered paragraph follows the last section: state what it is.")
