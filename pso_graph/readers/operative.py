"""The operative statements in the sentences of a motion: where each stands and what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.readers.lines import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERBS = {
    "begrüßt": "welcomes",
    "würdigt": "welcomes",
    "stimmt": "agrees",
    "teilt": "agrees",
    "schließt": "agrees",
    "billigt": "agrees",
    "unterstützt": "supports",
    "bekräftigt": "supports",
    "spricht": "supports",
    "stellt": "finds",
    "erwartet": "expects",
    "dankt": "thanks",
    "fordert": "demands",
    "bittet": "demands",
    "ersucht": "demands",
    "beauftragt": "demands",
    "appelliert": "demands",
    "betont": "states",
    "erklärt": "states",
    "bekennt": "states",
    "erkennt": "states",
    "nimmt": "states",
    "verurteilt": "states",
}
_VERB = rf"(?:{'|'.join(_VERBS)})"
_OPERATIVE = re.compile(rf"\b{_VERB}\b")
_BEGINS_OPERATIVE = re.compile(rf"(?:(?:ferner|zudem|weiterhin|außerdem)\s{{1,3}})?{_VERB}\b")
_HOUSE = (
    r"(?:[Dd]er|[Dd]ie|[Dd]as)\s{1,3}(?:Landtag|Bürgerschaft|Abgeordnetenhaus|Bundestag|Parlament|Plenum)"
)
_HOUSE_ACTS = re.compile(
    rf"\b{_HOUSE}\s{{1,3}}(?:[\w-]{{1,40}}\s{{1,3}}){{0,3}}?{_VERB}\b|\b{_VERB}\s{{1,3}}(?:sich\s{{1,3}})?{_HOUSE}\b"
)
# Requests, up to the comma before what is requested; that lead belongs to no statement.
_REQUEST = re.compile(
    r"(?:\b(?:wird|werden)\s{1,3}(?:[\w-]{1,40}\s{1,3}){0,8}?(?:ersucht|gebeten|aufgefordert|beauftragt)\b"
    r"|\bfordert\b[^,.:;]{1,200}?\s{1,3}auf\b"
    r"|\b(?:bittet|ersucht|beauftragt)\b[^,.:;]{1,200}?)\s{0,3}(?:[,:]|$)"
)
_COORDINATED = re.compile(
    rf"(?:\s{{0,3}},)?\s{{1,3}}(?:und|sowie)\s{{1,3}}(?={_VERB}\b)|\s{{0,3}},\s{{1,3}}(?={_VERB}\b)"
)
_PREFIX = (
    "ab|an|auf|aus|bei|bereit|dar|durch|ein|entgegen|fest|fort|her|heraus|hervor|hin|los|mit|nach|nieder|sicher"
    "|statt|teil|um|unter|voran|vor|wahr|weg|weiter|wieder|zurück|zusammen"
)
_INFINITIVE = re.compile(rf"\b(?:zu\s{{1,3}}[a-zäöüß]{{2,40}}n|(?:{_PREFIX})zu[a-zäöüß]{{2,40}}n)\b")
_JOINT = re.compile(r"(?:\s{0,3},)?\s{1,3}(?:und|sowie)\s{1,3}|(?P<comma>\s{0,3},\s{1,3})")
# After a comma these begin a subordinate clause, not another request.
_SUBORDINATE = re.compile(
    r"(?:um|ohne|anstatt|statt|dass|damit|indem|wenn|sofern|soweit|sobald|wobei|ob|wie|welche[rsnm]?)\b"
)
_FINITE_END = re.compile(r"\b(?:ist|sind|sei|seien|hat|haben|war|waren|wird|werden)\s{0,3}(?:$|,)")
_REPORT = re.compile(
    r"\bzu\s{1,3}(?:berichten|unterrichten|informieren)\b|\bBericht\b.{0,80}\b(?:vorzulegen|zu\s{1,3}erstatten|zu\s{1,3}geben)\b",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[.!?][\"“”»«)]{0,2}\s+(?=[A-ZÄÖÜ„\"»(])")

# White space as Python knows it, stops and emphasis: what may follow a statement's last word.
_STOPS = " \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u2002\u2003\u2009\u202f\u3000.,;:!?*_"


@dataclass(frozen=True, slots=True)
class Statement:
    """An operative statement.

    Args:
        start: offset of its first code point in the file.
        end: offset after its last code point, without the closing stop.
        mode: value of the mode scheme; None if no verb tells it.
    """

    start: int
    end: int
    mode: str | None


@dataclass(frozen=True, slots=True)
class Operative:
    """What a paragraph or point says by itself, and what it leaves to the items below it.

    Args:
        statements: its own statements in order.
        lead: mode that the items below complete: ``request`` for one that the words of each item
            tell, a value of the mode scheme, or None if it leads to nothing.
    """

    statements: tuple[Statement, ...] = ()
    lead: str | None = None

    def __bool__(self) -> bool:
        return bool(self.statements or self.lead)


def request_mode(words: str) -> str:
    """Return the mode of what a government is asked: to report, or to do something."""
    return "requests-report" if _REPORT.search(words) else "requests-implementation"


def read_operative(text: str, start: int, end: int, *, point: bool, has_items: bool) -> Operative:
    """Return the operative statements in a range of a text.

    Sentences before the first in which the house acts are background. Later ones without a verb
    of the house are its own provisos, of mode ``takes-up``.

    Args:
        text: the whole text.
        start: offset of the range's first code point.
        end: offset after its last code point.
        point: whether the range is a numbered point, which may begin with its verb.
        has_items: whether bullets or points follow, which may complete its last sentence.
    """
    statements: list[Statement] = []
    lead = None
    acting = False
    for left, right in _sentences(text, start, end):
        words = text[left:right]
        acting = acting or bool(_HOUSE_ACTS.search(words) or _REQUEST.search(words))
        acting = acting or bool(point and _BEGINS_OPERATIVE.match(words))
        if not acting:
            continue
        open_end = has_items and right == end and not ends_sentence(words.rstrip(":"))
        pieces = list(_pieces(text, left, right))
        for piece_left, piece_right in pieces:
            is_last = (piece_left, piece_right) == pieces[-1]
            requested = _REQUEST.search(text, piece_left, piece_right)
            if open_end and is_last and (text[right - 1] in ",:" or requested):
                lead = _lead_mode(text, piece_left, piece_right)
            if lead is None and requested:
                statements += _requests(text, requested.end(), piece_right)
            elif lead is None:
                statements += _trimmed(text, piece_left, piece_right, _mode(text[piece_left:piece_right]))
    return Operative(tuple(statements), lead)


def _lead_mode(text: str, start: int, end: int) -> str | None:
    requested = _REQUEST.search(text, start, end)
    if requested:
        rest = text[requested.end() : end].strip(" \n\t,:")
        return None if rest else "request"
    verb = _OPERATIVE.search(text, start, end)
    return _VERBS[verb[0]] if verb else None


def _mode(words: str) -> str:
    verb = _OPERATIVE.search(words)
    return _VERBS[verb[0]] if verb else "takes-up"


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for stop in _SENTENCE.finditer(text, start, end):
        if ends_sentence(text[left : stop.end()]):
            yield left, stop.end()
            left = stop.end()
    if left < end:
        yield left, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that have an operative verb each: "begrüßt … und stimmt … zu"."""
    left = start
    for joint in _COORDINATED.finditer(text, start, end):
        if _OPERATIVE.search(text, left, joint.start()):
            yield left, joint.start()
            left = joint.end()
    yield left, end


