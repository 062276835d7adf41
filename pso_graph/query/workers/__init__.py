"""Worker processes: queries that can be stopped, and that take no more than their share."""

from pso_graph.query.workers.bundle import BundleTask, read_bundle
from pso_graph.query.workers.compression import CODINGS
from pso_graph.query.workers.host import SnapshotHost
from pso_graph.query.workers.pool import QueryPool
from pso_graph.query.workers.runner import Answer, LocalRunner, QueryRunner, read_whole
from pso_graph.query.workers.snapshot import Snapshot, digest_files, digest_folder
from pso_graph.query.workers.switchboard import Switchboard
from pso_graph.query.workers.task import Head, Limits, Task
from pso_graph.query.workers.tasks import GraphTask, LineageTask, QueryTask, ShippedTask

__all__ = [
    "CODINGS",
    "Answer",
    "BundleTask",
    "GraphTask",
    "Head",
    "Limits",
    "LineageTask",
    "LocalRunner",
    "QueryPool",
    "QueryRunner",
    "QueryTask",
    "ShippedTask",
    "Snapshot",
    "SnapshotHost",
    "Switchboard",
    "Task",
    "digest_files",
    "digest_folder",
    "read_bundle",
    "read_whole",
]
