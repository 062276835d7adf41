"""Following all references of the files of a static copy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "http://copy.invalid"
_REFERENCES = {"href", "src", "action", "data", "poster", "xlink:href", "formaction"}
_LOADED = {"link", "script", "img", "iframe", "object", "embed", "source", "video", "audio", "use", "image"}
_FOLLOWED = {"canonical", "alternate", "license", "describedby"}  # what a link only names
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")


@dataclass
class Read(HTMLParser):
    """What a page, or a picture, refers to, and what can be referred to in it.

    Args:
        ids: of its elements.
        links: addresses that a reader may follow.
        loaded: addresses that a browser loads by itself.
        pointers: ids that its own elements refer to.
        doubled: ids that two elements have.
    """

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.doubled += [given["id"]] if given["id"] in self.ids else []
            self.ids.add(given["id"])
        for name in _REFERENCES & given.keys():
            is_loaded = tag in _LOADED and given.get("rel") not in _FOLLOWED
            (self.loaded if is_loaded else self.links).append(given[name])
        for name in _POINTERS:
            self.pointers += given.get(name, "").split()
        self.loaded += list_css(given.get("style", ""))


def list_css(text: str) -> list[str]:
    """Return what a stylesheet loads."""
    return ["".join(match) for match in _CSS.findall(text)]


def read_page(text: str) -> Read:
    """Return what there is in a page or picture."""
    page = Read()
    page.feed(text)
    page.close()
    for style in re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL):
        page.loaded += list_css(style)
    return page


def find_faults(folder: Path, prefix: str = "/") -> list[str]:
    """Return a line for each reference in a static copy that leads nowhere, or loads from elsewhere.

    Args:
        folder: of the copy.
        prefix: path that it is made for.
    """
    root = HOST + prefix
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {
        name: read_page((folder / name).read_text("utf-8"))
        for name in files
        if name.endswith((".html", ".svg"))
    }
    faults = []
    for name, page in sorted(pages.items()):
        faults += [f"{name}: two elements have the id {id_}" for id_ in page.doubled]
        faults += [f"{name}: no element has the id {id_}" for id_ in page.pointers if id_ not in page.ids]
        for address in page.loaded:
            if not urljoin(root + name, address).startswith((root, "data:")):
                faults.append(f"{name}: loads {address}")
        faults += _follow(root, name, [*page.links, *page.loaded], files, pages)
    for name in sorted(name for name in files if name.endswith(".css")):
        faults += _follow(root, name, list_css((folder / name).read_text("utf-8")), files, pages)
    return faults


def _follow(
    root: str, name: str, addresses: list[str], files: set[str], pages: dict[str, Read]
) -> Iterator[str]:
    for address in dict.fromkeys(addresses):
        whole = urljoin(root + name, address)
        if not whole.startswith(root):
            continue
        path, _, fragment = whole.removeprefix(root).partition("#")
        path = unquote(path.partition("?")[0])
        if path.endswith("/") or not path:
            path += "index.html"
        if path not in files:
            yield f"{name}: nothing is at {address}"
        elif _names_a_place(fragment) and path in pages and unquote(fragment) not in pages[path].ids:
            yield f"{name}: there is no such place: {address}"


def _names_a_place(fragment: str) -> bool:
    """Return whether a fragment is of an element; others keep what a script shows, as ``#query=…``."""
    return bool(fragment) and "=" not in fragment
