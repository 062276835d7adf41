"""Renew the table of counts in the README: ``make counts``."""

from __future__ import annotations

import re

from pso_graph.build.dataset import read_dataset
from pso_graph.pipeline.building import compose_dataset
from pso_graph.pipeline.counting import count_things, write_counts
from tests.conftest import ROOT

path = ROOT / "README.md"
store, _ = compose_dataset(read_dataset(ROOT), lambda _: None)
table = f"<!-- counts -->\n{write_counts(count_things(store))}<!-- /counts -->"
path.write_text(
    re.sub(r"<!-- counts -->.*?<!-- /counts -->", table, path.read_text("utf-8"), flags=re.DOTALL)
)
