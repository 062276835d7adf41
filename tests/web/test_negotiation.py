"""The negotiator against RFC 9110, section 12.5.1, and against a plain reading of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pso_graph.web.negotiation import Offer, choose_offer

OFFERS = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("csv", "text/csv"),
    Offer("turtle", "text/turtle"),
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


def test_quoted_commas_and_other_parameters_are_read() -> None:
    assert choose('text/csv;header="a,b";q=0.2, text/turtle;q=0.4') == "turtle"
    assert choose("TEXT/CSV ; Q=1") == "csv"


def test_what_does_not_parse_is_passed_over() -> None:
    assert choose("text, ;;, text/csv") == "csv"
    assert choose("text/csv;q=2, text/turtle;q=0.1") == "turtle"
    assert choose("image/png") is None


_QUALITIES = st.sampled_from([None, "0", "0.1", "0.5", "0.999", "1", "1.000"])
_TYPES = ["*/*", "text/*", "application/*", "text/csv", "text/turtle", "application/sparql-results+json"]


def rate(media_type: str, wanted: dict[str, float]) -> float:
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0


@given(st.dictionaries(st.sampled_from(_TYPES), _QUALITIES, min_size=1))
def test_the_choice_is_the_best_rated_offer(ranges: dict[str, str | None]) -> None:
    header = ", ".join(name if q is None else f"{name};q={q}" for name, q in ranges.items())
    wanted = {name: 1.0 if q is None else float(q) for name, q in ranges.items()}
    rates = [rate(offer.media_type, wanted) for offer in OFFERS]
    expected = NAMES[rates.index(max(rates))] if max(rates) > 0 else None
    assert choose(header) == expected


@given(st.text(max_size=60))
def test_no_header_breaks_it(header: str) -> None:
    assert choose(header) in {*NAMES, None}
