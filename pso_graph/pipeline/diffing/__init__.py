"""What has changed between two states of a dataset, thing by thing, and what that means for its version."""

from pso_graph.pipeline.diffing.comparing import Comparison, compare_sources
from pso_graph.pipeline.diffing.formats import WRITERS

__all__ = ["WRITERS", "Comparison", "compare_sources"]
