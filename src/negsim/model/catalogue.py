"""The shared catalogue: principles, tactics, acts, doctrines, trackers and situations, as read from content."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen, Percent, Prose, Slug
from negsim.model.judgement import VerdictKind
from negsim.model.policy import PolicyTable

Basis = Literal["stated", "implied", "proposed"]
"""Whether a counter-measure is stated in its source (D), implied by it (I) or our design (P)."""


class StepName(StrEnum):
    """The Kremlin School's five steps, in order (AC ¶43-48)."""

    SILENCE = "silence"
    INTERROGATION = "interrogation"
    DIMINISHMENT = "diminishment"
    MAGNANIMITY = "magnanimity"
    UNCERTAINTY = "uncertainty"


STEP_ORDER: tuple[StepName, ...] = tuple(StepName)


class Source(Frozen):
    """One source of the ledger."""

    id: str
    title: Prose
    date: str = ""
    grade: str = Field(default="", description="A primary, B newsroom or expert, C relay, K Kremlin-side, S seed")
    address: str = ""
    limits: str = ""


class Principle(Frozen):
    """A rule that a trainee's reply is judged against."""

    id: Slug
    name: Prose
    family: Literal["position", "leverage", "agenda", "alliance", "conduct"]
    statement: Prose
    breached_when: Prose
    upheld_when: Prose
    why_it_matters: Prose
    sources: tuple[str, ...] = Field(min_length=1, description="source ids with paragraphs, such as 'DAN ¶22'")
    watch_out: str = Field(default="", description="where the sources disagree or qualify")


class Counter(Frozen):
    """One counter-measure to a tactic."""

    text: Prose
    basis: Basis
    source: str = ""


class Example(Frozen):
    """A documented occurrence of a tactic, in our own words."""

    text: Prose
    source: str


class Tactic(Frozen):
    """What the delegation does."""

    id: Slug
    name: Prose
    step: int | None = Field(default=None, ge=1, le=5)
    fits: tuple[StepName, ...] = Field(min_length=1, description="steps in which it may be played; a proposed mapping")
    aims: tuple[str, ...] = Field(min_length=1, description="principles it tries to make the trainee breach")
    aim: Prose
    definition: Prose
    tells: tuple[Prose, ...] = Field(min_length=1)
    counters: tuple[Counter, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()
    near: tuple[str, ...] = Field(
        default=(), description="tactics easily taken for it; naming one of them counts as near"
    )
    ledger: tuple[str, ...] = Field(min_length=1, description="ids of the ledger, such as T13")


class Act(Frozen):
    """One kind of move, and what it means for the principles: the scoring table has one row an act."""

    id: Slug
    meaning: Prose
    principle: str | None = None
    verdict: VerdictKind = VerdictKind.NOT_ENGAGED
    severity: int = Field(default=2, ge=1, le=3)
    why: str = Field(default="", description="reason shown to the trainee; one sentence")
    source: str = ""
    situation: Slug = Field(description="which kind of answer the delegation gives to it")
    default: bool = Field(
        default=False, description="the act that stands for its principle and verdict when nothing finer is read"
    )


class Situation(Frozen):
    """A kind of reply the delegation answers in its own way."""

    id: Slug
    meaning: Prose
    priority: int = Field(description="the higher one is answered when a reply does several things")


class Doctrine(Frozen):
    """Weights over the same principles, one per source (ledger 3)."""

    id: Slug
    name: Prose
    source: str
    author: Prose
    date: str
    creed: Prose
    weights: dict[str, float] = Field(
        description="weight per principle, 0 silent to 3 central; negative: argues otherwise"
    )
    differs: dict[str, str] = Field(default={}, description="principle -> one sentence on how this source differs")
    limits: Prose


class TrackerSpec(Frozen):
    """Meaning and start value of one tracker, a whole number 0-100."""

    id: Slug
    name: Prose
    meaning: Prose
    low: Prose = Field(description="what 0 means")
    high: Prose = Field(description="what 100 means")
    start: Percent = 50
    hidden: bool = Field(default=False, description="shown only in the debrief")


class Effect(Frozen):
    """How a verdict or an action moves trackers."""

    on: str = Field(description="'PRINCIPLE.upheld', 'PRINCIPLE.breached', 'act.ID' or 'action.NAME'")
    changes: dict[str, int]
    source: str = ""


class Catalogue(Frozen):
    """Everything that scenarios share."""

    sources: dict[str, Source]
    principles: dict[str, Principle]
    tactics: dict[str, Tactic]
    acts: dict[str, Act]
    situations: dict[str, Situation]
    doctrines: dict[str, Doctrine]
    trackers: dict[str, TrackerSpec]
    effects: tuple[Effect, ...]
    issues: dict[str, str] = Field(description="the ontology's issue ids with their glosses")
    concession_kinds: dict[str, str]
    policy: PolicyTable
