"""What the delegation believes about this trainee: per principle, how often it saw it yield and hold (Beta counts)."""

from __future__ import annotations

from negsim.model.judgement import Assessment, VerdictKind
from negsim.model.policy import PolicyTable


def updated(
    beliefs: dict[str, tuple[float, float]], assessment: Assessment, policy: PolicyTable
) -> dict[str, tuple[float, float]]:
    """The counts that change with one assessment; older evidence decays for the principles concerned."""
    changed: dict[str, tuple[float, float]] = {}
    for verdict in assessment.verdicts:
        yields, holds = beliefs.get(verdict.principle, policy.prior)
        yields, holds = yields * policy.decay, holds * policy.decay
        weight = verdict.severity / 2
        if verdict.verdict is VerdictKind.BREACHED:
            yields += weight
        else:
            holds += weight
        changed[verdict.principle] = (round(yields, 4), round(holds, 4))
    return changed


def likely_to_yield(beliefs: dict[str, tuple[float, float]], principle: str, policy: PolicyTable) -> float:
    """Expected share of times that this trainee gives way on a principle, 0 to 1."""
    yields, holds = beliefs.get(principle, policy.prior)
    return yields / (yields + holds)
