"""Worker processes: queries that can be stopped, and that take no more than their share."""

from pso_graph.query.workers.pool import QueryPool
from pso_graph.query.workers.runner import Answer, LocalRunner, QueryRunner
from pso_graph.query.workers.snapshot import Snapshot
from pso_graph.query.workers.task import Head, Limits, Task

__all__ = ["Answer", "Head", "Limits", "LocalRunner", "QueryPool", "QueryRunner", "Snapshot", "Task"]
