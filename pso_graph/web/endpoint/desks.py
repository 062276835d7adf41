"""Where writes are handed in: to be carried out, or to be told why not."""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar, Protocol

from pso_graph.core.errors import Limit, ReadOnlyError
from pso_graph.pipeline.sources import list_sources
from pso_graph.pipeline.writing import Condition, Order, Update
from pso_graph.web.endpoint.authorization import authorize

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import Request

    from pso_graph.core.tokens import Scope, TokenFile
    from pso_graph.pipeline.writing import Change, Record, Writer

_MARK = 8  # bytes that nobody else draws


class Desk(Protocol):
    """Takes writes."""

    @property
    def offers_writing(self) -> bool:
        """Whether methods that write are known here at all, if only to say where else to do it."""

    @property
    def body_limit(self) -> Limit:
        """Bytes that the body of a write may have, and the setting that says so."""

    def admit(self, request: Request, scope: Scope) -> str:
        """Return the name of the token that allows a request to write, before its body is read.

        Args:
            request: of HTTP.
            scope: that it needs.

        Raises:
            PsoGraphError: if nothing allows it.
        """

    async def write(self, change: Change, token: str, condition: Condition | None = None) -> Record:
        """Make a change, and return what the log says of it once everybody is served with it.

        Args:
            change: to be made.
            token: name of the token that allows it.
            condition: under which it is to be made.

        Raises:
            PsoGraphError: if it cannot be made.
        """


class OpenDesk:
    """Takes writes of those who have a token.

    Args:
        writer: that makes them.
        tokens: that there are.
        body_limit: bytes that the body of a write may have.
        serve: returns once all answers come from a generation, or a later one; takes its name.
    """

    offers_writing = True

    def __init__(
        self, writer: Writer, tokens: TokenFile, body_limit: int, serve: Callable[[str], Awaitable[None]]
    ) -> None:
        self._writer = writer
        self._tokens = tokens
        self._serve = serve
        self.body_limit = Limit("write_limit", body_limit)

    def admit(self, request: Request, scope: Scope) -> str:
        """Return the name of the token of a request; see ``authorize``."""
        return authorize(request, self._tokens, scope)

    async def write(self, change: Change, token: str, condition: Condition | None = None) -> Record:
        """Make a change; see ``Desk.write``."""
        mark = os.urandom(_MARK).hex()
        record = await self._writer.write(Order(change, token, mark, condition or Condition()))
        await self._serve(record.generation)
        return record


class ClosedDesk:
    """Takes no writes.

    Args:
        body_limit: bytes that the body of a request may have.
    """

    offers_writing = False

    def __init__(self, body_limit: int) -> None:
        self.body_limit = Limit("body_limit", body_limit)

    def admit(self, request: Request, scope: Scope) -> str:
        """Return that no token is needed to be refused."""
        del request, scope
        return ""

    async def write(self, change: Change, token: str, condition: Condition | None = None) -> Record:
        """Refuse.

        Raises:
            ReadOnlyError: always.
        """
        del change, token, condition
        raise ReadOnlyError(
            "This server only reads.",
            fix="Start one with `pso-graph serve --writable --store DIR --tokens FILE`.",
        )


class BuiltDataError(ReadOnlyError):
    """A write to data that is built from files."""

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT


class BuiltDesk(ClosedDesk):
    """Takes no writes, since its data is built from files, but says which of them to edit."""

    offers_writing = True

    async def write(self, change: Change, token: str, condition: Condition | None = None) -> Record:
        """Refuse.

        Raises:
            BuiltDataError: always; it names the files.
        """
        del token, condition
        mentioned = change.text if isinstance(change, Update) else f"<{change.target}>"
        sources = ", ".join(list_sources(mentioned))
        raise BuiltDataError(
            "This data is built from the project's files.",
            where=sources,
            fix=f"Edit {sources}, and run `pso-graph build`.",
        )
