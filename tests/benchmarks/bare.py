"""A bare FastAPI application: one route that answers the same bytes each time, to compare pages with.

Run by ``tests.benchmarks.pages`` with ``uvicorn tests.benchmarks.bare:app``; the variable
``PSO_GRAPH_BARE_SIZE`` says how many bytes.
"""

from __future__ import annotations

import os

from fastapi import FastAPI, Response

BODY = b"x" * int(os.environ.get("PSO_GRAPH_BARE_SIZE", "1000"))

app = FastAPI()


@app.get("/{path:path}")
async def answer(path: str) -> Response:
    """Answer anything."""
    del path
    return Response(BODY, media_type="text/html")
