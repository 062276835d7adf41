"""Writing: each change makes the next generation of a store, which is served once it is whole."""

from pso_graph.pipeline.writing.applying import Order, carry_out, create_store
from pso_graph.pipeline.writing.changes import Change, GraphChange, Update
from pso_graph.pipeline.writing.checking import InvalidChangeError, ShapesReport, prove_shapes
from pso_graph.pipeline.writing.conditions import Condition
from pso_graph.pipeline.writing.generations import Generation, Generations
from pso_graph.pipeline.writing.log import Record
from pso_graph.pipeline.writing.process import WriteLimits, Writer, WriterProcess
from pso_graph.pipeline.writing.uploads import (
    DATASET_TYPES,
    GRAPH_TYPES,
    Upload,
    check_type,
    is_dataset_type,
)

__all__ = [
    "DATASET_TYPES",
    "GRAPH_TYPES",
    "Change",
    "Condition",
    "Generation",
    "Generations",
    "GraphChange",
    "InvalidChangeError",
    "Order",
    "Record",
    "ShapesReport",
    "Update",
    "Upload",
    "WriteLimits",
    "Writer",
    "WriterProcess",
    "carry_out",
    "check_type",
    "create_store",
    "is_dataset_type",
    "prove_shapes",
]
