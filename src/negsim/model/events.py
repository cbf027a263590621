"""Events: the only record of a session. State is their fold; a save is their list.

Each event carries its consequences as data, so that folding needs no rule of the game and an old
save folds to the same State after the rules have changed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from negsim.model.base import Frozen, Percent
from negsim.model.judgement import Assessment
from negsim.model.play import Intent, Line
from negsim.model.reading import ConcessionKind, Reading

SAVE_VERSION = 1
"""Shape of the events; a save remembers it."""

Difficulty = Literal["gentle", "standard", "severe"]
Mode = Literal["practice", "exam"]


class Setup(Frozen):
    """What fixes a session together with its actions."""

    scenario: str
    content_hash: str
    seed: int = Field(ge=0)
    doctrine: str = "balanced"
    difficulty: Difficulty = "standard"
    mode: Mode = "practice"
    sensitive: tuple[str, ...] = Field(default=(), description="kinds of sensitive content switched on")
    reader: str = Field(default="rules", description="which reader judged the replies")


class SessionOpened(Frozen):
    """The first event of every session."""

    kind: Literal["session_opened"] = "session_opened"
    version: int = SAVE_VERSION
    setup: Setup
    trackers: dict[str, Percent]
    positions: dict[str, tuple[int, int]] = Field(description="issue -> (ours, theirs)")
    hours: int
    minutes: int


class PhaseEntered(Frozen):
    """The session moved to another phase or step."""

    kind: Literal["phase_entered"] = "phase_entered"
    phase: str
    step: str | None = None
    text: str = Field(default="", description="scene-setting; composed")


class Prepared(Frozen):
    """A choice of the preparation."""

    kind: Literal["prepared"] = "prepared"
    option: str
    choice_kind: str
    hours: int
    flags: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    text: str = ""
    buys: str = ""


class ReplyGiven(Frozen):
    """The trainee spoke or held silence, and it was read and judged."""

    kind: Literal["reply_given"] = "reply_given"
    turn: int
    where: Literal["table", "closing", "press"] = "table"
    silent: bool = False
    text: str
    tactic: str = Field(default="", description="the tactic it answered")
    line: str = Field(default="", description="the delegation's words it answered")
    step: str | None = None
    reading: Reading
    assessment: Assessment
    minutes: int = Field(default=0, description="minutes it took")


class TrackersMoved(Frozen):
    """Trackers changed; changes are already clamped to 0-100."""

    kind: Literal["trackers_moved"] = "trackers_moved"
    cause: str
    changes: dict[str, int]


class ConcessionRecorded(Frozen):
    """The ledger of who gave what for what. What the trainee gives is pocketed: it does not come back."""

    kind: Literal["concession_recorded"] = "concession_recorded"
    turn: int
    giver: Literal["ours", "theirs"]
    issue: str
    what: ConcessionKind
    quote: str
    in_return: str = ""


class PositionMoved(Frozen):
    """A side moved on an issue's ladder."""

    kind: Literal["position_moved"] = "position_moved"
    issue: str
    side: Literal["ours", "theirs"]
    value: Percent
    red_line_crossed: bool = False


class BeliefsUpdated(Frozen):
    """What the delegation learned about the trainee: counts by principle (yielded, held)."""

    kind: Literal["beliefs_updated"] = "beliefs_updated"
    turn: int
    counts: dict[str, tuple[float, float]]


class LineSpoken(Frozen):
    """The delegation spoke, or let a stage direction speak."""

    kind: Literal["line_spoken"] = "line_spoken"
    turn: int
    intent: Intent
    line: Line


class ClaimMade(Frozen):
    """The delegation asserted something; the engine knows whether it is true."""

    kind: Literal["claim_made"] = "claim_made"
    turn: int
    claim: str


class ClaimAnswered(Frozen):
    """What became of a claim."""

    kind: Literal["claim_answered"] = "claim_answered"
    turn: int
    claim: str
    how: Literal["corrected", "accepted", "let_stand"]


class TacticNamed(Frozen):
    """Recognition, scored apart from conduct."""

    kind: Literal["tactic_named"] = "tactic_named"
    turn: int
    guess: str
    actual: str
    result: Literal["right", "near", "wrong"]


class ActionTaken(Frozen):
    """A recess, a consultation, a hint: something done rather than said."""

    kind: Literal["action_taken"] = "action_taken"
    turn: int
    action: str
    minutes: int = 0
    text: str = ""


class WorldMoved(Frozen):
    """Something happened outside the room."""

    kind: Literal["world_moved"] = "world_moved"
    turn: int
    event: str
    text: str
    flags: tuple[str, ...] = ()


class NoticeGiven(Frozen):
    """A remark of the program or of the trainee's own team."""

    kind: Literal["notice_given"] = "notice_given"
    code: str
    text: str


class ClauseTabled(Frozen):
    """The draft joint text was put on the table: ids of its clauses in order."""

    kind: Literal["clause_tabled"] = "clause_tabled"
    clauses: tuple[str, ...]


class ClauseDecided(Frozen):
    """One clause accepted, amended or struck; ``granted`` says whether the delegation takes it."""

    kind: Literal["clause_decided"] = "clause_decided"
    clause: str
    choice: Literal["accept", "amend", "strike"]
    granted: bool
    value: int
    text: str


class TextClosed(Frozen):
    """The closing ended."""

    kind: Literal["text_closed"] = "text_closed"
    signed: bool
    text: str


class TableLeft(Frozen):
    """The talks ended before the closing."""

    kind: Literal["table_left"] = "table_left"
    by: Literal["trainee", "delegation", "time"]
    text: str = ""


class ReadoutGiven(Frozen):
    """The delegation told its story to the microphones."""

    kind: Literal["readout_given"] = "readout_given"
    claims: tuple[str, ...]
    texts: tuple[str, ...]


class StatementMade(Frozen):
    """The trainee's own statement, with the phrases borrowed from the other side."""

    kind: Literal["statement_made"] = "statement_made"
    borrowed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    narrative: int = 0


class AftermathHappened(Frozen):
    """Something that followed in the weeks after."""

    kind: Literal["aftermath_happened"] = "aftermath_happened"
    event: str
    after_days: int
    text: str
    undoes_deal: bool = False


class FlagsRaised(Frozen):
    """Flags that conditions in the scenario may ask for."""

    kind: Literal["flags_raised"] = "flags_raised"
    flags: tuple[str, ...]


class Rewound(Frozen):
    """The trainee took a reply back: only the first ``keep`` events before this one count. Marked in the debrief."""

    kind: Literal["rewound"] = "rewound"
    turn: int
    keep: int = Field(ge=1)


class SessionEnded(Frozen):
    """How it ended: the outcome and the conduct are scored apart."""

    kind: Literal["session_ended"] = "session_ended"
    ending: str
    title: str
    text: str
    outcome: Percent
    conduct: Percent
    red_lines_kept: bool


Event = Annotated[
    SessionOpened | PhaseEntered | Prepared | ReplyGiven | TrackersMoved | ConcessionRecorded | PositionMoved
    | BeliefsUpdated | LineSpoken | ClaimMade | ClaimAnswered | TacticNamed | ActionTaken | WorldMoved | NoticeGiven
    | ClauseTabled | ClauseDecided | TextClosed | TableLeft | ReadoutGiven | StatementMade | AftermathHappened
    | FlagsRaised | Rewound | SessionEnded,
    Field(discriminator="kind"),
]  # fmt: skip

EVENT_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads one event from JSON or plain data; raises pydantic.ValidationError on anything else."""
