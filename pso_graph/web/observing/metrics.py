"""``/metrics``: the numbers of all web processes in the text form of Prometheus, or as OpenMetrics.

Labels have few values, all of them our own: nothing that a client sends stands there.
"""

from __future__ import annotations

from importlib.metadata import version
from itertools import accumulate
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from pso_graph.web.http.clients import FORWARDING
from pso_graph.web.http.exchange import find_exchange
from pso_graph.web.observing.tallies import BOUNDS, UNBOUND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client.core import Metric

    from pso_graph.web.http.clients import NetworkSet
    from pso_graph.web.observing.tallies import Board, Key

_COUNTERS = {
    "answers": ("Answers by kind of request and status of HTTP.", ("kind", "status")),
    "refusals": ("Requests that were answered with an error of ours.", ("code",)),
    "broken_answers": ("Answers broken off after they had begun.", ("code",)),
    "clients_left": ("Requests whose client left before the end of the answer.", ()),
    "kills": ("Queries stopped, or lost with their worker.", ("reason",)),
    "cache": ("Answers that were kept, were not, or need not be sent again.", ("result",)),
    "sent_bytes": ("Bytes of answers, without their heads.", ()),
    "refused_connections": ("Connections closed before there was a request to answer.", ("reason",)),
}
_GAUGES = {
    "workers": ("Query workers.", ("state",)),
    "waiting": ("Queries that wait for a worker.", ()),
    "connections": ("Open connections.", ()),
    "snapshot": ("Web processes that answer from a snapshot.", ("digest",)),
}

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


class _Collection(Collector):
    """Numbers as Prometheus has them.

    Args:
        numbers: of all processes.
    """

    def __init__(self, numbers: Mapping[Key, float]) -> None:
        self._numbers = numbers

    def collect(self) -> Iterator[Metric]:
        """Return the metrics."""
        yield InfoMetricFamily("pso_graph", "What serves here.", {"version": version("pso-graph")})
        yield self._collect_times()
        for name, (meaning, labels) in _COUNTERS.items():
            counter = CounterMetricFamily(f"pso_graph_{name}", meaning, labels=labels)
            for values, number in self._select(name):
                counter.add_metric(values, number)
            yield counter
        for name, (meaning, labels) in _GAUGES.items():
            gauge = GaugeMetricFamily(f"pso_graph_{name}", meaning, labels=labels)
            for values, number in self._select(name):
                gauge.add_metric(values, number)
            yield gauge

    def _collect_times(self) -> Metric:
        metric = HistogramMetricFamily(
            "pso_graph_request_seconds",
            "Seconds from the head of a request to the end of its answer, by kind and shipped query.",
            labels=("kind", "query"),
        )
        for (kind, query), total in self._select("seconds_sum"):
            classes = [self._numbers.get(("seconds", kind, query, name), 0.0) for name in (*BOUNDS, UNBOUND)]
            buckets = list(zip((*BOUNDS, UNBOUND), accumulate(classes), strict=True))
            metric.add_metric((kind, query), buckets, total)
        return metric

    def _select(self, name: str) -> list[tuple[Key, float]]:
        return sorted((key[1:], number) for key, number in self._numbers.items() if key[0] == name)


def make_metrics_router(board: Board, readers: NetworkSet) -> APIRouter:
    """Return the route of the metrics.

    Args:
        board: of the numbers.
        readers: who may read them.
    """
    router = APIRouter()

    @router.get(
        "/metrics",
        summary="Numbers for Prometheus; as a rule only for this machine",
        response_class=PlainTextResponse,
        responses={403: {"description": "They are read from other addresses.", "content": _PROBLEM}},
    )
    async def metrics(request: Request) -> Response:
        if not _is_reader(request, readers):
            raise HTTPException(
                403, "The metrics are read from other addresses; see PSO_GRAPH_METRICS_READERS."
            )
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        content = encode(_Collection(board.sum()))
        return Response(content, headers={"Content-Type": content_type, "Cache-Control": "no-store"})

    return router


def _is_reader(request: Request, readers: NetworkSet) -> bool:
    """Return whether a client may read; one that comes through a proxy that is not trusted may be anyone."""
    exchange = find_exchange(request.scope)
    is_hidden = not exchange.is_vouched and any(name in FORWARDING for name, _ in request.scope["headers"])
    return exchange.client in readers and not is_hidden
