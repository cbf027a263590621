"""The delegation's settings, as read from content: weights, temperatures, which tactic follows which reply."""

from __future__ import annotations

from pydantic import Field

from negsim.model.base import Frozen


class DifficultySetting(Frozen):
    """How sharply the delegation plays; never the facts."""

    temperature: float = Field(gt=0, description="spread of the seeded choice; higher is more erratic")
    exploit: float = Field(ge=0, description="multiplies what it expects to gain from known weaknesses")
    pressure: float = Field(ge=0, description="multiplies tracker changes that go against the trainee")


class PolicyTable(Frozen):
    """All numbers of the policy."""

    weights: dict[str, float]
    follows: dict[str, dict[str, float]] = Field(description="situation -> tactic -> relevance 0-1")
    risky: dict[str, float] = Field(description="tactic -> how much it depends on readiness to escalate")
    earnest: dict[str, float] = Field(description="tactic -> how much it depends on seriousness")
    difficulty: dict[str, DifficultySetting]
    prior: tuple[float, float] = Field(description="beliefs before anything is known: (yields, holds)")
    decay: float = Field(gt=0, le=1, description="what older evidence is worth one reply later")
    breaks_off_after: int = Field(ge=1, description="outbursts after which the delegation leaves")
    moves_from: int = Field(ge=0, le=100, description="seriousness from which it pays a named step with one of its own")
