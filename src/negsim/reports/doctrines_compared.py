"""One session under all doctrines: who would judge otherwise, on which principle, and why."""

from __future__ import annotations

from collections.abc import Mapping

from negsim.model.catalogue import Doctrine
from negsim.model.events import ReplyGiven
from negsim.reports.record_model import Doctrines, Judged, Split
from negsim.reports.retold import Retold, words_of
from negsim.scoring.points import conduct_of, points_of, score_of

SHOWN = 2
"""Principles named per doctrine."""
NOTABLE = 3
"""Points from which a difference is worth a sentence."""


def doctrines(told: Retold) -> Doctrines:
    """The comparison; empty when no reply was judged."""
    if not told.judged:
        return Doctrines()
    judged = tuple(_judged(told, doctrine) for doctrine in told.catalogue.doctrines.values())
    furthest = max(judged, key=lambda j: (abs(j.difference), j.doctrine))
    return Doctrines(
        judged=judged,
        differs_most=furthest.doctrine if abs(furthest.difference) >= NOTABLE else "",
        split=_split(told),
    )


def _judged(told: Retold, doctrine: Doctrine) -> Judged:
    own = told.doctrine
    verdicts = [reply.assessment.verdicts for reply in told.judged]
    conduct = conduct_of(verdicts, doctrine)
    apart = {} if doctrine.id == own.id else _apart(told.judged, doctrine, own)
    ranked = [p for p in sorted(apart, key=lambda p: (-abs(apart[p]), p)) if abs(apart[p]) >= 1]
    telling = next((p for p in ranked if p in doctrine.differs), "")
    return Judged(
        doctrine=doctrine.id, name=doctrine.name, source=doctrine.source, author=doctrine.author, creed=doctrine.creed,
        conduct=conduct, session=doctrine.id == own.id, difference=conduct - conduct_of(verdicts, own),
        principles=tuple(told.principle_name(p) for p in ranked[:SHOWN]),
        weight=doctrine.weights.get(ranked[0], 0.0) if ranked else 1.0,
        session_weight=own.weights.get(ranked[0], 0.0) if ranked else 1.0,
        because_on=told.principle_name(telling) if telling else "", because=doctrine.differs.get(telling, ""),
    )  # fmt: skip


def _apart(replies: tuple[ReplyGiven, ...], one: Doctrine, other: Doctrine) -> Mapping[str, float]:
    """Points per principle by which two doctrines differ, a reply."""
    apart: dict[str, float] = {}
    for reply in replies:
        for verdict in reply.assessment.verdicts:
            difference = points_of(verdict, one) - points_of(verdict, other)
            apart[verdict.principle] = apart.get(verdict.principle, 0.0) + difference / len(replies)
    return apart


def _split(told: Retold) -> Split | None:
    """The reply on which the doctrines disagree most."""
    known = told.catalogue.doctrines
    best: tuple[int, ReplyGiven, dict[str, int]] | None = None
    for reply in told.judged:
        scores = {d.id: score_of(reply.assessment.verdicts, d) for d in known.values()}
        width = max(scores.values()) - min(scores.values())
        if width >= NOTABLE and (best is None or width > best[0]):
            best = (width, reply, scores)
    if best is None:
        return None
    _, reply, scores = best
    highest = max(scores, key=lambda d: (scores[d], d))
    lowest = min(scores, key=lambda d: (scores[d], d))
    apart = _apart((reply,), known[highest], known[lowest])
    principle = max(apart, key=lambda p: (abs(apart[p]), p))
    because = known[lowest].differs.get(principle) or known[highest].differs.get(principle, "")
    return Split(
        turn=reply.turn, quote=words_of(reply), scores={known[d].name: score for d, score in scores.items()},
        highest=known[highest].name, lowest=known[lowest].name, principle=told.principle_name(principle),
        because=because,
    )  # fmt: skip
