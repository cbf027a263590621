"""The record: ledger, positions, joint text, claims, press, hidden seats, tactics played, sources cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from negsim.model.catalogue import Catalogue
from negsim.model.standing import agreed_value
from negsim.reports.record_model import (
    Cited,
    ClaimEnd,
    ClauseEnd,
    Entry,
    Person,
    Played,
    Press,
    Readout,
    Recognition,
    Standing,
)
from negsim.reports.retold import Retold
from negsim.reports.standing import position_text
from negsim.reports.timeline import guesses

_SOURCE = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")


def ledger(told: Retold) -> tuple[Entry, ...]:
    """Who gave what for what, in order."""
    return tuple(
        Entry(
            turn=entry.turn, giver=entry.giver, issue=told.issue_name(entry.issue), kind=entry.what.value,
            quote=entry.quote, in_return=entry.in_return,
        )
        for entry in told.state.ledger
    )  # fmt: skip


def positions(told: Retold) -> tuple[Standing, ...]:
    """Every issue from the opening to the end."""
    start = told.first.issues
    found = []
    for issue_id, end in told.state.issues.items():
        issue = told.issue(issue_id)
        line = next((p.value for p in issue.positions if p.id == issue.red_line), None) if issue else None
        found.append(
            Standing(
                issue=issue_id, name=told.issue_name(issue_id), key=bool(issue and issue.key),
                ours_start=start[issue_id].ours, ours_end=end.ours,
                theirs_start=start[issue_id].theirs, theirs_end=end.theirs,
                ours_text=position_text(issue, end.ours) if issue else "",
                theirs_text=position_text(issue, end.theirs) if issue else "",
                agreed=agreed_value(told.state, told.scenario, issue_id), red_line=line, crossed=end.crossed,
            )
        )  # fmt: skip
    return tuple(found)


def clauses(told: Retold) -> tuple[ClauseEnd, ...]:
    """The joint text, clause by clause, with what each would have done."""
    drafted = {clause.id: clause for clause in told.scenario.closing.clauses}
    found = []
    for clause_id, end in told.state.clauses.items():
        clause = drafted.get(clause_id)
        found.append(
            ClauseEnd(
                clause=clause_id, issue=told.issue_name(clause.issue) if clause else "", choice=end.choice,
                granted=end.granted, text=end.text or (clause.text if clause else ""),
                sting=bool(clause and clause.sting), note=clause.note if clause else "",
            )
        )  # fmt: skip
    return tuple(found)


def claims(told: Retold) -> tuple[ClaimEnd, ...]:
    """What they asserted, what is true of it, and what became of it."""
    known = {claim.id: claim for claim in told.scenario.claims}
    return tuple(
        ClaimEnd(
            claim=claim_id, turn=end.turn + 1, text=known[claim_id].text, truth=known[claim_id].truth, how=end.how,
            record=known[claim_id].record, sources=known[claim_id].sources,
        )
        for claim_id, end in told.state.claims.items()
        if claim_id in known
    )  # fmt: skip


def press(told: Retold) -> Press:
    """Both stories; not reached when the talks have not come that far."""
    state = told.state
    if state.phase not in ("press", "debrief"):
        return Press()
    known = {claim.id: claim for claim in told.scenario.press.claims}
    theirs = [known[claim] for claim in state.readout if claim in known]
    statement = next((reply for reply in state.replies if reply.where == "press"), None)
    findings = told.findings(statement) if statement else ()
    return Press(
        reached=True,
        theirs=tuple(Readout(text=claim.text, truth=claim.truth, record=claim.record) for claim in theirs),
        statement=state.statement, findings=findings, borrowed=state.borrowed,
        held=tuple(dict.fromkeys(finding.name for finding in findings if finding.kept)),
        narrative=state.trackers.get("narrative"),
    )  # fmt: skip


def recognition(told: Retold) -> Recognition:
    """Naming the tactics, apart from conduct."""
    results = [named.result for named in told.state.named]
    return Recognition(
        right=results.count("right"), near=results.count("near"), wrong=results.count("wrong"),
        chances=len({line.turn for line in told.state.lines}), guesses=guesses(told),
    )  # fmt: skip


def hidden_seats(told: Retold) -> tuple[Person, ...]:
    """Who sat there without being introduced; the trainee learns of it only here."""
    return tuple(
        Person(title=seat.title, note=seat.note, veto=seat.veto, acted=seat.veto and told.state.deal_undone)
        for seat in told.scenario.delegation
        if seat.hidden or seat.veto
    )


def tactics(told: Retold) -> tuple[Played, ...]:
    """The tactics in the order of their first use."""
    turns: dict[str, list[int]] = {}
    for line in told.state.lines:
        turns.setdefault(line.intent.tactic, []).append(line.turn + 1)
    return tuple(
        Played(
            tactic=tactic_id, name=told.tactic_name(tactic_id), turns=tuple(dict.fromkeys(used)),
            aim=tactic.aim if tactic else "", ledger=tactic.ledger if tactic else (),
        )
        for tactic_id, used in turns.items()
        for tactic in (told.catalogue.tactics.get(tactic_id),)
    )  # fmt: skip


def cited(parts: list[Any], catalogue: Catalogue) -> tuple[Cited, ...]:
    """The sources that these parts of a debrief name, in the ledger's order. The trainee's own words are not searched."""
    named = {match for part in parts for text in _sourced(part) for match in _SOURCE.findall(text)}
    return tuple(
        Cited(source=s.id, title=s.title, date=s.date, grade=s.grade, address=s.address, limits=s.limits)
        for s in catalogue.sources.values()
        if s.id in named
    )


_FIELDS = frozenset(("source", "sources", "move_sources", "counter_source", "record", "history", "because"))


def _sourced(part: Any) -> Iterator[str]:
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in _FIELDS:
                yield from ([value] if isinstance(value, str) else value)
            else:
                yield from _sourced(value)
    elif isinstance(part, tuple | list):
        for one in part:
            yield from _sourced(one)
