"""The settings of a run, as one typed object that is passed in."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from math import ceil
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Ge, Gt
from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Amount = Annotated[int, Gt(0)]
Natural = Annotated[int, Ge(0)]
Seconds = Annotated[float, Gt(0)]
BaseIri = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+/$")]
Network = IPv4Network | IPv6Network


def _read_networks(written: object) -> object:
    """Return networks that are written with commas or spaces between them, or as a list."""
    names = written.replace(",", " ").split() if isinstance(written, str) else written
    return [ip_network(name) for name in names] if isinstance(names, list | tuple) else names


Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_read_networks)]


class Settings(BaseSettings):
    """What a run can be told by the environment (prefix ``PSO_GRAPH_``).

    Args:
        home: folder in which builds are kept, with the pointer to the current one.
        host: address that the server listens on.
        port: port that the server listens on.
        default_graph: what queries see where they name no graph: the ``union`` of all graphs, or the
            ``stored`` unnamed one.
        workers: processes that answer requests.
        query_workers: queries that run at once, each in a process of its own; twice as many as processors,
            so that one client, which may have half of them, finds each processor a worker.
        time_limit: seconds that a query may work; a request's ``timeout`` can only lower it.
        memory_limit: bytes of memory that a query may need.
        row_limit: rows, or triples, that an answer may have.
        byte_limit: bytes that an answer may have.
        sending_limit: seconds that an answer may wait, in all, for a client that reads slowly.
        queue_limit: queries that may wait for a worker.
        queue_time: seconds that each may wait.
        body_limit: bytes that the body of a request may have.
        cache_room: bytes for answers that are kept in each process, for those who ask the same again.
        freshness: seconds for which a client or proxy need not ask again whether an answer is still right.
        client_queries: queries of one client that may run or wait for a worker at once, in each web process;
            0 for half of its workers.
        client_queue: further ones that may wait until one of these is done.
        client_budget: seconds of work that a client may use without a break, in each web process.
        client_window: seconds in which a budget that is used up becomes full again.
        trusted_proxies: networks of the proxies whose word on who asks is believed.
        forwarding_header: in which they say it; it must be one that they write themselves.
        connection_limit: connections that may be open, in each web process.
        client_connection_limit: those of one client among them.
        target_limit: bytes that the target of a request may have.
        head_limit: bytes that the header fields of a request may have.
        head_time: seconds in which the head of a request must arrive.
        body_time: seconds in which its body must arrive.
        idle_time: seconds that a connection may be kept open between requests.
        access_log: file that gets a line for each request, ``-`` for standard error; None for no log.
        log_clients: how clients are written there: as their ``network``, their ``address``, or not at all.
        metrics_readers: networks from which ``/metrics`` may be read.
        tokens: file with the tokens that allow writing; None for none.
        base: what the IRIs of the things begin with that pages are shown for.
        sources: folder with the reader's own copy of the documents, whose passages pages then show; None for
            none.
        graph_base: what the IRIs of the graphs below ``/graph/`` begin with.
        write_limit: bytes that the body of an authorised write may have.
        write_time_limit: seconds that a write may work.
        write_memory_limit: bytes of memory that a write may need.
        write_queue: writes that may wait for the one that goes on, in each web process.
        generations: states of a writable store that are kept.
    """

    model_config = SettingsConfigDict(env_prefix="PSO_GRAPH_", frozen=True)

    home: Path = Path(".pso-graph")
    host: str = "127.0.0.1"
    port: int = 8000
    default_graph: Literal["union", "stored"] = "union"
    workers: Amount = 1
    query_workers: Amount = 2 * (os.cpu_count() or 1)
    time_limit: Seconds = 10.0
    memory_limit: Amount = 1 << 30
    row_limit: Amount = 1_000_000
    byte_limit: Amount = 512 << 20
    sending_limit: Seconds = 60.0
    queue_limit: Natural = 64
    queue_time: Seconds = 10.0
    body_limit: Amount = 1 << 20
    cache_room: Natural = 64 << 20
    freshness: Natural = 60
    client_queries: Natural = 0
    client_queue: Natural = 64
    client_budget: Seconds = 60.0
    client_window: Seconds = 60.0
    trusted_proxies: Networks = ()
    forwarding_header: Literal["x-forwarded-for", "forwarded"] = "x-forwarded-for"
    connection_limit: Amount = 1000
    client_connection_limit: Amount = 100
    target_limit: Amount = 32 << 10
    head_limit: Amount = 16 << 10
    head_time: Seconds = 10.0
    body_time: Seconds = 20.0
    idle_time: Seconds = 15.0
    access_log: Path | None = None
    log_clients: Literal["network", "address", "none"] = "network"
    metrics_readers: Networks = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    tokens: Path | None = None
    base: BaseIri = "https://w3id.org/pso-graph/"
    sources: Path | None = None
    graph_base: BaseIri = "https://w3id.org/pso-graph/graph/"
    write_limit: Amount = 64 << 20
    write_time_limit: Seconds = 60.0
    write_memory_limit: Amount = 2 << 30
    write_queue: Natural = 16
    generations: Amount = 5

    @property
    def worker_share(self) -> int:
        """How many of the query workers each web process has."""
        return ceil(self.query_workers / self.workers)
