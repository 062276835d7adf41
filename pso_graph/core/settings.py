"""The settings of a run, as one typed object that is passed in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Gt
from pydantic_settings import BaseSettings, SettingsConfigDict

Amount = Annotated[int, Gt(0)]
Seconds = Annotated[float, Gt(0)]


class Settings(BaseSettings):
    """What a run can be told by the environment (prefix ``PSO_GRAPH_``).

    Args:
        home: folder in which builds are kept, with the pointer to the current one.
        host: address that the server listens on.
        port: port that the server listens on.
        default_graph: what queries see where they name no graph: the ``union`` of all graphs, or the
            ``stored`` unnamed one.
        workers: queries that run at once, each in a process of its own; as many as there are processors.
        time_limit: seconds that a query may work; a request's ``timeout`` can only lower it.
        memory_limit: bytes of memory that a query may need.
        row_limit: rows, or triples, that an answer may have.
        byte_limit: bytes that an answer may have.
        sending_limit: seconds that an answer may wait, in all, for a client that reads slowly.
        queue_limit: queries that may wait for a worker.
        queue_time: seconds that each may wait.
        body_limit: bytes that the body of a request may have.
    """

    model_config = SettingsConfigDict(env_prefix="PSO_GRAPH_", frozen=True)

    home: Path = Path(".pso-graph")
    host: str = "127.0.0.1"
    port: int = 8000
    default_graph: Literal["union", "stored"] = "union"
    workers: Amount = os.cpu_count() or 1
    time_limit: Seconds = 10.0
    memory_limit: Amount = 1 << 30
    row_limit: Amount = 1_000_000
    byte_limit: Amount = 512 << 20
    sending_limit: Seconds = 60.0
    queue_limit: Annotated[int, Gt(-1)] = 64
    queue_time: Seconds = 10.0
    body_limit: Amount = 1 << 20
