"""The rules that data, ontology and queries are checked against: all of them, and each with examples."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.page import Page
from pso_graph.publish.prose import write_prose
from pso_graph.publish.rendering import render
from pso_graph.validate.rules import Rule, list_rules
from pso_graph.validate.rules.presentation import SERIES, find_series, write_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Content, Visit
    from pso_graph.store import Store


class RulesPage(Page):
    """All rules, by series."""

    pattern: ClassVar[str] = "rules"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        del parts
        rules = list_rules()
        series = [
            (letter, SERIES[letter][visit.language], list(members))
            for letter, members in groupby(rules, key=find_series)
        ]
        lead = write_prose(visit.say("rules.lead", total=len(rules)), visit.links)
        return render("rules.html", visit, visit.say("rules.title"), series=series, lead=lead)


class RulePage(Page):
    """One rule: what it wants and why, and an example of each kind."""

    pattern: ClassVar[str] = "rules/{id}"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        rules = {rule.id: rule for rule in list_rules()}
        rule = rules.get(parts["id"])
        if rule is None:
            raise UnknownThingError(
                f"There is no rule {parts['id']!r}.", fix="The page of all rules lists them."
            )
        return render(
            "rule.html",
            visit,
            f"{rule.id}: {rule.title[visit.language]}",
            rule=rule,
            message=write_message(rule, visit.language),
            series=SERIES[find_series(rule)][visit.language],
            neighbours=_find_neighbours(rule, list(rules.values())),
        )

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the path of each rule; see ``Page.list_paths``."""
        del store
        return [f"rules/{rule.id}" for rule in list_rules()]


def _find_neighbours(rule: Rule, rules: list[Rule]) -> tuple[Rule | None, Rule | None]:
    """Return the rules before and after one; None at an end."""
    place = rules.index(rule)
    return rules[place - 1] if place else None, rules[place + 1] if place + 1 < len(rules) else None
