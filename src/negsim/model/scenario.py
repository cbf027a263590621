"""One scenario, as read from scenarios/NAME/: the story, which never changes during a session."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from negsim.model.base import Frozen, Percent, Prose, Slug
from negsim.model.catalogue import StepName
from negsim.model.conditions import When
from negsim.model.reading import ConcessionKind

Mood = Literal["any", "warm", "cool", "cold", "hard", "weary"]
Register = Literal["head", "technocrat", "historian", "silent", "interpreter"]
FactStatus = Literal["documented", "contested", "thin", "perishable"]


class Card(Frozen):
    """What the home screen shows; kept in card.yaml so that it loads at once."""

    id: Slug
    title: Prose
    place: Prose
    date: Prose
    your_role: Prose
    pitch: Prose = Field(description="two sentences that make a person want to sit down at this table")
    difficulty: Literal["gentle", "standard", "severe"] = "standard"
    minutes: int = Field(description="usual length of a session in minutes")
    source_strength: Prose
    order: int = Field(default=100, description="place in the list; lower comes first")


class Seat(Frozen):
    """A person at the table, by role."""

    id: Slug
    title: Prose = Field(description="a role, never a name")
    note: str = ""
    voice: Register = "head"
    veto: bool = Field(
        default=False, description="may undo a deal (ledger T36); kept from the trainee until the debrief"
    )
    hidden: bool = False


class Position(Frozen):
    """A rung of an issue's ladder. 100 is the trainee's aim met in full, 0 the delegation's demand met in full."""

    id: Slug
    value: Percent
    text: Prose


class Issue(Frozen):
    """Something on the table, with the ladder of positions between the two sides."""

    id: Slug
    name: Prose = Field(description="noun phrase that fits in a sentence: 'the thirty-day ceasefire'")
    gloss: Prose = Field(description="one plain sentence; links free text to this issue")
    aliases: tuple[str, ...] = Field(min_length=1, description="words and phrases by which people mean it")
    key: bool = Field(default=False, description="a key objective of the trainee")
    weight: int = Field(default=1, ge=1, le=5)
    positions: tuple[Position, ...] = Field(min_length=2)
    ours: Slug = Field(description="position id where the trainee starts")
    theirs: Slug = Field(description="position id where the delegation starts")
    red_line: Slug | None = Field(default=None, description="lowest position id the mandate allows")
    demand: Prose = Field(
        description="what the delegation asks here, as a noun phrase: 'withdrawal from the four regions'"
    )
    next_demands: tuple[Prose, ...] = Field(
        min_length=1, description="sentences: what is asked next once something is pocketed"
    )
    sources: tuple[str, ...] = ()


class Objective(Frozen):
    """An aim of one side."""

    id: Slug
    text: Prose
    issues: tuple[Slug, ...] = ()
    weight: int = Field(default=1, ge=1, le=5)
    sources: tuple[str, ...] = ()


class Account(Frozen):
    """One side's account of a contested fact."""

    side: Prose
    text: Prose
    sources: tuple[str, ...] = Field(min_length=1)


class Fact(Frozen):
    """A fact of the briefing with its source and standing."""

    id: Slug
    text: Prose
    sources: tuple[str, ...] = Field(min_length=1)
    status: FactStatus = "documented"
    accounts: tuple[Account, ...] = Field(default=(), description="both accounts when contested")


class PrepOption(Frozen):
    """A choice of the preparation. Choosing it costs hours and shapes the table."""

    id: Slug
    kind: Literal["order", "red_line", "walk_away", "attend", "agenda", "consult", "cost", "announce", "study", "team"]
    label: Prose
    buys: Prose = Field(description="what it changes at the table, told after choosing")
    hours: int = Field(ge=0)
    effects: dict[str, int] = Field(default={}, description="tracker -> change")
    flags: tuple[Slug, ...] = ()
    blunts: tuple[str, ...] = Field(default=(), description="tactics that gain less from now on")
    invites: tuple[str, ...] = Field(default=(), description="tactics that gain more from now on")
    needs: tuple[Slug, ...] = Field(default=(), description="options to choose first")
    excludes: tuple[Slug, ...] = ()
    issues: tuple[Slug, ...] = Field(
        default=(), description="for order, agenda and red_line: the issues meant when the trainee names none"
    )
    seat: Slug | None = Field(default=None, description="for kind attend: who comes along")
    sources: tuple[str, ...] = ()
    note: str = Field(default="", description="visible remark at the table, such as who now sits beside you")


