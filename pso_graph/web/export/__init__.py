"""The whole site as files, made by the tasks that the server answers with."""

from pso_graph.web.export.exporting import publish_site
from pso_graph.web.export.folder import Changes
from pso_graph.web.export.publication import Publication, check_address

__all__ = ["Changes", "Publication", "check_address", "publish_site"]
