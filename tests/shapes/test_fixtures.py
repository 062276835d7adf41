"""Every rule notices what it is there for, and only that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from .conftest import FIXTURES, PSOG, Found, run_shapes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rdflib.term import Node

FAILING = sorted((FIXTURES / "fail").glob("*.ttl"))
IDS = [path.stem for path in FAILING]
BLANK = "_:"
# Rules that forbid something altogether: nothing that passes is looked at by them.
PROHIBITIONS = {"PSO-S004", "PSO-S382", "PSO-S383"}
