"""Where in the files a finding is to be mended."""

from pso_graph.validate.location.locating import NO_CONSEQUENCES, Consequences, locate_findings

__all__ = ["NO_CONSEQUENCES", "Consequences", "locate_findings"]
