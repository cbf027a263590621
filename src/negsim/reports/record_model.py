"""The debrief's record as data: verdicts, the dossier on the trainee, ledger, positions, doctrines, press, trackers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen


class Finding(Frozen):
    """A verdict with the words it rests on."""

    kept: bool
    principle: str
    name: str
    severity: int
    why: str
    source: str
    quotes: tuple[str, ...] = ()


class Guess(Frozen):
    """A tactic named by the trainee."""

    turn: int
    guess: str
    actual: str
    result: Literal["right", "near", "wrong"]


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
    weight: float = Field(default=1.0, description="its weight for the first of them")
    session_weight: float = Field(default=1.0, description="the weight that the session's doctrine gives to it")
    because_on: str = Field(default="", description="name of the principle that the next sentence is about")
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
