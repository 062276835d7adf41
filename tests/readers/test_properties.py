from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pso_graph.core.errors import NotThisGenreError
from pso_graph.model import Document, Genre, Span
from pso_graph.readers import read_document, read_resolution, read_statement
from tests.depth import examples

SETTINGS = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.lists(
    st.from_regex(r"[bfghjkmpqwxyz][aeiou]{2}[lnrst]{2}[aeou]", fullmatch=True), min_size=2, max_size=8
)
BREAKS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\f", "\n\n- 3 -\n\n", "\n\n- ", "\n\n   "])
FRAGMENTS = (
    "Resolution|Entschließung|des 3. Parlamentsforums|Das Parlamentsforum|stellt fest, dass|erwartet,"
    "|dankt|1. |2. |3. |4. |a) |b) |c) |1) |(1) |(2) |(3) |I. |II. |- |• |** |## |<p>|</p>|<u>|\t|\t\t"
    "|. |, |: |; |und |sowie |3 |§ 3 SGB VIII |28. BSPC 2019|(1234/56)|UNTERRICHTUNG"
    "|Stellungnahme der Landesregierung|Nummer\tInhalt\tStellungnahme|a)\tdas Wasser\tKenntnisnahme"
    "|\t(1) die Luft\t<p>Ja.</p>|\t\tund|Antrag|Der Landtag möge beschließen:|Der Landtag begrüßt alles"
    "|Die Landesregierung wird ersucht,|zu prüfen|umzusetzen|dem Landtag zu berichten|Begründung:|Wasser"
    "|Luft|siehe Ziffer 2 1) (4)|\x85|\xa0|„Ziel“|Ä|𝄞"
)
PIECES = st.sampled_from(FRAGMENTS.split("|"))
GAPS = st.sampled_from(["\n", "\n\n", " ", "", "\r\n", "\f"])
STARTS = st.sampled_from(
    [
        "",
        "Resolution\nParlamentsforum\n1. stellt fest, dass\na) Wasser.\n",
        "Stellungnahme\n1. stellt fest\nNummer\tInhalt\tStellungnahme\na)\tWasser\tJa.\n",
        "Antrag\nDer Landtag möge beschließen:\n\nDer Landtag begrüßt alles.\n",
    ]
)


@dataclass(frozen=True)
class Item:
    id: str
    marker: str
    words: list[str]


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """A resolution's sections with letters and numbers, each with words of its own."""
    found = []
    for section in range(1, draw(st.integers(1, 3)) + 1):
        found.append(Item(str(section), f"{section}. ", ["stellt", "fest,", "dass"]))
        for letter in "abcd"[: draw(st.integers(1, 4))]:
            numbers = draw(st.integers(0, 3))
            found.append(Item(f"{section}.{letter}", f"{letter}) ", [*draw(WORDS), "folgt:"]))
            found += [
                Item(f"{section}.{letter}.{number}", f"({number}) ", [*draw(WORDS), "bleibt."])
                for number in range(1, numbers + 1)
            ]
    last = found[-1]
    found[-1] = Item(last.id, last.marker, [*last.words[:-1], "endet."])
    return found


@SETTINGS
@given(items(), st.data())
def test_page_breaks_in_items_change_neither_ids_nor_words(plan: list[Item], data: st.DataObject) -> None:
    text = "Resolution\ndes Parlamentsforums\n\nDas Parlamentsforum\n"
    for item in plan:
        dash = data.draw(st.sampled_from(["", "- ", "  - ", "      "])) if "." in item.id else "\n## "
        words = item.words[0]
        for word in item.words[1:]:
            # Heads are cut by nothing but line ends here: an empty line may end them.
            gap = data.draw(st.one_of(st.just(" "), BREAKS)) if "." in item.id else " "
            words += gap + word
        text += f"{dash}{item.marker}{words}\n"
    text += "\nLandtag Musterland\n\nMusterstadt, 3. Mai 2033\n"
    units = read_resolution(text).units
    assert [unit.id for unit in units] == ["chapeau", *(item.id for item in plan)]
    for unit, item in zip(units[1:], plan, strict=True):
        assert re.findall(r"[a-z]+", unit.passage.read(text)) == re.findall(r"[a-z]+", " ".join(item.words))


