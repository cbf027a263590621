"""Chance that can be replayed: every draw is fixed by seed, turn and purpose, and no draw disturbs another."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one seed. Equal seed, turn and purpose give equal draws on every machine."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def fraction(self, turn: int, purpose: str) -> float:
        """A number in [0, 1)."""
        digest = hashlib.sha256(f"{self._seed}/{turn}/{purpose}".encode()).digest()
        return int.from_bytes(digest[:7], "big") / (1 << 56)

    def pick(self, items: Sequence[T], turn: int, purpose: str) -> T:
        """One of ``items``, each as likely. Raises IndexError when there is none."""
        return items[int(self.fraction(turn, purpose) * len(items))]

    def weighted(self, items: Sequence[T], scores: Sequence[float], temperature: float, turn: int, purpose: str) -> T:
        """One of ``items`` by softmax of ``scores`` at ``temperature`` (above 0)."""
        top = max(scores)
        weights = [math.exp((score - top) / temperature) for score in scores]
        point = self.fraction(turn, purpose) * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            point -= weight
            if point < 0:
                return item
        return items[-1]
