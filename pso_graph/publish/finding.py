"""Asking whether there is a thing, before somebody is sent to its page or its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.inventory import require_thing
from pso_graph.publish.links import find_iri
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task
from pso_graph.rdf.namespaces import ROOT

if TYPE_CHECKING:
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class FindTask(Task):
    """The IRI of a thing, if there is such a thing.

    Args:
        path: of the thing, as after ``page/``.
        base: what our IRIs begin with.
    """

    path: str
    base: str = ROOT

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the IRI on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such thing; with the nearest ids.
        """
        node = require_thing(store, find_iri(self.path, self.base))
        output = Output(receiver, limits, "document", "text", self.codings)
        output.write(node.value.encode())
        output.finish()
