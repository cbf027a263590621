"""The trainee's own words, cut so that they can be quoted back in a sentence."""

from __future__ import annotations

import re

from negsim.model.base import Span

LONGEST = 16
"""Words that a quotation of the trainee may have."""

# A joining word at the front goes; "no", "yes" and the like only where a comma shows that they stand apart.
_LEADING = re.compile(
    r"^(?:(?:and|but|so(?!\s+(?:long|far|much|many|that|be))|then|or|because|also|well)\b[,\s]+|(?:yes|no|now|look|frankly|still|well|right|ok|okay|sure)\s*,\s+)",
    re.I,
)
_EDGES = " \t\n.,;:!?-\u2013\u2014\"'\u201c\u201d\u2018\u2019()[]"
_BREAK = re.compile(r"(?<=[.!?;:\n])\s+|\s+[\u2013\u2014-]+\s+|,\s+")


def quotable(text: str, span: Span | None) -> str:
    """A short stretch of ``text`` inside ``span`` (the whole text when None), without quotation marks; may be empty."""
    piece = span.cut(text) if span is not None else text
    piece = " ".join(piece.split())
    if len(piece.split()) > LONGEST:
        piece = _shorten(piece)
    for _ in range(3):
        shorter = _LEADING.sub("", piece.strip(_EDGES))
        if shorter == piece:
            break
        piece = shorter
    piece = piece.strip(_EDGES)
    for mark in '"\u201c\u201d':
        piece = piece.replace(mark, "'")
    if len(piece.split()) < 2:
        return ""
    return _lower_first(piece)


def _shorten(piece: str) -> str:
    """The last part that fits: what a person ends on is what they meant."""
    parts = _BREAK.split(piece)
    tail: list[str] = []
    for part in reversed(parts):
        if tail and len(" ".join([part, *tail]).split()) > LONGEST:
            break
        tail.insert(0, part)
    joined = ", ".join(p.strip(_EDGES) for p in tail)
    words = joined.split()
    return joined if len(words) <= LONGEST else " ".join(words[:LONGEST])


def _lower_first(piece: str) -> str:
    """First letter in lower case, unless it is 'I', an acronym or a name-like word kept as written."""
    first = piece.split(" ", 1)[0]
    bare = first.strip(_EDGES)
    common = {
        "we", "you", "the", "a", "an", "this", "that", "these", "those", "it", "there", "if", "let", "our", "your", "my",
        "nothing", "no", "not", "what", "when", "who", "how", "why", "perhaps", "maybe", "please", "once", "until",
        "unless", "after", "before", "in", "on", "for", "as", "at", "with", "give", "tell", "can", "could", "would",
        "should", "will", "shall", "is", "are", "do", "does", "they", "he", "she", "one", "any", "every", "all", "stop",
        "by", "which", "from", "to", "of", "only", "so", "even", "here", "take", "show", "name", "keep", "read", "thank",
        "whose", "where", "was", "were", "have", "has", "had", "did", "may", "must", "more", "less", "both", "each", "some",
    }  # fmt: skip
    if bare.lower() in common:
        return piece[0].lower() + piece[1:]
    return piece
