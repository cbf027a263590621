"""What the reader knows about the moment in which a reply was given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """An issue as the reader sees it: glosses and aliases from the scenario's YAML."""

    id: str
    name: str
    gloss: str
    aliases: tuple[str, ...]
    key: bool = False


@dataclass(frozen=True)
class ReadingContext:
    """The line that the reply answers and what is on the table."""

    line: str
    """The delegation's words just before the reply; empty when there are none."""
    tactic: str
    """Id of the tactic in play; empty when none is."""
    subjects: tuple[Subject, ...]
    """The scenario's issues."""
    issue: str | None = None
    """Issue id of the delegation's line, when it has one."""
    earlier: tuple[str, ...] = ()
    """The trainee's earlier replies, oldest first."""
    lines_before: tuple[str, ...] = ()
    """The delegation's earlier lines, oldest first."""
