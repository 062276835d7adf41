"""The kinds of pages, each in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.pages.home import HomePage

if TYPE_CHECKING:
    from pso_graph.publish.page import Page

PAGES: tuple[Page, ...] = (HomePage(),)
"""All kinds, the one whose pattern fits first counts."""
