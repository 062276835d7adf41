"""The negotiator against RFC 9110, section 12.5.1, and against a slow and independent reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pso_graph.web.http.formats import GRAPHS, PAGES, TABLES, choose_codings, choose_form, choose_forms
from pso_graph.web.http.negotiation import Offer, choose_offer
from tests.depth import examples

OFFERS = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("csv", "text/csv", charset="utf-8"),
    Offer("turtle", "text/turtle", charset="utf-8"),
)
NAMES = [offer.name for offer in OFFERS]


def choose(accept: str | None) -> str | None:
    offer = choose_offer(accept, OFFERS)
    return offer.name if offer else None


def test_nothing_said_is_the_first_offer() -> None:
    assert [choose(accept) for accept in (None, "", "  ", "*/*")] == ["json"] * 4


def test_the_more_specific_range_counts() -> None:
    assert choose("text/*;q=0.9, text/csv;q=0.1, application/*;q=0.5") == "turtle"
    assert choose("*/*, application/json;q=0") == "csv"
    assert choose("application/json, application/sparql-results+json;q=0, text/csv;q=0.1") == "csv"


def test_parameters_make_a_range_more_specific() -> None:
    assert choose("text/csv;q=0.1, text/csv;charset=UTF-8;q=0.9, text/turtle;q=0.5") == "csv"
    assert choose('text/csv;charset="utf-8";q=0.3, text/turtle;q=0.5') == "turtle"
    assert choose("text/csv;charset=utf-16, text/turtle;q=0.1") == "turtle"
    assert choose('text/csv;header="a,b";q=0.2, text/turtle;q=0.4') == "turtle"


def test_a_parameter_that_nothing_has_is_overlooked_rather_than_nothing_sent() -> None:
    assert choose('text/turtle;profile="http://x/"') == "turtle"
    assert choose("text/csv;header=absent;q=0, image/png") is None


def test_case_and_space_do_not_matter() -> None:
    assert choose("TEXT/CSV ; Q=1") == "csv"
    assert choose(" text/csv\t;\tq=0.2 ,text/turtle;;q=0.3") == "turtle"


def test_what_does_not_parse_is_passed_over() -> None:
    assert choose("text, ;;, text/csv") == "csv"
    assert choose("text/csv;q=2, text/turtle;q=0.1") == "turtle"
    assert choose("text/csv;q=0.1234, text/turtle;q=0.1") == "turtle"
    assert choose("text/csv;q=, text/turtle;q=0.1") == "turtle"
    assert choose("image/png") is None


def test_what_javas_client_sends_is_understood() -> None:
    assert choose("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2") == "json"
    assert choose("text/turtle; q=.3, text/csv; q=.2") == "turtle"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("header", ["a/b" + ";   " * 50_000 + "@", '"' * 500_000, "a/b;" * 500_000])
def test_a_hostile_header_is_read_in_linear_time(header: str) -> None:
    """Were time the square of the length, it would be minutes, and the limit would end the test."""
    assert choose(header) is None


# The independent reading: character by character, with exact fractions, without a regular expression.

_DELIMITERS = set('(),/:;<=>?@[\\]{}" \t')


@dataclass(frozen=True)
class Wish:
    kind: str
    parameters: dict[str, str]
    weight: Fraction


def split_outside_quotes(text: str, mark: str) -> list[str]:
    parts, quoted, escaped = [""], False, False
    for character in text:
        if character == mark and not quoted:
            parts.append("")
            continue
        parts[-1] += character
        if escaped:
            escaped = False
        elif quoted and character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
    return parts


def read_weight(text: str) -> Fraction | None:
    whole, _, rest = text.partition(".")
    if not (whole in {"0", "1"} and len(rest) <= 3 and all(digit in "0123456789" for digit in rest)):
        return None
    weight = Fraction(int(whole + rest), 10 ** len(rest))
    return weight if weight <= 1 else None


def is_token(text: str) -> bool:
    return bool(text) and all(33 <= ord(c) < 127 and c not in _DELIMITERS for c in text)


def read_wish(text: str) -> Wish | None:
    kind, *rest = (part.strip(" \t") for part in split_outside_quotes(text, ";"))
    if kind.count("/") != 1 or not all(map(is_token, kind.split("/"))):
        return None
    parameters: dict[str, str] = {}
    weight = Fraction(1)
    for part in filter(None, rest):
        name, _, value = (piece.strip(" \t") for piece in part.partition("="))
        if name.lower() == "q":
            read = read_weight(value)
            if read is None:
                return None
            weight = read
        else:
            parameters[name.lower()] = value.strip('"').lower()
    return Wish(kind.lower(), parameters, weight)


def measure(offer: Offer, wishes: list[Wish]) -> Fraction:
    """The weight of the most specific range that matches an offer; everything sent is in UTF-8."""
    best = (-1, -1, Fraction(0))
    for wish in wishes:
        if wish.kind == offer.media_type:
            rank = 3
        elif wish.kind in offer.aliases:
            rank = 2
        elif wish.kind == offer.media_type.split("/")[0] + "/*":
            rank = 1
        elif wish.kind == "*/*":
            rank = 0
        else:
            continue
        if all(pair == ("charset", "utf-8") for pair in wish.parameters.items()):
            best = max(best, (rank, len(wish.parameters), wish.weight))
    return best[2]


def expect(header: str, offers: tuple[Offer, ...]) -> str | None:
    wishes = [wish for part in split_outside_quotes(header, ",") if (wish := read_wish(part))]
    bare = [Wish(wish.kind, {}, wish.weight) for wish in wishes]
    for asked in (wishes, bare):
        weights = [measure(offer, asked) for offer in offers]
        if max(weights) > 0:
            return offers[weights.index(max(weights))].name
    return None


_SETS = (OFFERS, TABLES, GRAPHS)
_KINDS = sorted(
    {"*/*", "text/*", "application/*", "image/png"}
    | {kind for offers in _SETS for offer in offers for kind in (offer.media_type, *offer.aliases)}
)
_WEIGHTS = st.sampled_from(
    ["", ";q=0", ";q=0.1", ";q=0.5", "; Q=0.500", ";q=0.999", ";q=1", ";q=1.000", ";q=1.1", ";q=x"]
)
_PARAMETERS = st.sampled_from(["", ";charset=utf-8", ';charset="UTF-8"', "; a=b", ';a="x,y;q=0"', ";", " ; "])
_CASES = st.sampled_from([str.lower, str.upper, str.title])


@st.composite
def write_range(draw: st.DrawFn) -> str:
    kind = draw(_CASES)(draw(st.sampled_from(_KINDS)))
    return kind + draw(_PARAMETERS) + draw(_WEIGHTS) + draw(_PARAMETERS)


_HEADERS = st.lists(write_range(), min_size=1, max_size=5).map(", ".join)


@settings(max_examples=examples(400))
@given(_HEADERS, st.sampled_from(_SETS))
@example("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TABLES)
def test_the_choice_is_that_of_the_standard(header: str, offers: tuple[Offer, ...]) -> None:
    chosen = choose_offer(header, offers)
    assert (chosen.name if chosen else None) == expect(header, offers)


@given(st.text(max_size=60))
def test_no_header_breaks_it(header: str) -> None:
    assert choose(header) in {*NAMES, None}
    assert set(choose_codings(header)) <= {"zstd", "gzip"}


@pytest.mark.parametrize(
    ("wanted", "forms"),
    [
        ("csv", ("csv", None)),
        ("ttl", (None, "turtle")),
        ("nt", (None, "ntriples")),
        ("nq", (None, "nquads")),
        ("TRIG", (None, "trig")),
        ("json", ("json", "jsonld")),
        ("xml", ("xml", "rdfxml")),
        ("html", ("html", "html")),
        ("text/tab-separated-values", ("tsv", None)),
        ("application/sparql-results+json", ("json", None)),
        ("application/sparql-results json", ("json", None)),
        ("application/ld+json", (None, "jsonld")),
        ("application/xml", ("xml", "rdfxml")),
        ("png", (None, None)),
        ("image/png", (None, None)),
    ],
)
def test_a_form_can_be_asked_for_by_name_and_by_media_type(
    wanted: str, forms: tuple[str | None, str | None]
) -> None:
    assert choose_forms("application/sparql-results+xml, application/rdf+xml", wanted) == forms


def test_browsers_get_pages_and_programs_do_not() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    assert choose_forms(browser, None) == ("html", "html")
    assert choose_forms("application/xhtml+xml", None) == ("xhtml", "xhtml")
    for program in ("*/*", "application/json", "text/*", "application/*, text/*;q=0.5"):
        assert choose_form(program, None, TABLES) not in PAGES
        assert choose_form(program, None, GRAPHS) not in PAGES


def test_codings_are_taken_as_liked() -> None:
    assert choose_codings("gzip, zstd") == ("zstd", "gzip")
    assert choose_codings("gzip;q=1, zstd;q=0.5") == ("gzip", "zstd")
    assert choose_codings("*;q=0.1, zstd;q=0") == ("gzip",)
    assert choose_codings("identity, br") == ()
    assert choose_codings("") == ()
