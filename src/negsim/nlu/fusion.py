"""Bringing a learned model's opinions and the rules together.

The model says how likely a principle is upheld or breached; the rules say which act it is, and may object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from negsim.model.base import Span
from negsim.model.catalogue import Act
from negsim.model.judgement import VerdictKind
from negsim.model.reading import GIVING_ACTS, Attribution, ConcessionKind, Condition, Move, Polarity
from negsim.nlu.cues import Thresholds
from negsim.nlu.evidence import Asking, Evidence
from negsim.nlu.issues import Link
from negsim.nlu.moves import FAINT, Found
from negsim.nlu.opinion import LabelOpinion, Opinion

Slot = tuple[str, VerdictKind]
_OPPOSITE = {VerdictKind.UPHELD: VerdictKind.BREACHED, VerdictKind.BREACHED: VerdictKind.UPHELD}


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
    the model half agrees, or when its cue is precise and the model does not rule it out. Where the two say the opposite
    of one principle, a precise cue wins on its own words, any other gives way only to a model that is nearly sure.
    A rule's move without a principle always stays.
    """
    likely = {(label.principle, label.verdict): label for label in opinion.labels}
    defaults = default_acts(acts)
    kept: list[Found] = []
    for item in found:
        act = acts[item.move.act]
        if act.principle is None or act.verdict not in _OPPOSITE:
            kept.append(item)
            continue
        mine, other = (likely.get((act.principle, verdict)) for verdict in (act.verdict, _OPPOSITE[act.verdict]))
        least = thresholds.trust_rules if item.precise else thresholds.agree
        # The model is surer of what a reply is about than of its direction: doubt between two verdicts is for the rules.
        engaged = max(mine.probability if mine else 1.0, other.probability if other else 0.0)
        if act.verdict is VerdictKind.BREACHED and mine is not None and mine.probability < thresholds.accuse:
            continue  # nobody is accused on a cue alone
        if engaged >= least and (item.precise or not _outvoted(mine, other, thresholds)):
            kept.append(item)
    for slot, label in sorted(likely.items()):
        least = thresholds.of(slot[0], slot[1].value)
        if label.probability < least or slot not in defaults:
            continue
        clauses = _clauses(label.span, evidence, mute)
        if not clauses or (slot[1] is VerdictKind.BREACHED and all(_vetoed(evidence[n]) for n in clauses)):
            continue
        against = (slot[0], _OPPOSITE[slot[1]])
        opposed = [item for item in kept if (acts[item.move.act].principle, acts[item.move.act].verdict) == against]
        precisely = any(item.precise and item.clause in clauses for item in opposed)
        needed = thresholds.overrule if any(item.precise for item in opposed) else thresholds.contradict
        if opposed and (precisely or label.probability < needed):
            continue
        if not opposed and against in likely and likely[against].probability > label.probability:
            continue
        goods = {item.clause for item in kept if acts[item.move.act].verdict is VerdictKind.UPHELD}
        if (
            slot[1] is VerdictKind.BREACHED
            and label.probability < thresholds.against_good
            and goods.issuperset(clauses)
        ):
            continue
        same = [item for item in kept if (acts[item.move.act].principle, acts[item.move.act].verdict) == slot]
        if any(item.clause in clauses for item in same):
            kept = [_surer(item, sureness(label.probability, least)) if item in same else item for item in kept]
            continue
        if same and label.span is None:
            continue
        kept.append(_from_opinion(label, defaults[slot], sureness(label.probability, least), clauses, evidence, links))
    return sorted(kept, key=lambda item: (item.clause, item.move.act))


def _outvoted(same: LabelOpinion | None, opposite: LabelOpinion | None, thresholds: Thresholds) -> bool:
    """Whether the model is nearly certain that it is the other way round."""
    if opposite is None or opposite.probability < thresholds.contradict:
        return False
    return same is None or same.probability < opposite.probability


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


def sureness(probability: float, threshold: float) -> float:
    """Confidence of a move from an opinion: a half at its threshold, one at certainty."""
    return round(min(1.0, max(0.5, 0.5 + 0.5 * (probability - threshold) / (1.0 - threshold))), 3)


def shaded(found: list[Found], opinion: Opinion, thresholds: Thresholds) -> list[Found]:
    """Gifts for which no rule saw how they are made take the manner, and where lacking the issue, from the model."""
    manners = {view.kind: view for view in opinion.concessions if view.issue is None}
    issues = [
        view for view in opinion.concessions if view.issue is not None and view.probability >= thresholds.concession
    ]
    likeliest = max(manners.values(), key=lambda view: view.probability, default=None)
    named = max(issues, key=lambda view: view.probability, default=None)
    out: list[Found] = []
    for item in found:
        update: dict[str, object] = {}
        move = item.move
        if move.act in GIVING_ACTS and likeliest is not None and likeliest.probability >= thresholds.concession:
            plain = move.condition is Condition.NONE and not move.question and move.attribution is Attribution.OWN
            if plain and likeliest.kind is ConcessionKind.EXPLORATORY:
                update = {"attribution": Attribution.HYPOTHETICAL, "strength": min(move.strength, FAINT)}
            elif plain and likeliest.kind is ConcessionKind.CONDITIONAL:
                update = {"condition": Condition.SIMULTANEOUS}
        if move.act in GIVING_ACTS and move.issue is None and named is not None:
            update["issue"] = named.issue
        out.append(Found(move.model_copy(update=update), item.clause, item.precise) if update else item)
    return out


def _surer(item: Found, confidence: float) -> Found:
    """A rule's move that the model confirms."""
    sure = max(item.move.confidence, confidence)
    return Found(item.move.model_copy(update={"confidence": sure}), item.clause, item.precise)


def _from_opinion(
    label: LabelOpinion,
    act: str,
    confidence: float,
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
        condition=home.condition,
        # A good stance is the trainee's own, in whatever supposition or quotation it is wrapped.
        attribution=Attribution.OWN if label.verdict is VerdictKind.UPHELD else home.attribution,
        question=home.asking is Asking.REAL,
        retracted=home.retracted,
        span=Span(start=evidence[clauses[0]].piece.start, end=evidence[clauses[-1]].piece.end),
        confidence=confidence,
        strength=1.0,
    )
    return Found(move, clauses[0], False)


def _heaviest(clauses: list[int], evidence: tuple[Evidence, ...]) -> int:
    """The longest of the clauses: its evidence speaks for the move."""
    return max(clauses, key=lambda n: (evidence[n].piece.end - evidence[n].piece.start, -n))
