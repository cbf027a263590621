"""Conditions of the scenario's YAML, held against the State."""

from __future__ import annotations

from negsim.model.conditions import When
from negsim.model.judgement import VerdictKind
from negsim.model.scenario import Scenario
from negsim.model.state import State


def holds(when: When, state: State, scenario: Scenario, conduct: int | None = None) -> bool:
    """Whether ``when`` holds. ``conduct`` is the score so far; without one, conditions on it fail."""
    if not all(holds(part, state, scenario, conduct) for part in when.all):
        return False
    if when.any and not any(holds(part, state, scenario, conduct) for part in when.any):
        return False
    if any(holds(part, state, scenario, conduct) for part in when.none):
        return False
    return (
        _compares(when, state, scenario, conduct)
        and _talks(when, state)
        and _gave(when, state)
        and _breached(when, state)
        and (when.flag is None or when.flag in state.flags)
        and (when.turn_at_least is None or state.turn >= when.turn_at_least)
        and (when.step is None or state.step == when.step)
    )


def substance(state: State, scenario: Scenario) -> int:
    """How much of the trainee's aims stands, 0-100: the agreed text where there is one, else positions held.

    The weighted mean over the issues. What was conceded at the table counts even when no text is signed,
    because the other side has it (WWGW ¶12).
    """
    total = sum(issue.weight for issue in scenario.issues)
    worth = sum(issue.weight * value_of(state, scenario, issue.id) for issue in scenario.issues)
    return round(worth / total) if total else 0


def value_of(state: State, scenario: Scenario, issue: str) -> int:
    """What stands on one issue: the lower of the position held at the table and the signed clause."""
    held = state.issues[issue].ours
    signed = agreed_value(state, scenario, issue)
    return held if signed is None else min(held, signed)


def agreed_value(state: State, scenario: Scenario, issue: str) -> int | None:
    """The value of the signed text on an issue; None when nothing is signed on it."""
    if not state.signed:
        return None
    values = [
        state.clauses[clause.id].value
        for clause in scenario.closing.clauses
        if clause.issue == issue and clause.id in state.clauses and state.clauses[clause.id].choice in ("accept", "amend")
        and state.clauses[clause.id].granted
    ]  # fmt: skip
    return min(values) if values else None


def _compares(when: When, state: State, scenario: Scenario, conduct: int | None) -> bool:
    value: int | None
    if when.tracker is not None:
        value = state.trackers.get(when.tracker, 0)
    elif when.substance:
        value = substance(state, scenario)
    elif when.conduct:
        value = conduct
    elif when.issue is not None:
        value = value_of(state, scenario, when.issue)
    elif when.agreed is not None:
        value = agreed_value(state, scenario, when.agreed)
    else:
        return True
    if value is None:
        return False
    return (when.at_least is None or value >= when.at_least) and (when.below is None or value < when.below)


def _talks(when: When, state: State) -> bool:
    if when.signed is not None and bool(state.signed) != when.signed:
        return False
    if when.left is not None and (state.left_by == "trainee") != when.left:
        return False
    if when.red_line_crossed is not None and state.red_line_crossed != when.red_line_crossed:
        return False
    if when.accepted is not None:
        clause = state.clauses.get(when.accepted)
        return bool(state.signed) and clause is not None and clause.choice == "accept"
    return True


def _gave(when: When, state: State) -> bool:
    if when.conceded is None:
        return True
    given = [
        entry
        for entry in state.ledger
        if entry.giver == "ours" and entry.issue == when.conceded and (when.kind is None or entry.what is when.kind)
    ]
    return len(given) >= when.times


def _breached(when: When, state: State) -> bool:
    if when.breached is None:
        return True
    count = sum(
        1
        for reply in state.replies
        for verdict in reply.assessment.verdicts
        if verdict.principle == when.breached and verdict.verdict is VerdictKind.BREACHED
    )
    return count >= when.times
