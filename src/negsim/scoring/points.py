"""From verdicts to points: the whole formula, in one place (docs/judge.md tells it to a teacher).

score = clamp(50 + sum over verdicts of weight x points x confidence, 0, 100), where points depend on verdict and
severity, weight is the doctrine's for the principle, and confidence (a half to one) is how sure the reading is. A reply
that engages nothing scores 50. Breaches cost more than upholding earns: one gift outweighs two good sentences (BRI ¶26).
"""

from __future__ import annotations

from collections.abc import Iterable

from negsim.model.catalogue import Doctrine
from negsim.model.judgement import Verdict, VerdictKind

NEUTRAL = 50
EARNED = {1: 8, 2: 14, 3: 20}
LOST = {1: 8, 2: 22, 3: 34}


def points_of(verdict: Verdict, doctrine: Doctrine) -> float:
    """What one verdict adds to (or takes from) the neutral 50 under a doctrine."""
    weight = doctrine.weights.get(verdict.principle, 0.0)
    if verdict.verdict is VerdictKind.UPHELD:
        return weight * EARNED[verdict.severity] * verdict.confidence
    if verdict.verdict is VerdictKind.BREACHED:
        return -weight * LOST[verdict.severity] * verdict.confidence
    return 0.0


def score_of(verdicts: Iterable[Verdict], doctrine: Doctrine) -> int:
    """The score of one reply, 0-100."""
    return max(0, min(100, round(NEUTRAL + sum(points_of(verdict, doctrine) for verdict in verdicts))))


def conduct_of(replies: Iterable[Iterable[Verdict]], doctrine: Doctrine) -> int:
    """The conduct of a session, 0-100: the mean of its replies' scores; 50 when nothing was said."""
    scores = [score_of(verdicts, doctrine) for verdicts in replies]
    return round(sum(scores) / len(scores)) if scores else NEUTRAL
