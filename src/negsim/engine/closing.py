"""The joint text, clause by clause, with its sting in the tail (BRI ¶7)."""

from __future__ import annotations

from negsim.engine.draft import Draft
from negsim.engine.errors import ActionRefused
from negsim.engine.table import red_line_value
from negsim.model import events as ev
from negsim.model.actions import DecideClause
from negsim.model.scenario import ClosingClause
from negsim.model.standing import holds

EXCHANGES = 3
"""Replies after which the delegation folds its paper if nothing is signed or refused."""


def table_text(draft: Draft) -> None:
    """Put the draft on the table: the clauses whose condition holds."""
    clauses = tuple(c.id for c in draft.scenario.closing.clauses if holds(c.needs, draft.state, draft.scenario))
    draft.add(ev.ClauseTabled(clauses=clauses))


def find_clause(draft: Draft, clause_id: str) -> ClosingClause:
    """The clause with this id that is on the table. Raises ActionRefused."""
    for clause in draft.scenario.closing.clauses:
        if clause.id == clause_id and clause_id in draft.state.clauses:
            return clause
    raise ActionRefused(f"There is no clause '{clause_id}' on the table. Clauses: {', '.join(draft.state.clauses)}.")


def decide(draft: Draft, action: DecideClause) -> None:
    """Accept, amend or strike one clause; the delegation takes it or insists."""
    clause = find_clause(draft, action.clause)
    if action.choice == "accept":
        granted, value, text = True, clause.value, clause.text
    else:
        granted = holds(clause.grants_amendment, draft.state, draft.scenario)
        if action.choice == "strike":
            # What is no sting they let go; the sting is what they came for.
            granted = granted or not clause.sting
            value, text = draft.state.issues[clause.issue].ours, ""
        else:
            value, text = clause.amended_value, clause.amended
    draft.add(ev.ClauseDecided(clause=clause.id, choice=action.choice, granted=granted, value=value, text=text))


def obstacles(draft: Draft) -> list[str]:
    """Why the text cannot be signed yet, as sentences; empty when it can."""
    found = []
    for clause_id, clause in draft.state.clauses.items():
        if clause.choice == "open":
            found.append(f"Clause '{clause_id}' is not decided.")
        elif not clause.granted:
            found.append(
                f"They do not take your {_noun(clause.choice)} of clause '{clause_id}'; accept it, or refuse the text."
            )
    if not any(clause.choice in ("accept", "amend") for clause in draft.state.clauses.values()):
        found.append("Nothing is left in the text.")
    return found


def _noun(choice: str) -> str:
    return {"amend": "amendment", "strike": "deletion"}.get(choice, choice)


def sign(draft: Draft) -> None:
    """Sign the text as it stands. Raises ActionRefused with every obstacle."""
    reasons = obstacles(draft)
    if reasons:
        raise ActionRefused(" ".join(reasons))
    flags = []
    for clause in draft.scenario.closing.clauses:
        decided = draft.state.clauses.get(clause.id)
        if decided is None or decided.choice not in ("accept", "amend"):
            continue
        issue = draft.scenario.issue(clause.issue)
        line = red_line_value(issue)
        old = draft.state.issues[issue.id].ours
        crossed = line is not None and decided.value < line and issue.key
        if decided.value < old or crossed:
            draft.add(
                ev.PositionMoved(issue=issue.id, side="ours", value=min(old, decided.value), red_line_crossed=crossed)
            )
        if clause.sting and decided.choice == "accept":
            flags.append("sting_accepted")
    draft.flags(flags)
    draft.add(ev.TextClosed(signed=True, text=draft.scenario.closing.signed))


def refuse(draft: Draft) -> None:
    """Close without a joint text."""
    draft.add(ev.TextClosed(signed=False, text=draft.scenario.closing.refused))
