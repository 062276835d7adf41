"""How to work with the data: asking, tables in Python and R, proof, citing."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.resources import read_text
from pso_graph.publish.page import Page
from pso_graph.publish.prose import write_prose
from pso_graph.publish.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.page import Content, Visit

EXAMPLES = Path(__file__).parents[1] / "guide"
"""Where the examples are, each a file that runs as it stands; its suffix names the language."""

_SECTIONS = (
    ("look", ()),
    ("ask", ("lineage.shell", "table.shell")),
    ("python", ("table.python", "graph.python")),
    ("r", ("table.r",)),
    ("count", ("certain.shell",)),
    ("prove", ("proof.shell", "verify.shell")),
    ("cite", ()),
    ("keep", ("offline.shell",)),
)
"""What the guide tells, in order, and the examples of each."""


class GuidePage(Page):
    """For researchers."""

    pattern: ClassVar[str] = "guide"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        return render(
            "guide.html",
            visit,
            visit.say("guide.title"),
            sections=_SECTIONS,
            examples=read_examples(),
            explain=partial(_explain, visit=visit),
        )


@cache
def read_examples() -> Mapping[str, str]:
    """Return the text of each example, by the name of its file."""
    return {path.name: read_text(path).rstrip() for path in sorted(EXAMPLES.iterdir()) if path.is_file()}


def _explain(key: str, visit: Visit) -> str:
    return write_prose(visit.say(f"guide.{key}"), visit.links)