def _requests(text: str, start: int, end: int) -> Iterator[Statement]:
    """The requests in a sentence, each with an infinitive of its own."""
    left = start
    for infinitive in _INFINITIVE.finditer(text, start, end):
        joint = _JOINT.match(text, infinitive.end(), end)
        if not joint:
            continue
        following = _INFINITIVE.search(text, joint.end(), end)
        # "zu prüfen und zu ersetzen" is one request with two verbs.
        if not following or following.start() == joint.end():
            continue
        rest = text[joint.end() : following.end() + 20]
        if joint["comma"] and (_SUBORDINATE.match(rest) or _FINITE_END.search(rest)):
            continue
        yield from _trimmed(text, left, joint.start(), request_mode(text[left : joint.start()]))
        left = joint.end()
    yield from _trimmed(text, left, end, request_mode(text[left:end]))


def trim_statement(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a range without white space, stops and a connecting word at its ends; None if empty."""
    while start < end and not (text[start].isalnum() or text[start] in "„“\"»«'(§["):
        start += 1
    words = text[start:end].rstrip(_STOPS)
    words = re.sub(r"[,;]?\s{1,3}(?:und|sowie|oder)$", "", words).rstrip(_STOPS)
    return (start, start + len(words)) if any(sign.isalnum() for sign in words) else None


def _trimmed(text: str, start: int, end: int, mode: str) -> Iterator[Statement]:
    found = trim_statement(text, start, end)
    if found:
        yield Statement(*found, mode)
