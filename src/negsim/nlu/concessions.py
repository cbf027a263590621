"""What a reply gives, by the learned model's opinion: one move an issue, beside the moves that are judged.

The model is surer of what is given, and how, than of the clause; rules alone decide for issues that it does not know.
"""

from __future__ import annotations

from collections.abc import Collection

from negsim.model.base import Span
from negsim.model.reading import Attribution, ConcessionKind, Condition, Move
from negsim.nlu.cues import Thresholds
from negsim.nlu.evidence import Evidence
from negsim.nlu.moves import FAINT
from negsim.nlu.opinion import ConcessionOpinion, Opinion

CONCEDES = "concedes"
"""The act of a move that records a gift and judges nothing."""


def known_issues(opinion: Opinion) -> frozenset[str]:
    """Issues on which the model has a say."""
    return frozenset(view.issue for view in opinion.concessions if view.issue is not None)


def conceded(
    opinion: Opinion,
    evidence: tuple[Evidence, ...],
    mute: Collection[int],
    table: Collection[str],
    thresholds: Thresholds,
) -> tuple[Move, ...]:
    """A move for each issue of ``table`` that the model believes to be given, in the manner it finds likeliest."""
    manners = [view for view in opinion.concessions if view.issue is None]
    likeliest = max(manners, key=lambda view: view.probability, default=None)
    if likeliest is None or likeliest.probability < thresholds.manner:
        return ()
    moves = []
    for view in opinion.concessions:
        if view.issue is None or view.issue not in table or view.probability < thresholds.given:
            continue
        clauses = _clauses(view, likeliest, evidence, mute)
        if not clauses:
            continue
        moves.append(_move(view, likeliest.kind, evidence, clauses))
    return tuple(sorted(moves, key=lambda move: (move.span.start, move.issue or "")))


def _clauses(
    view: ConcessionOpinion, manner: ConcessionOpinion, evidence: tuple[Evidence, ...], mute: Collection[int]
) -> list[int]:
    free = [n for n in range(len(evidence)) if n not in mute and evidence[n].attribution is not Attribution.REPORTED]
    span = view.span or manner.span
    if span is None:
        return free
    return [n for n in free if evidence[n].piece.start < span.end and evidence[n].piece.end > span.start]


def _move(view: ConcessionOpinion, kind: ConcessionKind, evidence: tuple[Evidence, ...], clauses: list[int]) -> Move:
    floated = kind is ConcessionKind.EXPLORATORY
    return Move(
        act=CONCEDES,
        issue=view.issue,
        condition=Condition.THEIRS_FIRST if kind is ConcessionKind.CONDITIONAL else Condition.NONE,
        attribution=Attribution.HYPOTHETICAL if floated else Attribution.OWN,
        retracted=all(evidence[n].retracted for n in clauses),
        span=Span(start=evidence[clauses[0]].piece.start, end=evidence[clauses[-1]].piece.end),
        confidence=round(min(1.0, 0.5 + view.probability / 2), 3),
        strength=FAINT if floated else 1.0,
    )
