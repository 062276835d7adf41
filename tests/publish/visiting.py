"""Rendering pages as the server does, and reading them as a browser does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree as ET

from pso_graph.publish.page import Site, Visit
from pso_graph.publish.task import find_page_kind

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.publish.page import Content
    from pso_graph.store import EmbeddedStore

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


class Show(Protocol):
    def __call__(self, path: str, language: Language = "en") -> Content: ...


def make_show(store: EmbeddedStore) -> Show:
    """What renders a page of a store by its path below the language."""

    @cache
    def run(path: str, language: Language = "en") -> Content:
        page, parts, stem, form = find_page_kind(path)
        return page.render(Visit(store, Site(), language, path=stem, form=form), **parts)

    return run


def read_page(content: Content) -> ET.Element:
    """A page as a tree; it must be well-formed."""
    return ET.fromstring(content.body.decode().removeprefix("<!DOCTYPE html>"))  # noqa: S314 - our own


def read_text(element: ET.Element) -> str:
    """What is to be read in an element, without the white space of its markup."""
    return " ".join("".join(element.itertext()).split())


def read_table(table: ET.Element) -> list[list[str]]:
    """The rows of the bodies of a table."""
    return [[read_text(cell) for cell in row] for body in table.iter(f"{HTML}tbody") for row in body]
