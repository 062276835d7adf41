"""Rendering a page where the data is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.pages import PAGES
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.publish.page import Form, Page
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store

_FORMATS = {"json": "plain-json", "txt": "text", "xml": "plain-xml"}
"""What the forms of pages are called elsewhere, where the same word says something else."""


@dataclass(frozen=True, slots=True)
class PageTask(Task):
    """A page.

    Args:
        path: below its tree, with the form as extension if it is not ``html``.
        language: of the page.
        is_chosen: whether its address has no language; see ``Links``.
        fields: of the address.
        site: that it belongs to.
    """

    path: str
    language: Language
    is_chosen: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    site: Site = field(default_factory=Site)

    @property
    def is_public(self) -> bool:
        """Whether it shows nothing of the reader's own documents."""
        return self.site.sources is None

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the page on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such page.
            SizeLimitError: if it grows beyond the limits.
        """
        page, parts, path, form = find_page_kind(self.path)
        wanted = {name: value for name, value in self.fields if name in page.fields}
        visit = Visit(store, self.site, self.language, self.is_chosen, path, form, wanted)
        content = page.render(visit, **parts)
        name = _FORMATS.get(content.form, content.form)
        output = Output(receiver, limits, "document", name, self.codings)
        output.write(content.body)
        output.finish()


def find_page_kind(path: str) -> tuple[Page, dict[str, str], str, Form]:
    """Return the kind of a page, the parts of its path, the path without form, and the form.

    Args:
        path: below the tree.

    Raises:
        UnknownThingError: if there is no such kind.
    """
    stem, _, extension = path.rpartition(".")
    for page in PAGES:
        form = next((form for form in page.forms if form == extension), None)
        if form and (match := page.expression.fullmatch(stem)):
            return page, match.groupdict(), stem, form
        if form is None and page.forms[0] == "html" and (match := page.expression.fullmatch(path)):
            return page, match.groupdict(), path, "html"
    raise UnknownThingError("There is no such page.", where=path, fix="Go on from the home page, or search.")
