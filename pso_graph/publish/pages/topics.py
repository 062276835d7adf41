"""Topics: which document deals with what, and what it says on one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.drawing.topics import choose_shade, draw_topic, draw_topics
from pso_graph.publish.pages.view import View
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.replies import REPLIES
from pso_graph.publish.views.topics import KINDS, group_contents, read_topics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.drawing.picture import Picture
    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.views.topics import Topic, TopicTable
    from pso_graph.store import Store

_QUERY = "topics-by-document"


class TopicsPage(View):
    """All topics by documents."""

    pattern: ClassVar[str] = "views/topics"
    area: ClassVar[str] = "topics"

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        del parts
        return Question(visit.store, _QUERY, {})

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        return _draw_table(visit, read_topics(question.rows))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        table = read_topics(question.rows)
        return self.write(visit, question, _draw_table(visit, table), table=table, shade=choose_shade)


class TopicPage(View):
    """What the documents say on one topic."""

    pattern: ClassVar[str] = "views/topics/{topic}"
    area: ClassVar[str] = "topic"

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return a path for each topic that anything is on; see ``Page.list_paths``."""
        return [f"views/topics/{topic.key}" for topic in read_topics(Question(store, _QUERY, {}).rows).topics]

    def ask(self, visit: Visit, **parts: str) -> Question:
        """Return what the view asks; see ``View.ask``."""
        return Question(visit.store, "topic-contents", {"topic": parts["topic"], "language": visit.language})

    def draw(self, visit: Visit, question: Question) -> Picture:
        """Return the picture; see ``View.draw``."""
        return _draw_bars(visit, *_find_topic(visit, question))

    def show(self, visit: Visit, question: Question) -> Content:
        """Return the page for people; see ``View.show``."""
        table, topic = _find_topic(visit, question)
        return self.write(
            visit,
            question,
            _draw_bars(visit, table, topic),
            visit.names.label(topic.concept),
            topic=topic,
            told=visit.say("topic.tally", **{kind: topic.count_kind(kind) for kind in KINDS}),
            contents=group_contents(question.rows),
            replies=REPLIES,
        )


def _draw_table(visit: Visit, table: TopicTable) -> Picture:
    said = visit.say("topics.tally", topics=len(table.topics), columns=len(table.columns))
    return draw_topics(visit, table, said)


def _draw_bars(visit: Visit, table: TopicTable, topic: Topic) -> Picture:
    return draw_topic(visit, table.columns, topic, visit.say("topics.shares"))


def _find_topic(visit: Visit, question: Question) -> tuple[TopicTable, Topic]:
    """Return all topics, for the totals, and the one asked for."""
    table = read_topics(Question(visit.store, _QUERY, {}).rows)
    topic = table.find(question.written["topic"])
    if topic is None:
        raise UnknownThingError("Nothing is on this topic.", where=visit.path, fix="Go on from views/topics.")
    return table, topic
