"""Which focus nodes a change of the data can affect, so that only they need be validated again."""

from pso_graph.validate.affected.focus import ALL, Affected, find_affected, restrict_shapes

__all__ = ["ALL", "Affected", "find_affected", "restrict_shapes"]
