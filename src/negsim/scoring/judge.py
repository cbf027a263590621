"""Moves become verdicts. The judge never reads raw text: every verdict points at moves, every move at characters."""

from __future__ import annotations

from collections.abc import Iterable

from negsim.model.base import Span
from negsim.model.catalogue import Act, Catalogue, Doctrine
from negsim.model.judgement import Assessment, Concession, Verdict, VerdictKind
from negsim.model.reading import GIVING_ACTS, Attribution, ConcessionKind, Condition, Move, Polarity, Reading
from negsim.model.scenario import Exemplar
from negsim.scoring.points import score_of

SURE = 0.5
"""Below this confidence a move is shown to nobody and counts for nothing."""

BAD_AT_ANY_PRICE = frozenset(("pays_for_their_harm", "swallows_package", "limits_defence"))
"""Gifts that a condition does not redeem: a lopsided swap is still lopsided (ontology: judging)."""

VOID_NOTES = frozenset(("addresses_judge", "copies_line", "recites", "foreign_language", "empty"))
"""Notes on the whole reply under which nothing in it earns anything (ontology: judging)."""


def judge(
    reading: Reading,
    catalogue: Catalogue,
    doctrine: Doctrine,
    tactic: str = "",
    silent: bool = False,
    exemplars: Iterable[Exemplar] = (),
    issue: str | None = None,
) -> Assessment:
    """The assessment of one reply under one doctrine.

    ``tactic`` is the id of the tactic in play, ``silent`` says that silence was held as an action, ``issue`` is
    the issue of the delegation's line. The score's formula stands in points.py and docs/judge.md.
    """
    verdicts = _silence(catalogue, tactic) if silent else _verdicts(reading, catalogue)
    concessions = _concessions(reading)
    return Assessment(
        score=score_of(verdicts, doctrine),
        doctrine=doctrine.id,
        verdicts=verdicts,
        concessions=concessions,
        stronger=_stronger(verdicts, tactic, issue, tuple(exemplars)),
    )


def _silence(catalogue: Catalogue, tactic: str) -> tuple[Verdict, ...]:
    """Silence can be right: it upholds patience where the tactic plays on it (AC ¶44), else it engages nothing."""
    known = catalogue.tactics.get(tactic)
    if known is None or "patience" not in known.aims:
        return ()
    act = catalogue.acts["takes_time"]
    return (
        Verdict(
            principle="patience", verdict=VerdictKind.UPHELD, severity=act.severity, evidence=(), acts=(act.id,),
            why=act.why, source=act.source,
        ),
    )  # fmt: skip


def counts(move: Move, act: Act) -> bool:
    """Whether a move is the trainee's own deed: reported, denied and refused-hypothetical ones are not."""
    if move.confidence < SURE or move.polarity is Polarity.NEGATED:
        return False
    if move.attribution is Attribution.REPORTED:
        return False
    if move.attribution is Attribution.HYPOTHETICAL:
        # Floating a gift is a signal, and a signal counts; a hypothetical good earns nothing.
        return act.verdict is VerdictKind.BREACHED and act.id in GIVING_ACTS
    gives = act.verdict is VerdictKind.BREACHED and act.id in GIVING_ACTS - BAD_AT_ANY_PRICE
    # A gift tied to their first step is a conditional concession, judged as a trade by its own move.
    return not (gives and move.condition in (Condition.THEIRS_FIRST, Condition.SIMULTANEOUS))


def _verdicts(reading: Reading, catalogue: Catalogue) -> tuple[Verdict, ...]:
    grouped: dict[tuple[str, VerdictKind], list[tuple[Move, Act]]] = {}
    if not VOID_NOTES.intersection(reading.notes):
        for move in reading.moves:
            act = catalogue.acts.get(move.act)
            if act is None or act.principle is None or not counts(move, act):
                continue
            if "repeats_itself" in reading.notes and act.verdict is VerdictKind.UPHELD:
                continue  # saying it again word for word earns nothing; a gift said twice is still a gift
            if move.retracted and act.verdict is VerdictKind.UPHELD:
                continue
            grouped.setdefault((act.principle, act.verdict), []).append((move, act))
    verdicts = []
    for principle in catalogue.principles:
        verdict = _settle(principle, grouped)
        if verdict is not None:
            verdicts.append(verdict)
    return tuple(verdicts)