class Preparation(Frozen):
    """The hours before the talks."""

    hours: int = Field(ge=1)
    intro: Prose
    options: tuple[PrepOption, ...] = Field(min_length=1)
    skipped: Prose = Field(description="told to a trainee who skips it all")


class StepPlan(Frozen):
    """How long the delegation stays in one step here."""

    step: StepName
    at_least: int = Field(default=1, ge=1)
    at_most: int = Field(default=2, ge=1)
    enter: str = Field(default="", description="stage direction on entering; composed")


class TablePlan(Frozen):
    """The talks themselves."""

    intro: Prose = Field(description="scene-setting on entering the room, composed; plain prose, no quotation")
    minutes: int = Field(ge=10, description="scheduled minutes of talks")
    minutes_per_exchange: int = Field(ge=1)
    steps: tuple[StepPlan, ...] = Field(min_length=1)


class Beat(Frozen):
    """One of the delegation's documented moves in this scenario, in the documented order."""

    id: Slug
    tactic: Slug
    step: StepName
    issue: Slug | None = None
    note: Prose = Field(description="what it is, for reveal and debrief")
    sources: tuple[str, ...] = Field(min_length=1)
    ledger: tuple[str, ...] = ()
    when: When = When()
    claim: Slug | None = Field(default=None, description="a claim made with this move")
    sensitive: Literal["", "bereavement", "identity", "children", "nuclear"] = ""


class Claim(Frozen):
    """Something the delegation asserts; the engine knows whether it is true."""

    id: Slug
    text: Prose = Field(description="the assertion as a full clause: 'the thirty days were agreed in principle'")
    truth: Literal["true", "false", "misleading", "contested"]
    record: Prose = Field(description="what the record says")
    correct: tuple[str, ...] = Field(default=(), description="words of which a correction of this claim would use some")
    sources: tuple[str, ...] = Field(min_length=1)


class ClosingClause(Frozen):
    """One clause of the joint text that the delegation puts forward."""

    id: Slug
    issue: Slug
    text: Prose = Field(description="as the delegation drafted it; composed")
    value: Percent = Field(description="position value of the issue if it stands")
    amended: Prose = Field(description="a sound amendment the trainee may table")
    amended_value: Percent
    sting: bool = False
    needs: When = Field(default=When(), description="the clause is only in the draft when this holds")
    grants_amendment: When = Field(default=When(), description="the delegation takes the amendment when this holds")
    note: Prose = Field(description="what it does, for the debrief")


class Closing(Frozen):
    """The joint text."""

    intro: Prose
    clauses: tuple[ClosingClause, ...] = Field(min_length=1)
    refused: Prose = Field(description="what happens when the trainee does not sign; composed")
    signed: Prose


class PressClaim(Frozen):
    """What the delegation tells the microphones."""

    id: Slug
    text: Prose
    when: When = When()
    truth: Literal["true", "false", "misleading", "contested"] = "misleading"
    frames: tuple[str, ...] = Field(
        default=(), description="phrases that count as borrowed when the trainee repeats them"
    )
    record: Prose = Field(description="what the record says")


class Press(Frozen):
    """Both sides tell the story."""

    intro: Prose
    claims: tuple[PressClaim, ...] = Field(min_length=1)
    question: Prose = Field(description="what a journalist asks the trainee; composed")


