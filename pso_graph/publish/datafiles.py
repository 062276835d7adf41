"""The data of a thing in all formats at once: a static copy has them all, and finding out takes longest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.description import DATA_FORMS, read_triples, write_data
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task
from pso_graph.rdf.namespaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class DataFilesTask(Task):
    """What ``DataTask`` gives in each format, as JSON; see ``read_files``.

    Args:
        path: of the thing, after ``data/``.
        base: what our IRIs begin with.
    """

    path: str
    base: str = ROOT

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the files on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such thing.
            SizeLimitError: if they grow beyond the limits.
        """
        triples = read_triples(store, self.path, self.base)
        written = write_data(triples, *DATA_FORMS.values(), base=self.base)
        files = {form: data.decode() for form, data in zip(DATA_FORMS, written, strict=True)}
        output = Output(receiver, limits, "document", "plain-json")
        output.write(json.dumps(files).encode())
        output.finish()


def read_files(body: bytes) -> Mapping[str, bytes]:
    """Return the files by extension that a ``DataFilesTask`` has told.

    Args:
        body: of its answer.
    """
    return {form: text.encode() for form, text in json.loads(body).items()}
