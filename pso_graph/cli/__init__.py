"""The command line: one short module for each command."""

from pso_graph.cli.main import main

__all__ = ["main"]
