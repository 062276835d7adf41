"""What is written at once is what the server would have written in two pieces."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from pso_graph.web.serving.sending import send_at_once

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

START = "http.response.start"
BODY = "http.response.body"
NAMES = st.sampled_from([b"content-type", b"etag", b"link", b"vary", b"x-y"])
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20).map(str.encode)
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=6)


class Written:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes) -> None:
        self.pieces.append(data)

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed


def answer(
    messages: list[Message], *, at_once: bool, method: str = "GET", keep_alive: bool = True
) -> tuple[Written, RequestResponseCycle, int]:
    """Return what is written of an answer, the server's side of it, and how often it was called complete."""

    async def app(_: Scope, __: Receive, send: Send) -> None:
        for message in messages:
            await send({**message})

    async def run() -> tuple[Written, RequestResponseCycle, int]:
        transport, ends = Written(), []
        cycle = RequestResponseCycle(
            scope=cast("Any", {"type": "http", "method": method, "http_version": "1.1", "path": "/"}),
            transport=cast("asyncio.Transport", transport),
            flow=FlowControl(cast("asyncio.Transport", transport)),
            logger=logging.getLogger("test.sending"),
            access_logger=logging.getLogger("test.sending"),
            access_log=False,
            default_headers=[(b"date", b"today")],
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=keep_alive,
            on_response=lambda: ends.append(1),
        )
        await cycle.run_asgi(cast("Any", send_at_once(app, cycle) if at_once else app))
        return transport, cycle, len(ends)

    return asyncio.run(run())


def make_whole(status: int, fields: list[tuple[bytes, bytes]], body: bytes) -> list[Message]:
    length = (b"content-length", str(len(body)).encode())
    return [{"type": START, "status": status, "headers": [*fields, length]}, {"type": BODY, "body": body}]


@given(st.sampled_from([200, 201, 404, 503]), FIELDS, st.binary(max_size=100))
def test_a_whole_answer_is_one_write_of_the_same_bytes(
    status: int, fields: list[tuple[bytes, bytes]], body: bytes
) -> None:
    messages = make_whole(status, fields, body)
    usual, _, _ = answer(messages, at_once=False)
    written, cycle, ends = answer(messages, at_once=True)
    assert written.pieces == [b"".join(usual.pieces)]
    assert cycle.response_started
    assert cycle.response_complete
    assert cycle.message_event.is_set()
    assert ends == 1


@pytest.mark.parametrize("kind", ["chunked", "head", "closing", "close asked", "no content"])
def test_all_others_the_server_sends_as_usual(kind: str) -> None:
    messages = make_whole(200, [(b"etag", b'"x"')], b"body")
    settings: dict[str, Any] = {}
    if kind == "chunked":
        messages = [
            {"type": START, "status": 200, "headers": [(b"etag", b'"x"')]},
            {"type": BODY, "body": b"one", "more_body": True},
            {"type": BODY, "body": b"two", "more_body": False},
        ]
    elif kind == "head":
        settings["method"] = "HEAD"
    elif kind == "closing":
        settings["keep_alive"] = False
    elif kind == "close asked":
        messages[0]["headers"].append((b"connection", b"close"))
    else:
        messages = [{"type": START, "status": 304, "headers": [(b"etag", b'"x"')]}, {"type": BODY}]
    usual, expected, _ = answer(messages, at_once=False, **settings)
    written, cycle, ends = answer(messages, at_once=True, **settings)
    assert b"".join(written.pieces) == b"".join(usual.pieces)
    assert written.is_closed == usual.is_closed
    assert cycle.response_complete == expected.response_complete
    assert ends == 1


@pytest.mark.parametrize("value", [b"a\r\nset-cookie: x", b"a\nb", b"a\rb", b"a\0b"])
def test_a_field_that_is_more_than_a_line_is_never_written(value: bytes) -> None:
    written, _, _ = answer(make_whole(200, [(b"link", value)], b"body"), at_once=True)
    assert value not in b"".join(written.pieces)
    assert b"set-cookie" not in b"".join(written.pieces)


@pytest.mark.parametrize("length", [b"3", b"5", b"four"])
def test_a_body_of_another_length_than_told_is_never_taken_for_whole(length: bytes) -> None:
    start = {"type": START, "status": 200, "headers": [(b"content-length", length)]}
    written, cycle, ends = answer([start, {"type": BODY, "body": b"body"}], at_once=True)
    assert not cycle.response_complete
    assert not ends
    assert written.is_closed
