"""Text in pictures: SVG does not break lines, so how long words are has to be known before."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTHS: Mapping[str, float] = {
    **dict.fromkeys("iljI.,:;|'!’‘", 0.32),
    **dict.fromkeys('ftr ()[]-–/„“”"', 0.42),
    **dict.fromkeys("mwMW@%—…", 0.95),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÄÖÜ&", 0.72),
}
_USUAL = 0.61
_MARK = "…"
_REMEMBERED = 4096  # texts: pictures of one site letter the same names again and again


def measure_text(text: str, size: float) -> float:
    """Return about how wide a text is, in pixels: as wide as in the widest of the usual sans-serif fonts.

    Args:
        text: one line.
        size: of the font, in pixels.
    """
    return size * sum(_WIDTHS.get(letter, _USUAL) for letter in text)


@lru_cache(maxsize=_REMEMBERED)
def wrap_text(text: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Return a text as lines; the last one ends in an ellipsis if the text is longer.

    Args:
        text: to break between words, and words that are too long anywhere.
        width: that there is, in pixels.
        size: of the font, in pixels.
        lines: at most.
    """
    wrapped = [""]
    for word in text.split():
        longer = f"{wrapped[-1]} {word}".lstrip()
        if measure_text(longer, size) <= width:
            wrapped[-1] = longer
        else:
            wrapped += [word] if wrapped[-1] else []
            wrapped[-1] = word
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], " ".join(wrapped[lines - 1 :])]
    return tuple(cut_text(line, width, size) for line in wrapped if line)


@lru_cache(maxsize=_REMEMBERED)
def cut_text(text: str, width: float, size: float) -> str:
    """Return a text, or as much of it as there is room for, with an ellipsis.

    Args:
        text: one line.
        width: that there is, in pixels.
        size: of the font, in pixels.
    """
    if measure_text(text, size) <= width:
        return text
    room = width - measure_text(_MARK, size)
    end = 0
    while measure_text(text[: end + 1], size) <= room:
        end += 1
    return text[:end].rstrip(" ,;:") + _MARK
