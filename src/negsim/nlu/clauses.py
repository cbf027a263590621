"""Splitting a reply into sentences and clauses, with exact character spans.

A subordinate clause (if, unless, once, until, after, before ...) stays with the clause it qualifies, because a
condition that is cut off from its promise turns an offer into a gift.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

MAX_CLAUSES = 400
"""More clauses than any honest reply of 4,000 characters has; the rest is read as one last clause."""

_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|art|vs|etc|e\.g|i\.e|u\.s|u\.n|u\.k|a\.m|p\.m|[a-hj-z])\.$")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"')\]]*(?=\s|$)|\n+)")
_HARD_BREAK = re.compile(r"[;:](?=\s|$)|\s+[-–—]+\s+|—|–(?=\s)|[()\[\]]")
_SUBJECT = (
    r"(?:i|we|you|they|he|she|it|there|this|that|these|those|nobody|no\s+one|nothing|everyone|everybody|somebody|"
    r"let'?s|let\s+(?:us|me)|my|our|your|their|his|its|kyiv|kiev|ukraine|moscow|washington|europe|russia)"
    r"(?:'(?:ll|re|ve|d|s|m))?"
)
# Words with which a speaker takes back what was just said; they open a clause of their own.
_CORRECTION = r"(?:no,|sorry\b|scratch\s+that|strike\s+that|i\s+mean\b|correction\b|no\s+wait|wait,?\s+no|or\s+rather)"
_COORDINATION = re.compile(
    rf"(?:(?:,|\.\.\.|…)\s+(?={_CORRECTION})|,\s*(?:and|but|so|or|yet|then|nor|while)\s+(?=\S)|\s+(?:and|but|so|yet)\s+(?={_SUBJECT}\b)|,\s+(?={_SUBJECT}\b))"
)
_SUBORDINATOR = re.compile(
    r"\b(?:if|unless|once|until|till|after|before|when|whenever|as\s+soon\s+as|as\s+long\s+as|so\s+long\s+as|provided"
    r"|providing|on\s+condition|only|while|because|since|although|though|even|suppose|supposing|were|had|should"
    r"|the\s+(?:day|hour|moment|minute|week)|in\s+(?:exchange|return)|whatever|whoever)\b"
)
_OPENING = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+|then\s+|only\s+|not\s+|say\s+)?(?:if|unless|once|until|till|after|before|when|whenever|as|so\s+long|provided"
    r"|providing|on\s+condition|while|because|since|although|though|even|suppose|supposing|were|had|should"
    r"|the\s+(?:day|hour|moment|minute|week)|in\s+(?:exchange|return)|for\s+as|whatever|whoever|with|for|given)\b"
)
# A hard break (colon, dash) does not cut a condition from what follows it: "If you stop: we ease."
_OPEN_TAIL = re.compile(r"^\W*(?:if|unless|once|until|till|after|before|when|only|provided|in\s+(?:exchange|return))\b")


@dataclass(frozen=True)
class Piece:
    """A clause: its range without surrounding space, and the sentence it belongs to."""

    start: int
    end: int
    sentence: int
    sentence_start: int
    sentence_end: int


def split(folded: str) -> tuple[Piece, ...]:
    """The clauses of a folded text, in order, not overlapping; empty when it holds no letters or digits."""
    pieces: list[Piece] = []
    sentence = 0
    for start, end in _sentences(folded):
        start, end = _trim(folded, start, end)
        if start == end:
            continue
        for left, right in _within(folded, start, end):
            left, right = _trim(folded, left, right)
            if not any(char.isalnum() for char in folded[left:right]):
                continue
            pieces.append(Piece(left, right, sentence, start, end))
        sentence += 1
    if len(pieces) > MAX_CLAUSES:
        last = pieces[MAX_CLAUSES - 1]
        tail = Piece(last.start, pieces[-1].end, last.sentence, last.sentence_start, pieces[-1].sentence_end)
        pieces = [*pieces[: MAX_CLAUSES - 1], tail]
    return tuple(pieces)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        dot = found.start() + 1
        if found.group().startswith(".") and _ABBREVIATION.search(text, max(start, dot - 8), dot):
            continue
        # "well... we could": an ellipsis before a small letter goes on.
        if found.group().startswith(("...", "…")) and re.match(r"\s*[a-z]", text[found.end() : found.end() + 3] or " "):
            follows = text[found.end() :].lstrip()[:1]
            if follows.islower() and start != found.start() and "\n" not in found.group():
                continue
        spans.append((start, found.end()))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of one sentence."""
    cuts = [start]
    for found in _HARD_BREAK.finditer(text, start, end):
        before = text[cuts[-1] : found.start()]
        conditional = _OPENING.match(before) and "," not in before
        if found.group() != ";" and (conditional or _OPEN_TAIL.match(text[found.end() : found.end() + 40])):
            continue
        cuts.append(found.end())
    cuts.append(end)
    spans: list[tuple[int, int]] = []
    for left, right in itertools.pairwise(cuts):
        spans.extend(_coordinated(text, left, right))
    return spans


def _coordinated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    left = start
    waits = bool(_OPENING.match(text[start:end]))
    for found in _COORDINATION.finditer(text, start, end):
        segment = text[left : found.start()]
        if sum(char.isalnum() for char in segment) < 6:
            continue
        comma = found.group().startswith(",")
        joined = found.group().strip(" ,") != ""
        if waits:
            # The first comma after an opening condition leads to the clause that it qualifies.
            if comma and (not joined or "," in segment):
                waits = False
            continue
        if _OPEN_TAIL.match(text[found.end() : end]):
            continue
        if joined and not comma and _SUBORDINATOR.search(segment) and not _SUBORDINATOR.search(text[found.end() : end]):
            # "until you stop and we have seen it": the second half may belong to the condition.
            continue
        spans.append((left, found.end() if comma and not joined else found.start()))
        left = found.end() if comma and not joined else found.start()
        waits = bool(_OPENING.match(text[left:end].lstrip(" ,")))
    spans.append((left, end))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—"):
        end -= 1
    return start, end
