"""Pages as readers see them: rendered in this process, read as XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pso_graph.publish.page import Site, Visit
from pso_graph.publish.task import find_page_kind

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import Store

_X = "{http://www.w3.org/1999/xhtml}"


def render_page(store: Store, path: str, language: Language = "de", site: Site | None = None) -> str:
    """The text of a page."""
    page, parts, stem, form = find_page_kind(path)
    visit = Visit(store, site or Site(), language, path=stem, form=form)
    return page.render(visit, **parts).body.decode()


class ReadPage:
    """A page, which is well-formed XML or cannot be read.

    Args:
        text: of the page.
    """

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text.removeprefix("<!DOCTYPE html>"))  # noqa: S314 - it is our own

    def find(self, path: str) -> list[ET.Element]:
        """The elements at a path, whose steps are names of HTML elements."""
        return self.root.findall(
            re.sub(r"(^|/)(\w)", rf"\1{_X}\2", ".//" + path).replace(f".//{_X}", f".//{_X}")
        )

    @property
    def heading(self) -> str:
        """The one heading of the first level."""
        (heading,) = self.find("h1")
        return read_text(heading)

    @property
    def facts(self) -> dict[str, list[str]]:
        """Each label of a fact with its values."""
        facts: dict[str, list[str]] = {}
        for group in self.find("dl"):
            for label, value in zip(group.findall(f"{_X}dt"), group.findall(f"{_X}dd"), strict=True):
                whole = value.find(f"{_X}details")
                text = read_text(value if whole is None else whole)
                if whole is not None:
                    text = text.removeprefix(read_text(whole[0])).strip()
                facts.setdefault(read_text(label), []).extend(text.split(" · "))
        return facts

    def read_section(self, name: str) -> str:
        """The text of the section with a name of its own; empty if there is none."""
        found = [section for section in self.find("section") if section.get("aria-labelledby") == name]
        return read_text(found[0]) if found else ""

    def list_links(self, name: str = "") -> dict[str, str]:
        """Text and address of all links, of one section if it is named."""
        sections = (
            [part for part in self.find("section") if part.get("aria-labelledby") == name] if name else []
        )
        return {
            read_text(link): link.get("href", "")
            for part in sections or [self.root]
            for link in part.iter(f"{_X}a")
        }


def read_text(element: ET.Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())
