"""The languages of the pages."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["de", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""The usual one first."""
