"""Words as the index keeps them: folded, and cut to their stems.

Three things make two spellings one word. Folding takes away case, accents and ß. German text also has
``ae``, ``oe`` and ``ue`` folded like the umlauts that they stand for; English text has not, where
they are vowels of their own (*issue*, *issues*). Then the stemmer of the language cuts endings off.
A word that somebody types has no language, so it is looked for in each of these forms.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.german_stemmer import GermanStemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64  # characters of a word that count
_DIGRAPH = re.compile(r"(?<=[ao])e|(?<=[^aeq]u)e|(?<=\Au)e")  # the e of an umlaut, not of aue, eue, que
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_REMEMBERED = 1 << 15
_STEMMERS = {"de": GermanStemmer, "en": EnglishStemmer}

_JOINING = (
    "als am an auf aus bei bis das dem den der des die durch ein eine einem einen einer eines für im in ist "
    "mit nach oder sowie über um und unter vom von vor wie zu zum zur "
    "a an and are as at by for from how in into is of on or that the to was what which with"
)
FUNCTION_WORDS = frozenset(_JOINING.split())


class Word(NamedTuple):
    """A word where it stands in a text.

    Args:
        text: as it is written there.
        start: index of its first character.
    """

    text: str
    start: int

    @property
    def end(self) -> int:
        """Index after its last character."""
        return self.start + len(self.text)


def compose(text: str) -> str:
    """Return a text with each accented letter as one character (Unicode NFC), as words are split.

    Args:
        text: any.
    """
    return unicodedata.normalize("NFC", text)


def list_words(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits.

    Args:
        text: composed.
    """
    return _WORD.findall(text)


def locate_words(text: str) -> Iterator[Word]:
    """Yield the words of a text with their places.

    Args:
        text: composed.
    """
    return (Word(match[0], match.start()) for match in _WORD.finditer(text))


@lru_cache(_REMEMBERED)
def fold(word: str, language: str | None = None) -> str:
    """Return a word without case, accents and ß; a beginning of it is folded to a beginning of that.

    Args:
        word: as written; characters after the 64th do not count.
        language: of the text; in German ``ae``, ``oe``, ``ue`` become one letter.
    """
    small = word[:_LONGEST].casefold()
    if language == "de":
        small = _DIGRAPH.sub("", small)
    if small.isascii():
        return small
    spread = unicodedata.normalize("NFKD", small.translate(_LETTERS))
    return "".join(letter for letter in spread if letter.isalnum())


@lru_cache(_REMEMBERED)
def stem(word: str, language: str | None = None) -> str:
    """Return the stem of a word, folded; where a language has no stemmer here, the folded word.

    Args:
        word: as written.
        language: of the text.
    """
    folded = fold(word, language)
    stemmer = _STEMMERS.get(language or "")
    return str(stemmer().stemWord(folded)) if stemmer else folded


def list_folds(word: str) -> tuple[str, ...]:
    """Return the forms in which a word, or the beginning of one, may stand among folded words.

    Args:
        word: that somebody types.
    """
    return tuple(dict.fromkeys((fold(word), fold(word, "de"))))


def list_stems(word: str) -> tuple[str, ...]:
    """Return the stems that a word may have in the languages of the index.

    Args:
        word: that somebody types.
    """
    return tuple(dict.fromkeys((stem(word, "de"), stem(word, "en"), fold(word))))


def is_function_word(word: str) -> bool:
    """Return whether a word only joins others, so that it says nothing about what is looked for.

    Args:
        word: as written.
    """
    return word.casefold() in FUNCTION_WORDS
