"""A server in this process that can be written to: what it does with processes, this does with threads."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from pso_graph.core.errors import PsoGraphError
from pso_graph.core.settings import Settings
from pso_graph.core.tokens import SCOPES, TokenFile, make_token, save_tokens
from pso_graph.pipeline.writing import Generations, create_store
from pso_graph.pipeline.writing.applying import carry_out
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.endpoint.desks import OpenDesk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pso_graph.pipeline.writing import Order, Record
    from pso_graph.rdf.terms import Quad


class CurrentRunner(LocalRunner):
    """Answers from the generation that it was last told of."""

    def __init__(self, generations: Generations, *, union: bool) -> None:
        self._generations = generations
        self._union = union
        super().__init__(EmbeddedStore.in_memory())

    async def switch(self, name: str = "") -> None:
        generation = self._generations.find_current()
        assert generation.name >= name
        self._store = EmbeddedStore.open(generation.store, union=self._union)
        self.digest = f"{generation.name} {self._union}"


class ThreadWriter:
    def __init__(self, generations: Generations, shapes: Sequence[Quad]) -> None:
        self._generations = generations
        self._shapes = shapes

    async def write(self, order: Order) -> Record:
        found = await asyncio.to_thread(self._write, order)
        if isinstance(found, PsoGraphError):
            raise found
        return found

    def _write(self, order: Order) -> Record | PsoGraphError:
        """Carry it out; an error comes without its frames, whose iterators must die in this thread."""
        try:
            return carry_out(self._generations, order, self._shapes)
        except PsoGraphError as error:
            return error.with_traceback(None)


@contextmanager
def serve_writable(
    folder: Path, quads: Iterable[Quad] = (), *, union: bool = True, shapes: Sequence[Quad] = ()
) -> Iterator[TestClient]:
    """Serve a writable store; requests have a token that allows everything, if they do not say otherwise."""
    generations = Generations(folder / "store")
    create_store(generations, quads, "0" * 16)
    token, kept = make_token("all", SCOPES)
    save_tokens(folder / "tokens", [kept])
    runner = CurrentRunner(generations, union=union)
    asyncio.run(runner.switch())
    settings = Settings(default_graph="union" if union else "stored", write_limit=1 << 16)
    desk = OpenDesk(
        ThreadWriter(generations, shapes), TokenFile(folder / "tokens"), settings.write_limit, runner.switch
    )
    headers = {"Authorization": f"Bearer {token}"}
    app = create_app(runner, settings, desk=desk)
    with TestClient(app, raise_server_exceptions=False, headers=headers) as client:
        yield client
