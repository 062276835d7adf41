"""What is wrong where no token can be read, and where reading can go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.rdf.positions.patterns import BLOCK_START
from pso_graph.rdf.positions.problem_kinds import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"[^\r\n]*")
_CLOSED_IRI = re.compile(r"<([^<>\"\r\n]*)>")
_UNCLOSED_IRI = re.compile(r"<[^<>\"\s]*?(?=[;,.]?(?:[<>\"\s]|\Z))")
_NOT_IN_IRI = re.compile(r"[\x00-\x20\"{}|^`]|\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_TYPOGRAPHIC_STRING = re.compile(r"[„“”‚‘’«»][^\r\n„“”‚‘’«»]*[“”‘’«»]?(?:@[\w-]*)?")
_LANGUAGE = re.compile(r"@[\w-]*")
_DIRECTION = re.compile(r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*--(?:ltr|rtl)\b")
_BLANK = re.compile(r"_:?[^\s;,.<>\[\](){}\"']*")
_CARET = re.compile(r"\^[ \t]*[^\s;,.^\[\](){}\"']+")
_RDF_12_TERM = re.compile(r"<<(?:[^<>\r\n]|<[^<>\s]*>)*>>")
_RDF_12_MARK = re.compile(r"\{\|[^|]*\|\}|~[ \t]*[^\s;,.{]*|<<|>>|\{\||\|\}")
_FRAGMENT = re.compile(r"=>|[^\s;,\[\](){}<>\"'#]*")


class Damage(NamedTuple):
    """Something that is no token.

    Args:
        kind: what is wrong.
        start: offset of what is wrong.
        end: offset after it.
        resume: offset at which reading goes on.
        values: what the problem's sentences need.
        stands_for_term: whether a term was meant, so that a parser finds one where it expects one.
    """

    kind: ProblemKind
    start: int
    end: int
    resume: int
    values: Mapping[str, str]
    stands_for_term: bool = False


def examine_damage(text: str, at: int, end: int) -> Damage:
    """Return what is wrong where no token can be read.

    Args:
        text: the whole text.
        at: offset of the first character that belongs to no token.
        end: offset at which the stretch to read ends.
    """
    term = _RDF_12_TERM.match(text, at, end)
    rdf_12 = term or _RDF_12_MARK.match(text, at, end)
    if rdf_12:
        mark = rdf_12.group()[:2].strip()
        stop = rdf_12.end()
        return Damage(ProblemKind.RDF_12, at, at + len(mark), stop, {"text": mark}, term is not None)
    return _EXAMINERS.get(text[at], _examine_character)(text, at, end)


def find_line_end(text: str, at: int, end: int) -> int:
    """Return where the line ends on which an offset is, before the punctuation that closes it.

    Args:
        text: the whole text.
        at: the offset.
        end: offset at which the stretch to read ends.
    """
    line = text[at : _match_end(_LINE, text, at, end)].rstrip()
    return at + len(line.removesuffix(line[-1] if line and line[-1] in ";,." else "").rstrip())


def _match_end(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    match = pattern.match(text, at, end)
    return match.end() if match else at


def _examine_string(text: str, at: int, end: int) -> Damage:
    quote = text[at] * 3
    if text.startswith(quote, at, end):
        match = BLOCK_START.search(text, at + 3, end)
        stop = match.start() if match else end
        return Damage(ProblemKind.LONG_STRING_NOT_CLOSED, at, at + 3, stop, {"quote": quote}, True)
    stop = max(find_line_end(text, at, end), at + 1)
    return Damage(ProblemKind.STRING_NOT_CLOSED, at, stop, stop, {"quote": text[at]}, True)


def _examine_iri(text: str, at: int, end: int) -> Damage:
    closed = _CLOSED_IRI.match(text, at, end)
    wrong = _NOT_IN_IRI.search(text, at + 1, closed.end() - 1) if closed else None
    if closed and wrong:
        stop = closed.end()
        if wrong.group() == "\\":
            return Damage(ProblemKind.BAD_ESCAPE, wrong.start(), wrong.end(), stop, {"text": "\\"}, True)
        values = {"character": _name_character(wrong.group())}
        return Damage(ProblemKind.IRI_CHARACTER, wrong.start(), wrong.end(), stop, values, True)
    stop = max(_match_end(_UNCLOSED_IRI, text, at, end), at + 1)
    return Damage(ProblemKind.IRI_NOT_CLOSED, at, stop, stop, {}, True)


def _examine_language(text: str, at: int, end: int) -> Damage:
    direction = _DIRECTION.match(text, at, end)
    if direction:
        stop = direction.end()
        return Damage(ProblemKind.RDF_12, at, stop, stop, {"text": direction.group()})
    stop = _match_end(_LANGUAGE, text, at, end)
    return Damage(ProblemKind.BAD_LANGUAGE, at, stop, stop, {"text": text[at:stop]})


def _examine_quote(text: str, at: int, end: int) -> Damage:
    stop = _match_end(_TYPOGRAPHIC_STRING, text, at, end)
    return Damage(ProblemKind.TYPOGRAPHIC_QUOTE, at, at + 1, stop, {"quote": text[at]}, True)


def _examine_label(text: str, at: int, end: int) -> Damage:
    stop = _match_end(_BLANK, text, at, end)
    return Damage(ProblemKind.BAD_LABEL, at, stop, stop, {"text": text[at:stop]}, True)


def _examine_caret(text: str, at: int, end: int) -> Damage:
    stop = max(_match_end(_CARET, text, at, end), at + 1)
    return Damage(ProblemKind.BAD_DATATYPE, at, at + 1, stop, {})


def _examine_character(text: str, at: int, end: int) -> Damage:
    """Whatever else cannot be read; glued to a name it is most likely meant to be part of it."""
    first = text[at]
    stop = max(_match_end(_FRAGMENT, text, at, end), at + 1)
    if text[stop - 1] == "." and stop - at > 1:
        stop -= 1  # the dot closes the statement
    glued = at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_-:/")
    if glued and first in "%\\":
        return Damage(ProblemKind.BAD_ESCAPE, at, at + 1, stop, {"text": first})
    if glued and first in "/?=&!$*+":
        return Damage(ProblemKind.NAME_CHARACTER, at, at + 1, stop, {"character": first})
    values = {"character": _name_character(first)}
    return Damage(ProblemKind.UNREADABLE, at, at + 1, stop, values, not glued)


def _name_character(character: str) -> str:
    """Return a character for a sentence: as it is, or by its code point if it cannot be seen."""
    return character if character.isprintable() and character != " " else f"U+{ord(character):04X}"


_EXAMINERS = {
    '"': _examine_string,
    "'": _examine_string,
    "<": _examine_iri,
    "@": _examine_language,
    "_": _examine_label,
    "^": _examine_caret,
    **dict.fromkeys("„“”‚‘’«»", _examine_quote),
}