class WorldEvent(Frozen):
    """Something that happens outside the room, driven by tracker state."""

    id: Slug
    text: Prose
    when: When
    effects: dict[str, int] = {}
    flags: tuple[Slug, ...] = ()
    sources: tuple[str, ...] = ()
    composed: bool = True
    sensitive: Literal["", "bereavement", "identity", "children", "nuclear"] = ""


class Ending(Frozen):
    """How a session may end; the first whose condition holds is the one."""

    id: Slug
    title: Prose
    outcome: Percent = Field(description="worth of this ending to the trainee's side")
    when: When
    text: Prose
    history: str = Field(default="", description="what happened in fact, with source ids in brackets")


class AftermathEvent(Frozen):
    """What follows in the weeks after."""

    id: Slug
    after_days: int = Field(ge=0)
    when: When
    text: Prose
    undoes_deal: bool = Field(default=False, description="Moscow or the silent seat undoes what was signed")
    sources: tuple[str, ...] = ()


class DelegationLine(Frozen):
    """An authored line. It is either a move (``tactic``) or an answer to a reply (``answers``)."""

    id: Slug
    tactic: Slug | None = None
    beat: Slug | None = Field(default=None, description="only for this documented move")
    answers: Slug | None = Field(default=None, description="situation id that this line answers")
    issue: Slug | None = None
    kind: ConcessionKind | None = Field(default=None, description="for answers to a concession")
    acts: tuple[str, ...] = Field(default=(), description="narrows an answer to replies with one of these acts")
    steps: tuple[StepName, ...] = Field(default=(), description="only in these steps; empty: any")
    moods: tuple[Mood, ...] = ("any",)
    speaker: Slug = "head"
    stage: bool = Field(default=False, description="a stage direction, not speech")
    when: When = When()
    needs_claim: Slug | None = None
    alone: bool = Field(default=False, description="an answer that stands without a move after it")
    sensitive: Literal["", "bereavement", "identity", "children", "nuclear"] = ""
    milder: str = Field(default="", description="shown in place of a sensitive text unless the switch is on")
    text: Prose


class Exemplar(Frozen):
    """A stronger reply, written for this scenario and a tactic."""

    id: Slug
    tactic: Slug
    issue: Slug | None = None
    principle: str | None = Field(default=None, description="the principle it shows best")
    text: Prose
    why: Prose


class Scenario(Frozen):
    """A whole scenario pack."""

    card: Card
    summary: Prose
    format: Prose
    sources: tuple[str, ...]
    trainee: Seat
    mandate: Prose = Field(description="the trainee's instructions, second person")
    delegation: tuple[Seat, ...] = Field(min_length=1)
    absent: tuple[Prose, ...] = ()
    issues: tuple[Issue, ...] = Field(min_length=1)
    our_objectives: tuple[Objective, ...] = Field(min_length=1)
    their_objectives: tuple[Objective, ...] = Field(min_length=1)
    calculus: dict[str, int] = Field(
        description="start values: alternatives, trend (-3..3), losses 0-100, discretion 0-100"
    )
    facts: tuple[Fact, ...] = Field(min_length=1)
    premises: tuple[Account, ...] = Field(default=(), description="Western and Kremlin premises side by side (R41)")
    thin: tuple[Prose, ...] = Field(default=(), description="what is not documented")
    content_note: str = Field(default="", description="which sensitive content is toned down and how to switch it on")
    preparation: Preparation
    table: TablePlan
    beats: tuple[Beat, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = ()
    closing: Closing
    press: Press
    world: tuple[WorldEvent, ...] = ()
    endings: tuple[Ending, ...] = Field(min_length=2)
    aftermath: tuple[AftermathEvent, ...] = ()
    trackers: dict[str, Percent] = Field(default={}, description="start values that differ from the catalogue's")
    briefing: str = Field(default="", description="briefing.md, as written")
    lines: tuple[DelegationLine, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.card.id

    def issue(self, issue_id: str) -> Issue:
        """The issue with this id; KeyError when there is none."""
        for issue in self.issues:
            if issue.id == issue_id:
                return issue
        raise KeyError(issue_id)
