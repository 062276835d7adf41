"""What a static copy is to be, and the files that it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pso_graph.core.errors import ParameterError
from pso_graph.publish.description import DATA_FORMS, DataTask
from pso_graph.publish.downloads import DUMPS, FOLDER, DownloadTask
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.links import ONTOLOGY, name_file
from pso_graph.publish.page import Site
from pso_graph.publish.task import PageTask
from pso_graph.query.workers import BundleTask, read_bundle
from pso_graph.web.site.assets import read_assets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pso_graph.publish.listing import Listing
    from pso_graph.query.workers import Task

_PAGE = "page/"
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a static copy is to be.

    Args:
        site: that its pages belong to; static.
        address: that it will stand at, which ends in a slash; empty if that is not known.
    """

    site: Site = field(default_factory=lambda: Site(is_static=True, endpoint=""))
    address: str = ""

    @property
    def prefix(self) -> str:
        """The path that it will stand at, from slash to slash."""
        return urlsplit(self.address).path or "/"

    def locate(self, path: str) -> str:
        """Return the absolute address of a file.

        Args:
            path: of the file, below the folder of the copy.
        """
        return self.address + quote(path)


def check_address(text: str, option: str) -> str:
    """Return an absolute address as it is.

    Args:
        text: that somebody has given.
        option: that it was given for.

    Raises:
        ParameterError: if it is none of a server.
    """
    if not _ADDRESS.fullmatch(text):
        raise ParameterError(
            f"{option} needs the address of a server, not {text!r}.",
            fix="Write it as https://host/path/, without fields and fragment.",
        )
    return text


@dataclass(frozen=True, slots=True)
class Job:
    """Some files that are made together.

    Args:
        files: what makes each, by its path.
    """

    files: Mapping[str, Task]

    @property
    def task(self) -> BundleTask:
        """What makes them all."""
        return BundleTask(tuple(self.files.values()))

    def unpack(self, body: bytes) -> Iterator[tuple[str, bytes]]:
        """Return path and content of each file.

        Args:
            body: of the answer to the task.
        """
        return zip(self.files, read_bundle(body), strict=True)


def list_jobs(publication: Publication, listing: Listing) -> Iterator[Job]:
    """Yield what is to be made from the data: the dumps, then all pages, and the data of things.

    What shows the same in several forms and languages is made together, since finding out takes longest.

    Args:
        publication: that they belong to.
        listing: of all pages.
    """
    site = publication.site
    for name in DUMPS:
        yield Job({f"{FOLDER}/{name}": DownloadTask(name)})
    for path, forms in listing:
        files: dict[str, Task] = {}
        for form in forms:
            asked = path if form == "html" else f"{path}.{form}"
            for language in LANGUAGES:
                files[f"{language}/{name_file(path, form)}"] = PageTask(asked, language, site=site)
        for thing in _find_thing(path):
            for extension, name in DATA_FORMS.items():
                files[f"data/{thing}.{extension}"] = DataTask(thing, name, site.base)
        yield Job(files)


def _find_thing(path: str) -> Iterator[str]:
    """Yield the thing that a page is about, as its data is addressed; nothing if it is about none."""
    if path == ONTOLOGY:
        yield path
    elif path.startswith(_PAGE):
        yield path.removeprefix(_PAGE)


def list_assets() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file of the front end."""
    for name, asset in sorted(read_assets().items()):
        yield f"assets/{name}", asset.body
