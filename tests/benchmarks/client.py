"""A small load generator, for where wrk is not installed; a program of its own, and slower than wrk.

Run as ``client.py PORT FILE CLIENTS SECONDS [MARK]``; it asks and prints as ``load.lua`` does.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HOST = "127.0.0.1"
_OK = b"200"
_PATIENCE = 30  # seconds that an answer may take


@dataclass
class Tally:
    """What became of the requests.

    Args:
        times: of those answered with 200, in seconds.
        failures: of the others.
    """

    times: list[float] = field(default_factory=list)
    failures: int = 0


def find_percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least so many percent of all do not exceed (nearest rank).

    Args:
        ordered: values, ascending, at least one.
        percent: above 0, at most 100.
    """
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def write_requests(targets: Sequence[str], mark: str | None) -> Iterator[bytes]:
    """Yield requests without end: the targets in turn, each with a comment of its own if there is a mark.

    Args:
        targets: path and query, percent-encoded.
        mark: that the comments begin with.
    """
    for number in count():
        target = targets[number % len(targets)]
        if mark is not None:
            target += f"%20%23{mark}-{number + 1}"
        yield (
            f"GET {target} HTTP/1.1\r\nHost: {_HOST}\r\nAccept: application/sparql-results+json\r\n\r\n"
        ).encode("ascii")


async def read_answer(reader: asyncio.StreamReader) -> tuple[bool, bool]:
    """Return whether an answer is 200, and whether the connection stays; its body is read over.

    Args:
        reader: at the beginning of the answer.

    Raises:
        asyncio.IncompleteReadError: if the connection ends before the answer does.
    """
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).lower().strip().split(b"\r\n")
    headers = {name: value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    if headers.get(b"transfer-encoding") == b"chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readuntil(b"\r\n")
    else:
        await reader.readexactly(int(headers[b"content-length"]))
    return status.split()[1] == _OK, headers.get(b"connection") != b"close"


async def _ask_on(port: int, requests: Iterator[bytes], end: float, tally: Tally) -> None:
    """Ask one request after the other until the end."""
    while time.perf_counter() < end:
        try:
            reader, writer = await asyncio.open_connection(_HOST, port)
            try:
                await _ask_while_open(reader, writer, requests, end, tally)
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError):
            tally.failures += 1


async def _ask_while_open(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    requests: Iterator[bytes],
    end: float,
    tally: Tally,
) -> None:
    stays = True
    while stays and time.perf_counter() < end:
        begin = time.perf_counter()
        writer.write(next(requests))
        async with asyncio.timeout(_PATIENCE):
            is_right, stays = await read_answer(reader)
        if is_right:
            tally.times.append(time.perf_counter() - begin)
        else:
            tally.failures += 1


async def _load(port: int, requests: Iterator[bytes], clients: int, seconds: float) -> dict[str, float]:
    tally = Tally()
    begin = time.perf_counter()
    await asyncio.gather(*(_ask_on(port, requests, begin + seconds, tally) for _ in range(clients)))
    took = time.perf_counter() - begin
    times = sorted(tally.times) or [math.inf]
    percentiles = {f"p{percent}": find_percentile(times, percent) * 1000 for percent in (50, 95, 99)}
    return {"requests": len(tally.times), "failures": tally.failures, "seconds": took, **percentiles}


def main(port: str, file: str, clients: str, seconds: str, mark: str | None = None) -> None:
    """Ask, and print the figures."""
    requests = write_requests(Path(file).read_text("ascii").splitlines(), mark)
    print(json.dumps(asyncio.run(_load(int(port), requests, int(clients), float(seconds)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
