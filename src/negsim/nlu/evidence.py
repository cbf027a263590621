"""The hard evidence of one clause: negation, condition, attribution, question, self-correction.

All phrases come from the ``evidence`` part of cues.yaml; this module knows only how they combine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from negsim.model.reading import Attribution, Condition, Polarity
from negsim.nlu.clauses import Piece
from negsim.nlu.cues import Cues
from negsim.nlu.phrases import Phrase

_QUOTED = re.compile(r"\"[^\"\n]{2,300}\"|(?<!\w)'[^'\n]{4,300}'(?!\w)")


_CONDITIONS = (
    ("condition_idle", Condition.NONE),
    ("condition_ours_first", Condition.OURS_FIRST),
    ("condition_theirs_first", Condition.THEIRS_FIRST),
    ("condition_simultaneous", Condition.SIMULTANEOUS),
)


class Asking(StrEnum):
    """What a question mark, or the form of a question, is there for."""

    NO = "no"
    REAL = "real"
    RHETORICAL = "rhetorical"
    REQUEST = "request"


@dataclass(frozen=True)
class Evidence:
    """What rules find in one clause before any act is read."""

    piece: Piece
    text: str
    """The clause in folded form."""
    negations: tuple[tuple[int, int], ...]
    """Ranges within ``text`` of the words that deny; two of them make an affirmation."""
    quoted: tuple[tuple[int, int], ...]
    """Ranges within ``text`` that stand in quotation marks."""
    condition: Condition
    attribution: Attribution
    asking: Asking
    retracts: bool
    """Takes back what was said just before."""
    retracted: bool = False

    @property
    def polarity(self) -> Polarity:
        """The clause as a whole: an even number of denials affirms."""
        return Polarity.NEGATED if len(self.negations) % 2 else Polarity.AFFIRMED

    def polarity_at(self, match: re.Match[str]) -> Polarity:
        """Whether what ``match`` found is denied: by words before it, or by words that it skipped."""
        gaps = [match.span(number) for number in range(1, (match.re.groups or 0) + 1) if match.span(number)[0] >= 0]
        # Where a denial ends decides: in "will not" only the second word may stand in the gap.
        count = sum(end <= match.start() or any(a < end <= b for a, b in gaps) for _, end in self.negations)
        return Polarity.NEGATED if count % 2 else Polarity.AFFIRMED

    def within_quotes(self, start: int, end: int) -> bool:
        """Whether a range of ``text`` stands in quotation marks."""
        return any(a <= start and end <= b for a, b in self.quoted)


def gather(folded: str, pieces: tuple[Piece, ...], cues: Cues) -> tuple[Evidence, ...]:
    """Evidence for each clause, in order; self-corrections mark the clauses they take back."""
    quotes = [found.span() for found in _QUOTED.finditer(folded)]
    found = [_one(folded, piece, quotes, cues) for piece in pieces]
    return tuple(_with_retractions(found))


def _one(folded: str, piece: Piece, quotes: list[tuple[int, int]], cues: Cues) -> Evidence:
    text = folded[piece.start : piece.end]
    signs = cues.evidence_in(text)
    quoted = tuple(
        (max(a, piece.start) - piece.start, min(b, piece.end) - piece.start)
        for a, b in quotes
        if a < piece.end and b > piece.start
    )
    asks = folded[piece.end - 1 : piece.sentence_end].rstrip("\"')] ").endswith("?")
    last = piece.sentence_end - piece.end <= 2
    return Evidence(
        piece=piece,
        text=text,
        negations=_negations(text, signs),
        quoted=quoted,
        condition=_condition(signs),
        attribution=_attribution(text, quoted, signs),
        asking=_asking(asks and (last or "asks_form" in signs), signs),
        retracts="retraction" in signs,
    )


Signs = dict[str, list[Phrase]]
"""Evidence phrases that occur in a clause, by the name of their entry in cues.yaml."""


def _spans(phrases: list[Phrase], text: str) -> list[tuple[int, int]]:
    return [found.span() for phrase in phrases for found in phrase.regex.finditer(text)]


def _negations(text: str, signs: Signs) -> tuple[tuple[int, int], ...]:
    """Words that deny. Idioms that only look like denial ("not only", "no doubt") are left out first."""
    idle = _spans(signs.get("negation_idle", []), text)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_spans(signs.get("negation", []), text)):
        if any(a <= start and end <= b for a, b in idle) or (kept and start < kept[-1][1]):
            continue
        kept.append((start, end))
    return tuple(kept)


def _condition(signs: Signs) -> Condition:
    """Who has to act first. Ours is looked at first, since "before you" and "once we" are the rarer forms."""
    for name, condition in _CONDITIONS:
        if name in signs:
            return condition
    return Condition.NONE


def _attribution(text: str, quoted: tuple[tuple[int, int], ...], signs: Signs) -> Attribution:
    if "reported" in signs or sum(b - a for a, b in quoted) > 0.8 * len(text):
        return Attribution.REPORTED
    return Attribution.HYPOTHETICAL if "hypothetical" in signs else Attribution.OWN


def _asking(marked: bool, signs: Signs) -> Asking:
    if not marked:
        return Asking.REAL if "unmarked_question" in signs else Asking.NO
    if "request" in signs:
        return Asking.REQUEST
    return Asking.RHETORICAL if "rhetorical" in signs else Asking.REAL


def _with_retractions(found: list[Evidence]) -> list[Evidence]:
    """A correction takes back the earlier clauses of its own sentence, or else the sentence before it."""
    out = list(found)
    for number, evidence in enumerate(found):
        if not evidence.retracts or number == 0:
            continue
        own = evidence.piece.sentence
        same = [n for n in range(number) if found[n].piece.sentence == own]
        target = own if same else found[number - 1].piece.sentence
        for n in range(number):
            if found[n].piece.sentence == target and not found[n].retracts:
                out[n] = replace(out[n], retracted=True)
    return out
