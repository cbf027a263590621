"""The after-action review as data: what `negsim report --format json` writes and all other formats are made of.

Turns count the trainee's replies from 1. Everything quoted is the trainee's or the scenario's text, as it was.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen
from negsim.model.catalogue import Basis

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
    walk_away: str = ""
    came_along: tuple[str, ...] = ()
    cost: str = ""
    cost_announced: bool = False


class Finding(Frozen):
    """A verdict with the words it rests on."""

    kept: bool
    principle: str
    name: str
    severity: int
    why: str
    source: str
    quotes: tuple[str, ...] = ()


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


class Guess(Frozen):
    """A tactic named by the trainee."""

    turn: int
    guess: str
    actual: str
    result: Literal["right", "near", "wrong"]


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


class Seen(Frozen):
    """A turn from which the delegation learned."""

    turn: int
    gave_way: bool
    quote: str


class Use(Frozen):
    """What it did with it."""

    turn: int
    tactic: str


class Belief(Frozen):
    """How open they think this trainee is to something."""

    principle: str
    opens_to: str
    open: int = Field(description="0 closed, 100 wide open; 50 is where every trainee begins")
    level: Literal["open", "unsure", "closed"]
    learned: tuple[Seen, ...] = ()
    used: tuple[Use, ...] = ()


class Entry(Frozen):
    """Who gave what for what."""

    turn: int
    giver: Literal["ours", "theirs"]
    issue: str
    kind: str
    quote: str
    in_return: str = ""


class Standing(Frozen):
    """One issue from the opening to the end."""

    issue: str
    name: str
    key: bool
    ours_start: int
    ours_end: int
    theirs_start: int
    theirs_end: int
    ours_text: str = ""
    theirs_text: str = ""
    agreed: int | None = None
    red_line: int | None = None
    crossed: bool = False


class ClauseEnd(Frozen):
    """One clause of the joint text."""

    clause: str
    issue: str
    choice: str
    granted: bool
    text: str
    sting: bool = False
    note: str = ""


class ClaimEnd(Frozen):
    """A claim of theirs, what is true of it, and what became of it."""

    claim: str
    turn: int
    text: str
    truth: str
    how: str
    record: str
    sources: tuple[str, ...] = ()


class Judged(Frozen):
    """The session under one doctrine."""

    doctrine: str
    name: str
    source: str
    author: str
    creed: str
    conduct: int
    session: bool = Field(default=False, description="the doctrine under which the session was played")
    difference: int = Field(default=0, description="against the session's doctrine")
    principles: tuple[str, ...] = Field(default=(), description="names of those that make the difference")
    because: str = ""


class Split(Frozen):
    """The reply on which the doctrines disagree most."""

    turn: int
    quote: str
    scores: dict[str, int]
    highest: str
    lowest: str
    principle: str
    because: str = ""


class Doctrines(Frozen):
    """One session under all doctrines; the disagreement is shown and not settled."""

    judged: tuple[Judged, ...] = ()
    differs_most: str = Field(default="", description="id of the doctrine that would differ most; empty: they agree")
    split: Split | None = None


class Recognition(Frozen):
    """Naming the tactics, scored apart from conduct."""

    right: int = 0
    near: int = 0
    wrong: int = 0
    chances: int = Field(default=0, description="turns of theirs that could have been named")
    guesses: tuple[Guess, ...] = ()


class Readout(Frozen):
    """One thing they told the microphones, beside the record."""

    text: str
    truth: str = ""
    record: str = ""


class Press(Frozen):
    """Both stories."""

    reached: bool = False
    theirs: tuple[Readout, ...] = ()
    statement: str = ""
    findings: tuple[Finding, ...] = ()
    borrowed: tuple[str, ...] = ()
    held: tuple[str, ...] = Field(default=(), description="names of the principles that the statement kept")
    narrative: int | None = None


class Person(Frozen):
    """A seat that was kept from the trainee."""

    title: str
    note: str
    veto: bool
    acted: bool = Field(default=False, description="a deal was undone afterwards")


class Played(Frozen):
    """A tactic that was played."""

    tactic: str
    name: str
    turns: tuple[int, ...]
    aim: str
    ledger: tuple[str, ...]


class Meter(Frozen):
    """One tracker over the session; ``values`` goes with ``Debrief.moments_in_time``."""

    tracker: str
    name: str
    meaning: str
    low: str
    high: str
    hidden: bool
    values: tuple[int, ...]


class Cited(Frozen):
    """A source that this debrief cites."""

    source: str
    title: str
    date: str = ""
    grade: str = ""
    address: str = ""
    limits: str = ""


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
