"""What the delegation means to do and what it says."""

from __future__ import annotations

from pydantic import Field

from negsim.model.base import Frozen
from negsim.model.catalogue import StepName


class Term(Frozen):
    """One summand of a candidate's score."""

    name: str
    value: float


class Candidate(Frozen):
    """Something the delegation considered doing, with the terms of its score."""

    tactic: str
    issue: str | None = None
    beat: str | None = None
    score: float
    terms: tuple[Term, ...] = ()


class Intent(Frozen):
    """What the delegation decided to do in this turn; the voice finds the words."""

    step: StepName | None
    tactic: str
    issue: str | None = None
    beat: str | None = None
    claim: str | None = None
    situation: str | None = Field(default=None, description="the kind of reply it answers")
    answered_act: str | None = None
    answered_issue: str | None = None
    concession_kind: str | None = None
    mood: str = "cool"
    objective: str | None = Field(default=None, description="id of the delegation's objective that it serves")
    reasons: tuple[str, ...] = Field(default=(), description="codes of the weightiest terms, such as documented_order")
    candidates: tuple[Candidate, ...] = Field(default=(), description="the best few considered, best first")
    quote: str = ""
    earlier: str = ""
    named: str = ""


class Line(Frozen):
    """What was said or done by the delegation in one turn."""

    speaker: str = Field(description="seat id")
    text: str
    stage: bool = Field(default=False, description="a stage direction rather than speech")
    pieces: tuple[str, ...] = Field(default=(), description="ids of the authored lines it is made of")
