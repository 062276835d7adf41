"""What the pages say in each language: one YAML file for each area, each key with all languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.languages import Language

FOLDER = Path(__file__).parent / "texts"
"""Where the files are."""


@cache
def read_texts() -> Mapping[str, Mapping[Language, str]]:
    """Return all texts by ``<area>.<key>``, each by language."""
    texts: dict[str, Mapping[Language, str]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for key, text in (yaml.safe_load(path.read_text("utf-8")) or {}).items():
            texts[f"{path.stem}.{key}"] = text
    return texts


def write_text(key: str, language: Language, **values: object) -> str:
    """Return a text in a language.

    Args:
        key: ``<area>.<key>``.
        language: of the page.
        values: for the names in braces in the text.

    Raises:
        KeyError: if there is no such text.
    """
    text = read_texts()[key][language]
    return text.format_map(values) if values else text