def _settle(principle: str, grouped: dict[tuple[str, VerdictKind], list[tuple[Move, Act]]]) -> Verdict | None:
    """One verdict a principle. Where a reply does both, the breach decides unless it was taken back."""
    bad = grouped.get((principle, VerdictKind.BREACHED), [])
    good = grouped.get((principle, VerdictKind.UPHELD), [])
    standing = [pair for pair in bad if not pair[0].retracted]
    if standing:
        return _verdict(principle, VerdictKind.BREACHED, standing)
    if good:
        return _verdict(principle, VerdictKind.UPHELD, good)
    if bad:  # taken back: the slip costs a little
        return _verdict(principle, VerdictKind.BREACHED, bad, severity=1)
    return None


def _verdict(principle: str, kind: VerdictKind, pairs: list[tuple[Move, Act]], severity: int | None = None) -> Verdict:
    move, act = max(pairs, key=lambda pair: (pair[0].confidence * pair[0].strength, -pair[0].span.start))
    level = severity if severity is not None else _severity(move, act)
    return Verdict(
        principle=principle,
        verdict=kind,
        severity=level,
        evidence=_merge(pair[0].span for pair in pairs),
        acts=tuple(dict.fromkeys(pair[1].id for pair in pairs)),
        why=act.why,
        source=act.source,
        confidence=round(max(pair[0].confidence for pair in pairs), 3),
    )


def _severity(move: Move, act: Act) -> int:
    """A faint hint weighs a step less than a plain word."""
    if move.strength < 0.5 or move.attribution is Attribution.HYPOTHETICAL or move.question:
        return max(1, act.severity - 1)
    return act.severity


def _merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(start=merged[-1].start, end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _concessions(reading: Reading) -> tuple[Concession, ...]:
    """What is given, offered or floated, one entry an issue, the firmest kind first."""
    if VOID_NOTES.intersection(reading.notes):
        return ()
    firmness = [ConcessionKind.UNCONDITIONAL, ConcessionKind.CONDITIONAL, ConcessionKind.EXPLORATORY]
    best: dict[str, Concession] = {}
    for move in reading.moves:
        kind = concession_kind(move)
        if move.issue in reading.settled_issues and move.act != "concedes":
            continue
        if kind is None or move.issue is None or move.confidence < SURE:
            continue
        entry = Concession(issue=move.issue, kind=kind, evidence=move.span, confidence=move.confidence)
        known = best.get(move.issue)
        if known is None or firmness.index(kind) < firmness.index(known.kind):
            best[move.issue] = entry
    return tuple(sorted(best.values(), key=lambda c: (c.evidence.start, c.issue)))


def concession_kind(move: Move) -> ConcessionKind | None:
    """How a move gives, or None when it gives nothing."""
    if move.polarity is Polarity.NEGATED or move.attribution is Attribution.REPORTED or move.retracted:
        return None
    if move.act in ("trades", "names_relief"):
        return ConcessionKind.CONDITIONAL
    if move.act not in GIVING_ACTS and move.act != "concedes":
        return None
    if move.question or move.attribution is Attribution.HYPOTHETICAL:
        return ConcessionKind.EXPLORATORY
    if move.condition in (Condition.THEIRS_FIRST, Condition.SIMULTANEOUS):
        return ConcessionKind.CONDITIONAL
    return ConcessionKind.UNCONDITIONAL


def _stronger(
    verdicts: tuple[Verdict, ...], tactic: str, issue: str | None, exemplars: tuple[Exemplar, ...]
) -> str | None:
    """The exemplar that answers this tactic and shows the principle that suffered most."""
    fitting = [e for e in exemplars if e.tactic == tactic]
    if not fitting:
        return None
    worst = [v.principle for v in sorted(verdicts, key=lambda v: -v.severity) if v.verdict is VerdictKind.BREACHED]

    def rank(exemplar: Exemplar) -> tuple[int, int]:
        by_principle = worst.index(exemplar.principle) if exemplar.principle in worst else len(worst)
        return by_principle, 0 if issue is not None and exemplar.issue == issue else 1

    return min(fitting, key=rank).text
