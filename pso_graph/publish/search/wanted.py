"""What somebody typed, as the index is asked for it: only letters and digits go on from here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.publish.search.words import (
    compose,
    fold,
    is_function_word,
    list_folds,
    list_stems,
    list_words,
    stem,
)
from pso_graph.rdf.namespaces import ROOT, expand_id, shorten_iri

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHARACTERS = 400  # that count, of what was typed
_WORDS = 12  # likewise
_START = 2  # letters that no stemmer changes
_SHORTEST = 4  # letters of a word that longer ones may begin with
LEADING_WORDS = frozenset(
    [
        *("drucksache", "drs", "nummer", "nr", "ziffer", "punkt", "klausel", "antwort", "massnahme"),
        *("paper", "number", "no", "item", "clause", "response", "measure"),
    ]
)  # what people write before a number


@dataclass(frozen=True)
class Wanted:
    """The words that somebody looks for.

    Args:
        typed: all of them, as typed.
        words: those that do not only join others.
        names: what a thing would be called if it is called just that; see ``make_names``.
    """

    typed: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems that fit."""
        return frozenset(form for word in self.words for form in list_stems(word))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of folded words that fit."""
        return tuple(form for word in self.words for form in _list_beginnings(word))

    @property
    def expression(self) -> str:
        """The words in the query language of the full-text index: each of them, in any form."""
        return " AND ".join(express_word(word) for word in self.words)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(form[:_START] for form in self.stems)

    def fits(self, word: str, language: str | None) -> bool:
        """Return whether a word of a text is one that is looked for.

        Args:
            word: as written.
            language: of the text.
        """
        folded = fold(word, language)
        if folded.startswith(self.beginnings) or folded.endswith(self.beginnings):
            return True
        # Stemming each word of a text would take longer than all the rest.
        return folded[:_START] in self._starts and stem(word, language) in self.stems


def read_wanted(text: str) -> Wanted:
    """Return what is looked for.

    Args:
        text: as typed; its first 400 characters and 12 words count.
    """
    typed = compose(shorten_iri(expand_id(text[:_CHARACTERS].strip())).removeprefix(ROOT))
    all_words = [word for word in list_words(typed)[:_WORDS] if fold(word)]
    words = [word for word in all_words if not is_function_word(word)] or all_words
    rest = [word for word in all_words if fold(word) not in LEADING_WORDS]
    names = [*make_names(typed), *(make_names(" ".join(rest)) if rest != all_words else ())]
    return Wanted(tuple(all_words), tuple(dict.fromkeys(words)), tuple(dict.fromkeys(names)))


def make_names(name: str) -> tuple[str, ...]:
    """Return a name, number or id as names are compared: its folded words; nothing if it has none.

    Args:
        name: as written, composed.
    """
    words = list_words(name)
    forms = (" ".join(fold(word, language) for word in words) for language in (None, "de"))
    return tuple(dict.fromkeys(form for form in forms if form.strip()))


def express_word(word: str) -> str:
    """Return a word, in any of its forms, in the query language of the index (SQLite FTS5, section 3).

    Args:
        word: letters and digits.
    """
    wholes = [f'"{form}"' for form in list_stems(word)]
    beginnings = [f'"{form}"*' for form in _list_beginnings(word)]
    return f"({' OR '.join(wholes + beginnings)})"


def express_beginnings(words: Sequence[str]) -> str:
    """Return words of which each may be unfinished, in the same language.

    Args:
        words: letters and digits.
    """
    forms = (" OR ".join(f'"{form}"*' for form in list_folds(word)) for word in words)
    return " AND ".join(f"({form})" for form in forms)


def express_first(words: Sequence[str]) -> str:
    """Return words that a name begins with, of which the last may be unfinished, in the same language.

    Args:
        words: letters and digits.
    """
    return " OR ".join(f'^"{name}"*' for name in make_names(" ".join(words)))


def _list_beginnings(word: str) -> tuple[str, ...]:
    """Return how longer words that hold a word may begin: compounds, other forms. Numbers begin no others."""
    if len(word) < _SHORTEST or word.isdecimal():
        return ()
    return list_folds(word)
