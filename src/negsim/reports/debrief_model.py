"""The after-action review as data: what `negsim report --format json` writes and all other formats are made of.

Turns count the trainee's replies from 1. Everything quoted is the trainee's or the scenario's text, as it was.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen
from negsim.model.catalogue import Basis
from negsim.reports.record_model import (
    Belief,
    Cited,
    ClaimEnd,
    ClauseEnd,
    Doctrines,
    Entry,
    Finding,
    Guess,
    Meter,
    Person,
    Played,
    Press,
    Recognition,
    Standing,
)

DEBRIEF_VERSION = 1
"""Shape of the JSON; it grows when a key changes its meaning."""


class Follow(Frozen):
    """Something that followed in the weeks after."""

    after_days: int
    text: str
    undoes_deal: bool = False
    sources: tuple[str, ...] = ()


class TakeBack(Frozen):
    """A reply taken back, and what was said in its place (empty when nothing was)."""

    turn: int
    first: str
    first_score: int
    then: str = ""
    then_score: int | None = None


class Outcome(Frozen):
    """How it ended. Outcome and conduct are two numbers and never one."""

    finished: bool
    phase: str
    ending: str = ""
    title: str = ""
    text: str = ""
    history: str = Field(default="", description="what happened in fact")
    outcome: int | None = None
    conduct: int | None = Field(default=None, description="None when no reply was judged")
    substance: int | None = Field(default=None, description="how much of the trainee's aims stands, 0-100")
    red_lines_kept: bool = True
    crossed: tuple[str, ...] = Field(default=(), description="names of the issues whose red line was crossed")
    signed: bool | None = None
    left_by: str = ""
    replies: int = 0
    silences: int = 0
    aftermath: tuple[Follow, ...] = ()
    take_backs: tuple[TakeBack, ...] = ()
    hints: int = 0


class Choice(Frozen):
    """One thing that was prepared."""

    option: str
    kind: str
    label: str
    hours: int
    buys: str = ""
    issues: tuple[str, ...] = ()
    text: str = ""


class Plan(Frozen):
    """What the trainee went in with."""

    status: Literal["prepared", "skipped", "not_reached"]
    skipped: str = Field(default="", description="what the scenario says to one who skips it")
    choices: tuple[Choice, ...] = ()
    hours_spent: int = 0
    hours_given: int = 0
    order: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()
    walk_away: str = Field(default="", description="the trainee's own words")
    walk_away_fixed: bool = False
    came_along: tuple[str, ...] = ()
    cost: str = ""
    cost_announced: bool = False


class Given(Frozen):
    """A concession with its words."""

    issue: str
    kind: str
    quote: str


class Spoken(Frozen):
    """One line of the other side."""

    role: str
    text: str
    stage: bool = False


class Exchange(Frozen):
    """Their line and your answer. The last one may have no answer."""

    turn: int
    where: str
    step: str = ""
    entered: str = Field(default="", description="scene-setting when a phase or step began here")
    outside: tuple[str, ...] = Field(default=(), description="what happened outside the room before it")
    done: tuple[str, ...] = Field(default=(), description="recess, consult or hint before the answer")
    tactic: str = ""
    tactic_name: str = ""
    issue: str = ""
    objective: str = Field(default="", description="their aim that the line serves")
    move: str = Field(default="", description="the documented move, when it was one")
    move_sources: tuple[str, ...] = ()
    lines: tuple[Spoken, ...] = ()
    answered: bool = False
    silent: bool = False
    reply: str = ""
    score: int | None = None
    findings: tuple[Finding, ...] = ()
    given: tuple[Given, ...] = ()
    named: Guess | None = None
    trackers: dict[str, int] = Field(default={}, description="what moved after the answer")


class Parting(Frozen):
    """A place where plan and talk parted."""

    kind: Literal["objective", "red_line", "agenda", "order", "cost", "walk_away"]
    turn: int | None = None
    issue: str = ""
    planned: str = Field(default="", description="what had been fixed beforehand")
    quote: str = ""
    theirs: str = Field(default="", description="their words just before")
    fixed: bool = Field(default=False, description="fixed in the preparation, not only in the mandate")


class Moment(Frozen):
    """A turn that mattered, with its reason and a stronger reply."""

    turn: int
    held: bool = Field(description="a moment that went well")
    score: int
    moved: dict[str, int] = {}
    tactic: str = ""
    tactic_name: str = ""
    aim: str = ""
    objective: str = Field(default="", description="their aim that it served")
    tell: str = ""
    their_words: str = ""
    your_words: str = ""
    principle: str = ""
    principle_name: str = ""
    why: str = ""
    matters: str = ""
    source: str = ""
    stronger: str = ""
    stronger_why: str = ""


class Keep(Frozen):
    """One thing to keep."""

    turn: int
    quote: str
    score: int
    principle: str
    name: str
    why: str
    source: str


class Change(Frozen):
    """One thing to change: the habit that cost most, and the answer to the tactic that drew it."""

    principle: str
    name: str
    times: int
    turns: tuple[int, ...]
    cost: int = Field(description="points it took under the session's doctrine, summed over the replies")
    quote: str
    why: str
    source: str
    tactic: str = ""
    tactic_name: str = ""
    counter: str = ""
    counter_basis: Basis | None = None
    counter_source: str = ""


class Unused(Frozen):
    """The weightiest principle that no reply touched; looked for when none was broken."""

    principle: str
    name: str
    statement: str
    source: str


class Heading(Frozen):
    """What session this is."""

    scenario: str
    title: str
    place: str
    date: str
    role: str
    doctrine: str
    doctrine_name: str
    difficulty: str
    mode: str
    seed: int
    reader: str
    content_hash: str


class Debrief(Frozen):
    """The whole after-action review."""

    version: int = DEBRIEF_VERSION
    heading: Heading
    outcome: Outcome
    plan: Plan
    timeline: tuple[Exchange, ...] = ()
    partings: tuple[Parting, ...] = ()
    moments: tuple[Moment, ...] = ()
    keep: Keep | None = None
    change: Change | None = None
    unused: Unused | None = None
    beliefs: tuple[Belief, ...] = ()
    ledger: tuple[Entry, ...] = ()
    positions: tuple[Standing, ...] = ()
    clauses: tuple[ClauseEnd, ...] = ()
    claims: tuple[ClaimEnd, ...] = ()
    doctrines: Doctrines = Doctrines()
    recognition: Recognition = Recognition()
    press: Press = Press()
    hidden_seats: tuple[Person, ...] = ()
    tactics: tuple[Played, ...] = ()
    moments_in_time: tuple[str, ...] = Field(default=(), description="what the values of the trackers belong to")
    trackers: tuple[Meter, ...] = ()
    sources: tuple[Cited, ...] = ()
    labels: tuple[str, ...] = Field(default=(), description="what must be said wherever composed speech is shown")
