"""Assessments as plain JSON data: the contract that `negsim score` and `play --json` share."""

from __future__ import annotations

from typing import Any

from negsim.model.base import Span
from negsim.model.judgement import Assessment, Verdict
from negsim.model.reading import Move, Reading


def assessment_object(reading: Reading, assessment: Assessment) -> dict[str, Any]:
    """The judgement of one reply, as the contract has it. Evidence is [start, end) in characters of the reply."""
    value: dict[str, Any] = {
        "score": assessment.score,
        "breached": [_verdict(verdict) for verdict in assessment.breached],
        "upheld": [_verdict(verdict) for verdict in assessment.upheld],
        "concessions": [
            {"issue": c.issue, "kind": c.kind.value, "evidence": [_pair(c.evidence)]} for c in assessment.concessions
        ],
        "moves": [_move(move) for move in reading.moves],
    }
    if reading.notes:
        value["notes"] = list(reading.notes)
    if assessment.stronger:
        value["stronger"] = assessment.stronger
    return value


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "principle": verdict.principle,
        "severity": verdict.severity,
        "evidence": [_pair(span) for span in verdict.evidence],
        "why": verdict.why,
        "source": verdict.source,
        "acts": list(verdict.acts),
        "confidence": verdict.confidence,
    }


def _move(move: Move) -> dict[str, Any]:
    value: dict[str, Any] = {"act": move.act, "evidence": [_pair(move.span)], "confidence": round(move.confidence, 3)}
    if move.issue:
        value["issue"] = move.issue
    for name, plain in (("polarity", "affirmed"), ("condition", "none"), ("attribution", "own")):
        found = getattr(move, name).value
        if found != plain:
            value[name] = found
    if move.question:
        value["question"] = True
    if move.retracted:
        value["retracted"] = True
    return value
