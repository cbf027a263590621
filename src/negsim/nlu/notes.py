"""What can be said of a whole reply: empty, copied, recited, foreign, padded, spoken to the judge."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from negsim.nlu.clauses import Piece
from negsim.nlu.context import ReadingContext
from negsim.nlu.cues import Cues
from negsim.nlu.phrases import fold, words_of

COPY_RUN = 4
"""Words in a row that count as copied."""
COPY_SHARE = 0.6
COPY_LEAST_WORDS = 7
PADDING_WORDS = 90
REPEAT_SHARE = 0.9
SILENT_NOTES = frozenset({"empty", "addresses_judge", "copies_line", "recites", "foreign_language"})
"""Notes under which the reply earns nothing, whatever words it holds."""

_NO_SPEECH = re.compile(r"^[\W_]*$")
_STAGE = re.compile(r"[(\[*]\s*[^()\[\]*]{0,60}(?:silen|wait|says? nothing|pause)[^()\[\]*]{0,60}[)\]*]", re.I)


def is_empty(reply: str) -> bool:
    """Whether nothing was said: no letter and no digit, or only a stage direction such as "(silence)"."""
    if _NO_SPEECH.match(reply):
        return True
    return bool(_STAGE.fullmatch(reply.strip()))


def judge_sentences(folded: str, pieces: tuple[Piece, ...], cues: Cues) -> frozenset[int]:
    """Numbers of the sentences that speak to the program rather than to the delegation."""
    sentences = {piece.sentence: (piece.sentence_start, piece.sentence_end) for piece in pieces}
    return frozenset(
        number for number, (start, end) in sentences.items() if "to_judge" in cues.evidence_in(folded[start:end])
    )


def copies(words: list[str], context: ReadingContext) -> bool:
    """Whether the reply mostly repeats the delegation's own words."""
    if len(words) < COPY_LEAST_WORDS:
        return False
    runs = [tuple(words[at : at + COPY_RUN]) for at in range(len(words) - COPY_RUN + 1)]
    for line in (context.line, *context.lines_before[-4:]):
        theirs = words_of(fold(line))
        known = {tuple(theirs[at : at + COPY_RUN]) for at in range(len(theirs) - COPY_RUN + 1)}
        if known and sum(run in known for run in runs) >= COPY_SHARE * len(runs):
            return True
    return False


def repeats_itself(words: list[str], context: ReadingContext) -> bool:
    """Whether the reply says again, word for word or nearly, what the trainee said before."""
    if len(words) < COPY_LEAST_WORDS:
        return False
    now = set(words)
    for earlier in context.earlier:
        then = set(words_of(fold(earlier)))
        if then and len(now & then) >= REPEAT_SHARE * len(now | then):
            return True
    return False


def is_foreign(reply: str, words: list[str], cues: Cues) -> bool:
    """Whether the reply is mostly in another language than English, by its script or by its little words."""
    letters = [char for char in reply if char.isalpha()]
    if not letters:
        return False
    # Names are cheap; for long texts a sample of the letters is as good as all of them.
    sample = letters[:: max(1, len(letters) // 200)]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in sample)
    if latin < 0.5 * len(sample):
        return True
    if len(words) < 4:
        return False
    english = sum(word.split("'")[0] in cues.words["english_words"] for word in words)
    foreign = sum(word in cues.words["foreign_words"] for word in words)
    return foreign >= 2 and foreign > english and english < 0.2 * len(words)


def recites(folded: str, pieces: tuple[Piece, ...], cues: Cues) -> bool:
    """Whether the reply lists principles instead of saying anything about the matter."""
    phrases = cues.evidence.get("recital", ())
    hits = sum(1 for phrase in phrases for _ in phrase.regex.finditer(folded))
    return hits >= 3 and hits >= 0.6 * len(pieces)


def is_padded(folded: str, words: list[str], pieces: tuple[Piece, ...]) -> bool:
    """Whether a long reply says little: it repeats itself, or turns round a handful of words."""
    spans = {(piece.sentence_start, piece.sentence_end) for piece in pieces}
    sentences = Counter(" ".join(words_of(folded[start:end])) for start, end in spans)
    if any(count >= 3 and len(text.split()) >= 3 for text, count in sentences.items()):
        return True
    if len(words) < PADDING_WORDS:
        return False
    return len(set(words)) < 0.38 * min(len(words), 250)


def is_gibberish(words: list[str], cues: Cues) -> bool:
    """Whether next to no word of the reply is a common English one."""
    if len(words) < 4:
        return False
    return sum(word.split("'")[0] in cues.words["english_words"] for word in words) < 0.08 * len(words)