@SETTINGS
@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=5))
def test_split_rows_keep_their_words(rows: list[tuple[list[str], list[str], int, int]]) -> None:
    header = "Nummer\tInhalt\tStellungnahme\n"
    text = f"Stellungnahme der Landesregierung\n\n1. stellt fest, dass\n\n{header}"
    for letter, (quoted, answer, left, right) in zip("abcde", rows, strict=False):
        text += f"{letter})\t{' '.join(quoted[:left])}\t<p>{' '.join(answer[:right])}</p>\n\n{header}"
        text += f"\t{' '.join(quoted[left:])}\t<p>{' '.join(answer[right:])}</p>\n"
    document = read_statement(text)
    assert [row.clause for row in document.responses] == [f"1.{letter}" for letter in "abcde"[: len(rows)]]
    for response, quotation, (quoted, answer, _, _) in zip(
        document.responses, document.quotations[1:], rows, strict=True
    ):
        assert response.answer is not None
        assert words_of(text, response.answer.spans) == answer
        assert words_of(text, quotation.passage.spans) == quoted


def words_of(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [word for span in spans for word in text[span.start : span.end].split()]


def check(document: Document, text: str) -> None:
    assert document.units or document.responses
    ids = [unit.id for unit in document.units] + [row.clause for row in document.responses]
    assert len(ids) == len(set(ids))
    assert {unit.parent for unit in document.units} <= {None, *ids}
    assert [unit.order for unit in document.units] == list(range(1, len(document.units) + 1))
    for passages in (
        [unit.passage for unit in document.units],
        [row.answer for row in document.responses if row.answer],
        [quotation.passage for quotation in document.quotations],
    ):
        spans = [span for passage in passages for span in passage.spans]
        assert all(left.end <= right.start for left, right in pairwise(spans))
        assert all(span.end <= len(text) for span in spans)
        assert not any(text[span.start].isspace() or text[span.end - 1].isspace() for span in spans)
    assert all(citation.passage.end <= len(text) for citation in document.citations)


@settings(SETTINGS, max_examples=examples(300))
@given(STARTS, st.lists(st.tuples(PIECES, GAPS), max_size=25), st.sampled_from([None, *Genre]))
def test_any_text_is_refused_or_gives_units(
    start: str, pieces: list[tuple[str, str]], genre: Genre | None
) -> None:
    text = start + "".join(piece + gap for piece, gap in pieces)
    try:
        document = read_document(text, genre)
    except NotThisGenreError:
        return
    check(document, text)


@SETTINGS
@given(st.text(max_size=200))
def test_arbitrary_characters_are_refused(text: str) -> None:
    with pytest.raises(NotThisGenreError):
        read_document(text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "start",
    [
        "Resolution\nParlamentsforum\n1. stellt fest, dass\na) Wasser ",
        "Stellungnahme\n1. stellt fest\nNummer\tInhalt\tStellungnahme\na)\tWasser\tJa ",
        "Antrag\nDer Landtag möge beschließen:\n\nDer Landtag begrüßt alles ",
    ],
    ids=["resolution", "statement", "motion"],
)
@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\n",
        "*",
        "_",
        "- ",
        "(",
        "<",
        "<p>",
        "§ 1 ",
        "§ 1 der A",
        "A",
        "A ",
        "Aa",
        "1. \n",
        "a)\n",
        "(1) ",
        "zu a ",
        "und ",
        "und begrüßt ",
        "wird ",
        "siehe ",
        "28. ",
        ". ",
        "„",
        "sieht ",
        "Der Landtag ",
        "\t",
        "Satz\n\n",
        "- Satz\n\n",
        "umzusetzen und zu ",
        "umzusetzen, die zu prüfen ",
    ],
)
def test_long_texts_are_read_in_linear_time(start: str, piece: str) -> None:
    """Were time the square of the length, it would be minutes, and the limit would end the test."""
    text = start + piece * (40_000 // len(piece))
    with contextlib.suppress(NotThisGenreError):
        check(read_document(text), text)
