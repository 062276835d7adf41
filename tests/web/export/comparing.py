"""What a page says, told in a way that does not depend on where its files are."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urljoin

TREES = ("de/", "en/")
"""Beginnings of the paths of pages."""

MOVING = re.compile(r"(?:de|en)/(?:(?:sparql|search|api)\.(?:html|json)|(?:search|queries)/.*)")
"""Pages that a static copy cannot have as they are live: they ask a server, stand for one, or tell of it."""

_ROOT = "http://site.invalid/"
_ADDRESS = re.compile(r"""(\b(?:href|src)=|"page": )"([^"]*)\"""")
_FORM = re.compile(r"<form.*?</form>\s*", re.DOTALL)  # which only a server can answer
_ENDINGS = re.compile(r"(?:index)?\.html$")


def normalize(text: str, address: str, root: str) -> str:
    """Return the main part of a page, or another text, with all addresses absolute and without endings.

    Args:
        text: of the page, picture, or JSON.
        address: of it.
        root: address of the site.
    """
    start = text.find("<main")
    shown = text if start < 0 else text[start : text.index("</main>")]

    def write(match: re.Match[str]) -> str:
        whole = urljoin(address, unescape(match[2]))
        if not whole.startswith(root):
            return f'{match[1]}"{whole}"'
        path, mark, fragment = whole.removeprefix(root).partition("#")
        return f'{match[1]}"/{_ENDINGS.sub("", unquote(path))}{mark}{fragment}"'

    return _ADDRESS.sub(write, _FORM.sub("", shown))


def find_live(name: str) -> str:
    """Return the address of the live page that a file is a copy of.

    Args:
        name: path of the file.
    """
    return "/" + _ENDINGS.sub("", name)


def compare(name: str, live: bytes, static: bytes) -> bool:
    """Return whether a live page and its copy say the same.

    Args:
        name: path of the file.
        live: what the server answers.
        static: what the file holds.
    """
    if not name.endswith((".html", ".svg", ".json")):
        return live == static
    address = urljoin(_ROOT, find_live(name))
    return normalize(live.decode(), address, _ROOT) == normalize(static.decode(), _ROOT + name, _ROOT)
