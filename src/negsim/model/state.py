"""The State of a session: the fold of its events, nothing more."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen
from negsim.model.events import ConcessionRecorded, LineSpoken, ReplyGiven, SessionEnded, Setup, TacticNamed


class IssueState(Frozen):
    """Where both sides stand on an issue. 100 is the trainee's aim, 0 the delegation's demand."""

    ours: int
    theirs: int
    crossed: bool = Field(default=False, description="the trainee went below the red line")


class ClauseState(Frozen):
    """What became of one clause of the draft."""

    choice: Literal["open", "accept", "amend", "strike"] = "open"
    granted: bool = True
    value: int = 0
    text: str = ""


class ClaimState(Frozen):
    """A claim of the delegation and what became of it."""

    turn: int
    how: Literal["open", "corrected", "accepted", "let_stand"] = "open"


class State(Frozen):
    """Everything known about a session at one moment."""

    setup: Setup
    phase: str = "briefing"
    step: str | None = None
    turn: int = Field(default=0, description="replies given at the table and in the closing so far")
    exchanges_in_step: int = 0
    hours_left: int = 0
    minutes_left: int = 0
    trackers: dict[str, int] = {}
    issues: dict[str, IssueState] = {}
    flags: frozenset[str] = frozenset()
    prepared: tuple[str, ...] = ()
    objective_order: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()
    walk_away: str = ""
    named_cost: str = ""
    ledger: tuple[ConcessionRecorded, ...] = ()
    replies: tuple[ReplyGiven, ...] = ()
    lines: tuple[LineSpoken, ...] = ()
    beliefs: dict[str, tuple[float, float]] = {}
    claims: dict[str, ClaimState] = {}
    named: tuple[TacticNamed, ...] = ()
    world: tuple[str, ...] = ()
    world_turn: int = Field(default=-9, description="turn of the last event outside the room")
    clauses: dict[str, ClauseState] = {}
    closing_exchanges: int = 0
    signed: bool | None = None
    left_by: str | None = None
    readout: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    statement: str = ""
    aftermath: tuple[str, ...] = ()
    deal_undone: bool = False
    rewinds: int = 0
    hints: int = 0
    recesses: int = 0
    consults: int = 0
    ended: SessionEnded | None = None

    @property
    def last_line(self) -> LineSpoken | None:
        """What the delegation said last."""
        return self.lines[-1] if self.lines else None

    @property
    def last_reply(self) -> ReplyGiven | None:
        """What the trainee said last."""
        return self.replies[-1] if self.replies else None

    @property
    def red_line_crossed(self) -> bool:
        """Whether any red line is crossed at the table or in a signed text."""
        return any(issue.crossed for issue in self.issues.values())
