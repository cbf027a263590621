"""The reader: from the trainee's words to a ``Reading``.

How a gift is to be understood by scoring, which derives concessions from moves:

- *unconditional*: a giving act (``drops_objective``, ``gives_for_nothing``, ``waives_pressure``, ``limits_defence``,
  ``recognises_force`` ...) whose ``condition`` is ``none`` and which is neither a question nor a supposition;
- *conditional*: ``trades`` or ``names_relief``, or any giving act whose ``condition`` is ``theirs_first`` or
  ``simultaneous``;
- *exploratory*: a giving act that is a ``question`` or whose ``attribution`` is ``hypothetical``; its ``strength`` is
  then at most a half.

The move's ``issue`` says what is given. A ``retracted`` move was taken back by the trainee within the same reply.
Every move is affirmed of its act: a denied gift is read as the keeping or refusing that it is. A sentence spoken to the
judge carries no move but ``addresses_judge``; the note of that name stands only when the whole reply is so spoken.
Reading is pure: the same reply, context, cues and model opinions give the same ``Reading``.
"""

from __future__ import annotations

from collections.abc import Mapping

from negsim.model.base import Span
from negsim.model.catalogue import Act
from negsim.model.reading import GIVING_ACTS, Clause, Move, Reading
from negsim.nlu import notes as whole
from negsim.nlu.clauses import split
from negsim.nlu.concessions import conceded, known_issues
from negsim.nlu.context import ReadingContext
from negsim.nlu.cues import CueError, Cues
from negsim.nlu.evidence import Asking, Evidence, gather
from negsim.nlu.fusion import fuse, shaded
from negsim.nlu.issues import Link, linker_for
from negsim.nlu.moves import Found, Scene, folded_line, rule_moves
from negsim.nlu.opinion import OpinionModel
from negsim.nlu.phrases import fold, words_of

MAX_CHARACTERS = 4000
"""What is read of a reply; characters beyond stay in ``Reading.reply`` but carry no clauses."""
TO_JUDGE = "addresses_judge"


