"""The moments that mattered most, one thing to keep and one to change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from negsim.model.catalogue import Tactic
from negsim.model.events import ReplyGiven
from negsim.model.judgement import Verdict, VerdictKind
from negsim.model.reading import ConcessionKind
from negsim.reports.debrief_model import Change, Exchange, Keep, Moment, Unused
from negsim.reports.retold import Retold, first_quote, last_sentences, words_of
from negsim.scoring.points import NEUTRAL, points_of

MOST = 3
NOTABLE = 5
"""Points, of a score or a tracker, from which on a change is worth a word."""
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    [
        "that",
        "this",
        "they",
        "them",
        "their",
        "there",
        "these",
        "those",
        "with",
        "from",
        "have",
        "what",
        "which",
        "when",
        "were",
        "will",
        "would",
        "your",
        "yours",
        "been",
        "into",
        "than",
        "then",
        "only",
        "same",
        "very",
        "much",
        "more",
        "most",
        "some",
        "such",
        "about",
        "after",
        "before",
        "over",
        "under",
        "between",
        "every",
        "other",
        "another",
        "said",
        "says",
    ]
)
_BETTER_LOW = frozenset(("impatience", "escalation"))


def moments(told: Retold, exchanges: Iterable[Exchange]) -> tuple[Moment, ...]:
    """Two or three turns: where most was lost, and where too little was lost, where most was held. In their order."""
    moved = {exchange.turn: exchange.trackers for exchange in exchanges if exchange.answered}
    losses = [(_loss(reply, moved), reply) for reply in told.replies]
    lost = sorted((pair for pair in losses if pair[0] >= NOTABLE), key=lambda pair: (-pair[0], pair[1].turn))
    chosen = [(reply, False) for _, reply in lost[:MOST]]
    taken = {reply.turn for reply, _ in chosen}
    if len(chosen) < 2:
        gains = [(reply.assessment.score - NEUTRAL, reply) for reply in told.replies if reply.turn not in taken]
        best = sorted((g for g in gains if g[0] > 0 and g[1].assessment.upheld), key=lambda g: (-g[0], g[1].turn))
        chosen += [(reply, True) for _, reply in best[: 2 - len(chosen)]]
    chosen.sort(key=lambda pair: pair[0].turn)
    return tuple(_moment(told, reply, held, moved.get(reply.turn, {})) for reply, held in chosen)


def _loss(reply: ReplyGiven, moved: Mapping[int, Mapping[str, int]]) -> float:
    """How much a turn cost: points below the neutral score, and half of what trackers moved against the trainee."""
    gave = any(concession.kind is not ConcessionKind.CONDITIONAL for concession in reply.assessment.concessions)
    if not reply.assessment.breached and not gave:
        return 0.0
    against = sum(
        abs(change)
        for name, change in moved.get(reply.turn, {}).items()
        if name != "stamina" and (change < 0) != (name in _BETTER_LOW)
    )
    return max(0, NEUTRAL - reply.assessment.score) + against / 2


def _moment(told: Retold, reply: ReplyGiven, held: bool, moved: Mapping[str, int]) -> Moment:
    verdict = _weightiest(told, reply, held)
    tactic = told.catalogue.tactics.get(reply.tactic)
    principle = told.catalogue.principles.get(verdict.principle) if verdict else None
    stronger, why = ("", "") if held else _stronger(told, reply, verdict)
    names = {spec.id: spec.name for spec in told.catalogue.trackers.values()}
    words = first_quote(verdict, reply) if verdict else words_of(reply)
    spoken = next((line.intent for line in reversed(told.state.lines) if line.turn == reply.turn - 1), None)
    objective = next((o.text for o in told.scenario.their_objectives if spoken and o.id == spoken.objective), "")
    return Moment(
        turn=reply.turn, held=held, score=reply.assessment.score,
        moved={names.get(name, name): change for name, change in moved.items() if abs(change) >= NOTABLE},
        tactic=reply.tactic, tactic_name=told.tactic_name(reply.tactic) if reply.tactic else "",
        aim=tactic.aim if tactic else "", objective=objective, tell=tell_in(tactic, reply.line) if tactic else "",
        their_words=last_sentences(reply.line), your_words=words,
        principle=verdict.principle if verdict else "",
        principle_name=told.principle_name(verdict.principle) if verdict else "",
        why=verdict.why if verdict else "", matters=principle.why_it_matters if principle else "",
        source=verdict.source if verdict else "", stronger=stronger, stronger_why=why,
    )  # fmt: skip


def _weightiest(told: Retold, reply: ReplyGiven, held: bool) -> Verdict | None:
    verdicts = reply.assessment.upheld if held else reply.assessment.breached
    tactic = told.catalogue.tactics.get(reply.tactic)
    aims = tactic.aims if tactic else ()
    order = list(told.catalogue.principles)
    ranked = sorted(
        verdicts,
        key=lambda v: (
            -abs(points_of(v, told.doctrine)), v.principle not in aims,
            order.index(v.principle) if v.principle in order else len(order),
        ),
    )  # fmt: skip
    return ranked[0] if ranked else None


def _stronger(told: Retold, reply: ReplyGiven, verdict: Verdict | None) -> tuple[str, str]:
    """The reply that the judge proposed, else the pack's for this tactic; with the reason where the pack gives one."""
    exemplars = told.scenario.exemplars
    text = reply.assessment.stronger or ""
    if not text:
        fitting = [e for e in exemplars if e.tactic == reply.tactic]
        wanted = verdict.principle if verdict else None
        fitting.sort(key=lambda e: e.principle != wanted)
        text = fitting[0].text if fitting else ""
    return text, next((e.why for e in exemplars if e.text == text), "")


