"""The kinds of pages, each in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.pages.api import ApiPage
from pso_graph.publish.pages.comparison import DocumentComparisonPage
from pso_graph.publish.pages.dataset import DatasetPage
from pso_graph.publish.pages.documents import DocumentsPage
from pso_graph.publish.pages.explorer import ExplorerPage
from pso_graph.publish.pages.flow import TopicFlowPage
from pso_graph.publish.pages.graphs import GraphPage, GraphsPage
from pso_graph.publish.pages.guide import GuidePage
from pso_graph.publish.pages.home import HomePage
from pso_graph.publish.pages.lists import FurtherListPage, ListPage, ListsPage
from pso_graph.publish.pages.matrix import DocumentMatrixPage, ReplyMatrixPage
from pso_graph.publish.pages.ontology import OntologyPage
from pso_graph.publish.pages.queries import QueriesPage, QueryPage
from pso_graph.publish.pages.rules import RulePage, RulesPage
from pso_graph.publish.pages.search import SearchAnswerPage, SearchPage, SearchPartPage, SuggestionsPage
from pso_graph.publish.pages.sparql import SparqlPage
from pso_graph.publish.pages.things import ThingPage
from pso_graph.publish.pages.timeline import KindTimelinePage
from pso_graph.publish.pages.topics import TopicPage
from pso_graph.publish.pages.views import VIEWS, ViewsPage

if TYPE_CHECKING:
    from pso_graph.publish.page import Page

PAGES: tuple[Page, ...] = (
    HomePage(),
    OntologyPage(),
    DatasetPage(),
    ApiPage(),
    GuidePage(),
    RulesPage(),
    RulePage(),
    QueriesPage(),
    QueryPage(),
    SparqlPage(),
    SearchPage(),
    SearchAnswerPage(),
    SuggestionsPage(),
    SearchPartPage(),
    ListsPage(),
    ListPage(),
    FurtherListPage(),
    *VIEWS,
    ViewsPage(),
    DocumentsPage(),
    GraphsPage(),
    GraphPage(),
    ThingPage(),
    ExplorerPage(),
    TopicFlowPage(),
    KindTimelinePage(),
    DocumentMatrixPage(),
    ReplyMatrixPage(),
    DocumentComparisonPage(),
    TopicPage(),
)
"""All kinds, the one whose pattern fits first counts."""
