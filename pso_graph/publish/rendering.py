"""Templates, and rendering one for a visit."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Content
from pso_graph.publish.wording import write_text
from pso_graph.rdf.html import escape_text

if TYPE_CHECKING:
    from pso_graph.publish.links import Links
    from pso_graph.publish.page import Visit

_FOLDER = Path(__file__).parent / "templates"
_RARE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _finalize(value: object) -> object:
    """Return a value as templates are to write it, which escape what is no markup.

    The little that takes more than that is escaped here: characters that XML does not have, and line ends.
    """
    if type(value) is str and _RARE.search(value):
        return Markup(escape_text(value))  # noqa: S704 - it is escaped
    return value


@cache
def make_environment(*folders: Path) -> Environment:
    """Return the environment of the templates, which are compiled once.

    Args:
        folders: with more templates than those here.
    """
    environment = Environment(
        loader=FileSystemLoader([_FOLDER, *folders]),
        autoescape=select_autoescape(("html", "svg", "xml")),
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"version": version("pso-graph"), "languages": LANGUAGES}
    return environment


def render(template: str, visit: Visit, title: str, **values: object) -> Content:
    """Return a page from a template.

    Args:
        template: name of its file.
        visit: that it is for.
        title: of the page.
        values: that the template needs beside ``visit``, ``links``, ``names``, ``say`` and ``language``.
    """
    known = {
        **make_surroundings(visit.links, title),
        "visit": visit,
        "names": visit.names,
        "translations": visit.links.canonical,
    }
    return Content(make_environment().get_template(template).render({**known, **values}).encode())


def make_surroundings(links: Links, title: str) -> dict[str, object]:
    """Return what ``base.html`` needs: the addresses, texts and language of a page without translations.

    Args:
        links: of the page.
        title: of the page.
    """
    language = links.language
    say = partial(write_text, language=language)
    return {"links": links, "say": say, "language": language, "title": title, "translations": {}}