def tell_in(tactic: Tactic, line: str) -> str:
    """The tell that a line shows: the one that shares most words with it, the first when none does."""
    spoken = _stems(line)
    return max(tactic.tells, key=lambda tell: len(_stems(tell) & spoken))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.casefold()) if word not in _COMMON}


def keep(told: Retold, changing: str = "") -> Keep | None:
    """The best moment in the trainee's own words; None when nothing was upheld. Not what is to be changed, if possible."""
    found = [(reply, verdict) for reply in told.replies for verdict in reply.assessment.upheld]
    if not found:
        return None
    best, verdict = max(
        found,
        key=lambda pair: (
            pair[0].assessment.score > NEUTRAL, pair[1].principle != changing, pair[0].assessment.score,
            not pair[0].silent, abs(points_of(pair[1], told.doctrine)), -pair[0].turn,
        ),
    )  # fmt: skip
    return Keep(
        turn=best.turn, quote=first_quote(verdict, best), score=best.assessment.score, principle=verdict.principle,
        name=told.principle_name(verdict.principle), why=verdict.why, source=verdict.source,
    )  # fmt: skip


def change(told: Retold) -> Change | None:
    """The habit that cost most, weight times count; None when nothing was breached."""
    cost: dict[str, float] = {}
    seen: dict[str, list[tuple[ReplyGiven, Verdict]]] = {}
    for reply in told.replies:
        for verdict in reply.assessment.verdicts:
            if verdict.verdict is VerdictKind.BREACHED:
                seen.setdefault(verdict.principle, []).append((reply, verdict))
                cost[verdict.principle] = cost.get(verdict.principle, 0.0) - points_of(verdict, told.doctrine)
    if not seen:
        return None
    order = list(told.catalogue.principles)
    ranked = sorted(seen, key=lambda p: order.index(p) if p in order else len(order))
    principle = max(ranked, key=lambda p: (cost[p], len(seen[p])))
    found = seen[principle]
    worst_reply, worst = max(found, key=lambda pair: (pair[1].severity, -pair[0].turn))
    drawn = Counter(reply.tactic for reply, _ in found if reply.tactic)
    tactic_id = drawn.most_common(1)[0][0] if drawn else ""
    tactic = told.catalogue.tactics.get(tactic_id)
    counter = tactic.counters[0] if tactic else None
    return Change(
        principle=principle, name=told.principle_name(principle), times=len(found),
        turns=tuple(dict.fromkeys(reply.turn for reply, _ in found)), cost=max(0, round(cost[principle])),
        quote=first_quote(worst, worst_reply), why=worst.why, source=worst.source,
        tactic=tactic_id, tactic_name=told.tactic_name(tactic_id) if tactic_id else "",
        counter=counter.text if counter else "", counter_basis=counter.basis if counter else None,
        counter_source=counter.source if counter else "",
    )  # fmt: skip


def unused(told: Retold) -> Unused | None:
    """What the session's doctrine weighs most among the principles that no reply touched; None before the first reply."""
    touched = {verdict.principle for reply in told.replies for verdict in reply.assessment.verdicts}
    left = [p for p in told.catalogue.principles.values() if p.id not in touched]
    if not left or not told.replies:
        return None
    found = max(left, key=lambda p: told.doctrine.weights.get(p.id, 0.0))
    return Unused(principle=found.id, name=found.name, statement=found.statement, source="; ".join(found.sources))
