"""From cues to moves: which acts the rules read in a reply's clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from negsim.model.base import Span
from negsim.model.catalogue import Act
from negsim.model.reading import Attribution, Condition, Move, Polarity
from negsim.nlu.context import ReadingContext
from negsim.nlu.cues import Cue, Cues
from negsim.nlu.evidence import Asking, Evidence
from negsim.nlu.issues import Link
from negsim.nlu.phrases import fold, words_of

FAINT = 0.5
"""What a question or a supposition leaves of a cue's strength: floated, not given."""
_BINDING = (Condition.THEIRS_FIRST, Condition.SIMULTANEOUS)


@dataclass(frozen=True)
class Found:
    """A move with what the reader must know to weigh it against a model's opinion."""

    move: Move
    clause: int
    precise: bool

    @property
    def weight(self) -> float:
        """How much the cue says, for choosing between two of the same act."""
        return self.move.strength * self.move.confidence


@dataclass(frozen=True)
class Scene:
    """All that a cue may ask about."""

    folded: str
    evidence: tuple[Evidence, ...]
    links: tuple[tuple[Link, ...], ...]
    context: ReadingContext
    line: str
    count: int
    """Words in the reply."""
    mute: frozenset[int]
    """Clauses that earn nothing, because they speak to the judge."""
    fitting: Mapping[str, tuple[str, ...]]
    """Issues that an act is likely to be about, when a clause names several."""


def rule_moves(scene: Scene, cues: Cues, acts: Mapping[str, Act]) -> list[Found]:
    """Every act that the cues read, at most once a clause, in the order of the clauses."""
    found: dict[tuple[int, str], Found] = {}
    lines: dict[int, bool] = {}
    for number, evidence in enumerate(scene.evidence):
        if number in scene.mute:
            continue
        words = words_of(evidence.text)
        for phrase, cue_number in cues.clause_index.candidates(words):
            cue = cues.cues[cue_number]
            if not _applies(cue, scene, lines):
                continue
            match = phrase.search(evidence.text)
            if match and not _silenced(cue, evidence.text):
                span = Span(start=evidence.piece.start, end=evidence.piece.end)
                _add(found, _read(cue, evidence, match, number, span, scene, acts))
    _read_sentences(scene, cues, acts, lines, found)
    _derive(found, cues, scene, acts)
    _let_last_word_stand(found)
    return sorted(found.values(), key=lambda item: (item.clause, item.move.act))


def _read_sentences(
    scene: Scene, cues: Cues, acts: Mapping[str, Act], lines: dict[int, bool], found: dict[tuple[int, str], Found]
) -> None:
    """Cues over a whole sentence: what is promised in one clause and asked for in the next."""
    seen: set[int] = set()
    for first, evidence in enumerate(scene.evidence):
        piece = evidence.piece
        if piece.sentence in seen or first in scene.mute:
            continue
        seen.add(piece.sentence)
        text = scene.folded[piece.sentence_start : piece.sentence_end]
        for phrase, cue_number in cues.sentence_index.candidates(words_of(text)):
            cue = cues.cues[cue_number]
            if not _applies(cue, scene, lines):
                continue
            match = phrase.search(text)
            if not match or _silenced(cue, text):
                continue
            start, end = piece.sentence_start + match.start(), piece.sentence_start + match.end()
            covered = [
                n
                for n, e in enumerate(scene.evidence)
                if e.piece.start < end and e.piece.end > start and n not in scene.mute
            ]
            if covered:
                home = scene.evidence[covered[-1]]
                span = Span(start=scene.evidence[covered[0]].piece.start, end=home.piece.end)
                _add(found, _read(cue, home, None, covered[-1], span, scene, acts))


def _applies(cue: Cue, scene: Scene, lines: dict[int, bool]) -> bool:
    """Whether the moment fits the cue, before any word of the clause is looked at."""
    if cue.tactics and scene.context.tactic not in cue.tactics:
        return False
    if cue.spec.max_words and scene.count > cue.spec.max_words:
        return False
    if not cue.line:
        return True
    if cue.number not in lines:
        lines[cue.number] = any(phrase.search(scene.line) for phrase in cue.line)
    return lines[cue.number]


