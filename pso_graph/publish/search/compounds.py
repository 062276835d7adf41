"""The last parts of German compounds, so that *Politik* finds *Integrationspolitik*.

The first parts need nothing: words are also looked for as beginnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.search.words import fold, list_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.search.entries import Text

_SHORTEST = 4  # letters of a part
_JOINTS = ("", "s", "n", "en", "es", "er")  # between two parts


class Compounds:
    """Knows compounds by the words that also stand alone.

    Args:
        texts: whose words are the parts that there are.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        words = (word for text in texts if text.language == "de" for word in list_words(text.value))
        self._words = {fold(word, "de") for word in words}
        self._ends: dict[str, tuple[str, ...]] = {}

    def list_ends(self, word: str) -> tuple[str, ...]:
        """Return what a compound may end in, folded, the longest first; nothing if the word is none.

        Args:
            word: German, as written.
        """
        folded = fold(word, "de")
        if folded not in self._ends:
            cuts = range(_SHORTEST, len(folded) - _SHORTEST + 1)
            self._ends[folded] = tuple(
                folded[cut:] for cut in cuts if self._is_compound(folded[:cut], folded[cut:])
            )
        return self._ends[folded]

    def _is_compound(self, first: str, last: str) -> bool:
        return last in self._words and any(
            first.endswith(joint) and first.removesuffix(joint) in self._words for joint in _JOINTS
        )
