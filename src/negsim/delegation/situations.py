"""What kind of reply the trainee gave, as the delegation sees it: the thing that it will answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negsim.delegation.quoting import quotable
from negsim.model.base import Span
from negsim.model.catalogue import Catalogue
from negsim.model.events import ReplyGiven
from negsim.model.judgement import Concession
from negsim.model.reading import Attribution, ConcessionKind, Move, Polarity
from negsim.model.state import State

LONG_REPLY = 95
"""Words from which a reply counts as long."""

SURE = 0.65
"""Confidence below which a reading is answered only when nothing surer was read."""

_DOUBT = 50
"""What doubt takes from a situation's priority."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_NOTE_SITUATIONS = (
    ("foreign_language", "foreign_language"),
    ("addresses_judge", "to_judge"),
    ("copies_line", "unclear"),
    ("padding", "long_reply"),
)


@dataclass(frozen=True)
class Perceived:
    """One thing to answer in a reply."""

    situation: str
    priority: int
    act: str | None = None
    issue: str | None = None
    kind: ConcessionKind | None = None
    quote: str = ""
    earlier: str = ""


def perceive(state: State, catalogue: Catalogue) -> list[Perceived]:
    """What the last reply gives to answer, the most telling first; never empty after a reply."""
    reply = state.last_reply
    if reply is None:
        return []
    if reply.silent:
        return [Perceived("silence", _priority(catalogue, "silence"))]
    found: list[Perceived] = []
    for note, situation in _NOTE_SITUATIONS:
        if note in reply.reading.notes:
            found.append(Perceived(situation, 100, quote=quotable(reply.text, None), earlier=_before(state)))
    found += _contradictions(state, reply, catalogue)
    found += [_of_concession(reply, concession, catalogue) for concession in reply.assessment.concessions]
    found += _of_verdicts(reply, catalogue)
    found += _of_free_moves(reply, catalogue)
    repeated = _repeated(state, reply)
    if repeated:
        quote = quotable(reply.text, None)
        found.append(Perceived("repeats", _priority(catalogue, "repeats"), quote=quote, earlier=repeated))
    if len(reply.text.split()) >= LONG_REPLY:
        priority = _priority(catalogue, "long_reply")
        found.append(Perceived("long_reply", priority, quote=quotable(reply.text, None), earlier=_before(state)))
    if not found:
        found.append(Perceived("unclear", _priority(catalogue, "unclear"), quote=quotable(reply.text, None)))
    return sorted(found, key=lambda p: -p.priority)


def _doubt(confidence: float) -> int:
    return 0 if confidence >= SURE else _DOUBT


def _priority(catalogue: Catalogue, situation: str) -> int:
    return catalogue.situations[situation].priority


def _of_concession(reply: ReplyGiven, concession: Concession, catalogue: Catalogue) -> Perceived:
    priority = _priority(catalogue, "concession") - _doubt(concession.confidence)
    if concession.kind is ConcessionKind.CONDITIONAL:
        priority = (
            _priority(catalogue, "offer") - 1 - _doubt(concession.confidence)
        )  # an offer is first of all an offer
    act = next(
        (m.act for m in reply.reading.moves if m.issue == concession.issue and m.span == concession.evidence), None
    )
    quote = quotable(reply.text, concession.evidence)
    return Perceived("concession", priority, act, concession.issue, concession.kind, quote)


def _of_verdicts(reply: ReplyGiven, catalogue: Catalogue) -> list[Perceived]:
    found = []
    for verdict in reply.assessment.verdicts:
        for act_id in verdict.acts:
            act = catalogue.acts[act_id]
            if act.situation == "concession" and reply.assessment.concessions:
                continue  # answered through the concession itself, which knows its issue and kind
            kind = ConcessionKind.UNCONDITIONAL if act.situation == "concession" else None
            move = _move_of(reply, act_id, verdict.evidence)
            span = move.span if move else (verdict.evidence[0] if verdict.evidence else None)
            found.append(
                Perceived(
                    act.situation, _priority(catalogue, act.situation) - _doubt(verdict.confidence), act_id,
                    move.issue if move else None, kind, quote=quotable(reply.text, span) if span else "",
                )
            )  # fmt: skip
    return found


def _move_of(reply: ReplyGiven, act: str, evidence: tuple[Span, ...]) -> Move | None:
    moves = [move for move in reply.reading.moves if move.act == act]
    for move in moves:
        if any(span.start <= move.span.start < span.end for span in evidence):
            return move
    return moves[0] if moves else None


def _of_free_moves(reply: ReplyGiven, catalogue: Catalogue) -> list[Perceived]:
    """Moves that no principle judges still deserve an answer."""
    found = []
    for move in reply.reading.moves:
        act = catalogue.acts.get(move.act)
        if (
            act is None
            or act.principle is not None
            or act.situation == "concession"
            or move.confidence < 0.5
            or move.retracted
        ):
            continue
        if move.attribution is Attribution.REPORTED or move.polarity is Polarity.NEGATED:
            continue
        quote = quotable(reply.text, move.span)
        found.append(Perceived(act.situation, _priority(catalogue, act.situation), act.id, move.issue, quote=quote))
    return found


def _held(reply: ReplyGiven, issue: str) -> Move | None:
    return next(
        (m for m in reply.reading.moves if m.act == "keeps_objective" and m.issue == issue and m.confidence >= 0.5),
        None,
    )


def _contradictions(state: State, reply: ReplyGiven, catalogue: Catalogue) -> list[Perceived]:
    """The reply against what the trainee said before on the same issue; both quotes are word for word."""
    priority = _priority(catalogue, "contradiction")
    found = []
    for concession in reply.assessment.concessions:
        if concession.kind is ConcessionKind.CONDITIONAL:
            continue
        for before in state.replies[:-1]:
            held = _held(before, concession.issue)
            if held is not None:
                found.append(_contradiction(priority, reply, concession.evidence, before, held.span, concession.issue))
                break
    for entry in state.ledger:
        if entry.giver != "ours" or entry.what is not ConcessionKind.UNCONDITIONAL or entry.turn >= reply.turn:
            continue
        held = _held(reply, entry.issue)
        if held is not None and entry.quote:
            found.append(
                Perceived(
                    "contradiction", priority, held.act, entry.issue,
                    quote=quotable(reply.text, held.span), earlier=entry.quote,
                )
            )  # fmt: skip
            break
    used = {line.intent.earlier for line in state.lines if line.intent.situation == "contradiction"}
    return [p for p in found if p.quote and p.earlier and p.earlier not in used][:1]


def _contradiction(
    priority: int, reply: ReplyGiven, now: Span, before: ReplyGiven, then: Span, issue: str
) -> Perceived:
    return Perceived(
        "contradiction", priority, "drops_objective", issue,
        quote=quotable(reply.text, now), earlier=quotable(before.text, then),
    )  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _repeated(state: State, reply: ReplyGiven) -> str:
    """The earlier reply that this one says again, cut for quoting; empty when there is none."""
    now = _words(reply.text)
    if len(now) < 3:
        return ""
    for before in reversed(state.replies[:-1][-4:]):
        then = _words(before.text)
        if then and len(now & then) / len(now | then) >= 0.7:
            return quotable(before.text, None)
    return ""


def _before(state: State) -> str:
    """Something the trainee said earlier, for answers that reach back."""
    for reply in reversed(state.replies[:-1]):
        if not reply.silent:
            quote = quotable(reply.text, None)
            if quote:
                return quote
    return ""
