"""Templates, and rendering one for a visit."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Content

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit

_FOLDER = Path(__file__).parent / "templates"


@cache
def make_environment() -> Environment:
    """Return the environment of the templates, which are compiled once."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(("html", "svg", "xml")),
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
        "visit": visit,
        "links": visit.links,
        "names": visit.names,
        "say": visit.say,
        "language": visit.language,
        "title": title,
    }
    return Content(make_environment().get_template(template).render({**known, **values}).encode())
