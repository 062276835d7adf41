"""Answers on their way to a client: whole if they are short, else as they come.

An answer that fails before it has been sent is a problem document. One that fails later is broken
off without its final chunk, so that every client reports an error: it is never silently short.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.core.errors import PsoGraphError
from pso_graph.web.formats import name_content_type

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
    from typing import IO, TypeVar

    from fastapi import Request
    from starlette.types import Receive, Scope, Send

    from pso_graph.query.workers import Answer, QueryRunner, Task

    T = TypeVar("T")

HEADERS = {"Access-Control-Allow-Origin": "*", "Vary": "Accept"}
"""Of every answer."""

BUFFERED = 1 << 20
"""Bytes up to which an answer is held back until it is whole."""

_PIECE = 1 << 16
_UNWATCHED = 0.02  # most answers are there sooner than it would pay to look after their clients
_LEFT = 499  # what servers note where nobody is left to read the answer
_log = logging.getLogger(__name__)


class _ClientLeftError(Exception):
    """Nobody waits for the answer any more."""


async def answer_task(request: Request, runner: QueryRunner, task: Task) -> Response:
    """Return the answer to a query, as a whole or to be streamed.

    Args:
        request: of the client; if it leaves, the work stops.
        runner: that answers.
        task: the query.

    Raises:
        PsoGraphError: if there is no answer.
    """
    try:
        return await _run_while_asked(request.receive, _begin(request, runner, task))
    except _ClientLeftError:
        return Response(status_code=_LEFT)


async def _begin(request: Request, runner: QueryRunner, task: Task) -> Response:
    """Read so much of an answer that it can be sent."""
    answer = await runner.run(task)
    try:
        headers = {**HEADERS, "Content-Type": name_content_type(answer.head.format)}
        pieces, is_whole = await _gather(answer)
        if is_whole:
            body = b"".join(pieces)
            headers["Content-Length"] = str(len(body))
            response = Response(b"" if request.method == "HEAD" else body, headers=headers)
        elif request.method == "HEAD":
            response = _StreamedResponse(_send_nothing(), answer.close, headers)
        elif request.scope["http_version"] == "1.0":
            response = await _spool(answer, pieces, headers)
        else:
            return _StreamedResponse(_send_on(answer, pieces), answer.close, headers)
    except BaseException:
        answer.close()
        raise
    answer.close()
    return response


async def _gather(answer: Answer) -> tuple[list[bytes], bool]:
    """Return the beginning of an answer, and whether that is all."""
    pieces: list[bytes] = []
    size = 0
    while size <= BUFFERED:
        piece = await answer.read()
        if piece is None:
            return pieces, True
        pieces.append(piece)
        size += len(piece)
    return pieces, False


async def _spool(answer: Answer, pieces: list[bytes], headers: dict[str, str]) -> Response:
    """Return an answer with its length: HTTP/1.0 has no other way to tell that one is broken off."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        file.writelines(pieces)
        while (piece := await answer.read()) is not None:
            file.write(piece)
        headers["Content-Length"] = str(file.tell())
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return _StreamedResponse(_send_file(file), file.close, headers)


async def _send_nothing() -> AsyncIterator[bytes]:
    for nothing in list[bytes]():
        yield nothing


async def _send_on(answer: Answer, pieces: list[bytes]) -> AsyncIterator[bytes]:
    while pieces:
        yield pieces.pop(0)
    while (piece := await answer.read()) is not None:
        yield piece


async def _send_file(file: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


class _StreamedResponse(Response):
    """A response whose body is sent as it comes, or broken off.

    Args:
        pieces: of the body.
        close: called when it has been sent, broken off or left.
        headers: of the response.
    """

    def __init__(
        self, pieces: AsyncIterator[bytes], close: Callable[[], None], headers: Mapping[str, str]
    ) -> None:
        self._pieces = pieces
        self._close = close
        self.status_code = 200
        self.background = None
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as ASGI has it."""
        del scope
        try:
            await _run_while_asked(receive, self._send(send))
        except _ClientLeftError:
            _log.info("A client left before its answer was sent.")
        except PsoGraphError as error:
            # Returning without an end makes the server close the connection: the client sees it.
            _log.warning("An answer is broken off: %s", error)
        finally:
            self._close()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for piece in self._pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _run_while_asked(receive: Receive, work: Coroutine[None, None, T]) -> T:
    """Return the result of some work, which is cancelled when the client leaves.

    Args:
        receive: of ASGI; what is left of the request's body is read over.
        work: for the client.

    Raises:
        _ClientLeftError: if it left.
    """
    task = asyncio.ensure_future(work)
    leaving: asyncio.Future[None] | None = None
    try:
        await asyncio.wait([task], timeout=_UNWATCHED)
        if not task.done():
            leaving = asyncio.ensure_future(_wait_for_leave(receive))
            await asyncio.wait([task, leaving], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise _ClientLeftError
        return task.result()
    finally:
        if leaving is not None:
            leaving.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait([task])


async def _wait_for_leave(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
