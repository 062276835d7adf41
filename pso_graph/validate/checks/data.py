"""All checks of data that need nothing but the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.validate.checks.dates import check_date_texts, check_due_dates, check_precedence
from pso_graph.validate.checks.lineage import check_circles
from pso_graph.validate.checks.links import check_links, check_names, check_repetitions
from pso_graph.validate.checks.wording import check_labels, check_partners, check_tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pso_graph.rdf.terms import NamedNode
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.finding import LocatedFinding


def check_data(corpus: Corpus, looked_up: Collection[NamedNode]) -> Iterator[LocatedFinding]:
    """Yield what is wrong with data, beyond what shapes say (PSO-D…).

    Args:
        corpus: vocabulary and data.
        looked_up: properties whose values shapes look up already.
    """
    yield from check_links(corpus, looked_up)
    yield from check_names(corpus)
    yield from check_repetitions(corpus)
    yield from check_labels(corpus)
    yield from check_partners(corpus)
    yield from check_tags(corpus)
    yield from check_date_texts(corpus)
    yield from check_due_dates(corpus)
    yield from check_precedence(corpus)
    yield from check_circles(corpus)