class Reader:
    """Reads replies. Holds no state between them; one reader serves any number of sessions."""

    def __init__(self, cues: Cues, acts: Mapping[str, Act], model: OpinionModel | None = None) -> None:
        """A reader for the acts of the catalogue. Raises ``CueError`` when a cue names an act that is not there."""
        unknown = sorted(cues.acts() - set(acts))
        if unknown:
            raise CueError(f"cues.yaml names acts that acts.yaml does not hold: {', '.join(unknown)}")
        self._cues = cues
        self._acts = dict(acts)
        self._model = model

    def read(self, reply: str, context: ReadingContext) -> Reading:
        """What ``reply`` does in this moment. Never fails on any text; what cannot be read gives few or no moves."""
        if whole.is_empty(reply):
            return Reading(reply=reply, notes=("empty",))
        folded = fold(reply[:MAX_CHARACTERS])
        pieces = split(folded)
        words = words_of(folded)
        evidence = gather(folded, pieces, self._cues)
        judged = whole.judge_sentences(folded, pieces, self._cues)
        mute = frozenset(n for n, piece in enumerate(pieces) if piece.sentence in judged)
        notes = self._notes(reply[:MAX_CHARACTERS], folded, words, evidence, context, len(mute) == len(pieces))
        clauses = tuple(_clause(item) for item in evidence)
        if whole.SILENT_NOTES & set(notes):
            return Reading(reply=reply, clauses=clauses, moves=self._to_judge(evidence, mute), notes=notes)
        links = self._links(evidence, context)
        scene = Scene(folded, evidence, links, context, folded_line(context), len(words), mute, self._cues.fitting)
        found = rule_moves(scene, self._cues, self._acts)
        given: tuple[Move, ...] = ()
        settled: tuple[str, ...] = ()
        if self._model is not None:
            opinion = self._model.opine(reply[:MAX_CHARACTERS], context.line, context.tactic)
            found = fuse(found, opinion, evidence, links, mute, self._acts, self._cues.thresholds)
            found = self._linked_by_meaning(found, evidence, context)
            found = shaded(found, opinion, self._cues.thresholds)
            on_table = {subject.id for subject in context.subjects}
            settled = tuple(sorted(on_table & known_issues(opinion)))
            given = conceded(opinion, evidence, mute, on_table, self._cues.thresholds)
        found = self._linked_by_line(found, context)
        moves = (*self._to_judge(evidence, mute), *(item.move for item in found), *given)
        if not moves and (whole.is_gibberish(words, self._cues) or not any(links)):
            notes = (*notes, "unclear")
        return Reading(reply=reply, clauses=clauses, moves=moves, notes=notes, settled_issues=settled)

    def _notes(
        self,
        reply: str,
        folded: str,
        words: list[str],
        evidence: tuple[Evidence, ...],
        context: ReadingContext,
        to_judge: bool,
    ) -> tuple[str, ...]:
        pieces = tuple(item.piece for item in evidence)
        checks = (
            (TO_JUDGE, to_judge),
            ("copies_line", whole.copies(words, context)),
            ("repeats_itself", whole.repeats_itself(words, context)),
            ("recites", whole.recites(folded, pieces, self._cues)),
            ("foreign_language", whole.is_foreign(reply, words, self._cues)),
            ("padding", whole.is_padded(folded, words, pieces)),
        )
        return tuple(name for name, holds in checks if holds)

    def _to_judge(self, evidence: tuple[Evidence, ...], mute: frozenset[int]) -> tuple[Move, ...]:
        if not mute or TO_JUDGE not in self._acts:
            return ()
        piece = evidence[min(mute)].piece
        return (Move(act=TO_JUDGE, span=Span(start=piece.start, end=piece.end), confidence=0.9),)

    def _links(self, evidence: tuple[Evidence, ...], context: ReadingContext) -> tuple[tuple[Link, ...], ...]:
        """Issues of each clause: named there, else named earlier in its sentence, else the one it points back at."""
        linker = linker_for(context.subjects, self._cues.aliases)
        out: list[tuple[Link, ...]] = []
        for item in evidence:
            named = linker.named(item.text)
            if not named:
                back = linker.referred(item.text, context.issue)
                named = (back,) if back else ()
            out.append(named)
        return tuple(out)

    def _linked_by_meaning(
        self, found: list[Found], evidence: tuple[Evidence, ...], context: ReadingContext
    ) -> list[Found]:
        """Gives an issue to moves that name none, where the clause is near enough to a gloss."""
        lacking = sorted(
            {item.clause for item in found if item.move.issue is None and self._acts[item.move.act].principle}
        )
        if not lacking or self._model is None:
            return found
        linker = linker_for(context.subjects, self._cues.aliases)
        texts = tuple(evidence[n].text for n in lacking)
        nearest = dict(zip(lacking, linker.nearest(texts, self._model, self._cues.thresholds.issue), strict=True))
        out: list[Found] = []
        for item in found:
            link = nearest.get(item.clause)
            if item.move.issue is None and link is not None and self._acts[item.move.act].principle:
                item = Found(item.move.model_copy(update={"issue": link.issue}), item.clause, item.precise)
            out.append(item)
        return out

    def _linked_by_line(self, found: list[Found], context: ReadingContext) -> list[Found]:
        """Gifts that name no issue ("Agreed.") are about what the delegation's line asks for, its last word first."""
        if all(item.move.issue is not None or item.move.act not in GIVING_ACTS for item in found):
            return found
        linker = linker_for(context.subjects, self._cues.aliases)
        named = tuple(reversed(linker.named(fold(context.line))))
        asked = [link.issue for link in sorted(named, key=lambda link: not link.key)]
        if context.issue is not None:
            asked.insert(0, context.issue)
        out: list[Found] = []
        for item in found:
            fitting = self._cues.fitting.get(item.move.act)
            issue = next((name for name in asked if fitting is None or name in fitting), None)
            if item.move.act in GIVING_ACTS and item.move.issue is None and issue is not None:
                item = Found(item.move.model_copy(update={"issue": issue}), item.clause, item.precise)
            out.append(item)
        return out


def _clause(item: Evidence) -> Clause:
    return Clause(
        span=Span(start=item.piece.start, end=item.piece.end),
        polarity=item.polarity,
        condition=item.condition,
        attribution=item.attribution,
        question=item.asking is Asking.REAL,
        retracted=item.retracted,
    )
