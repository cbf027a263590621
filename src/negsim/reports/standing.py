"""Where things stand, as plain text: issues with both positions, trackers with numbers, the clock."""

from __future__ import annotations

from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Issue, Scenario
from negsim.model.state import State


def position_text(issue: Issue, value: int) -> str:
    """The position that a value stands for: the lowest rung at or above it."""
    at_or_above = [p for p in issue.positions if p.value >= value]
    return (at_or_above[-1] if at_or_above else issue.positions[0]).text


def issue_lines(state: State, scenario: Scenario) -> list[str]:
    """One line an issue: where you stand, where they stand."""
    lines = []
    for issue in scenario.issues:
        here = state.issues[issue.id]
        mark = " (key)" if issue.key else ""
        crossed = " Red line crossed." if here.crossed else ""
        lines.append(
            f"{sentence(issue.name)}{mark}: you {here.ours}, they {here.theirs}. "
            f"You: {position_text(issue, here.ours).rstrip('.')}. They: {position_text(issue, here.theirs).rstrip('.')}.{crossed}"
        )
    return lines


def tracker_lines(state: State, catalogue: Catalogue, hidden: bool = False) -> list[str]:
    """One line a tracker; hidden ones only where asked for."""
    return [
        f"{spec.name}: {state.trackers.get(spec.id, spec.start)} of 100."
        for spec in catalogue.trackers.values()
        if hidden or not spec.hidden
    ]


def clock_line(state: State) -> str:
    """Time and stamina in words."""
    return f"{max(0, state.minutes_left)} minutes left. Stamina {state.trackers.get('stamina', 100)} of 100."


def sentence(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]
