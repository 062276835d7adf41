"""Answers on their way to a client: whole if they are short, else as they come.

An answer that fails before it has been sent is a problem document. One that fails later is broken
off without its final chunk, so that every client reports an error: it is never silently short.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.core.errors import PsoGraphError
from pso_graph.web.http.cache import Kept, ResultCache, is_matched, make_tag
from pso_graph.web.http.exchange import LEFT, find_exchange
from pso_graph.web.http.formats import name_content_type

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
    from typing import IO, TypeVar

    from fastapi import Request
    from starlette.types import Receive, Scope, Send

    from pso_graph.query.workers import Answer, Head, QueryRunner, Task
    from pso_graph.web.answering.fairness import FairUse, Ticket

    T = TypeVar("T")

BUFFERED = 1 << 20
"""Bytes up to which an answer is held back until it is whole."""

_PIECE = 1 << 16
_VARY = "Accept, Accept-Encoding"
_CHANGING = {"Cache-Control": "no-store"}
_UNWATCHED = 0.2  # seconds: most answers are there sooner than it would pay to look after their clients
_log = logging.getLogger(__name__)


class _ClientLeftError(Exception):
    """Nobody waits for the answer any more."""


class Answerer:
    """Answers requests: from what is kept, or by running their tasks.

    Args:
        runner: of tasks.
        room: for answers that are kept, in bytes.
        freshness: seconds for which caches need not ask again whether an answer is still right.
        fair_use: that clients are held to, where there is work to do for them.
    """

    def __init__(self, runner: QueryRunner, room: int, freshness: int, fair_use: FairUse) -> None:
        self.runner = runner
        self._fair_use = fair_use
        self.cache = ResultCache(room)
        self._lasting = {"Cache-Control": f"public, max-age={freshness}" if freshness else "no-cache"}

    async def answer(self, request: Request, task: Task, tag: str | None = None) -> Response:
        """Return the answer to a task, as a whole or to be streamed.

        Args:
            request: of the client; if it leaves, the work stops.
            task: the task; a query among them has passed the guard.
            tag: of the answer, where it is known.

        Raises:
            PsoGraphError: if there is no answer.
        """
        exchange = find_exchange(request.scope)
        exchange.note_task(task)
        runner = self.runner.pin()
        tag = tag or make_tag(runner.digest, task)
        headers = {"Vary": _VARY, **({"ETag": tag, **self._lasting} if tag else _CHANGING)}
        if tag is not None and is_matched(tag, request.headers.get("if-none-match")):
            exchange.kept = "unchanged"
            return Response(status_code=304, headers=headers)
        kept = self.cache.find(tag)
        exchange.kept = "miss" if kept is None else "hit"
        if kept is not None:
            return _WholeResponse(kept, has_body=request.method != "HEAD")
        try:
            return await _run_while_asked(request.receive, self._begin(request, runner, task, headers))
        except _ClientLeftError:
            exchange.note_end("client left")
            return Response(status_code=LEFT)

    async def work(self, request: Request, job: Callable[[], None]) -> None:
        """Do some work for a client in a thread of this process, which counts like that of a worker.

        Args:
            request: of the client.
            job: the work.

        Raises:
            PsoGraphError: if the client has used up its share, or the job fails.
        """
        ticket = await self._admit(request)
        seconds = 0.0

        def run() -> None:
            nonlocal seconds
            begin = time.thread_time()
            try:
                job()
            finally:
                seconds = time.thread_time() - begin

        try:
            await asyncio.to_thread(run)
        finally:
            ticket.finish(seconds)

    async def _admit(self, request: Request) -> Ticket:
        exchange = find_exchange(request.scope)
        exchange.account = account = self._fair_use.find(exchange.client)
        return await account.admit()

    async def _begin(
        self, request: Request, runner: QueryRunner, task: Task, headers: dict[str, str]
    ) -> Response:
        """Read so much of an answer that it can be sent."""
        ticket = await self._admit(request)
        try:
            answer = await runner.run(task, ticket.finish)
        except BaseException:
            ticket.finish()  # if it has not been charged, it has cost nothing
            raise
        try:
            headers.update(_describe(answer.head))
            pieces, is_whole = await _gather(answer)
            if is_whole:
                kept = _make_kept(headers, b"".join(pieces))
                self.cache.keep(headers.get("ETag"), kept)
                response: Response = _WholeResponse(kept, has_body=request.method != "HEAD")
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


def _describe(head: Head) -> dict[str, str]:
    coding = {"Content-Encoding": head.coding} if head.coding else {}
    return {"Content-Type": name_content_type(head.format), **coding}


def _make_kept(headers: Mapping[str, str], body: bytes) -> Kept:
    described = {**headers, "Content-Length": str(len(body))}
    return Kept([(name.lower().encode(), value.encode("latin-1")) for name, value in described.items()], body)


class _WholeResponse(Response):
    """A whole answer: what of it can be made once is made once.

    Args:
        kept: the answer.
        has_body: whether its body is to be sent.
    """

    def __init__(self, kept: Kept, *, has_body: bool) -> None:
        self.status_code = 200
        self.background = None
        self.body = kept.body if has_body else b""
        self.raw_headers = list(kept.fields)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as ASGI has it."""
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


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
        try:
            await _run_while_asked(receive, self._send(send))
        except _ClientLeftError:
            find_exchange(scope).note_end("client left")
        except PsoGraphError as error:
            # Returning without an end makes the server close the connection: the client sees it.
            find_exchange(scope).note_end("broken off", error)
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
    watch = _Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.has_left:
            raise _ClientLeftError from None
        raise
    finally:
        watch.end()


class _Watch:
    """Looks after a client while the current task works for it, and cancels the task if it leaves.

    Args:
        receive: of ASGI.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._worker = asyncio.current_task()
        self._waiting: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_UNWATCHED, self._begin)
        self.has_left = False

    def end(self) -> None:
        """Look no longer."""
        self._timer.cancel()
        if self._waiting is not None:
            self._waiting.cancel()

    def _begin(self) -> None:
        self._waiting = asyncio.ensure_future(self._wait_for_leave())

    async def _wait_for_leave(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        if self._worker is not None:
            self._worker.cancel()
