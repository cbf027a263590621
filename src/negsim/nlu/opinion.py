"""What a learned model may say about a reply, and the narrow door through which the reader asks it.

The reader works without a model (rules only); a model gives opinions, the reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from negsim.model.base import Span
from negsim.model.judgement import VerdictKind
from negsim.model.reading import ConcessionKind


@dataclass(frozen=True)
class LabelOpinion:
    """How likely it is that the reply upholds or breaches one principle, and on which words that rests."""

    principle: str
    verdict: VerdictKind
    probability: float
    """Calibrated, 0 to 1."""
    span: Span | None
    """Characters of the reply that speak for it most; None when the model cannot say."""


@dataclass(frozen=True)
class ConcessionOpinion:
    """How likely it is that the reply gives something in this way."""

    kind: ConcessionKind
    probability: float
    span: Span | None
    issue: str | None = None
    """Only where the model itself names the issue; the reader links issues by their glosses."""


@dataclass(frozen=True)
class Opinion:
    """All opinions on one reply, whatever their probability; the reader applies the thresholds."""

    labels: tuple[LabelOpinion, ...]
    concessions: tuple[ConcessionOpinion, ...]


class OpinionModel(Protocol):
    """A model that reads the whole reply beside the line it answers."""

    def opine(self, reply: str, line: str, tactic: str) -> Opinion:
        """Opinions on ``reply``, given the delegation's ``line`` and the ``tactic`` id in play."""
        ...

    def embed(self, texts: tuple[str, ...]) -> list[list[float]]:
        """Unit vectors of the untouched base encoder; for linking clauses to issues by meaning."""
        ...
