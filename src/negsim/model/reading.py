"""What a reply does: moves, each resting on characters of the reply. No scores here."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from negsim.model.base import Frozen, Span


class Polarity(StrEnum):
    """Whether the clause asserts the act or denies it ("we will not lift sanctions")."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Condition(StrEnum):
    """Who has to act first for the act to hold."""

    NONE = "none"
    THEIRS_FIRST = "theirs_first"
    OURS_FIRST = "ours_first"
    SIMULTANEOUS = "simultaneous"


class Attribution(StrEnum):
    """Whose word the clause is."""

    OWN = "own"
    REPORTED = "reported"
    HYPOTHETICAL = "hypothetical"


class ConcessionKind(StrEnum):
    """How firmly a reply gives something on an issue (ontology: concession_kinds)."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    EXPLORATORY = "exploratory"


GIVING_ACTS = frozenset(
    (
        "drops_objective",
        "gives_for_nothing",
        "pays_for_their_harm",
        "swallows_package",
        "limits_defence",
        "waives_pressure",
    )
)
"""Acts by which something is given away: the reader asks how and on which issue, the judge makes concessions of them."""


class Clause(Frozen):
    """One clause of a reply with the hard evidence that rules find in it."""

    span: Span
    polarity: Polarity = Polarity.AFFIRMED
    condition: Condition = Condition.NONE
    attribution: Attribution = Attribution.OWN
    question: bool = False
    retracted: bool = Field(default=False, description="taken back by a later clause (self-correction)")


class Move(Frozen):
    """One act of the reply. ``act`` is an id of content/catalogue/acts.yaml."""

    act: str
    issue: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    condition: Condition = Condition.NONE
    attribution: Attribution = Attribution.OWN
    question: bool = False
    retracted: bool = Field(default=False, description="taken back by a later clause; a slip costs a little")
    span: Span
    confidence: float = Field(default=1.0, ge=0, le=1)
    strength: float = Field(default=1.0, ge=0, le=1, description="0 a faint hint, 1 said plainly")


class Reading(Frozen):
    """All that was read in one reply, in the order of its clauses."""

    reply: str
    clauses: tuple[Clause, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: tuple[str, ...] = Field(
        default=(),
        description="flags about the whole reply: empty, addresses_judge, copies_line, repeats_itself, recites, foreign_language, padding, unclear",
    )

    settled_issues: tuple[str, ...] = Field(
        default=(),
        description="issues on which 'concedes' moves alone say what was given; on others every giving move does",
    )

    def acts(self) -> tuple[str, ...]:
        """The act ids in order, repeated acts included."""
        return tuple(move.act for move in self.moves)
