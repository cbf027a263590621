"""What a reply was worth: verdicts on principles, each pointing at moves and at characters."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from negsim.model.base import Frozen, Percent, Span
from negsim.model.reading import ConcessionKind


class VerdictKind(StrEnum):
    """The three verdicts of the ontology."""

    UPHELD = "upheld"
    BREACHED = "breached"
    NOT_ENGAGED = "not_engaged"


class Verdict(Frozen):
    """One principle upheld or breached by one reply."""

    principle: str
    verdict: VerdictKind
    severity: int = Field(ge=1, le=3, description="1 slight, 2 clear, 3 grave; for upheld verdicts: weight of the good")
    evidence: tuple[Span, ...]
    acts: tuple[str, ...] = Field(description="act ids of the moves it rests on")
    why: str = Field(description="one sentence for the trainee")
    source: str = Field(description="a source id of the ledger with its paragraph where known")
    confidence: float = Field(default=1.0, ge=0, le=1)


class Concession(Frozen):
    """Something given, offered or floated on an issue."""

    issue: str
    kind: ConcessionKind
    evidence: Span
    confidence: float = Field(default=1.0, ge=0, le=1)


class Assessment(Frozen):
    """The judgement of one reply under one doctrine."""

    score: Percent
    doctrine: str
    verdicts: tuple[Verdict, ...] = ()
    concessions: tuple[Concession, ...] = ()
    stronger: str | None = Field(default=None, description="one stronger reply, written for this scenario and tactic")

    def of(self, kind: VerdictKind) -> tuple[Verdict, ...]:
        """The verdicts of one kind, in order."""
        return tuple(v for v in self.verdicts if v.verdict is kind)

    @property
    def breached(self) -> tuple[Verdict, ...]:
        """The breached principles."""
        return self.of(VerdictKind.BREACHED)

    @property
    def upheld(self) -> tuple[Verdict, ...]:
        """The upheld principles."""
        return self.of(VerdictKind.UPHELD)
