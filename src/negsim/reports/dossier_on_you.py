"""What the delegation wrote down about the trainee: how open to what, where it learned it, what it did with it."""

from __future__ import annotations

from negsim.model.events import LineSpoken
from negsim.model.judgement import VerdictKind
from negsim.reports.record_model import Belief, Seen, Use
from negsim.reports.retold import Retold, first_quote
from negsim.reports.words import tell

OPEN_FROM = 58
CLOSED_FROM = 42


def beliefs(told: Retold) -> tuple[Belief, ...]:
    """Beliefs by principle, the most open first; only what was learned in the room."""
    found = [_belief(told, principle, *counts) for principle, counts in told.state.beliefs.items()]
    return tuple(sorted(found, key=lambda b: (-b.open, b.principle)))


def _belief(told: Retold, principle: str, yields: float, holds: float) -> Belief:
    total = yields + holds
    share = round(100 * yields / total) if total else 50
    learned = tuple(
        Seen(turn=reply.turn, gave_way=verdict.verdict is VerdictKind.BREACHED, quote=first_quote(verdict, reply))
        for reply in told.replies
        for verdict in reply.assessment.verdicts
        if verdict.principle == principle
    )
    return Belief(
        principle=principle,
        opens_to=tell.known(f"opens_{principle}", told.principle_name(principle)),
        open=share,
        level="open" if share >= OPEN_FROM else "closed" if share <= CLOSED_FROM else "unsure",
        learned=learned,
        used=_uses(told, principle, [seen.turn for seen in learned if seen.gave_way]),
    )


def _uses(told: Retold, principle: str, gave_way: list[int]) -> tuple[Use, ...]:
    """Turns of theirs that pressed there after the first giving way, because they expected to gain by it."""
    if not gave_way:
        return ()
    found: dict[int, Use] = {}
    for spoken in told.state.lines:
        if spoken.turn < gave_way[0] or spoken.turn in found:
            continue
        if _aims_at(told, spoken, principle) and "gain" in spoken.intent.reasons:
            found[spoken.turn] = Use(turn=spoken.turn + 1, tactic=told.tactic_name(spoken.intent.tactic))
    return tuple(found.values())


def _aims_at(told: Retold, spoken: LineSpoken, principle: str) -> bool:
    tactic = told.catalogue.tactics.get(spoken.intent.tactic)
    return tactic is not None and principle in tactic.aims
