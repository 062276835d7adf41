"""Pictures as SVG: one stands in a page, in the colours of the stylesheet, and is a file of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

COLOURS: Mapping[str, str] = {
    "paper": "#fdfdfb",
    "ink": "#1c2326",
    "soft": "#4d585d",
    "line": "#d5dad9",
    "tint": "#f1f4f3",
    "accent": "#14607a",
    "mark": "#b5621a",
    "good": "#22693b",
    "partly": "#7a5a00",
    "no": "#9c2f2f",
    "open": "#5b6468",
    "info": "#3d5a96",
    "good-tint": "#dcefe1",
    "partly-tint": "#f6ebc9",
    "no-tint": "#f6dedd",
    "open-tint": "#e9ecec",
    "info-tint": "#dfe7f6",
}
"""The tokens of the stylesheet that pictures use, as on paper: a file has no stylesheet and no dark mode."""

_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_TOKEN = re.compile(r"var\(--([\w-]+)\)")
_REMEMBERED = 4096
_SPACE = "http://www.w3.org/2000/svg"


def paint(token: str) -> str:
    """Return a colour of the stylesheet, as the value of an attribute.

    Args:
        token: its name, one of ``COLOURS``.

    Raises:
        KeyError: if there is no such colour.
    """
    COLOURS[token]
    return f"var(--{token})"


def draw(name: str, *children: str, **attributes: object) -> Markup:
    """Return an element of SVG.

    Args:
        name: of the element.
        children: elements, or text, which is escaped.
        attributes: underscores stand for hyphens, one at the end for nothing; None leaves an attribute out.
    """
    written = [f' {_name(key)}="{_write(value)}"' for key, value in attributes.items() if value is not None]
    inner = [child if isinstance(child, Markup) else _escape(child) for child in children]
    return Markup(f"<{name}{''.join(written)}>{''.join(inner)}</{name}>")  # noqa: S704 - all escaped


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _write(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return _escape(value) if isinstance(value, str) else str(value)


@lru_cache(maxsize=_REMEMBERED)
def _escape(text: str) -> str:
    return str(escape(text))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, whose links are for the mouse: what they lead to is linked in the table beside it too.

    Args:
        width: in its own units, which are pixels where there is room.
        height: in the same units.
        title: what it shows.
        description: what is to be seen, in words.
        body: elements, from back to front.
    """

    width: float
    height: float
    title: str
    description: str
    body: tuple[Markup, ...]

    def in_page(self) -> Markup:
        """Return the picture as part of a page, in its colours; a page has only one."""
        return self._draw("drawing-")

    def as_file(self) -> bytes:
        """Return the picture as a file of its own, in the colours of paper."""
        drawn = self._draw("", xmlns=_SPACE, style=None)
        return (_TOKEN.sub(lambda match: COLOURS[match[1]], drawn) + "\n").encode()

    def _draw(self, prefix: str, **attributes: object) -> Markup:
        names = f"{prefix}title", f"{prefix}description"
        background = draw("rect", width=self.width, height=self.height, fill=paint("paper"))
        return draw(
            "svg",
            draw("title", self.title, id=names[0]),
            draw("desc", self.description, id=names[1]),
            background,
            *self.body,
            class_="drawing",
            viewBox=f"0 0 {_write(self.width)} {_write(self.height)}",
            width=self.width,
            height=self.height,
            role="group",
            aria_labelledby=" ".join(names),
            font_family=_FONT,
            font_size=13,
            fill=paint("ink"),
            **attributes,
        )