def _silenced(cue: Cue, text: str) -> bool:
    return any(phrase.search(text) for phrase in cue.unless)


def _read(
    cue: Cue,
    evidence: Evidence,
    match: re.Match[str] | None,
    number: int,
    span: Span,
    scene: Scene,
    acts: Mapping[str, Act],
) -> list[Found]:
    """The moves of one cue on one clause; none when its evidence says that the words are not meant so.

    A denied gift becomes the act that denying it amounts to, so every move here is affirmed of its act.
    """
    spec = cue.spec
    link = _link(cue, scene.links[number], scene.fitting.get(spec.act, ()))
    if (spec.issues or spec.linked or spec.key) and link is None:
        return []
    attribution = evidence.attribution
    if match is not None and evidence.within_quotes(match.start(), match.end()):
        attribution = Attribution.REPORTED
    question = evidence.asking is Asking.REAL
    strength = spec.strength
    if attribution not in spec.attributions:
        if not (spec.floated and attribution is Attribution.HYPOTHETICAL):
            return []
        strength *= FAINT
    if spec.question is not None and spec.question != question:
        return []
    if spec.floated and question:
        strength *= FAINT
    if spec.conditions and evidence.condition not in spec.conditions:
        return []
    polarity = evidence.polarity_at(match) if match is not None else Polarity.AFFIRMED
    if spec.either_polarity:
        polarity = Polarity.AFFIRMED
    if spec.conditional is not None and evidence.condition in _BINDING:
        names: tuple[str, ...] = spec.conditional
    elif polarity is Polarity.NEGATED:
        names = spec.negated
    else:
        names = (spec.act, *spec.also)
    return [
        Found(
            Move(
                act=name,
                issue=link.issue if link else None,
                condition=evidence.condition,
                attribution=attribution,
                question=question,
                retracted=evidence.retracted,
                span=span,
                confidence=spec.confidence,
                strength=round(strength, 3),
            ),
            number,
            spec.precise,
        )
        for name in names
        if name in acts
    ]


def _link(cue: Cue, links: tuple[Link, ...], fitting: tuple[str, ...]) -> Link | None:
    """The issue that the cue speaks about: one it names, a key one when it asks for that, else one that fits its act."""
    open_ = [link for link in links if not cue.spec.issues or link.issue in cue.spec.issues]
    if cue.spec.key:
        open_ = [link for link in open_ if link.key]
    return next((link for link in open_ if link.issue in fitting), open_[0] if open_ else None)


def _derive(found: dict[tuple[int, str], Found], cues: Cues, scene: Scene, acts: Mapping[str, Act]) -> None:
    """Acts that follow from acts already read, in the order in which the file names them."""
    keys = {subject.id for subject in scene.context.subjects if subject.key}
    for rule in cues.derive:
        if (rule.tactics and scene.context.tactic not in rule.tactics) or rule.add not in acts:
            continue
        for place, item in sorted(found.items()):
            move = item.move
            if move.act not in rule.when or (rule.key and move.issue not in keys):
                continue
            if rule.binding and move.condition not in _BINDING:
                continue
            if rule.instead:
                del found[place]
            _add(found, [Found(move.model_copy(update={"act": rule.add}), item.clause, item.precise)])


def _let_last_word_stand(found: dict[tuple[int, str], Found]) -> None:
    """A word of interest in a diversion ("Fascinating.") counts for nothing when the reply then returns to the point."""
    returns = max((clause for clause, act in found if act == "returns_to_point"), default=-1)
    for place in [place for place in found if place[1] == "follows_diversion" and place[0] < returns]:
        del found[place]


def _add(found: dict[tuple[int, str], Found], items: list[Found]) -> None:
    for item in items:
        key = (item.clause, item.move.act)
        if key not in found or found[key].weight < item.weight:
            found[key] = item


def folded_line(context: ReadingContext) -> str:
    """The delegation's line as cues see it."""
    return fold(context.line)
