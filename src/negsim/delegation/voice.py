"""The words: an authored answer to what was said, then an authored move; nothing is said twice in a session."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negsim.delegation.situations import Perceived
from negsim.model.dice import Dice
from negsim.model.play import Intent, Line
from negsim.model.scenario import DelegationLine, Issue, Scenario
from negsim.model.standing import holds
from negsim.model.state import State

_SLOT = re.compile(r"\{(quote|earlier|issue|demand|next_demand|claim|tactic)\}")
_SENTENCE_END = re.compile(r"(?:^|[.!?]\s+)$")


@dataclass(frozen=True)
class Utterance:
    """What the delegation says in one turn: one line, or two by different speakers."""

    lines: tuple[Line, ...]
    intent: Intent


def used_pieces(state: State) -> frozenset[str]:
    """Ids of the authored lines already used."""
    return frozenset(piece for line in state.lines for piece in line.line.pieces)


def open_lines(state: State, scenario: Scenario) -> Counter[str]:
    """How many unused moves each tactic still has."""
    used = used_pieces(state)
    return Counter(
        line.tactic for line in scenario.lines if line.tactic and line.id not in used and _sayable(line, state)
    )


class Voice:
    """Finds words for an intent in one moment of one session."""

    def __init__(self, scenario: Scenario, state: State, dice: Dice) -> None:
        self.scenario = scenario
        self.state = state
        self.dice = dice
        self.used = used_pieces(state)
        self._quoted = self._quoted_lately()

    def speak(self, intent: Intent, heard: Sequence[Perceived]) -> Utterance:
        """The utterance for ``intent``; it answers the most telling thing for which there are words."""
        answer, perceived = self._answer(intent, heard)
        if perceived is not None:
            intent = intent.model_copy(
                update={
                    "situation": perceived.situation,
                    "answered_act": perceived.act,
                    "answered_issue": perceived.issue,
                    "concession_kind": perceived.kind.value if perceived.kind else None,
                    "quote": perceived.quote,
                    "earlier": perceived.earlier,
                }
            )
        if answer is not None and answer.alone:
            return Utterance((self._line([answer], intent, perceived),), self._after_alone(intent, answer, perceived))
        move = self._move(intent, answer)
        if move is None and answer is None:
            return Utterance((), intent)
        if move is not None:
            intent = self._settled(intent, move)
        pieces = [piece for piece in (answer, move) if piece is not None]
        if len(pieces) == 2 and (pieces[0].speaker != pieces[1].speaker or pieces[0].stage != pieces[1].stage):
            return Utterance(tuple(self._line([piece], intent, perceived) for piece in pieces), intent)
        return Utterance((self._line(pieces, intent, perceived),), intent)

    def _after_alone(self, intent: Intent, answer: DelegationLine, perceived: Perceived | None) -> Intent:
        """An answer that stands alone: a pocketed concession is its own tactic, else the last demand stays in play."""
        tactic = intent.tactic
        if perceived is not None and perceived.situation == "concession":
            tactic = "pocketing"
        elif self.state.last_line is not None:
            tactic = self.state.last_line.intent.tactic
        issue = answer.issue or (perceived.issue if perceived else None) or intent.issue
        return intent.model_copy(update={"tactic": tactic, "beat": None, "claim": None, "issue": issue})

    def _settled(self, intent: Intent, move: DelegationLine) -> Intent:
        claim = move.needs_claim or (intent.claim if "{claim}" in move.text else None)
        if claim is None and "{claim}" in move.text:
            claim = self._open_claim()
        return intent.model_copy(update={"issue": move.issue or intent.issue, "claim": claim})

    def _answer(self, intent: Intent, heard: Sequence[Perceived]) -> tuple[DelegationLine | None, Perceived | None]:
        for perceived in heard[:4]:
            if perceived.situation == "unclear" and self._asked_lately():
                continue  # a person does not ask twice running what was meant
            line = self._best(self._answers_to(perceived), intent, perceived, "answer")
            if line is not None:
                return line, perceived
        return None, (heard[0] if heard else None)

    def _answers_to(self, perceived: Perceived) -> Iterable[DelegationLine]:
        for line in self.scenario.lines:
            if line.answers != perceived.situation or line.id in self.used:
                continue
            if line.issue is not None and line.issue != perceived.issue:
                continue
            if line.acts and perceived.act not in line.acts:
                continue
            if perceived.situation == "concession" and line.kind not in (None, perceived.kind):
                continue
            yield line

    def _move(self, intent: Intent, answer: DelegationLine | None) -> DelegationLine | None:
        lines = [line for line in self.scenario.lines if line.tactic == intent.tactic and line.id not in self.used]
        if answer is not None and answer.stage:
            spoken = [line for line in lines if not line.stage]
            lines = spoken or lines
        if intent.beat is not None:
            lines = [line for line in lines if line.beat in (None, intent.beat)]
        else:
            lines = [line for line in lines if line.beat is None]
        return self._best(lines, intent, None, "move")

    def _best(
        self, lines: Iterable[DelegationLine], intent: Intent, perceived: Perceived | None, purpose: str
    ) -> DelegationLine | None:
        """The best fitting line that can be said; chance decides among those that fit about as well."""
        scored = [
            (self._fit(line, intent, perceived), line)
            for line in lines
            if _sayable(line, self.state)
            and holds(line.when, self.state, self.scenario)
            and (not line.steps or intent.step in line.steps)
            and self._fillable(line, intent, perceived)
        ]
        if not scored:
            return None
        top = max(score for score, _ in scored)
        near = sorted((line for score, line in scored if score >= top - 0.9), key=lambda line: line.id)
        return self.dice.pick(near, self.state.turn, purpose)

    def _fit(self, line: DelegationLine, intent: Intent, perceived: Perceived | None) -> float:
        fit = 0.0
        if line.beat is not None and line.beat == intent.beat:
            fit += 3
        if line.issue is not None:
            fit += 2 if line.issue == (perceived.issue if perceived else intent.issue) else -2
        if line.acts:
            fit += 1
        if intent.mood in line.moods:
            fit += 0.6
        elif "any" not in line.moods:
            fit -= 0.8
        if intent.step is not None and intent.step in line.steps:
            fit += 0.5
        if intent.claim is not None and line.needs_claim == intent.claim:
            fit += 2
        if line.kind is not None:
            fit += 0.5
        if perceived is not None and perceived.quote and "{quote}" in line.text:
            fit += 0.3 + (0.6 if self._quoted < 1 else -0.6)
        if line.speaker == self._last_speaker() and line.speaker != "head":
            fit -= 0.4
        return fit

    def _quoted_lately(self) -> int:
        """How many of the last two turns quoted the trainee: a person does not do it every time."""
        recent = {line.turn for line in self.state.lines[-4:] if line.turn >= self.state.turn - 1}
        texts = {line.id: line.text for line in self.scenario.lines}
        return sum(
            any(
                "{quote}" in texts.get(piece, "")
                for line in self.state.lines
                if line.turn == turn
                for piece in line.line.pieces
            )
            for turn in recent
        )

    def _asked_lately(self) -> bool:
        asking = {line.id for line in self.scenario.lines if line.answers == "unclear" and line.alone}
        return any(asking & set(line.line.pieces) for line in self.state.lines if line.turn == self.state.turn - 1)

    def _last_speaker(self) -> str:
        return self.state.last_line.line.speaker if self.state.last_line else ""

    def _open_claim(self) -> str | None:
        for claim in self.scenario.claims:
            if claim.id not in self.state.claims:
                return claim.id
        return self.scenario.claims[0].id if self.scenario.claims else None

    def _slots(self, line: DelegationLine, intent: Intent, perceived: Perceived | None) -> dict[str, str]:
        issue_id = line.issue or (perceived.issue if perceived and line.answers else None) or intent.issue
        issue = self.scenario.issue(issue_id) if issue_id in self.state.issues else None
        claim_id = line.needs_claim or intent.claim or (self._open_claim() if "{claim}" in line.text else None)
        claim = next((c.text for c in self.scenario.claims if c.id == claim_id), "")
        return {
            "quote": perceived.quote if perceived else "",
            "earlier": perceived.earlier if perceived else "",
            "issue": issue.name if issue else "",
            "demand": issue.demand if issue else "",
            "next_demand": self._next_demand(issue) if issue else "",
            "claim": claim.rstrip("."),
            "tactic": intent.named or "that",
        }

    def _next_demand(self, issue: Issue) -> str:
        said = " ".join(line.line.text for line in self.state.lines)
        fresh = [demand for demand in issue.next_demands if demand not in said]
        return fresh[0] if fresh else ""

    def _fillable(self, line: DelegationLine, intent: Intent, perceived: Perceived | None) -> bool:
        slots = self._slots(line, intent, perceived)
        return all(slots[name] for name in _SLOT.findall(self._text(line)))

    def _text(self, line: DelegationLine) -> str:
        return line.milder if line.sensitive and line.sensitive not in self.state.setup.sensitive else line.text

    def _line(self, pieces: Sequence[DelegationLine], intent: Intent, perceived: Perceived | None) -> Line:
        texts = [fill(self._text(piece), self._slots(piece, intent, perceived)) for piece in pieces]
        return Line(
            speaker=pieces[0].speaker,
            text=" ".join(texts),
            stage=all(piece.stage for piece in pieces),
            pieces=tuple(piece.id for piece in pieces),
        )


def fill(text: str, slots: dict[str, str]) -> str:
    """``text`` with its slots filled; a filling that begins a sentence begins with a capital letter."""
    out: list[str] = []
    position = 0
    for match in _SLOT.finditer(text):
        before = text[position : match.start()]
        out.append(before)
        value = slots[match.group(1)]
        said = "".join(out).rstrip('"')
        if _SENTENCE_END.search(said) or not said.strip():
            value = value[:1].upper() + value[1:]
        out.append(value)
        position = match.end()
    out.append(text[position:])
    return " ".join("".join(out).split())


def _sayable(line: DelegationLine, state: State) -> bool:
    return not line.sensitive or line.sensitive in state.setup.sensitive or bool(line.milder)
