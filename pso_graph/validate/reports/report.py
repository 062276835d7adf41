"""What every format is written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pso_graph.validate.finding import choose_text
from pso_graph.validate.lines import SourceLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.validate.finding import LocatedFinding


@dataclass(frozen=True, slots=True)
class RuleText:
    """What is said of a rule, whatever it finds.

    Args:
        title: a few words, by language.
        reason: why the rule is there, by language.
        help: what to do, by language.
    """

    title: Mapping[str, str]
    reason: Mapping[str, str]
    help: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings and how they are to be shown.

    Args:
        findings: in the order in which they are shown.
        fingerprints: of each.
        language: of the messages, ``de`` or ``en``.
        folder: to which the names of files are relative.
        fail_on: the least severity that fails.
        rules: what is known of the rules, by id; those that are missing are known by their findings.
        colour: whether text is coloured.
        lines: of the files.
    """

    findings: Sequence[LocatedFinding]
    fingerprints: Sequence[str]
    language: str = "en"
    folder: Path = field(default_factory=Path.cwd)
    fail_on: str = "violation"
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    colour: bool = False
    lines: SourceLines = field(default_factory=SourceLines)

    def choose(self, texts: Mapping[str, str]) -> str:
        """Return a text on one line in the language of the report.

        Args:
            texts: by language.
        """
        return choose_text(texts, self.language)

    def say(self, located: LocatedFinding) -> str:
        """Return the message of a finding with what to add, on one line.

        Args:
            located: the finding.
        """
        message = self.choose(located.finding.messages)
        return f"{message} {self.choose(located.hint)}" if located.hint else message

    def show_path(self, path: Path) -> str:
        """Return a path as people read it: relative if it is in the folder.

        Args:
            path: the path.
        """
        return (path.relative_to(self.folder) if path.is_relative_to(self.folder) else path).as_posix()

    def write_uri(self, path: Path) -> str:
        """Return a path as a URI: relative if it is in the folder.

        Args:
            path: the path.
        """
        whole = Path.cwd() / path
        if whole.is_relative_to(self.folder):
            return quote(bytes(whole.relative_to(self.folder)))
        return whole.resolve().as_uri()
