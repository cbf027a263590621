"""Bringing a learned model's opinions and the rules together.

The model says how likely a principle is upheld or breached; the rules say which act it is, and may object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from negsim.model.base import Span
from negsim.model.catalogue import Act
from negsim.model.judgement import VerdictKind
from negsim.model.reading import Attribution, Move, Polarity
from negsim.nlu.cues import Thresholds
from negsim.nlu.evidence import Asking, Evidence
from negsim.nlu.issues import Link
from negsim.nlu.moves import Found
from negsim.nlu.opinion import LabelOpinion, Opinion

Slot = tuple[str, VerdictKind]


def default_acts(acts: Mapping[str, Act]) -> dict[Slot, str]:
    """For each principle and verdict the act that stands for it when nothing finer is read."""
    return {(act.principle, act.verdict): act.id for act in acts.values() if act.principle and act.default}


def fuse(
    found: list[Found],
    opinion: Opinion,
    evidence: tuple[Evidence, ...],
    links: tuple[tuple[Link, ...], ...],
    mute: frozenset[int],
    acts: Mapping[str, Act],
    thresholds: Thresholds,
) -> list[Found]:
    """Moves on which rules and model settle.

    An opinion over its threshold becomes a move unless the rules veto it. A rule's move with a principle stays when
    the model half agrees, or when its cue is precise and the model does not rule it out; a rule's move without a
    principle always stays.
    """
    likely = {(label.principle, label.verdict): label for label in opinion.labels}
    defaults = default_acts(acts)
    kept: list[Found] = []
    for item in found:
        act = acts[item.move.act]
        if act.principle is None:
            kept.append(item)
            continue
        label = likely.get((act.principle, act.verdict))
        least = thresholds.trust_rules if item.precise else thresholds.agree
        if label is None or label.probability >= least:
            kept.append(item)
    for slot, label in sorted(likely.items()):
        least = thresholds.labels.get(f"{slot[0]}.{slot[1].value}", thresholds.default)
        if label.probability < least or slot not in defaults:
            continue
        clauses = _clauses(label.span, evidence, mute)
        if not clauses or (slot[1] is VerdictKind.BREACHED and all(_vetoed(evidence[n]) for n in clauses)):
            continue
        same = [item for item in kept if (acts[item.move.act].principle, acts[item.move.act].verdict) == slot]
        if any(item.clause in clauses for item in same):
            kept = [_surer(item, label.probability) if item in same else item for item in kept]
            continue
        if same and label.span is None:
            continue
        kept.append(_from_opinion(label, defaults[slot], clauses, evidence, links))
    return sorted(kept, key=lambda item: (item.clause, item.move.act))


def _clauses(span: Span | None, evidence: tuple[Evidence, ...], mute: frozenset[int]) -> list[int]:
    """Numbers of the clauses an opinion rests on; all of them when the model cannot say."""
    free = [n for n in range(len(evidence)) if n not in mute]
    if span is None:
        return free
    return [n for n in free if evidence[n].piece.start < span.end and evidence[n].piece.end > span.start]


def _vetoed(evidence: Evidence) -> bool:
    """Whether a clause cannot breach: it is the other side's word, or a supposition that is then refused."""
    if evidence.attribution is Attribution.REPORTED:
        return True
    refused = evidence.polarity is Polarity.NEGATED
    return evidence.attribution is Attribution.HYPOTHETICAL and refused


def _surer(item: Found, probability: float) -> Found:
    """A rule's move that the model confirms."""
    confidence = round(max(item.move.confidence, probability), 3)
    return Found(item.move.model_copy(update={"confidence": min(1.0, confidence)}), item.clause, item.precise)


def _from_opinion(
    label: LabelOpinion,
    act: str,
    clauses: list[int],
    evidence: tuple[Evidence, ...],
    links: tuple[tuple[Link, ...], ...],
) -> Found:
    home = evidence[_heaviest(clauses, evidence)]
    named: Iterable[Link] = (link for n in clauses for link in links[n])
    ordered = sorted(named, key=lambda link: not link.key)
    move = Move(
        act=act,
        issue=ordered[0].issue if ordered else None,
        polarity=home.polarity,
        condition=home.condition,
        attribution=home.attribution,
        question=home.asking is Asking.REAL,
        retracted=home.retracted,
        span=Span(start=evidence[clauses[0]].piece.start, end=evidence[clauses[-1]].piece.end),
        confidence=round(min(1.0, label.probability), 3),
        strength=1.0,
    )
    return Found(move, clauses[0], False)


def _heaviest(clauses: list[int], evidence: tuple[Evidence, ...]) -> int:
    """The longest of the clauses: its evidence speaks for the move."""
    return max(clauses, key=lambda n: (evidence[n].piece.end - evidence[n].piece.start, -n))
